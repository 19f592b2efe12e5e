"""A session with a triple store: who asks, how long it waits, and what went wrong in plain words."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth
from urllib3.exceptions import HTTPError

from skosmith import __version__
from skosmith.model import masked, problem, whole, withhold
from skosmith.pages import FetchError, Session, beginning, canonical, cause_of, explanation, printable_url
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECT = 10.0
"""Seconds to wait for a connection."""

READ = 300.0
"""Seconds to wait for the next byte of an answer: a store that takes in a graph says nothing for a while."""

WHOLE = 3600.0
"""Seconds that the answer to a query may take in all."""

_REASON = 300  # characters of what a store says of a fault that are worth showing


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Digest(HTTPDigestAuth):
    """Digest as requests has it, except for challenges that it does not expect, and bodies, which it reads whole."""

    def build_digest_header(self, method: str, url: str) -> str | None:
        try:
            header: str | None = super().build_digest_header(method, url)  # type: ignore[no-untyped-call]
        except (KeyError, AttributeError, TypeError, ValueError):  # a parameter is not there, or has no value
            header = None
        if header is None:
            raise StoreError(problem("store-challenge", whole(url.partition("?")[0])), requests.codes.unauthorized)
        return header

    def handle_401(self, r: requests.Response, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests'
        if requests.codes.bad_request <= r.status_code < requests.codes.server_error and _is_digest(r):
            r._content = beginning(r)  # noqa: SLF001 - else requests reads, and unpacks, all of it
        return cast("requests.Response", super().handle_401(r, **kwargs))  # type: ignore[no-untyped-call]


def _is_digest(response: requests.Response) -> bool:
    return "digest" in response.headers.get("WWW-Authenticate", "").lower()


def credentials(url: str) -> tuple[str, str] | str | None:
    """A token, or a name and a password, for ``url``: from the environment, else from netrc; None where there are none.

    ``SKOSMITH_TOKEN``; ``SKOSMITH_USER`` and ``SKOSMITH_PASSWORD``. They are withheld from whatever is printed.
    """
    if token := os.environ.get("SKOSMITH_TOKEN", "").strip():
        withhold(token)
        return token
    user = os.environ.get("SKOSMITH_USER")
    known = (user, os.environ.get("SKOSMITH_PASSWORD", "")) if user else get_netrc_auth(url)
    if known:
        withhold(known[1], user=known[0])
    return known


def address(url: str) -> str:
    """The address of a store, without fragment; raises StoreError for what is none, and for a password in it."""
    try:
        return canonical(url)
    except FetchError as failure:
        raise StoreError(problem(failure.code, whole(url), **failure.values)) from failure


def open_session(url: str) -> requests.Session:
    """A session that shows the token of ``credentials(url)``, if that is what they are; no redirect is followed.

    Raises StoreError for a token that cannot be sent.
    """
    session = Session()
    session.trust_env = False
    session.headers["User-Agent"] = f"skosmith/{__version__}"
    known = credentials(url)
    session.auth = _Bearer(_sendable(known, url)) if isinstance(known, str) else None
    return session


def show_credentials(session: requests.Session, response: requests.Response) -> bool:
    """Whether the store asks who it is, and ``session`` tells it from now on, by Digest or Basic as the store wants.

    Shown only when asked for: Virtuoso does not say that it wants Digest to those who show Basic. Raises StoreError
    for a name that cannot be sent. Source: RFC 7616 and RFC 7617.
    """
    known = credentials(response.url)
    if response.status_code != requests.codes.unauthorized or session.auth or not isinstance(known, tuple):
        return False
    user, password = known
    if _is_digest(response):
        session.auth = _Digest(_sendable(user, response.url), password)
    else:
        session.auth = HTTPBasicAuth(*(one.encode("utf-8", "surrogateescape") for one in known))
    return True


def _sendable(secret: str, url: str) -> str:
    """``secret``, which is never part of a message: what requests says of a header it cannot send, shows it."""
    if not (secret.isascii() and secret.isprintable()):
        raise StoreError(problem("secret-not-sendable", whole(url.partition("?")[0])))
    return secret


@contextmanager
def told(url: str, seconds: float = READ) -> Iterator[None]:
    """Whatever goes wrong on the way to ``url`` is raised as Refused, with a reason in plain words.

    ``seconds`` is how long was waited for a byte.
    """
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        cause = cause_of(error)
        if isinstance(cause, TimeoutError) and not isinstance(error, requests.exceptions.ConnectTimeout):
            raise StoreError(problem("store-too-slow", whole(url), seconds=f"{seconds:g}")) from error
        raise StoreError(problem("store-unreachable", whole(url), reason=_reason(cause))) from error


def _reason(error: BaseException) -> str:
    """What an error says, without the names of classes and addresses in memory."""
    text = getattr(error, "strerror", None) or str(error)
    return re.sub(r"<[^<>]* at 0x[0-9a-f]+>:? ?", "", text).strip().rstrip(".") or type(error).__name__


def check_status(url: str, response: requests.Response) -> None:
    """Raises StoreError, with what the store says of it, for an answer that is not of the 200s."""
    status = response.status_code
    if response.ok and status < requests.codes.multiple_choices:
        return
    if status in {requests.codes.unauthorized, requests.codes.forbidden}:
        raise StoreError(problem("store-not-allowed", whole(url), status=status), status)
    if response.is_redirect:
        target = printable_url(response.headers.get("Location", ""))
        raise StoreError(problem("store-redirects", whole(url), status=status, target=target), status)
    said = re.sub(r"<[^>]*>", " ", masked(explanation(response))[: _REASON * 4])  # before it is cut
    said = " ".join(said.split())[:_REASON]
    raise StoreError(problem("store-refuses", whole(url), status=status, reason=said or response.reason), status)
