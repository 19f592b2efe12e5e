"""Why a page is not fetched, what is worth asking for again, and when."""

import re
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_TOO_MANY = 429
_SERVER_ERROR = 500


class FetchError(Exception):
    """The ``code`` of a problem and the ``values`` of its message."""

    def __init__(self, code: str, **values: object) -> None:
        """Holds what ``skosmith.model.problems.problem`` is called with."""
        super().__init__(code)
        self.code = code
        self.values = values


def is_passing(status: int) -> bool:
    """Whether a status may be another the next time: too many requests, or the server's own fault."""
    return status == _TOO_MANY or status >= _SERVER_ERROR


def may_pass(cause: BaseException) -> bool:
    """Whether a connection that failed may hold the next time: not where the name or the certificate is wrong."""
    if isinstance(cause, socket.gaierror):
        return cause.errno == socket.EAI_AGAIN
    return not isinstance(cause, ssl.SSLError)


def cause_of(error: BaseException) -> BaseException:
    """What an error of requests was raised for: at the bottom of its chain stands what the system said."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return error


def retry_after(header: str, now: datetime) -> float:
    """The seconds that a ``Retry-After`` asks to wait: 0 where it says nothing or the time is past.

    Source: RFC 9110, section 10.2.3: a number of seconds or a date.
    """
    if re.fullmatch("[0-9]{1,9}", header.strip()):
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return 0.0
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)


def reason_of(cause: BaseException) -> str:
    """What an error says, as the system words it."""
    said = getattr(cause, "verify_message", None) or getattr(cause, "strerror", None) or str(cause)
    return str(said).strip().rstrip(".") or type(cause).__name__
