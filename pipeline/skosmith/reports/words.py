"""The words of a report by language, and how counts and colours are written."""

import tomllib
from collections.abc import Callable, Iterable
from functools import cache

from skosmith.model import SEVERITIES, Counted, Problem, iri_of, is_link, read_data, safe_text

Paint = Callable[[str, str], str]
"""Colours a text; the second argument is an SGR code such as ``1;31``."""


def words_in(language: str, file: str = "reports/words.toml") -> dict[str, str]:
    """The words of a data file of the package in ``language``, ``en`` or ``pt``."""
    return _words_by_language(file)[language]


@cache
def _words_by_language(file: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(read_data(file))


def painter(*, colour: bool) -> Paint:
    """A function that colours texts; without ``colour`` it returns them unchanged."""
    return (lambda text, code: f"\x1b[{code}m{text}\x1b[0m" if code else text) if colour else (lambda text, _: text)


def printable(text: str) -> str:
    """``safe_text`` for a text of several lines."""
    return "\n".join(map(safe_text, text.split("\n")))


def short_names(problem: Problem) -> list[str]:
    """The ends of the IRIs among the values of a problem: ``lor/5``."""
    return ["/".join(iri_of(value).rsplit("/", 2)[-2:]) for value in problem.values if is_link(value)]


def count_by_severity(problems: Iterable[Problem]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def severity_summary(counts: dict[str, int], language: str = "en") -> str:
    """``1 violation, 2 warnings``, without severities that do not occur."""
    words = words_in(language)
    nouns = {severity: f"{words[severity]}|{words[f'{severity}s']}" for severity in SEVERITIES}
    return ", ".join(f"{Counted(counts[severity]):{noun}}" for severity, noun in nouns.items() if counts[severity])
