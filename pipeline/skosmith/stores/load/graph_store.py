"""A store that speaks the SPARQL 1.1 Graph Store Protocol, as a target.

A body is sent piece by piece from the disk, and always with its length: Virtuoso answers a chunked one with success and
an empty graph. After any error the connection is closed: with Virtuoso the next request on it may fail, too.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import time
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import IO, TYPE_CHECKING, Protocol, TypeVar, cast
from urllib.parse import quote, urlsplit

import pyoxigraph
import requests

from skosmith.model import MAX_GRAPH_BYTES, Problem, problem, whole
from skosmith.pages import BEGINNING, Body
from skosmith.stores import sessions
from skosmith.stores.load.canonical_form import canonical
from skosmith.stores.load.lines import Lines, Sorter, folder_errors
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Any, Self

    from skosmith.stores.load.parts import Part

T = TypeVar("T")

_TYPE = "application/n-triples"
_AGAIN = frozenset({502, 503, 504})  # statuses of a store that is busy or starting
_WAITS = (0.5, 1.0, 2.0)  # seconds before each further try; a PUT may be repeated
_GROWTH = 10  # how many times as long as what replaces it a graph in a store may be, if it is longer than any file
_UNPACKS = "Oxigraph/"  # begins the Server field of a store that takes gzip without saying so


class Watch(Protocol):
    """Follows a load."""

    def retry(self, failure: Problem, seconds: float, number: int, most: int) -> None:
        """Called before the ``number``-th of at most ``most`` repetitions of a request, in ``seconds``."""

    def transfer(self, label: str, size: int) -> AbstractContextManager[Callable[[int], Any]]:
        """Called before about ``size`` bytes are moved; what it returns is called with the bytes of each piece."""


class _NoWatch:
    def retry(self, *_: Problem | float) -> None:
        pass

    def transfer(self, *_: str | int) -> AbstractContextManager[Callable[[int], Any]]:
        return nullcontext(lambda _: None)


class GraphStore:
    """The store at the address ``name``, whose graphs are at ``?graph=...``.

    Sorted and compressed lines are written to ``folder``. ``compress`` sends graphs as gzip, and plainly if the store
    refuses that; None does so only if the store is known to take it. ``timeout`` is the seconds to wait for a byte.
    Raises StoreError for a wrong address and for a token that cannot be sent; no request is made yet.
    """

    def __init__(
        self,
        name: str,
        folder: str,
        watch: Watch | None = None,
        *,
        compress: bool | None = None,
        timeout: float = sessions.READ,
    ) -> None:
        self.name = sessions.address(name)
        self._folder = folder
        self._watch = watch or _NoWatch()
        self._compress = compress
        self._timeout = timeout
        self._session = sessions.open_session(self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def triples_of(self, part: Part) -> Lines:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.2."""
        return self._repeat(lambda: self._get(part))

    def put(self, part: Part) -> None:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.3."""
        if self._compress:
            packed = self._pack(part)
            try:
                self._repeat(lambda: self._put(part.graph, packed, {"Content-Encoding": "gzip"}))
            except StoreError as refused:
                if not refused.status:
                    raise
            else:
                return
        self._repeat(lambda: self._put(part.graph, part.lines.path, {}))

    def _pack(self, part: Part) -> str:
        path = f"{part.lines.path}.gz"
        with folder_errors(self._folder), open(part.lines.path, "rb") as plain, gzip.open(path, "wb", 6) as packed:
            shutil.copyfileobj(plain, packed)
        return path

    def _repeat(self, request: Callable[[], T]) -> T:
        """The result of ``request``, repeated if the store is busy or the connection breaks."""
        for number, wait in enumerate((*_WAITS, None), 1):
            try:
                return request()
            except StoreError as refused:
                self._session.close()
                may_help = refused.problem.code == "store-unreachable" or refused.status in _AGAIN
                if wait is None or not may_help:
                    raise
                self._watch.retry(refused.problem, wait, number, len(_WAITS))
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _get(self, part: Part) -> Lines:
        sorter = Sorter(self._folder)
        with (
            sessions.store_errors(self.name, self._timeout),
            self._answer("GET", part.graph, {"Accept": _TYPE}) as response,
        ):
            self._compress = _unpacks(response) if self._compress is None else self._compress
            if response.status_code == requests.codes.not_found:
                return sorter.lines()
            sessions.check_status(self.name, response)
            with self._watch.transfer("Reading", part.lines.size) as moved:
                body = _ReportingBody(response, max(MAX_GRAPH_BYTES, _GROWTH * part.lines.size), moved)
                reason = ""
                try:
                    for triple in pyoxigraph.parse(cast("IO[bytes]", body), pyoxigraph.RdfFormat.N_TRIPLES):
                        sorter.add(canonical(triple))
                except (SyntaxError, ValueError) as error:
                    reason = str(error).partition("\n")[0]
                if reason := body.fault or reason:
                    raise StoreError(problem("answer-broken", whole(self.name), reason=reason))
        return sorter.lines()

    def _put(self, graph: str, path: str, headers: dict[str, str]) -> None:
        with (
            sessions.store_errors(self.name, self._timeout),
            self._answer("PUT", graph, {"Content-Type": _TYPE, **headers}, path) as response,
        ):
            sessions.check_status(self.name, response)

    @contextmanager
    def _answer(self, method: str, graph: str, headers: dict[str, str], path: str = "") -> Iterator[requests.Response]:
        """The answer, whatever its status, to a request whose body is the file at ``path``, if any."""
        joint = "&" if urlsplit(self.name).query else "?"
        url = self.name + joint + (f"graph={quote(graph, safe='')}" if graph else "default")
        response = self._request(method, url, headers, path)
        if sessions.authenticate(self._session, response):
            response.close()
            response = self._request(method, url, headers, path)
        with response:
            yield response

    def _request(self, method: str, url: str, headers: dict[str, str], path: str) -> requests.Response:
        with ExitStack() as stack:
            body, connect = None, sessions.CONNECT
            if path:
                moved = stack.enter_context(self._watch.transfer("Sending", os.path.getsize(path)))
                body = stack.enter_context(_Body(path, moved))
                connect = self._timeout  # it applies while a body is sent
            return self._session.request(
                method,
                url,
                headers=headers,
                data=body,
                timeout=(connect, self._timeout),
                allow_redirects=False,
                stream=True,
            )


class _Body(io.FileIO):
    """A file that reports the bytes that are read."""

    def __init__(self, path: str, moved: Callable[[int], Any]) -> None:
        super().__init__(path)
        self._moved = moved

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self._moved(len(data))
        return data


class _ReportingBody(Body):
    """An answer that reports the bytes that are read; pyoxigraph takes it piece by piece."""

    def __init__(self, response: requests.Response, limit: int, moved: Callable[[int], Any]) -> None:
        super().__init__(response, limit)
        self._moved = moved

    def read(self, size: int = BEGINNING) -> bytes:
        data = super().read(size)
        self._moved(len(data))
        return data


def _unpacks(response: requests.Response) -> bool:
    """Whether the store takes gzip. Source: RFC 7694, section 3."""
    server = response.headers.get("Server", "")
    return "gzip" in response.headers.get("Accept-Encoding", "").lower() or server.startswith(_UNPACKS)
