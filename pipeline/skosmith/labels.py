"""The words of a page, by language: read from ``labels/<tag>.toml``, matched after folding."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from skosmith import resources

_ENOUGH = 2  # words of a language, to know it by
_DASH = r"[-–—―‐－ー]"
_BETA = ("Beta", "Bêta")
_ANY_ESSENCE = r"[^:：.]{3,60}"  # what a title line may call the essence
MARKER = r"(?:\s*\((?:new|modified|unchanged)\))?"
"""What follows a title or a heading on the pages of an edition in the making, always in English (layout E)."""

# What stands in the line of a level's title, where a language says nothing else.
_MARKS = {"before-number": " ", "dash": " - ", "colon": ": "}

# The labels that a language may have coined: they are read back. A coined word within a line is only written.
_COINED = frozenset({"changes", "understanding", "developing", "lower", "higher"})

_APOSTROPHES = re.compile("[‘’ʼ`´]")


@dataclass(frozen=True)
class Labels:
    """The words of one language.

    ``parent`` is the language whose words it takes over, empty for most.
    ``roles`` maps a folded label to its role, ``chrome`` a folded line of the site, ``written`` both to how they are
    written; ``inline`` are the labels that digits may follow on their line; ``plain`` holds labels and chrome
    unaccented, folded, and with their role. ``known`` are the roles and words that the file has.
    ``patterns`` are what the properties below compile, each when it is first asked for: a run needs those of one or two
    languages, and compiling all of them takes longer than reading a page. ``beta_ends`` are the last letters of what
    ``beta`` matches.
    ``level`` and ``essence`` are the words to write, ``essences`` all words for the latter, ``levels`` names the scheme
    of levels.
    ``words`` maps a role to the label to write: the first of those seen, else one that is coined: no page was seen
    with it, so it is read back, and is among neither ``known`` nor ``plain``. ``before_number``, ``dash`` and ``colon``
    stand in the line of a level's title; ``direction`` is ``ltr`` or ``rtl``.
    """

    language: str
    parent: str
    known: frozenset[str]
    roles: dict[str, str]
    chrome: dict[str, str]
    written: dict[str, str]
    inline: frozenset[str]
    plain: tuple[tuple[str, str, str], ...]
    ordinals: tuple[str, ...]
    patterns: dict[str, str]
    beta_ends: frozenset[str]
    attributes: frozenset[str]
    level: str
    essence: str
    essences: tuple[str, ...]
    levels: str
    words: dict[str, str]
    before_number: str
    dash: str
    colon: str
    direction: str

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """Matches a level heading: groups ``name``, ``number``, ``last``; the first and the last may be None."""
        return self._compiled("heading")

    @cached_property
    def title(self) -> re.Pattern[str]:
        """Matches the line of a level's title: groups ``number``, ``title``, ``essence``; the last may be None."""
        return self._compiled("title")

    @cached_property
    def essence_line(self) -> re.Pattern[str]:
        """Matches an essence on a line of its own: group ``essence``."""
        return self._compiled("essence_line")

    @cached_property
    def level_page(self) -> re.Pattern[str]:
        """Matches the first line of a page about a level: groups ``number``, ``title``."""
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
    def unobserved(self) -> re.Pattern[str]:
        """Matches the sentence that says that a skill is not defined at a level."""
        return self._compiled("unobserved")

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
    """``text`` as labels are compared: NFKC; case, apostrophes, white space and the punctuation at the end folded."""
    if not text.isascii():
        text = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).casefold().rstrip(" .:")


