"""A store that speaks the SPARQL 1.1 Graph Store Protocol, as a target.

A body is always sent with its length: Virtuoso answers a chunked one with success and an empty graph. After any fault
the connection is closed: there the next request on it may fail, too.
"""

from __future__ import annotations

import gzip
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import requests

from skosmith.load.parts import Part, canonical
from skosmith.problems import problem
from skosmith.source import whole
from skosmith.stores import session
from skosmith.stores.refused import Refused

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_TYPE = "application/n-triples"
_AGAIN = frozenset({502, 503, 504})  # statuses of a store that is busy or starting
_WAITS = (0.5, 1.0, 2.0)  # seconds before each further try; a PUT may be made again, it puts the same in the same place


class GraphStore:
    """The store at ``name``, the address that graphs are named to as ``?graph=...``.

    ``compress`` sends graphs as gzip, and plainly where the store does not take it. ``timeout`` is the seconds to wait
    for a byte.
    """

    def __init__(self, name: str, *, compress: bool = False, timeout: float = session.READ) -> None:
        """Nothing is asked yet."""
        self.name = name
        self._compress = compress
        self._timeout = timeout
        self._session = session.open_session(name)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        self._session.close()

    def held(self, graph: str) -> list[str] | None:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.2."""
        response = self._ask("GET", graph, {"Accept": _TYPE})
        if response.status_code == requests.codes.not_found:
            return None
        session.check_status(self.name, response)
        import pyoxigraph  # noqa: PLC0415 - slow to import

        try:
            return canonical(pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.N_TRIPLES)) or None
        except (SyntaxError, ValueError) as error:
            raise Refused(problem("answer-broken", whole(self.name), reason=str(error).partition("\n")[0])) from error

    def put(self, part: Part) -> None:
        """See ``Target``. Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.3."""
        data = part.data()
        headers = {"Content-Type": _TYPE}
        if self._compress:
            packed = gzip.compress(data, mtime=0)
            response = self._ask("PUT", part.graph, {**headers, "Content-Encoding": "gzip"}, packed)
            if response.ok:
                return
        session.check_status(self.name, self._ask("PUT", part.graph, headers, data))

    def _ask(self, method: str, graph: str, headers: dict[str, str], data: bytes | None = None) -> requests.Response:
        """An answer, whatever its status; asked again where the store is busy or the connection breaks."""
        joint = "&" if urlsplit(self.name).query else "?"
        url = self.name + joint + (f"graph={quote(graph, safe='')}" if graph else "default")
        for wait in (*_WAITS, None):
            try:
                response = self._once(method, url, headers, data)
            except Refused as refused:
                self._session.close()
                if wait is None or refused.problem.code != "store-unreachable":
                    raise
            else:
                if not response.ok:
                    self._session.close()
                if wait is None or response.status_code not in _AGAIN:
                    return response
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, url: str, headers: dict[str, str], data: bytes | None) -> requests.Response:
        for _ in range(2):
            with session.told(self.name):
                response = self._session.request(
                    method,
                    url,
                    headers=headers,
                    data=data,
                    timeout=(session.CONNECT, self._timeout),
                    allow_redirects=False,
                )
            if not session.show_credentials(self._session, response):
                break
        return response
