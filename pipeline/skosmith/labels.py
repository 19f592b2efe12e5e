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

_APOSTROPHES = re.compile("[‘’ʼ`´]")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    ``roles`` maps a folded label or chrome line to its role; ``chrome`` holds the roles that are chrome.
    ``heading`` matches a level heading (groups ``name``, ``number``; the first may be None), ``title`` the line of a
    level's title and essence (groups ``number``, ``title``, ``essence``; the last may be None), ``level_page`` the
    first line of a page about a level.
    """

    language: str
    roles: dict[str, str]
    chrome: frozenset[str]
    heading: re.Pattern[str]
    title: re.Pattern[str]
    level_page: re.Pattern[str]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` as labels are compared: NFKC, case, apostrophes, white space and the space before a colon folded."""
    if not text.isascii():
        text = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).replace(" :", ":").casefold()


def _labels(table: dict[str, Any]) -> Labels:
    roles = {
        fold(label): role for group in ("chrome", "labels") for role, labels in table[group].items() for label in labels
    }
    level = "(?:" + "|".join(map(re.escape, table["words"]["level"])) + ")"
    essence = "(?:" + "|".join(map(re.escape, table["words"]["essence"])) + ")"
    return Labels(
        language=table["language"],
        roles=roles,
        chrome=frozenset(table["chrome"]),
        heading=re.compile(rf"(?:(?P<name>.+?)\s*[:：]\s*)?{level}\s*(?P<number>\d{{1,3}})", re.IGNORECASE),
        title=re.compile(
            rf"{level}\s*(?P<number>\d{{1,3}})\s*[-–—]\s*(?P<title>.*?)\s*"
            rf"(?:[:：]\s*{essence}\s*[:：]\s*(?P<essence>.*))?[:：]?",
            re.IGNORECASE,
        ),
        level_page=re.compile(rf".*[:：]\s*{level}\s*\d{{1,3}}\s*[-–—].*", re.IGNORECASE),
    )


@cache
def all_labels() -> dict[str, Labels]:
    """The words of every language there is a file for, by language tag."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in sorted(resources.folder("labels").glob("*.toml")))
    return {labels.language: labels for labels in map(_labels, tables)}


@cache
def longest_label() -> int:
    """The length of the longest label, twice over: no line beyond it needs to be folded to see that it is none."""
    return 2 * max(len(label) for labels in all_labels().values() for label in labels.roles)


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
        for label in labels.roles:
            known[label] = (*known.get(label, ()), tag)
    return known


def detect(folded: Sequence[str]) -> Labels | None:
    """The language that knows most of the folded lines as labels; where none is known, as level headings.

    None where no language knows any, or two know as many.
    """
    languages = _languages()
    votes = Counter(tag for line in folded for tag in languages.get(line, ()))
    if not votes:
        headings = [line for line in folded if line[-1:].isdigit()]
        votes = Counter(
            tag for tag, labels in all_labels().items() for line in headings if labels.heading.fullmatch(line)
        )
    ranked = votes.most_common(2)
    is_clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return all_labels()[ranked[0][0]] if is_clear else None