def unaccent(text: str) -> str:
    """``text`` without its accents, letter for letter, so that places stay."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _any_of(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _escaped(words: Iterable[str]) -> list[str]:
    """A pattern for each of ``words``, with any white space where it has a space."""
    return [re.escape(word).replace("\\ ", r"\s+") for word in words]


def _labels(table: dict[str, Any], parent: dict[str, Any]) -> Labels:
    words = {**parent.get("words", {}), **table.get("words", {})}
    roles = {**parent.get("labels", {}), **table.get("labels", {})}
    of_site = {**parent.get("chrome", {}), **table.get("chrome", {})}
    labels = {label: role for role, labels in roles.items() for label in labels}
    coined = {**parent.get("coined", {}), **table.get("coined", {})}
    to_write = {**coined, **{role: labels[0] for role, labels in {**roles, **of_site}.items()}}
    read_back = {coined[role]: role for role in _COINED & coined.keys() - roles.keys()}
    marks = {**_MARKS, **parent.get("marks", {}), **table.get("marks", {})}
    chrome = {line: role for role, lines in of_site.items() for line in lines}
    ordinals = tuple(words.get("ordinals", ()))
    number = _any_of([r"\d{1,3}", *map(re.escape, ordinals)])
    level = _any_of(_escaped(words["level"]))
    levels = _any_of(_escaped([*words.get("range", ()), *words["level"]]))
    essence = _any_of(_escaped(words["essence"])) if "essence" in words else _ANY_ESSENCE + r"(?=\s*[:：])"
    colon = "[:：]?" if "essence" in words else "[:：]"  # without the word, only the colon tells the title's end
    near_level, near_essence = unaccent(level), unaccent(essence)
    unobserved = _any_of(_escaped(words["unobserved"])) if "unobserved" in words else "(?!)"
    beta = _any_of(_escaped([*words.get("beta", ()), *_BETA]))

    return Labels(
        language=table["language"],
        parent=table.get("extends", ""),
        known=frozenset((*roles, *of_site, *words)),
        roles={fold(label): role for label, role in {**labels, **read_back}.items()},
        chrome={fold(line): role for line, role in chrome.items()},
        written={fold(line): line for line in (*labels, *chrome, *sorted(read_back))},
        inline=frozenset(fold(label) for label in roles.get("levels", ()) if label.endswith((":", "。"))),
        plain=tuple((unaccent(fold(line)), fold(line), role) for line, role in {**labels, **chrome}.items()),
        ordinals=ordinals,
        patterns={
            "heading": (
                rf"(?:(?P<name>.+?)\s*[:：]\s*)?{levels}\s*(?P<number>{number})"
                rf"(?:\s*[-–—~～]\s*(?P<last>{number}))?{MARKER}"
            ),
            "title": (
                rf"{level}\s*(?P<number>{number})\s*{_DASH}\s*(?P<title>[^:：]*?)\s*"
                rf"(?:{colon}\s*{essence}\s*[:：]\s*(?P<essence>.*))?[:：]?"
            ),
            "essence_line": rf"{essence}\s*[:：]\s*(?P<essence>.*)" if "essence" in words else "(?!)",
            "level_page": rf".*[:：]\s*{level}\s*(?P<number>{number})\s*{_DASH}\s*(?P<title>.*?){MARKER}",
            "near_heading": rf"(?P<name>.+?)\s*[:：]\s*{near_level}\s*(?P<number>\d{{1,3}})",
            "near_title": (
                rf"\w+\.?\s*(?P<number>\d{{1,3}})\s*[-–—:]?\s*(?P<title>.{{1,60}}?)\s*[:：]\s*"
                rf"(?:{near_essence}\s*[:：]?|[^:：]{{3,40}}[:：])?\s*(?P<essence>.*)"
            ),
            "any_title": (
                rf"{level}\s*(?P<number>{number})\s*{_DASH}[^:：]*[:：]\s*(?P<label>{_ANY_ESSENCE}?)\s*[:：].+"
            ),
            "unobserved": rf"{unobserved}.*",
            "beta": rf"\s+\(?{beta}\)?$",
        },
        beta_ends=frozenset(f") {''.join(word[-1] + word[-1].upper() for word in (*words.get('beta', ()), *_BETA))}"),
        attributes=frozenset(map(fold, words.get("attributes", ()))),
        level=words["level"][0],
        essence=words.get("essence", ("",))[0],
        essences=tuple(words.get("essence", ())),
        levels=words["levels"],
        words={**to_write, "essence": words.get("essence", (coined.get("essence", ""),))[0]},
        before_number=marks["before-number"],
        dash=marks["dash"],
        colon=marks["colon"],
        direction=table.get("direction", "ltr"),
    )


@cache
def all_labels() -> dict[str, Labels]:
    """The words of every language there is a file for, by language tag.

    A file with ``extends`` takes over the words of that language, but for those of its own under the same key.
    """
    tables = _tables()
    return {tag: _labels(table, tables.get(table.get("extends", ""), {})) for tag, table in sorted(tables.items())}


@cache
def _tables() -> dict[str, dict[str, Any]]:
    read = (tomllib.loads(file.read_text("utf-8")) for file in sorted(resources.folder("labels").glob("*.toml")))
    return {table["language"]: table for table in read}


@lru_cache(maxsize=64)
def with_essence(language: str, word: str) -> Labels:
    """The words of a language, and one more for the essence, which a page has."""
    tables = _tables()
    table = tables[language]
    parent = tables.get(table.get("extends", ""), {})
    words = {**parent.get("words", {}), **table.get("words", {})}
    return _labels({**table, "words": {**words, "essence": [*words.get("essence", ()), word]}}, parent)


@cache
def chrome() -> dict[str, str]:
    """The chrome of all languages, folded, with its roles: a page may keep lines in the site's own language."""
    return {line: role for labels in all_labels().values() for line, role in labels.chrome.items()}


