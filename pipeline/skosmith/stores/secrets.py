"""What a store is told to know who asks, and that it is never shown."""

import base64
import os
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, quote_plus

from requests.utils import get_netrc_auth

from skosmith.model import Problem

_SHOWN = "***"
_LEAST = 4  # characters: fewer would be found in any text


def credentials(url: str) -> tuple[str, str] | str | None:
    """A token, or a name and a password, for ``url``: from the environment, else from netrc; None where there are none.

    ``SKOSMITH_TOKEN``; ``SKOSMITH_USER`` and ``SKOSMITH_PASSWORD``.
    """
    if token := os.environ.get("SKOSMITH_TOKEN", "").strip():
        return token
    if user := os.environ.get("SKOSMITH_USER"):
        return user, os.environ.get("SKOSMITH_PASSWORD", "")
    return get_netrc_auth(url)


def without_secrets(problem: Problem) -> Problem:
    """``problem`` without the token or the password for the address at its place, which a server may have echoed."""
    url = problem.spans[0].path if problem.spans else ""
    secrets = sorted(_secrets(url), key=len, reverse=True)

    def hide(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, _SHOWN)
        return text

    messages, helps = ({tag: hide(text) for tag, text in texts.items()} for texts in (problem.messages, problem.helps))
    return replace(problem, messages=messages, helps=helps)


def _secrets(url: str) -> Iterator[str]:
    """The secrets in each form in which they are sent, or may come back in an address."""
    known = credentials(url)
    if known is None:
        return
    user, secret = known if isinstance(known, tuple) else ("", known)
    basic = base64.b64encode(f"{user}:{secret}".encode()).decode()
    for form in (secret, quote(secret, safe=""), quote(secret), quote_plus(secret), basic, quote(basic, safe="")):
        if len(form) >= _LEAST:
            yield form
