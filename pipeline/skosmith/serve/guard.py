"""What goes around every request: headers that lock the pages in, counts, and an answer where the code fails."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from skosmith.explorer.policy import HEADERS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from skosmith.serve.limits import Limits
    from skosmith.serve.metrics import Metrics

_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_log = logging.getLogger("skosmith.serve")


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics, limits: Limits) -> None:
        """Around ``app``."""
        self.app, self.metrics, self.limits = app, metrics, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [*message.get("headers", []), *_open(scope)]
                said = {name for name, _ in own}
                message["headers"] = [*own, *(header for header in _HEADERS if header[0] not in said)]
            await send(message)

        try:
            if sum(len(name) + len(value) for name, value in scope["headers"]) > self.limits.head:
                await _plain(guarded, 431, b"The headers are too long.\n")
                return
            await self.app(scope, receive, guarded)
        except Exception:
            _log.exception("A request failed.")
            if status:
                raise
            await _plain(guarded, 500, b"The server failed. It is alive, and has noted why.\n")
        finally:
            self.metrics.count(_kind(scope["path"]), status, time.perf_counter() - started)


def _open(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Scripts of other sites may read the answers of the endpoint: all of it is public."""
    return [(b"access-control-allow-origin", b"*")] if scope["path"] == "/sparql" else []


def _kind(path: str) -> str:
    return path[1:] if path in {"/sparql", "/health", "/metrics"} else "page"


async def _plain(send: Send, status: int, text: bytes) -> None:
    """Sends a sentence, and ends the connection."""
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