@cache
def labels_elsewhere() -> dict[str, str]:
    """The labels of all languages, folded, with their roles."""
    return {line: role for labels in all_labels().values() for line, role in labels.roles.items()}


@cache
def longest_label() -> int:
    """The length of the longest label, twice over: no line beyond it needs to be folded to see that it is none."""
    return 2 * max(len(line) for labels in all_labels().values() for line in labels.written)


def labels_for(tag: str) -> Labels | None:
    """The words for a BCP 47 tag: those of the tag itself, else of the tag shortened (``pt-br``, ``pt``).

    Source: RFC 4647, section 3.4 (lookup).
    """
    parts = tag.casefold().split("-")
    shorter = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((all_labels()[name] for name in shorter if name in all_labels()), None)


def declared(found: Labels | None, tag: str) -> Labels | None:
    """The words of the language that a page is marked with, where its text does not speak against it.

    Where the text shows no language, that of ``tag``; where it shows one that the language of ``tag`` takes over words
    from (``fr``, ``fr-CA``), the latter. Else what the text shows: sites mark whole trees of pages with one language.
    """
    labels = labels_for(tag) if tag else None
    return labels if labels and (found is None or labels.parent == found.language) else found


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages that know a folded label; what frames the pages of every language tells none."""
    known: dict[str, tuple[str, ...]] = {}
    for tag, labels in all_labels().items():
        for line in labels.written:
            if labels.chrome.get(line) != "site":
                known[line] = (*known.get(line, ()), tag)
    return known


def _is_of_levels(line: str, labels: Labels) -> bool:
    """Whether a folded line names a level in the words of a language, those of today."""
    return labels.level.casefold() in line and any(
        pattern.fullmatch(line) for pattern in (labels.heading, labels.title, labels.level_page)
    )


def detect(folded: Sequence[str]) -> Labels | None:
    """The language that knows most of the folded lines as labels or level headings.

    None where no language knows two of them, or two languages know as many: one label alone may belong to another.
    Of a language and one that takes over its words the first is found, unless the page says more.
    """
    languages = _languages()
    votes = Counter(tag for line in folded for tag in languages.get(line, ()))
    if max(votes.values(), default=0) < _ENOUGH:
        votes.update(tag for tag, labels in all_labels().items() for line in folded if _is_of_levels(line, labels))
    for tag, labels in all_labels().items():
        if labels.parent and votes[labels.parent] >= votes[tag]:
            del votes[tag]
        elif labels.parent:
            del votes[labels.parent]
    ranked = votes.most_common(2)
    is_clear = ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return all_labels()[ranked[0][0]] if is_clear else None
