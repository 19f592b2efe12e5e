"""Runs the application with uvicorn."""

from __future__ import annotations

import contextlib
import gc
import socket
from typing import TYPE_CHECKING, Any

import uvicorn

from skosmith.model import Problem, Span, problem
from skosmith.web.serve.application import app
from skosmith.web.serve.patience import patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from skosmith.web.explorer.files import Files
    from skosmith.web.serve.limits import Limits


def listen(host: str, port: int) -> socket.socket | Problem:
    """A socket at an address of this machine; port 0 is any free one."""
    place = Span(f"{host}:{port}", 0, 0, 0, 0)
    listening = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except (OSError, UnicodeError) as error:
        if listening:
            listening.close()
        return problem("address-in-use", place, host=host, port=port, reason=error)
    return listening


def server(files: Files, limits: Limits, ready: Callable[[str], Any]) -> uvicorn.Server:
    """A server of ``files``; ``ready`` is called with its address once it answers."""
    application = app(files, limits)
    config = uvicorn.Config(
        application,
        http=patient(limits),
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
            if self.started and sockets:
                host, port = sockets[0].getsockname()[:2]
                ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await application.state.shared.pool.stop()  # clients that wait for a query get an answer
            await super().shutdown(sockets)

    return Server(config)


def run(files: Files, listening: socket.socket, limits: Limits, ready: Callable[[str], Any]) -> None:
    """Serves ``files`` on a socket of ``listen``, until a signal ends it."""
    gc.enable()  # a server lives longer than a command
    gc.freeze()
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has ended, and raises it again
        server(files, limits, ready).run(sockets=[listening])
