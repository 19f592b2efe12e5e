"""Addresses: URLs as they are sent and printed, the language and edition in their paths, and the hosts allowed."""

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urljoin, urlsplit

import requests

from skosmith.model import masked, recommended_case, withhold
from skosmith.pages.fetch.failure import FetchError
from skosmith.pages.labels import fold, unaccent
from skosmith.pages.run_languages import all_labels, labels_for

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# To the ipaddress of Python 3.11 these are public.
_RESERVED = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)
# Networks whose addresses carry an IPv4 address, which decides, and how many bits follow it.
_CARRIERS = {
    IPv6Network("::ffff:0:0/96"): 0,  # IPv4-mapped, RFC 4291
    IPv6Network("64:ff9b::/96"): 0,  # NAT64, RFC 6052
    IPv6Network("2002::/16"): 80,  # 6to4, RFC 3056
}
# Language, script and region of BCP 47: no more, or "it-support" would be Italian.
_LANGUAGE = r"(?i)[a-z]{2,3}(-(latn|hans|hant|arab|jpan))?(-([a-z]{2}|[0-9]{3}))?"
_NUMBER = r"(?P<edition>[1-9][0-9]{0,3}(?:\.[0-9]{1,3}){0,2})"
_NAMED = rf"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)-?v?{_NUMBER}"
_BARE = rf"(?i)v?{_NUMBER}"
# Names of folders whose number is no edition; "v" is for a number by itself.
_COUNTED = frozenset({"chapter", "page", "part", "section", "v"})


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

    Raises FetchError if one of them is not public, unless ``allow_private``; OSError if the host has none.
    """
    try:
        places = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters
        raise FetchError("url-malformed", address=host) from error
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in places))
    private = next((address for address in addresses if not is_public(address)), "")
    if private and not allow_private:
        raise FetchError("url-refused", host=host, address=private)
    return addresses


def canonical(url: str, base: str = "") -> str:
    """A URL as it is sent, resolved against the one that led to it, without its fragment.

    Raises FetchError if it is not of HTTP or HTTPS, or holds a name or a password.
    """
    try:
        joined = urljoin(base, url.strip())
        port = urlsplit(joined).port  # requests would leave out a port 0
        parts = urlsplit(requests.Request("GET", joined).prepare().url or "")
    except (requests.RequestException, ValueError) as error:
        raise FetchError("url-malformed", address=printable_url(url)) from error
    if "@" in parts.netloc:
        withhold(unquote(parts.password or ""))
        raise FetchError("url-credentials")
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise FetchError("url-malformed", address=printable_url(url))
    return parts._replace(fragment="").geturl()


def printable_url(url: str) -> str:
    """A URL as it may be printed: without name and password, and without what cannot be printed."""
    bare = masked(re.sub(r"(?<=//)[^/?#]*@", "", url))
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in bare)


def _folders(url: str) -> list[str]:
    return [unquote(segment) for segment in urlsplit(url).path.split("/")[1:-1]]


def _is_language(folder: str) -> bool:
    return re.fullmatch(_LANGUAGE, folder) is not None and labels_for(folder) is not None


def _is_of_framework(name: str) -> bool:
    """Whether a name before a number may be a framework's; the one in ``level-4`` is not, in any language."""
    levels = (unaccent(fold(labels.level)) for labels in all_labels().values())
    return unaccent(fold(name)) not in {*levels, *_COUNTED}


def language_of(url: str) -> str:
    """The language that a folder of the path names, a BCP 47 tag; empty if none does.

    Only languages with labels: any other two letters may mean something else.
    """
    return next((recommended_case(folder) for folder in _folders(url) if _is_language(folder)), "")


def edition_of(url: str) -> str:
    """The edition that a folder of the path names, as in ``sfia-8``, ``sfia-v9``; empty if none does.

    A number by itself, as in ``/9/skills/``, counts as the first folder or right after the language: elsewhere it is
    a date or a page number.
    """
    may_be_bare = True
    for folder in _folders(url):
        match = re.fullmatch(_NAMED, folder)
        if match and _is_of_framework(match["name"]):
            return match["edition"]
        match = re.fullmatch(_BARE, folder)
        if match and may_be_bare:
            return match["edition"]
        may_be_bare = _is_language(folder)
    return ""
