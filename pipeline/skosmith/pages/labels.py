"""The words of a page, by language: read from ``labels/<tag>.toml``, matched after folding."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

_DASH = r"[-–—―‐－ー]"
_BETA = ("Beta", "Bêta")
_ANY_ESSENCE = r"[^:：.]{3,60}"  # what a title line may call the essence
MARKER = r"(?:\s*\((?:new|modified|unchanged)\))"
"""What follows a title or a heading on the pages of an edition in development, always in English (layout E)."""

ENGLISH_LEVEL = "Level"
"""The level word of English, which old pages of other languages have, too. Source: the page layouts, layout A."""

# The labels that a language may have coined: they are read back. A coined word within a line is only written.
_COINED = frozenset({"changes", "understanding", "developing", "lower", "higher"})

# What frames pages is known exactly or not at all: of the rest a line may be a misspelling.
_NOT_MISSPELT = frozenset({"site", "notice", "banner"})

_APOSTROPHES = re.compile("[‘’ʼ`´]")
_NUMBER = re.compile(r"[0-9]+")
_PLACEHOLDER = re.compile("#")

Table = Mapping[str, Any]
"""The words of a language as its file has them: tables of roles, each with a list of words."""

ROLES: dict[str, tuple[str, ...]] = {
    "chrome": ("slogan", "show_hide", "learn_why", "site", "banner", "notice"),
    "begins": ("site", "breadcrumb"),
    "labels": ("levels", "guidance", "understanding", "developing", "lower", "higher", "changes"),
    "words": (
        "level",
        "essence",
        "unobserved",
        "scheme",
        "groups",
        "attributes",
        "beta",
        "note",
        "framework",
        "ordinals",
        "frame",
        "related",
    ),
}
"""The roles of words, by the table that holds them."""

FREQUENT = "frequent"
"""The frequent words of a language, one string with spaces between them; a role of the table ``words``."""

MARKS: dict[str, str] = {"before-number": " ", "dash": " - ", "colon": ": "}
"""What stands in the line of a level's title, where a language says nothing else; the table ``marks``."""


class Known(NamedTuple):
    """Lines that are known, as keys: ``whole`` ones, and ``begins``, how others begin."""

    whole: frozenset[str]
    begins: tuple[str, ...]

    def has(self, line: str) -> bool:
        """Whether a line, as its key, is known."""
        return line in self.whole or line.startswith(self.begins)


def _known(lines: Sequence[str]) -> Known:
    """Lines as a language file has them; one that ends with ``...`` is the beginning of others."""
    return Known(
        frozenset(key(line) for line in lines if not line.endswith("...")),
        tuple(key(line) for line in lines if line.endswith("...")),
    )


