"""The problems that the reader, the parser and the writer find; ``problems.toml`` explains each.

What the shapes find has its words in ``shapes/``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from skosmith.model.confidential import masked
from skosmith.model.lines import Span
from skosmith.model.records import SEVERITIES, Problem, Severity
from skosmith.model.resources import read_data
from skosmith.model.wording import Counted, reason_of


class ProblemError(Exception):
    """Work that cannot be done, and the problems that say why; its text is their messages in English."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(one.message for one in self.problems))


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Each code with its ``severity``, ``message``, ``help`` and ``means``, the texts by language.

    ``example`` describes how it comes about if no file in tests/ shows it. ``about`` is "source" for a code about a
    file or an address that cannot be read, and "project" for one about the settings: no baseline has either.
    """
    return tomllib.loads(_text())


@cache
def _text() -> str:
    return read_data("model/problems.toml")


@cache
def _entry(code: str) -> dict[str, Any]:
    """One entry of ``catalogue``: to read all of them takes as long as to check a page."""
    match = re.search(
        rf"^\[{re.escape(code)}\]\n.*?(?=^\[(?!{re.escape(code)}\.)|\Z)", _text(), re.MULTILINE | re.DOTALL
    )
    if match is None:
        raise KeyError(code)
    entry: dict[str, Any] = tomllib.loads(match[0])[code]
    return entry


def problem(code: str, *spans: Span, **values: object) -> Problem:
    """The problem ``code`` at ``spans``, its message filled with ``values``, of which ``replacement`` is its own.

    A whole number is ``Counted``, so a message can have ``{count:page|pages}``. An error is its reason, and a mapping a
    text by language; each message has that in its language.

    The values come from anywhere, so passwords and tokens in force are taken out of them here.
    Raises KeyError for a code that problems.toml does not hold.
    """
    entry = _entry(code)
    printable = {tag: {name: _printable(value, tag) for name, value in values.items()} for tag in entry["message"]}
    return Problem(
        code=code,
        severity=entry["severity"],
        messages={tag: text.format(**printable[tag]) for tag, text in entry["message"].items()},
        helps={tag: text.format(**printable[tag]) for tag, text in entry["help"].items()},
        spans=spans,
        replacement=str(values.get("replacement", "")),
    )


def _printable(value: object, language: str) -> object:
    if isinstance(value, BaseException):
        value = reason_of(value, language)
    if isinstance(value, Mapping):
        value = value[language]
    if isinstance(value, str):
        return masked(value)
    return Counted(value) if isinstance(value, int) else value


def words_of_cell(code: str) -> dict[str, dict[str, str]]:
    """What a shape finds in a workbook, in the words of someone who edits one: see ``cells.toml``.

    By ``message``, ``missing``, ``extra`` and ``help``, then by language; without those that the shape itself has.
    """
    return _cells().get(code, {})


@cache
def _cells() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(read_data("model/cells.toml"))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` in the order of their first places, those of no page last."""
    return sorted(problems, key=lambda one: (not one.spans, one.spans[:1]))


def fails(problems: Iterable[Problem], fail_on: Severity = "violation") -> bool:
    """Whether one of ``problems`` is of ``fail_on`` or worse."""
    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(one.severity in worst for one in problems)


def violations(problems: Iterable[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity == "violation"]
