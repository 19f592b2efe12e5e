"""The markup of a page with marks that tell the places of its texts.

lxml knows the line where an element begins, but not where a text does. So each piece of text is given to it with a mark
before it, two characters for private use, which come out next to the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from skosmith.model import MAX_LINE

_NONE = (
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b[^>]*>.*?(?=</(?P=raw)\b|\Z)"
    r"|<[A-Za-z/!?](?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?)*+(?:>|\Z)"
)
# Text, which gets a mark, or markup without text, some of which is taken at once.
_TOKEN = re.compile(
    rf"(?P<none>(?:(?:{_NONE})(?:\n\s*+)?+){{1,8}})"
    r"|(?P<entity>&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?)"
    r"|(?P<blank>\n\s*+)|[^<&\n]+|[<&]",
    re.DOTALL | re.IGNORECASE,
)
# What hides the rest of a page if it is not closed.
_OPENS = r"(?i)<!--|<(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b[^>]*>?"
# A tag, and an entity or the beginning of either, that the end of a page cuts short.
_CUT_TAG = r"<[/!?]?\w{0,20}"
_CUT = r"<|&[^;]*"
REPLACED = re.compile("[\U000f0000-\U0010ffff]")
_HIGH, _LOW, _BASE = 0xF0000, 0x100000, 0xFFF0
_LONGEST = 20 * MAX_LINE  # characters from one tag to the next, in which there may be lines of a <pre>
_CHUNK = 2048  # characters given to lxml at a time: a fault is shown no further than that from its place
MARK = re.compile("([\U000f0000-\U000fffff])([\U00100000-\U0010ffff])")


class Piece(NamedTuple):
    """Some of the markup: the character of the page it begins at, with what is wrong so far.

    ``unclosed`` is where a comment or script begins that hides the rest of the page, or a tag or an entity that the end
    of the page cuts short, and how it begins; ``is_too_long`` tells that a text is longer than any real one, and that
    no more follows.
    """

    start: int
    markup: bytes
    unclosed: tuple[int, str] | None = None
    is_too_long: bool = False


def marked(text: str) -> Iterator[Piece]:
    """The markup with a mark before each text, at the beginning of each line of it, and before and behind each entity.

    In pieces of about 2,000 characters, so that a fault is found near its place.
    """
    parts: list[str] = []
    is_marked = False
    begin = tagged = 0
    unclosed: tuple[int, str] | None = None
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        kind, markup = token.lastgroup, token[0]
        if kind == "none":
            tagged = end
            unclosed = _unclosed(start, markup) if end == len(text) else None
        elif end == len(text) and re.fullmatch(_CUT, markup):
            unclosed = start, markup
        elif kind == "entity" or (kind is None and not is_marked):
            parts.append(_mark(start))
        is_marked = kind is None
        parts.append(markup)
        if end - tagged > _LONGEST and kind != "blank":
            yield Piece(start, b"", is_too_long=True)
            return
        if end - begin >= _CHUNK:
            yield Piece(begin, "".join(parts).encode("utf-8", "replace"), unclosed)
            parts.clear()
            begin = end
    yield Piece(begin, "".join(parts).encode("utf-8", "replace"), unclosed)


def _unclosed(start: int, markup: str) -> tuple[int, str] | None:
    """``Piece.unclosed`` at the end of a page, which ends with ``markup``, from the character ``start`` on."""
    *_, last = re.finditer(_NONE, markup, re.DOTALL | re.IGNORECASE)
    opens = re.match(_OPENS, last[0]) or (None if last[0].rstrip("\n").endswith(">") else re.match(_CUT_TAG, last[0]))
    return (start + last.start(), opens[0]) if opens and not last[0].endswith("-->") else None


def _mark(offset: int) -> str:
    return chr(_HIGH + offset // _BASE) + chr(_LOW + offset % _BASE)


def offset_of(high: str, low: str) -> int:
    """The character of the page that a mark stands for."""
    return (ord(high) - _HIGH) * _BASE + ord(low) - _LOW
