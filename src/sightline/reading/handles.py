"""Commenters are never named: a keyed hash stands for the handle, so that one voice can still be told apart."""

import hashlib
import hmac
import re
import unicodedata


def hashed(handle: str, key: bytes) -> str:
    """"h:" and 16 hex digits of HMAC-SHA256 over the handle in NFKC, case folded, spaces joined. Without the
    key nobody can test a list of names against it."""
    plain = " ".join(unicodedata.normalize("NFKC", handle).casefold().split()).lstrip("@")
    return "h:" + hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:16]


def without(text: str, handles: set[str], *, instead: str = "[name]") -> str:
    """`text` with every one of the handles, and "@name" of them, taken out: a prefix that addresses another
    commenter is dropped, a mention inside becomes "[name]"."""
    for handle in sorted((h for h in handles if h.strip()), key=len, reverse=True):
        name = r"\s+".join(re.escape(word) for word in handle.split())
        text = re.sub(rf"^\s*@{name}\b\s*[:,–-]?\s*", "", text, flags=re.I | re.M)
        text = re.sub(rf"(?<!\w)@?{name}(?!\w)", instead, text, flags=re.I)
    return text
