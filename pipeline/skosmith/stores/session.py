"""A session with a triple store: who asks, how long it waits, and what went wrong in plain words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import HTTPError

from skosmith import __version__
from skosmith.fetch.body import Body, Session
from skosmith.fetch.failure import Failure
from skosmith.fetch.urls import canonical
from skosmith.problems import problem
from skosmith.source import whole
from skosmith.stores.refused import Refused
from skosmith.stores.secrets import credentials

if TYPE_CHECKING:
    from collections.abc import Iterator
CONNECT = 10.0
"""Seconds to wait for a connection."""

READ = 300.0
"""Seconds to wait for the next byte of an answer: a store that takes in a graph says nothing for a while."""

MAX_ANSWER = 500_000_000
"""The most bytes of an answer that are held in memory."""

_PIECE = 1 << 16
_REASON = 300  # characters of what a store says of a fault that are worth showing


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Digest(HTTPDigestAuth):
    """Digest that takes a challenge it cannot meet for a no: requests raises KeyError, or sends no text at all."""

    def build_digest_header(self, method: str, url: str) -> str:
        """The field ``Authorization``; empty for an algorithm or a quality that is not known."""
        challenge = self._thread_local.chal  # type: ignore[attr-defined] # requests' types do not tell
        is_whole = {"realm", "nonce"} <= challenge.keys()
        return (super().build_digest_header(method, url) if is_whole else None) or ""  # type: ignore[no-untyped-call]


def address(url: str) -> str:
    """The address of a store, without fragment; raises Refused for what is none, and for a password in it."""
    try:
        return canonical(url)
    except Failure as failure:
        raise Refused(problem(failure.code, whole(url), **failure.values)) from failure


def open_session(url: str) -> requests.Session:
    """A session that shows the token of ``credentials(url)``, if that is what they are; no redirect is followed.

    Raises Refused for a token that cannot be sent.
    """
    session = Session()
    session.headers["User-Agent"] = f"skosmith/{__version__}"
    known = credentials(url)
    session.auth = _Bearer(_sendable(known, url)) if isinstance(known, str) else None
    return session


def show_credentials(session: requests.Session, response: requests.Response) -> bool:
    """Whether the store asks who it is, and ``session`` tells it from now on, by Digest or Basic as the store wants.

    Shown only when asked for: Virtuoso does not say that it wants Digest to those who show Basic. Raises Refused for a
    name that cannot be sent. Source: RFC 7616 and RFC 7617.
    """
    known = credentials(response.url)
    if response.status_code != requests.codes.unauthorized or session.auth or not isinstance(known, tuple):
        return False
    user, password = known
    if "digest" in response.headers.get("WWW-Authenticate", "").lower():
        session.auth = _Digest(_sendable(user, response.url), password)
    else:
        session.auth = HTTPBasicAuth(user.encode(), password.encode())
    return True


def _sendable(secret: str, url: str) -> str:
    """``secret``, which is never part of a message: what requests says of a header it cannot send, shows it."""
    if not (secret.isascii() and secret.isprintable()):
        raise Refused(problem("secret-not-sendable", whole(url.partition("?")[0])))
    return secret


@contextmanager
def told(url: str, seconds: float = READ) -> Iterator[None]:
    """Whatever goes wrong on the way to ``url`` is raised as Refused, with a reason in plain words.

    ``seconds`` is how long was waited for a byte.
    """
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        cause = _cause(error)
        if isinstance(cause, TimeoutError) and not isinstance(error, requests.exceptions.ConnectTimeout):
            raise Refused(problem("store-too-slow", whole(url), seconds=f"{seconds:g}")) from error
        raise Refused(problem("store-unreachable", whole(url), reason=_reason(cause))) from error


def _cause(error: BaseException) -> BaseException:
    """The innermost cause."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def _reason(error: BaseException) -> str:
    """What an error says, without the names of classes and addresses in memory."""
    text = getattr(error, "strerror", None) or str(error)
    return re.sub(r"<[^<>]* at 0x[0-9a-f]+>:? ?", "", text).strip().rstrip(".") or type(error).__name__


def body_of(url: str, response: requests.Response) -> bytes:
    """The whole of an answer that came as a stream; raises Refused for one of more than ``MAX_ANSWER`` bytes."""
    data, body = bytearray(), Body(response)
    while piece := body.read(_PIECE):
        data += piece
        if len(data) > MAX_ANSWER:
            raise Refused(problem("answer-too-large", whole(url), limit=f"{MAX_ANSWER:,}"))
    return bytes(data)


def check_status(url: str, response: requests.Response) -> None:
    """Raises Refused, with what the store says of it, for an answer that is not of the 200s."""
    status = response.status_code
    if response.ok and status < requests.codes.multiple_choices:
        return
    if status in {requests.codes.unauthorized, requests.codes.forbidden}:
        raise Refused(problem("store-not-allowed", whole(url), status=status), status)
    if response.is_redirect:
        target = response.headers.get("Location", "")
        raise Refused(problem("store-redirects", whole(url), status=status, target=target), status)
    reason = _text_of(response) or response.reason
    raise Refused(problem("store-refuses", whole(url), status=status, reason=reason), status)


def _text_of(response: requests.Response) -> str:
    """The begin of an answer as one line of plain text; empty where it is none."""
    try:
        text = Body(response).read(_REASON * 4).decode("utf-8", "replace")
    except (HTTPError, OSError):
        return ""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())[:_REASON]
