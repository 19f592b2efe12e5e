"""Time limits of a connection: uvicorn waits for ever for a client that does not send, or does not receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from skosmith.web.serve.limits import Limits


# Source: RFC 9110, section 15.5.9.
_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 35\r\n"
    b"Connection: close\r\n\r\nThe request did not come in time.\r\n"
)


class Patient(H11Protocol):
    """Closes the connection of a client that does not send its next request, or receive its answer, in time."""

    request: float
    response: float
    _clock: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._clock = self.loop.call_later(self.request, self._late)

    def _late(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            if self.conn.trailing_data[0]:  # a request has begun
                self.transport.write(_LATE)
            self.transport.close()
        else:  # it is being answered
            self._clock = self.loop.call_later(self.request, self._late)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._clock:
            self._clock.cancel()
        if not self.transport.is_closing():
            self._clock = self.loop.call_later(self.request, self._late)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall = self.loop.call_later(self.response, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stall:
            self._stall.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        for clock in (self._clock, self._stall):
            if clock:
                clock.cancel()
        super().connection_lost(exc)


def patient(limits: Limits) -> type[Patient]:
    return type("Patient", (Patient,), {"request": limits.request, "response": limits.response})
