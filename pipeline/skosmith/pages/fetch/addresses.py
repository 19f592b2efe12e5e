"""Which addresses may be asked: those of the public internet."""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from skosmith.pages.fetch.failure import Failure

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Of these the ipaddress of a Python 3.11 still says that they are public.
_RESERVED = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)
# Networks whose addresses carry an IPv4 address, and how many bits follow it: it decides.
_CARRIERS = {
    IPv6Network("::ffff:0:0/96"): 0,  # IPv4-mapped, RFC 4291
    IPv6Network("64:ff9b::/96"): 0,  # NAT64, RFC 6052
    IPv6Network("2002::/16"): 80,  # 6to4, RFC 3056
}


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: no private, loopback, link-local, shared (CGNAT), multicast,
    unspecified, documentation or reserved one, nor an IPv6 address that carries such an IPv4 address.

    Raises ValueError for a text that is no IP address.
    Source: the IANA special-purpose address registries (RFC 6890), as ``ipaddress`` holds them; of IPv6 only 2000::/3
    is handed out (RFC 4291, section 2.4).
    """  # noqa: D205 - the kinds are one list
    parsed = ip_address(address)
    if any(parsed in network for network in _RESERVED):
        return False
    if isinstance(parsed, IPv6Address):
        for network, bits in _CARRIERS.items():
            if parsed in network:
                return is_public(str(IPv4Address(int(parsed) >> bits & 0xFFFFFFFF)))
        return parsed.is_global and parsed in _GLOBAL_UNICAST
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, in the order in which to try them.

    Raises Failure where one of them is not public, unless ``allow_private``; OSError where the host has none.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters
        raise Failure("url-malformed", address=host) from error
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    refused = next((address for address in addresses if not is_public(address)), "")
    if refused and not allow_private:
        raise Failure("url-refused", host=host, address=refused)
    return addresses
