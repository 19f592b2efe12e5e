"""The words of a page, by language: read from ``labels/<tag>.toml``, matched after folding."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

MARKER = r"(?:\s*\((?:new|modified|unchanged)\))"
"""What follows a title or a heading on the pages of an edition in development, always in English (layout E)."""

ENGLISH_LEVEL = "Level"
"""The level word of English, which old pages of other languages have, too. Source: the page layouts, layout A."""

_APOSTROPHES = str.maketrans("‘’ʼ`´", "'" * 5)
_NUMBER = re.compile(r"[0-9]+")

Table = Mapping[str, Any]
"""The words of a language as its file has them: tables of roles, each with a list of words."""

ROLES: dict[str, tuple[str, ...]] = {
    "chrome": ("slogan", "show_hide", "learn_why", "site", "banner", "notice"),
    "begins": ("site", "breadcrumb"),
    "labels": ("levels", "guidance", "understanding", "developing", "lower", "higher", "changes"),
    "words": (
        "level", "essence", "unobserved", "scheme", "groups", "attributes", "beta", "note", "framework", "ordinals",
        "frame", "related",
    ),
}  # fmt: skip
"""The roles of words, by the table that holds them."""

FREQUENT = "frequent"
"""The frequent words of a language, one string with spaces between them; a role of the table ``words``."""

MARKS: dict[str, str] = {"before-number": " ", "dash": " - ", "colon": ": "}
"""The punctuation of the line of a level's title, unless a language has its own; the table ``marks``."""


class KnownLines(NamedTuple):
    """Lines that are known, as keys: ``whole`` ones, and the ``beginnings`` of others."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, line: str) -> bool:
        """Whether a line, as its key, is known."""
        return line in self.whole or line.startswith(self.beginnings)


def _compiled(name: str) -> "cached_property[re.Pattern[str]]":
    return cached_property(lambda labels: re.compile(labels.patterns[name], re.IGNORECASE))


@dataclass(frozen=True, eq=False)
class Labels:
    """The words of one language.

    ``parent`` is the language whose words it takes over, empty for most.
    ``roles`` maps the key of a label to its role, ``chrome`` that of a line of the site, ``spellings`` both to how they
    are written; ``inline`` are the labels that digits may follow on their line; ``plain`` holds labels and chrome
    unaccented, as keys, and with their role. ``own_roles`` are the roles that the file has words for. ``beginnings``
    are pairs of the key that a line above the title begins with, and its role.
    ``patterns`` are compiled by the properties below, each on first use: a run needs those of one or two languages, and
    compiling all of them takes longer than reading a page. ``notes`` are the words that a translator's note begins
    with, ``beta_ends`` the last letters of what ``beta`` or ``MARKER`` matches, ``heading_ends`` those of headings.
    ``unobserved`` are the sentences that say that a skill is not defined at a level, ``schemes`` the folded names of
    the levels of responsibility on the title line of a level page, ``groups`` and ``attributes`` the folded headings on
    it; ``frameworks`` are the names of the framework, which are no codes; ``frequent`` the frequent words.
    ``level`` and ``essence`` are the words to write, ``essences`` all words for the latter; ``levels`` is the name of
    the scheme of levels.
    ``words`` maps a role to the label to write: the first of those seen, else one that is coined: no page was seen
    with it, so it is read back, and is in neither ``own_roles`` nor ``plain``. ``before_number``, ``dash`` and
    ``colon`` are the punctuation of the line of a level's title; ``direction`` is ``ltr`` or ``rtl``. ``tables`` are
    the tables that all of this was read from, its own and those of ``parent``.
    """

    language: str
    parent: str
    own_roles: frozenset[str]
    roles: dict[str, str]
    chrome: dict[str, str]
    spellings: dict[str, str]
    inline: frozenset[str]
    plain: tuple[tuple[str, str, str], ...]
    beginnings: tuple[tuple[str, str], ...]
    ordinals: tuple[str, ...]
    patterns: dict[str, str]
    notes: tuple[str, ...]
    beta_ends: frozenset[str]
    heading_ends: frozenset[str]
    unobserved: KnownLines
    frame: KnownLines
    related: frozenset[str]
    schemes: frozenset[str]
    groups: frozenset[str]
    attributes: frozenset[str]
    frameworks: frozenset[str]
    frequent: frozenset[str]
    level: str
    essence: str
    essences: tuple[str, ...]
    levels: str
    words: dict[str, str]
    before_number: str
    dash: str
    colon: str
    direction: str
    tables: tuple[Table, Table]

    heading = _compiled("heading")
    """Matches a level heading: groups ``name``, ``number``, and ``first`` and ``last`` of one of several levels."""

    title = _compiled("title")
    """Matches the line of a level's title: groups ``number``, ``title``, ``essence``; the last may be None."""

    essence_within = _compiled("essence_within")
    """Finds the word for the essence and its colon within a line."""

    essence_line = _compiled("essence_line")
    """Matches an essence on a line of its own: group ``essence``."""

    level_page = _compiled("level_page")
    """Matches the title line of a page about a level: groups ``scheme``, ``number``, ``title`` (may be None)."""

    near_heading = _compiled("near_heading")
    """Matches a level heading, unaccented and misspelt: groups ``name``, ``number``."""

    near_title = _compiled("near_title")
    """Matches the line of a level's title, unaccented and misspelt: groups ``number``, ``title``, ``essence``."""

    any_title = _compiled("any_title")
    """Matches the line of a level's title, whatever it calls the essence: groups ``number``, ``label``."""

    beta = _compiled("beta")
    """Matches what follows the code on a page under translation."""

    def number(self, text: str) -> int:
        """The number of a level as a heading or a title line writes it: in digits of any script, or as an ordinal."""
        return int(text) if text.isdecimal() else self.ordinals.index(text) + 1

    def ordinal(self, number: int) -> str:
        """The number of a level as a title line writes it: as an ordinal where there are any, else in digits."""
        return self.ordinals[number - 1] if 0 < number <= len(self.ordinals) else str(number)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` as names are compared: NFKC; case, apostrophes, white space and the punctuation at the end folded."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    return " ".join(text.split()).casefold().rstrip(" .:")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """``text`` as labels are compared: folded, and ``#`` for each number, which changes with the edition."""
    return _NUMBER.sub("#", fold(text))


def with_numbers(label: str, text: str) -> str:
    """A label as a line writes it: the numbers of ``text`` in the places of its ``#``."""
    numbers = iter(_NUMBER.findall(text))
    return re.sub("#", lambda _: next(numbers, "#"), label)


class _PlainLetters(dict[int, str]):
    """Each letter without its accent, by its code point; decomposed when it is first asked for."""

    def __missing__(self, letter: int) -> str:
        return self.setdefault(letter, unicodedata.normalize("NFD", chr(letter))[0])


_PLAIN = _PlainLetters()


def unaccent(text: str) -> str:
    """``text`` without its accents, letter for letter, so that places stay."""
    return text if text.isascii() else text.translate(_PLAIN)
