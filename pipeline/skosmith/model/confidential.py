"""Texts without the passwords and tokens in use: a store may repeat what it was sent."""

import re
from binascii import b2a_base64
from functools import cache, partial
from urllib.parse import quote, quote_plus

MASK = "***"

_IN_HTML = {
    ord(letter): f"&{name};" for letter, name in zip("&<>\"'", ("amp", "lt", "gt", "quot", "#x27"), strict=True)
}
_ENCODERS = (
    partial(quote, errors="surrogateescape"),
    partial(quote, safe="", errors="surrogateescape"),
    partial(quote_plus, errors="surrogateescape"),
    lambda text: text.translate(_IN_HTML),
)
_LEAST = 3
_LONG = 8  # characters from which a secret is hardly a word that a text has by chance
_withheld: set[str] = set()  # by ``withhold``


def withhold(password: str, user: str | None = None) -> None:
    """Has ``masked`` hide a password, or a token, from now on; of a ``user``, also as Basic sends both."""
    if len(password) < _LEAST:
        return  # no secret, and in any text
    _withheld.add(password)
    if user is not None:
        _withheld.add(_base64(f"{user}:{password}".encode("utf-8", "surrogateescape")))


def masked(text: str, *, is_data: bool = False) -> str:
    """``text`` with a mask for each secret, however it is written: plain, percent-encoded, as HTML or in base64.

    A short secret is hidden where it is a word of its own; not in data, which may hold that word.
    """
    pattern = _pattern(frozenset(_withheld), is_data=is_data)
    return pattern.sub(MASK, text) if pattern else text


@cache
def _pattern(secrets: frozenset[str], *, is_data: bool) -> re.Pattern[str] | None:
    forms = {form for secret in secrets for form in _forms(secret)}
    written = [
        re.escape(form) if len(form) >= _LONG else rf"(?<!\w){re.escape(form)}(?!\w)"
        for form in sorted(forms, key=lambda form: (-len(form), form))
        if form and not (is_data and len(form) < _LONG)
    ]
    return re.compile("|".join(written), re.IGNORECASE) if written else None


def _base64(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).decode()


def _forms(secret: str) -> set[str]:
    """How a secret may be written; as Latin-1, since headers are read so."""
    raw = secret.encode("utf-8", "surrogateescape")
    packed = {_base64(raw), _base64(raw).translate({43: "-", 47: "_"})}
    plain = {secret, " ".join(secret.split()), raw.decode("latin-1"), *packed}
    plain |= {text.rstrip("=") for text in plain}
    return plain | {encode(text) for text in plain for encode in _ENCODERS}
