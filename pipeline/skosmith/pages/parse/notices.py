"""Notices of the site that are no part of a skill: that an edition is in development, that a translation is a beta.

A notice that is one known line is chrome. Of a notice with a list only the heading is known: the lines below it are
left out if they have the form of a notice, and reported, since a skill's own list would look the same.
Source: the page layouts, E and F.
"""

from collections.abc import Sequence
from typing import NamedTuple

from skosmith.model import Problem, problem
from skosmith.pages.parse.headings import ends_as_text, reads_like_a_heading
from skosmith.pages.parse.marks import bare_title
from skosmith.pages.parse.position import not_known
from skosmith.pages.parse.reading import Mark, PageReading

_NOTICES = frozenset({"notice", "banner"})


class _Notice(NamedTuple):
    """Where the lines below the heading of a notice end in the marks; ``is_certain`` if they have its form."""

    end: int
    is_certain: bool


def without_notices(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the lines of notices as chrome, and a problem for those that are left out on their form alone."""
    marks, problems = _with_banner(reading)
    end = 0  # of the last notice
    for at, mark in enumerate(marks):
        if mark.role not in _NOTICES or at < end:
            continue
        if ends_as_text(mark.line.text) and not (at + 1 < len(marks) and marks[at + 1].is_item):
            continue
        end, is_certain = _below(reading, marks, at)
        if end == at + 1:
            continue
        if is_certain:
            marks[at + 1 : end] = [below._replace(role=mark.role, is_chrome=True) for below in marks[at + 1 : end]]
        span = reading.source.span(mark.line).to(reading.source.span(marks[end - 1].line))
        code = "notice-left-out" if is_certain else "unknown-block"
        problems.append(problem(code, span, text=mark.line.text, language=reading.labels.language))
    return reading._replace(marks=tuple(marks)), problems


def _with_banner(reading: PageReading) -> tuple[list[Mark], list[Problem]]:
    """The marks of a page, an unknown heading above a list as a banner, if it is below a title with a marker."""
    marks, title = list(reading.marks), reading.title
    at = next(number for number, mark in enumerate(marks) if mark.line is title) + 1
    is_draft = bare_title(title.text, reading.labels) != title.text
    while at < len(marks) and marks[at].role == "marker":
        is_draft, at = True, at + 1
    if not is_draft or at == len(marks) or not marks[at].is_unknown or not reads_like_a_heading(marks[at].line):
        return marks, []
    if not any(mark.is_item for mark in marks[at + 1 : at + 3]):
        return marks, []
    marks[at] = marks[at]._replace(role="banner", is_chrome=True)
    return marks, [not_known(reading.source, reading.labels, marks[at].line, "banner")]


def _below(reading: PageReading, marks: Sequence[Mark], at: int) -> _Notice:
    """The lines below the heading of a notice: a sentence, a list, or both, and a translator's note.

    They are above the first label of the page, or the first of them names the framework, as a real one does: "SFIA 9
    in English is now available".
    """
    end = first = at + 1
    if end < len(marks) and _is_part(marks[end]) and not marks[end].is_item:
        end += 1
    begin_of_list = end
    while end < len(marks) and marks[end].is_item:
        end += 1
    if end == first:
        return _Notice(first, is_certain=True)
    names_framework = any(name in marks[first].line.text for name in reading.languages.frameworks)
    if end == begin_of_list:
        is_whole = end == len(marks) or not marks[end].is_unknown
        return _Notice(end, names_framework and is_whole)
    if end < len(marks) and marks[end].is_unknown and reading.languages.note.fullmatch(marks[end].line.text):
        end += 1
    is_first = all(mark.is_chrome or mark.is_unknown for mark in marks[:at])
    return _Notice(end, is_first or names_framework)


def _is_part(mark: Mark) -> bool:
    return mark.is_unknown or mark.role in _NOTICES
