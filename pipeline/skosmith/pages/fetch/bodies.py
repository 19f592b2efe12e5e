"""Bodies of answers: read with a limit, and unpacked by one coding at most.

A few thousand bytes that are packed twice unpack to gigabytes, and requests unpacks a body in one step, that of a
redirect, too.
"""

import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import NamedTuple

import requests
from urllib3.exceptions import HTTPError

from skosmith.pages.fetch.failure import FetchError

BEGINNING = 65_536
"""The bytes read of a body that is no page and no graph, such as that of an error."""

_SECONDS = 10.0  # for which such a body is waited for
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class Session(requests.Session):
    """A session of requests that leaves the body of a redirect unread; it cannot follow one."""

    def resolve_redirects(self, *_: object, **__: object) -> Iterator[requests.Response]:
        """None: requests would read the body of each, whatever its length."""
        return iter(())


def unknown_coding(response: requests.Response) -> str:
    """The Content-Encoding of an answer that is not to be unpacked: an unknown one, or two or more; else empty."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if coding in _CODINGS else coding


def beginning(response: requests.Response) -> bytes:
    """The first bytes of a body as they came, packed or not; fewer if they take too long.

    The connection is kept only if that was all of the body. Network errors are not raised.
    """
    data, end = bytearray(), time.monotonic() + _SECONDS
    with suppress(requests.RequestException, HTTPError, OSError, ValueError):
        while len(data) < BEGINNING and time.monotonic() < end:
            piece = response.raw.read1(BEGINNING - len(data), decode_content=False)
            if not piece:
                return bytes(data)
            data += piece
    response.raw.close()
    return bytes(data)


def explanation(response: requests.Response) -> str:
    """The beginning of a body as text, for a person to read; empty if it is no text, or packed in an unknown way."""
    data = beginning(response)
    if unknown_coding(response):
        return ""
    if response.headers.get("Content-Encoding", "").strip().lower() not in {"", "identity"}:
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, BEGINNING)
        except zlib.error:
            return ""
    text = "" if b"\0" in data else data.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text)


class Limits(NamedTuple):
    """The limits of an answer: its media types (any, if empty), the bytes read of it, whether to cut there."""

    media_types: tuple[str, ...]
    max_bytes: int
    is_cut: bool = False


def check_head(response: requests.Response, limits: Limits) -> None:
    """Raises FetchError if the head of an answer says that it is no page, or too long a one."""
    media_type, _ = content_type(response.headers.get("Content-Type", ""))
    if limits.media_types and media_type not in limits.media_types:
        raise FetchError("url-media-type", media_type=media_type)
    if coding := unknown_coding(response):
        raise FetchError("url-media-type", media_type=f"{media_type} ({coding})")
    if not limits.is_cut and limits.max_bytes < length_of(response) < float("inf"):
        raise FetchError("url-too-large", limit=limits.max_bytes)


def length_of(response: requests.Response) -> float:
    """The bytes that the head of an answer claims; infinity if it claims none."""
    length = response.headers.get("Content-Length", "")
    if response.status_code in {HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT}:
        return 0
    return float(length) if re.fullmatch("[0-9]{1,19}", length) else float("inf")


def content_type(header: str) -> tuple[str, str]:
    """The media type and the charset of a ``Content-Type``, in lower case.

    Without one it is application/octet-stream (RFC 9110, section 8.3).
    """
    media_type, _, parameters = header.lower().partition(";")
    charset = re.search(r'(?:^|;)\s*charset\s*=\s*"?([^\s";]+)', parameters)
    return media_type.strip() or "application/octet-stream", charset[1] if charset else ""


class Body:
    """The body of an answer, unpacked, as a file that is read piece by piece.

    ``fault`` says in words what is wrong with it, as soon as something is; then the body ends.
    """

    def __init__(self, response: requests.Response, limit: int, seconds: float = float("inf")) -> None:
        """At most ``limit`` bytes, unpacked, that come within ``seconds``."""
        self._response, self._limit = response, limit
        self._left, self._seconds, self._end = limit, seconds, time.monotonic() + seconds
        coding = unknown_coding(response)
        self.fault = f"it is packed as {coding!r}" if coding else ""

    def read(self, size: int = BEGINNING) -> bytes:
        """The next bytes, at most ``size``; none at the end."""
        if not self.fault:
            data: bytes = self._response.raw.read1(size, decode_content=True) or b""
            self._left -= len(data)
            if self._left < 0:
                self.fault = f"it is longer than {self._limit} bytes"
            elif data and time.monotonic() > self._end:
                self.fault = f"it was not there after {self._seconds:g} seconds"
            else:
                return data
        return b""

    def whole(self) -> bytes:
        """All of it; empty if it has a fault."""
        data = b"".join(iter(self.read, b""))
        return b"" if self.fault else data