@dataclass(frozen=True, eq=False)
class Labels:
    """The words of one language.

    ``parent`` is the language whose words it takes over, empty for most.
    ``roles`` maps the key of a label to its role, ``chrome`` that of a line of the site, ``written`` both to how they
    are written; ``inline`` are the labels that digits may follow on their line; ``plain`` holds labels and chrome
    unaccented, as keys, and with their role. ``known`` are the roles and words that the file has. ``begins`` are pairs
    of how a folded line above the title begins, and its role.
    ``patterns`` are what the properties below compile, each when it is first asked for: a run needs those of one or two
    languages, and compiling all of them takes longer than reading a page. ``notes`` are the words that a translator's
    note begins with, ``beta_ends`` the last letters of what ``beta`` matches, ``heading_ends`` those of level headings.
    ``unobserved`` are the keys of the sentences that say that a skill is not defined at a level, and
    ``schemes`` the folded names of the levels of responsibility on the title
    line of a level page; ``groups`` and ``attributes`` the folded headings on it; ``frameworks`` the names of the
    framework, which are no codes; ``frequent`` the frequent words.
    ``level`` and ``essence`` are the words to write, ``essences`` all words for the latter, ``levels`` names the scheme
    of levels.
    ``words`` maps a role to the label to write: the first of those seen, else one that is coined: no page was seen
    with it, so it is read back, and is among neither ``known`` nor ``plain``. ``before_number``, ``dash`` and ``colon``
    stand in the line of a level's title; ``direction`` is ``ltr`` or ``rtl``. ``tables`` are the tables that all of
    this was read from, its own and those of ``parent``.
    """

    language: str
    parent: str
    known: frozenset[str]
    roles: dict[str, str]
    chrome: dict[str, str]
    written: dict[str, str]
    inline: frozenset[str]
    plain: tuple[tuple[str, str, str], ...]
    begins: tuple[tuple[str, str], ...]
    ordinals: tuple[str, ...]
    patterns: dict[str, str]
    notes: tuple[str, ...]
    beta_ends: frozenset[str]
    heading_ends: frozenset[str]
    unobserved: Known
    frame: Known
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

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """Matches a level heading: groups ``name``, ``number``, and ``first`` and ``last`` of one of several levels."""
        return self._compiled("heading")

    @cached_property
    def title(self) -> re.Pattern[str]:
        """Matches the line of a level's title: groups ``number``, ``title``, ``essence``; the last may be None."""
        return self._compiled("title")

    @cached_property
    def essence_within(self) -> re.Pattern[str]:
        """Finds the word for the essence and its colon within a line."""
        return self._compiled("essence_within")

    @cached_property
    def essence_line(self) -> re.Pattern[str]:
        """Matches an essence on a line of its own: group ``essence``."""
        return self._compiled("essence_line")

    @cached_property
    def level_page(self) -> re.Pattern[str]:
        """Matches the title line of a page about a level: groups ``scheme``, ``number``, ``title`` (may be None)."""
        return self._compiled("level_page")

    @cached_property
    def near_heading(self) -> re.Pattern[str]:
        """Matches a level heading, unaccented and misspelt: groups ``name``, ``number``."""
        return self._compiled("near_heading")

    @cached_property
    def near_title(self) -> re.Pattern[str]:
        """Matches the line of a level's title, unaccented and misspelt: groups ``number``, ``title``, ``essence``."""
        return self._compiled("near_title")

    @cached_property
    def any_title(self) -> re.Pattern[str]:
        """Matches the line of a level's title, whatever it calls the essence: groups ``number``, ``label``."""
        return self._compiled("any_title")

    @cached_property
    def beta(self) -> re.Pattern[str]:
        """Matches what follows the code on a page under translation."""
        return self._compiled("beta")

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(self.patterns[name], re.IGNORECASE)

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
        text = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).casefold().rstrip(" .:")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """``text`` as labels are compared: folded, and ``#`` for each number, which changes with the edition."""
    return _NUMBER.sub("#", fold(text))


def with_numbers(label: str, text: str) -> str:
    """A label as a line writes it: the numbers of ``text`` in the places of its ``#``."""
    numbers = iter(_NUMBER.findall(text))
    return _PLACEHOLDER.sub(lambda _: next(numbers, "#"), label)


