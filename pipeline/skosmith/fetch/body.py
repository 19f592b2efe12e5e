"""The body of an answer, read piece by piece.

urllib3 unpacks what is packed twice, ``gzip, gzip``, in one go: 3 kB can become gigabytes. Here one layer is unpacked,
and never more than was asked for.
"""

import zlib
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import requests
from urllib3.exceptions import DecodeError

CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""The content codings that are read. Source: RFC 9110, section 8.4.1."""

_PIECE = 65_536  # bytes taken from the connection at a time
_EITHER = 47  # zlib: a gzip or a zlib header, whichever there is
_BARE = -15  # deflate without any, as some servers send it


class Session(requests.Session):
    """A session that follows no redirect: requests would read the body of one to its end, unpacked, to look where to.

    Without ``trust_env`` there is no proxy and no password that nobody named.
    """

    def __init__(self) -> None:
        """Opens nothing yet."""
        super().__init__()
        self.trust_env = False

    def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[Any]:  # noqa: ANN401 - as requests has it
        """None."""
        return iter(())


def coding_of(response: requests.Response) -> str:
    """The content coding of an answer in lower case."""
    return response.headers.get("Content-Encoding", "").strip().lower()


def length_of(response: requests.Response) -> float:
    """The bytes that an answer says it has; infinity where it does not say."""
    length = response.headers.get("Content-Length", "")
    if response.status_code in {HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT}:
        return 0
    return float(length) if length.isdecimal() and len(length) < 20 else float("inf")  # noqa: PLR2004


def drain(response: requests.Response) -> None:
    """Reads a body that nobody needs, packed as it is, so that the connection is kept; not a long one."""
    if length_of(response) <= _PIECE:
        response.raw.read(_PIECE, decode_content=False)


class Body:
    """The body of an answer that was asked for as a stream; a file to read from."""

    def __init__(self, response: requests.Response) -> None:
        """Raises DecodeError for a coding that is not among ``CODINGS``."""
        coding = coding_of(response)
        if coding not in CODINGS:
            raise DecodeError(f"the answer is packed as {coding!r}")
        self._raw = response.raw
        self._unpacker = zlib.decompressobj(_EITHER) if coding not in {"", "identity"} else None
        self._packed = b""
        self._is_first = True

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, none at the end. Raises DecodeError where they are not packed as the answer says."""
        if self._unpacker is None:
            return bytes(self._raw.read(size, decode_content=False))
        while not self._unpacker.eof:
            packed = self._packed or self._raw.read(_PIECE, decode_content=False)
            if not packed:
                raise DecodeError("the packed answer breaks off")
            data = self._unpacked(packed, size)
            if data:
                return data
        return b""

    def _unpacked(self, packed: bytes, size: int) -> bytes:
        assert self._unpacker  # noqa: S101 - for the type checker
        try:
            data = self._unpacker.decompress(packed, size)
        except zlib.error as error:
            if not self._is_first:
                raise DecodeError(str(error)) from error
            self._unpacker = zlib.decompressobj(_BARE)
            self._is_first = False
            return self._unpacked(packed, size)
        self._is_first = False
        self._packed = self._unpacker.unconsumed_tail
        return data
