"""A session with a triple store: credentials, timeouts, and errors in plain words."""

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
"""Seconds to wait for the next byte of an answer: a store that takes in a graph is silent for a while."""

WHOLE = 3600.0
"""Seconds that the answer to a query may take in all."""

_REASON = 300  # the most characters of a store's explanation that are shown


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
        except (KeyError, AttributeError, TypeError, ValueError):  # a parameter is missing, or has no value
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
    """A token, or a name and a password, for ``url``: from the environment, else from netrc; None if there are none.

    ``SKOSMITH_TOKEN``; ``SKOSMITH_USER`` and ``SKOSMITH_PASSWORD``. They are withheld from whatever is printed.
    """
    if token := os.environ.get("SKOSMITH_TOKEN", "").strip():
        withhold(token)
        return token
    user = os.environ.get("SKOSMITH_USER")
    login = (user, os.environ.get("SKOSMITH_PASSWORD", "")) if user else get_netrc_auth(url)
    if login:
        withhold(login[1], user=login[0])
    return login


def address(url: str) -> str:
    """The address of a store, without fragment; raises StoreError if it is no address, or has a password in it."""
    try:
        return canonical(url)
    except FetchError as failure:
        raise StoreError(problem(failure.code, whole(url), **failure.values)) from failure


def open_session(url: str) -> requests.Session:
    """A session that sends the token of ``credentials(url)``, if it is one, and follows no redirect.

    Raises StoreError for a token that cannot be sent.
    """
    session = Session()
    session.trust_env = False
    session.headers["User-Agent"] = f"skosmith/{__version__}"
    secret = credentials(url)
    session.auth = _Bearer(_sendable(secret, url)) if isinstance(secret, str) else None
    return session


def authenticate(session: requests.Session, response: requests.Response) -> bool:
    """Whether the store asks for credentials that ``session`` sends from now on, by Digest or Basic as the store wants.

    They are sent on request only: Virtuoso does not ask for Digest if it gets Basic. Raises StoreError for a name that
    cannot be sent. Source: RFC 7616 and RFC 7617.
    """
    login = credentials(response.url)
    if response.status_code != requests.codes.unauthorized or session.auth or not isinstance(login, tuple):
        return False
    user, password = login
    if _is_digest(response):
        session.auth = _Digest(_sendable(user, response.url), password)
    else:
        session.auth = HTTPBasicAuth(*(text.encode("utf-8", "surrogateescape") for text in login))
    return True


def _sendable(secret: str, url: str) -> str:
    """``secret``; the error for one that cannot be sent has another text than that of requests, which shows it."""
    if not (secret.isascii() and secret.isprintable()):
        raise StoreError(problem("secret-not-sendable", whole(url.partition("?")[0])))
    return secret


@contextmanager
def store_errors(url: str, seconds: float = READ) -> Iterator[None]:
    """Raises StoreError, with a reason in plain words, for errors of the connection to ``url``.

    ``seconds`` is the time limit for a byte.
    """
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        cause = cause_of(error)
        if isinstance(cause, TimeoutError) and not isinstance(error, requests.exceptions.ConnectTimeout):
            raise StoreError(problem("store-too-slow", whole(url), seconds=f"{seconds:g}")) from error
        raise StoreError(problem("store-unreachable", whole(url), reason=cause)) from error


def check_status(url: str, response: requests.Response) -> None:
    """Raises StoreError, with the store's own words, for an answer that is not of the 200s."""
    status = response.status_code
    if response.ok and status < requests.codes.multiple_choices:
        return
    if status in {requests.codes.unauthorized, requests.codes.forbidden}:
        raise StoreError(problem("store-not-allowed", whole(url), status=status), status)
    if response.is_redirect:
        target = printable_url(response.headers.get("Location", ""))
        raise StoreError(problem("store-redirects", whole(url), status=status, target=target), status)
    text = re.sub(r"<[^>]*>", " ", masked(explanation(response))[: _REASON * 4])  # before it is cut
    reason = " ".join(text.split())[:_REASON] or response.reason
    raise StoreError(problem("store-refuses", whole(url), status=status, reason=reason), status)