def unaccent(text: str) -> str:
    """``text`` without its accents, letter for letter, so that places stay."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _any_of(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _escaped(words: Iterable[str]) -> list[str]:
    """A pattern for each of ``words``, with any white space where it has a space."""
    return [re.escape(word).replace("\\ ", r"\s+") for word in words]


def labels_of(table: Table, parent: Table) -> Labels:
    """The words of a language whose tables are ``table``; what it lacks it takes over from ``parent``, if any."""
    words = {**parent.get("words", {}), **table.get("words", {})}
    roles = {**parent.get("labels", {}), **table.get("labels", {})}
    of_site = {**parent.get("chrome", {}), **table.get("chrome", {})}
    begins = {**parent.get("begins", {}), **table.get("begins", {})}
    labels = {label: role for role, labels in roles.items() for label in labels}
    coined = {**parent.get("coined", {}), **table.get("coined", {})}
    to_write = {**coined, **{role: labels[0] for role, labels in {**roles, **of_site}.items()}}
    read_back = {coined[role]: role for role in _COINED & coined.keys() - roles.keys()}
    marks = {**MARKS, **parent.get("marks", {}), **table.get("marks", {})}
    chrome = {line: role for role, lines in of_site.items() for line in lines}
    schemes = words.get("scheme", ())
    return Labels(
        language=table["language"],
        parent=table.get("extends", ""),
        known=frozenset((*roles, *of_site, *words)),
        roles={key(label): role for label, role in {**labels, **read_back}.items()},
        chrome={key(line): role for line, role in chrome.items()},
        written={key(line): line for line in (*labels, *chrome, *sorted(read_back))},
        inline=frozenset(key(label) for label in roles.get("levels", ()) if label.endswith((":", "。"))),
        plain=tuple(
            (unaccent(key(line)), key(line), role)
            for line, role in {**labels, **chrome}.items()
            if role not in _NOT_MISSPELT
        ),
        begins=tuple((key(line), role) for role, lines in begins.items() for line in lines),
        ordinals=tuple(words.get("ordinals", ())),
        patterns=_patterns(words),
        notes=tuple(words.get("note", ())),
        beta_ends=frozenset(f") {''.join(word[-1] + word[-1].upper() for word in (*words.get('beta', ()), *_BETA))}"),
        heading_ends=frozenset(
            f"0123456789０１２３４５６７８９){''.join(word[-1] for word in words.get('ordinals', ()))}"
        ),
        unobserved=_known(words.get("unobserved", ())),
        frame=_known(words.get("frame", ())),
        related=frozenset(map(key, words.get("related", ()))),
        schemes=frozenset(map(fold, schemes)),
        groups=frozenset(map(fold, words.get("groups", ()))),
        attributes=frozenset(map(fold, words.get("attributes", ()))),
        frameworks=frozenset(words.get("framework", ())),
        frequent=frozenset(words.get(FREQUENT, "").split()),
        level=words["level"][0],
        essence=words.get("essence", ("",))[0],
        essences=tuple(words.get("essence", ())),
        levels=schemes[0] if schemes else words["level"][0],
        words={**to_write, "essence": words.get("essence", (coined.get("essence", ""),))[0]},
        before_number=marks["before-number"],
        dash=marks["dash"],
        colon=marks["colon"],
        direction=table.get("direction", "ltr"),
        tables=(table, parent),
    )


@lru_cache(maxsize=64)
def with_essence(labels: Labels, word: str) -> Labels:
    """``labels`` and one more word for the essence, which a page has."""
    table, parent = labels.tables
    words = {**parent.get("words", {}), **table.get("words", {})}
    return labels_of({**table, "words": {**words, "essence": [*words.get("essence", ()), word]}}, parent)


def _patterns(words: Mapping[str, Any]) -> dict[str, str]:
    number = _any_of([r"\d{1,3}", *map(re.escape, words.get("ordinals", ()))])
    own = _escaped(words["level"])
    level = _any_of(dict.fromkeys((*own, ENGLISH_LEVEL)))
    essence = _any_of(_escaped(words["essence"])) if "essence" in words else _ANY_ESSENCE + r"(?=\s*[:：])"
    colon = "[:：]?" if "essence" in words else "[:：]"  # without the word, only the colon tells the title's end
    near_level, near_essence = unaccent(_any_of(own)), unaccent(essence)
    beta = _any_of(_escaped([*words.get("beta", ()), *_BETA]))
    return {
        "heading": (
            rf"(?:(?P<name>.+?)\s*[:：]\s*)?(?:{level}\s*(?P<number>{number})"
            rf"|\w+\s*(?P<first>[0-9])\s*[-–—~～]\s*(?P<last>[0-9])){MARKER}?"
        ),
        "title": (
            rf"{level}\s*(?P<number>{number})\s*{_DASH}\s*(?P<title>[^:：]*?)\s*"
            rf"(?:{colon}\s*{essence}\s*[:：]\s*(?P<essence>.*))?[:：]?"
        ),
        "essence_within": rf"{essence}\s*[:：]" if "essence" in words else "(?!)",
        "essence_line": rf"{essence}\s*[:：]\s*(?P<essence>.*)" if "essence" in words else "(?!)",
        "level_page": (
            rf"(?P<scheme>.*\S)\s*[:：]\s*{level}\s*(?P<number>{number})"
            rf"(?:\s*{_DASH}\s*(?P<title>.*?))?(?:\s+\(?{beta}\)?)?{MARKER}?"
        ),
        "near_heading": rf"(?P<name>.+?)\s*[:：]\s*{near_level}\s*(?P<number>\d{{1,3}})",
        "near_title": (
            rf"\w+\.?\s*(?P<number>\d{{1,3}})\s*[-–—:]?\s*(?P<title>.{{1,60}}?)\s*[:：]\s*"
            rf"(?:{near_essence}\s*[:：]?|[^:：]{{3,40}}[:：])?\s*(?P<essence>.*)"
        ),
        "any_title": (rf"{level}\s*(?P<number>{number})\s*{_DASH}[^:：]*[:：]\s*(?P<label>{_ANY_ESSENCE}?)\s*[:：].+"),
        "beta": rf"\s+\(?{beta}\)?$",
    }
