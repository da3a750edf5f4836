"""Addresses of files in archives: without what lets their bearer in, and the host alone."""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

# Parameters that let their bearer in: Azure (SAS), Amazon, Google, and the common words.
_SECRETS = frozenset(
    "sig signature x-amz-signature x-amz-credential x-amz-security-token x-goog-signature x-goog-credential awsaccesskeyid "
    "token access_token auth apikey api_key key password secret".split()
)


def without_secrets(href: str) -> str:
    """The address as it can be kept and printed: no user, no password; no query at all where it lets its bearer in."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href.partition("?")[0]
    if parts.scheme not in {"http", "https"}:
        return href
    host = parts.netloc.rpartition("@")[2]
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return urlunsplit((parts.scheme, host, parts.path, "" if names & _SECRETS else parts.query, ""))


def host_of(href: str) -> str:
    """Host and port of a web address; "" where it is malformed."""
    try:
        return urlsplit(href).netloc.rpartition("@")[2]
    except ValueError:
        return ""
