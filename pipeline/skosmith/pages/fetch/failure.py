"""Why a page is not fetched, and whether and when a request is worth repeating."""

import re
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus


class FetchError(Exception):
    """The ``code`` of a problem and the ``values`` of its message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def is_transient(status: int) -> bool:
    """Whether a status may be another the next time: too many requests, or the server's own fault."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def may_recover(cause: BaseException) -> bool:
    """Whether a failed connection may succeed the next time: not if the name or the certificate is wrong."""
    if isinstance(cause, socket.gaierror):
        return cause.errno == socket.EAI_AGAIN
    return not isinstance(cause, ssl.SSLError)


def cause_of(error: BaseException) -> BaseException:
    """The error of the system at the bottom of the chain of an error of requests."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return error


def retry_after(header: str, now: datetime) -> float:
    """The seconds that a ``Retry-After`` asks to wait: 0 if it has no time or the time is past.

    Source: RFC 9110, section 10.2.3: a number of seconds or a date.
    """
    if re.fullmatch("[0-9]{1,9}", header.strip()):
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return 0.0
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)
