"""The words of a page, by language: read from ``labels/<tag>.toml``, matched after folding."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from skosmith import resources

_ENOUGH = 2  # words of a language, to know it by
_APOSTROPHES = re.compile("[‘’ʼ`´]")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    ``roles`` maps a folded label to its role, ``chrome`` a folded line of the site, ``written`` both to how they are
    written; ``plain`` holds both unaccented, folded, and with their role.
    ``heading`` matches a level heading (groups ``name``, ``number``; the first may be None), ``title`` the line of a
    level's title and essence (groups ``number``, ``title``, ``essence``; the last may be None), ``level_page`` the
    first line of a page about a level; ``near_heading`` and ``near_title`` match them unaccented and misspelt.
    ``level`` and ``essence`` are the words to write, ``levels`` names the scheme of levels.
    """

    language: str
    roles: dict[str, str]
    chrome: dict[str, str]
    written: dict[str, str]
    plain: tuple[tuple[str, str, str], ...]
    heading: re.Pattern[str]
    title: re.Pattern[str]
    level_page: re.Pattern[str]
    near_heading: re.Pattern[str]
    near_title: re.Pattern[str]
    level: str
    essence: str
    levels: str


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` as labels are compared: NFKC; case, apostrophes, white space and the punctuation at the end folded."""
    if not text.isascii():
        text = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).casefold().rstrip(" .:")


def unaccent(text: str) -> str:
    """``text`` without its accents, letter for letter, so that places stay."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _any_of(words: list[str]) -> str:
    """A pattern for one of ``words``, with any white space where they have a space."""
    return "(?:" + "|".join(re.escape(word).replace("\\ ", r"\s+") for word in words) + ")"


def _labels(table: dict[str, Any]) -> Labels:
    words = table["words"]
    level, essence = _any_of(words["level"]), _any_of(words["essence"])
    near_level, near_essence = unaccent(level), unaccent(essence)
    labels = {label: role for role, labels in table["labels"].items() for label in labels}
    chrome = {line: role for role, lines in table["chrome"].items() for line in lines}

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return Labels(
        language=table["language"],
        roles={fold(label): role for label, role in labels.items()},
        chrome={fold(line): role for line, role in chrome.items()},
        written={fold(line): line for line in (*labels, *chrome)},
        plain=tuple((unaccent(fold(line)), fold(line), role) for line, role in {**labels, **chrome}.items()),
        heading=pattern(rf"(?:(?P<name>.+?)\s*[:：]\s*)?{level}\s*(?P<number>\d{{1,3}})"),
        title=pattern(
            rf"{level}\s*(?P<number>\d{{1,3}})\s*[-–—]\s*(?P<title>[^:：]*?)\s*"
            rf"(?:[:：]\s*{essence}\s*[:：]\s*(?P<essence>.*))?[:：]?"
        ),
        level_page=pattern(rf".*[:：]\s*{level}\s*\d{{1,3}}\s*[-–—].*"),
        near_heading=pattern(rf"(?P<name>.+?)\s*[:：]\s*{near_level}\s*(?P<number>\d{{1,3}})"),
        near_title=pattern(
            rf"\w+\.?\s*(?P<number>\d{{1,3}})\s*[-–—:]?\s*(?P<title>.{{1,60}}?)\s*[:：]\s*"
            rf"(?:{near_essence}\s*[:：]?|[^:：]{{3,40}}[:：])?\s*(?P<essence>.*)"
        ),
        level=words["level"][0],
        essence=words["essence"][0],
        levels=words["levels"],
    )


@cache
def all_labels() -> dict[str, Labels]:
    """The words of every language there is a file for, by language tag."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in sorted(resources.folder("labels").glob("*.toml")))
    return {labels.language: labels for labels in map(_labels, tables)}


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


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages that know a folded label."""
    known: dict[str, tuple[str, ...]] = {}
    for tag, labels in all_labels().items():
        for line in labels.written:
            known[line] = (*known.get(line, ()), tag)
    return known


def _is_of_levels(line: str, labels: Labels) -> bool:
    """Whether a folded line names a level in the words of a language."""
    return any(pattern.fullmatch(line) for pattern in (labels.heading, labels.title, labels.level_page))


def detect(folded: Sequence[str]) -> Labels | None:
    """The language that knows most of the folded lines as labels or level headings.

    None where no language knows two of them, or two languages know as many: one label alone may belong to another.
    """
    languages = _languages()
    votes = Counter(tag for line in folded for tag in languages.get(line, ()))
    if sum(votes.values()) < _ENOUGH:
        votes.update(tag for tag, labels in all_labels().items() for line in folded if _is_of_levels(line, labels))
    ranked = votes.most_common(2)
    is_clear = ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return all_labels()[ranked[0][0]] if is_clear else None
