"""A store that speaks the SPARQL 1.1 Graph Store Protocol, as a target.

A body comes piece by piece from the disk, and always with its length: Virtuoso answers a chunked one with success and
an empty graph. After any fault the connection is closed: there the next request on it may fail, too.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import time
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote, urlsplit

import pyoxigraph
import requests

from skosmith.model import MAX_GRAPH_BYTES, problem, whole
from skosmith.pages import BEGINNING, Body
from skosmith.stores import sessions
from skosmith.stores.load.canonical_form import canonical
from skosmith.stores.load.lines import Lines, Sorter, room
from skosmith.stores.load.watch import Nobody, Watch
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Any, Self

    from skosmith.stores.load.parts import Part

Done = TypeVar("Done")

_TYPE = "application/n-triples"
_AGAIN = frozenset({502, 503, 504})  # statuses of a store that is busy or starting
_WAITS = (0.5, 1.0, 2.0)  # seconds before each further try; a PUT may be made again, it puts the same in the same place
_GROWTH = 10  # how many times as long as what replaces it a graph in a store may be, if it is longer than any file
_UNPACKS = "Oxigraph/"  # how the Server field begins of a store that takes gzip without saying so


class GraphStore:
    """The store at ``name``, the address that graphs are named to as ``?graph=...``.

    ``folder`` takes what is sorted and compressed. ``compress`` sends graphs as gzip, and plainly where the store
    refuses that; None does so where it is known that the store takes it. ``timeout`` is the seconds to wait for a byte.
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
        """Nothing is asked yet. Raises StoreError for an address that is none, and for a token that cannot be sent."""
        self.name = sessions.address(name)
        self._folder = folder
        self._watch = watch or Nobody()
        self._compress = compress
        self._timeout = timeout
        self._session = sessions.open_session(self.name)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        self._session.close()

    def held(self, part: Part) -> Lines:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.2."""
        return self._tried(lambda: self._get(part))

    def put(self, part: Part) -> None:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.3."""
        if self._compress:
            packed = self._packed(part)
            try:
                self._tried(lambda: self._put(part.graph, packed, {"Content-Encoding": "gzip"}))
            except StoreError as refused:
                if not refused.status:
                    raise
            else:
                return
        self._tried(lambda: self._put(part.graph, part.lines.path, {}))

    def _packed(self, part: Part) -> str:
        """The path of the graph as gzip."""
        path = f"{part.lines.path}.gz"
        with room(self._folder), open(part.lines.path, "rb") as plain, gzip.open(path, "wb", 6) as packed:
            shutil.copyfileobj(plain, packed)
        return path

    def _tried(self, once: Callable[[], Done]) -> Done:
        """What ``once`` gives, called again where the store is busy or the connection breaks."""
        for number, wait in enumerate((*_WAITS, None), 1):
            try:
                return once()
            except StoreError as refused:
                self._session.close()
                may_help = refused.problem.code == "store-unreachable" or refused.status in _AGAIN
                if wait is None or not may_help:
                    raise
                said = str(refused).rstrip(".")
                self._watch.say(f"{said}; next try in {wait:g} s ({number} of {len(_WAITS)})")
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _get(self, part: Part) -> Lines:
        sorter = Sorter(self._folder)
        with sessions.told(self.name, self._timeout), self._asked("GET", part.graph, {"Accept": _TYPE}) as response:
            self._compress = _unpacks(response) if self._compress is None else self._compress
            if response.status_code == requests.codes.not_found:
                return sorter.lines()
            sessions.check_status(self.name, response)
            with self._watch.moving("Reading", part.lines.size) as moved:
                body = _Counted(response, max(MAX_GRAPH_BYTES, _GROWTH * part.lines.size), moved)
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
            sessions.told(self.name, self._timeout),
            self._asked("PUT", graph, {"Content-Type": _TYPE, **headers}, path) as response,
        ):
            sessions.check_status(self.name, response)

    @contextmanager
    def _asked(self, method: str, graph: str, headers: dict[str, str], path: str = "") -> Iterator[requests.Response]:
        """An answer, whatever its status, to a request whose body is the file at ``path``, if any."""
        joint = "&" if urlsplit(self.name).query else "?"
        url = self.name + joint + (f"graph={quote(graph, safe='')}" if graph else "default")
        response = self._once(method, url, headers, path)
        if sessions.show_credentials(self._session, response):
            response.close()
            response = self._once(method, url, headers, path)
        with response:
            yield response

    def _once(self, method: str, url: str, headers: dict[str, str], path: str) -> requests.Response:
        with ExitStack() as opened:
            body, connect = None, sessions.CONNECT
            if path:
                moved = opened.enter_context(self._watch.moving("Sending", os.path.getsize(path)))
                body = opened.enter_context(_Body(path, moved))
                connect = self._timeout  # which is the one that counts while a body is sent
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
    """A file that tells what is read of it."""

    def __init__(self, path: str, moved: Callable[[int], Any]) -> None:
        super().__init__(path)
        self._moved = moved

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self._moved(len(data))
        return data


class _Counted(Body):
    """An answer that tells what is read of it; pyoxigraph takes it piece by piece."""

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
