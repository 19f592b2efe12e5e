"""Runs the application with uvicorn; the only module that knows it."""

from __future__ import annotations

import gc
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.serve.app import app

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from skosmith.explorer.files import Files
    from skosmith.serve.limits import Limits


def _patient(limits: Limits) -> type[H11Protocol]:
    """A protocol that closes a connection whose next request does not begin, or does not end its headers, in time."""

    class Patient(H11Protocol):
        _clock: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._clock = self.loop.call_later(limits.request, self._late)

        def _late(self) -> None:
            if self.cycle is None or self.cycle.response_complete:
                self.transport.close()
            else:
                self._clock = self.loop.call_later(limits.request, self._late)

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if self._clock:
                self._clock.cancel()
            if not self.transport.is_closing():
                self._clock = self.loop.call_later(limits.request, self._late)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._clock:
                self._clock.cancel()
            super().connection_lost(exc)

    return Patient


def listen(host: str, port: int) -> socket.socket | Problem:
    """A socket at an address of this machine; port 0 is any that is free."""
    place = Span(f"{host}:{port}", 0, 0, 0, 0)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except (OSError, UnicodeError) as error:
        return problem("address-in-use", place, host=host, port=port, reason=getattr(error, "strerror", "") or error)
    return made


def run(files: Files, listening: socket.socket, limits: Limits, ready: Callable[[str], Any]) -> None:
    """Serves ``files`` until it is told to end; ``ready`` is called with the address once it answers."""
    gc.enable()  # a server lives longer than a command
    gc.freeze()
    host, port = listening.getsockname()[:2]
    config = uvicorn.Config(
        app(files, limits),
        http=_patient(limits),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=int(limits.request),
        timeout_graceful_shutdown=3,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=limits.head,
        lifespan="on",
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    Server(config).run(sockets=[listening])
