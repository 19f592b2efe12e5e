"""URLs as they are sent, and as they are shown."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import requests

from skosmith.model import masked, withhold
from skosmith.pages.fetch.failure import Failure


def canonical(url: str, base: str = "") -> str:
    """A URL as it is sent, resolved against the one that led to it, without its fragment.

    Raises Failure where it is none of HTTP or HTTPS, or holds a name or a password.
    """
    try:
        joined = urljoin(base, url.strip())
        port = urlsplit(joined).port  # requests would leave out a port 0
        parts = urlsplit(requests.Request("GET", joined).prepare().url or "")
    except (requests.RequestException, ValueError) as error:
        raise Failure("url-malformed", address=shown(url)) from error
    if "@" in parts.netloc:
        withhold(unquote(parts.password or ""))
        raise Failure("url-credentials")
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Failure("url-malformed", address=shown(url))
    return parts._replace(fragment="").geturl()


def shown(url: str) -> str:
    """A URL as it may be printed: without name and password, and without what cannot be printed."""
    bare = masked(re.sub(r"(?<=//)[^/?#]*@", "", url))
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in bare)
