"""Which network addresses may be spoken to: public ones, unless the user allows private ones.

The check is made where the connection is opened, on the very address that is then used, so that a name
which resolves differently the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket

from sightline.model.errors import FetchError

# Carries an IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public(address: str) -> bool:
    """Whether the address is one of the public internet: not loopback, private, link-local, multicast or
    reserved, also where an IPv6 address wraps an IPv4 one."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of `host`, all of them allowed. Raises FetchError where it has none or one is refused."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            "unreachable", f"no address for {host}", "check the spelling and the connection"
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    refused = [a for a in addresses if not public(a)]
    if refused and not allow_private:
        raise FetchError(
            "private-address",
            f"{host} is the private or local address {refused[0]}",
            "allow it with --allow-private if you mean it",
        )
    return addresses
