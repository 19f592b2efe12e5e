"""Around every request: security headers, metrics, and an answer if the code fails."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from skosmith.web.explorer.policy import HEADERS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from skosmith.web.serve.limits import Limits
    from skosmith.web.serve.metrics import Metrics

_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_OPEN = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"ETag, Link, Retry-After")]
_OWN = frozenset({"/health", "/metrics"})
_log = logging.getLogger("skosmith.web.serve")


class Guard:
    def __init__(self, app: ASGIApp, metrics: Metrics, limits: Limits) -> None:
        self.app, self.metrics, self.limits = app, metrics, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = list(message.get("headers", []))
                names = {name for name, _ in own}
                own += (header for header in _HEADERS if header[0] not in names)
                message["headers"] = [*own, *(_OPEN if _is_open(scope["path"], dict(own)) else [])]
            await send(message)

        try:
            if sum(len(name) + len(value) for name, value in scope["headers"]) > self.limits.head:
                await _plain(guarded, 431, b"The headers are too long.\n")
                return
            await self.app(scope, receive, guarded)
        except asyncio.CancelledError:  # the server ends and waits no longer
            if not status:
                await _plain(guarded, 503, b"The server ends.\n")
        except Exception:
            _log.exception("A request failed.")
            if status:
                raise
            await _plain(guarded, 500, b"The server failed. It is alive, and has noted why.\n")
        finally:
            self.metrics.count(_kind(scope["path"]), status, time.perf_counter() - started)


def _is_open(path: str, headers: dict[bytes, bytes]) -> bool:
    """Whether scripts of other sites may read an answer: data, results of queries, and redirects to data."""
    return path not in _OWN and not headers.get(b"content-type", b"").startswith(b"text/html")


def _kind(path: str) -> str:
    return path[1:] if path == "/sparql" or path in _OWN else "page"


async def _plain(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
