"""Where the language model is asked: an endpoint of the user's, by default on this machine or its network only."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sightline.model.errors import AssistError, SettingsError

Resolve = Callable[[str, int], list[str]]

# This machine, and networks that no public address can lie in (RFC 1918, 3927, 4193, 4291).
_LOCAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
            "::1/128", "fc00::/7", "fe80::/10",
        ),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Endpoint:
    """url: where chat completions are asked for. shown: scheme, host and port, which is all that messages tell.
    timeout_s: seconds for one question, retries included. key: sent as a bearer token, never shown."""

    url: str
    shown: str
    model: str
    timeout_s: float
    remote: bool
    key: str = field(default="", repr=False)


def addresses(host: str, port: int) -> list[str]:
    """Raises OSError or UnicodeError where the name has none."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def endpoint_of(
    url: str, *, model: str, key: str, timeout_s: float, remote: bool, resolve: Resolve = addresses
) -> Endpoint:
    """The endpoint that the settings name. url: as endpoints print it, up to and with "/v1". remote: texts may
    be sent beyond this machine and its private network. Raises SettingsError."""
    import httpx

    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port = None, 0
    if not host or parts.scheme not in {"http", "https"}:
        raise SettingsError("assist-url", "assist_url is no web address", "such as http://127.0.0.1:11434/v1")
    if parts.username is not None or parts.password is not None:
        raise SettingsError("assist-url", "assist_url holds a user name or password", "use assist_key")
    if not model.strip():
        raise SettingsError("assist-model", "assist_url is set and assist_model is not", "name the model")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError("assist-key", "assist_key holds what no key can hold", "copy it again")
    if not 0 < timeout_s <= 86_400:
        raise SettingsError("assist-timeout", "assist_timeout_s is no time to wait", "give it in seconds")
    asked = parts._replace(path=parts.path.rstrip("/") + "/chat/completions", fragment="").geturl()
    try:
        httpx.URL(asked)
    except (httpx.InvalidURL, ValueError) as error:
        raise SettingsError(
            "assist-url", "assist_url is no web address", "check it for typing errors"
        ) from error
    _check_reach(host, port, parts.scheme, remote, resolve)
    name = f"[{host}]" if ":" in host else host
    return Endpoint(asked, f"{parts.scheme}://{name}:{port}", model, timeout_s, remote, key)


def resolver(endpoint: Endpoint, resolve: Resolve = addresses) -> Resolve:
    """Gives the addresses that may be connected to, asked for where the connection is opened, so that a name
    that leads elsewhere the second time gains nothing. It raises AssistError."""

    def checked(host: str, port: int) -> list[str]:
        try:
            found = resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise AssistError(
                "assist-unreachable", f"no address for {host}", "start the endpoint, or check assist_url"
            ) from error
        if not endpoint.remote and not all(map(local, found)):
            raise AssistError("assist-remote", f"{host} has left the private network", _REMOTE)
        return found

    return checked


def local(address: str) -> bool:
    """Whether an address is of this machine or a private network, also where IPv6 wraps IPv4."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return any(ip.version == network.version and ip in network for network in _LOCAL)


_REMOTE = "what you read would be sent there; set assist_remote = true if it may be"


def _check_reach(host: str, port: int, scheme: str, remote: bool, resolve: Resolve) -> None:
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError):
        return  # it may be down: told when it is asked, and then checked
    if all(map(local, found)):
        return
    if not remote:
        raise SettingsError(
            "assist-remote",
            f"assist_url leads to {host}, beyond this machine and its private network",
            _REMOTE,
        )
    if scheme != "https":
        raise SettingsError(
            "assist-url", f"assist_url would send texts to {host} unencrypted", "begin it with https://"
        )
