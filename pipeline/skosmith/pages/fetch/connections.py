"""Connections that go to the very address that was checked, and end when the time of a fetch is up."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from skosmith.pages.fetch.addresses import resolve


class Watch:
    """Ends the open connections when the time of a fetch is up.

    A server that sends a byte now and then never meets a timeout for reading; here its connection is cut.
    """

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()
        self._ends = float("inf")

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Cuts the open connections ``seconds`` from now, unless the block is left before."""
        self._ends = time.monotonic() + seconds
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._ends = float("inf")

    @property
    def remaining(self) -> float:
        """The seconds that the fetch has left; 0 or less when its time is up."""
        return self._ends - time.monotonic()

    def add(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.add(connection)
        if self.remaining <= 0:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            for connection in self._sockets if self.remaining <= 0 else ():
                with suppress(OSError):  # closed by itself
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)  # TLS would first say goodbye


class _Connection(HTTPConnection):
    """A connection whose host is resolved, checked and connected to in one step.

    Checked apart from the connection, a name could have another address a moment later (DNS rebinding).
    """

    def __init__(self, watch: Watch, *, allow_private: bool, **options: Any) -> None:  # noqa: ANN401 - urllib3's
        self._watch = watch
        self._allow_private = allow_private
        super().__init__(**options)

    def _new_conn(self) -> socket.socket:
        failure = OSError("no address")
        for address in resolve(self._dns_host, self.port, allow_private=self._allow_private):
            try:
                return self._open(address)
            except OSError as error:
                failure = error
        raise failure

    def _open(self, address: str) -> socket.socket:
        timeout = min(self.timeout or self._watch.remaining, max(self._watch.remaining, 0.001))
        connection = socket.create_connection((address, self.port), timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def connect(self) -> None:
        super().connect()
        if self.sock:
            self._watch.add(self.sock)


class _TLSConnection(_Connection, HTTPSConnection):
    """The same over TLS; the certificate is checked against the name, not against the address."""


class _Pools(PoolManager):
    def __init__(self, options: dict[str, Any], **pool_options: Any) -> None:  # noqa: ANN401 - urllib3's
        super().__init__(**pool_options)
        self._classes = {"http": partial(_Connection, **options), "https": partial(_TLSConnection, **options)}

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.ConnectionCls = self._classes[scheme]  # type: ignore[assignment] # called, and no more
        return pool


class Adapter(HTTPAdapter):
    """The transport of a session of requests: connections as above, and no retries of its own."""

    def __init__(self, watch: Watch, *, allow_private: bool) -> None:
        self._options = {"watch": watch, "allow_private": allow_private}
        super().__init__(max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001, FBT002 - requests'
        **pool_kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        self.poolmanager = _Pools(self._options, num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs)
