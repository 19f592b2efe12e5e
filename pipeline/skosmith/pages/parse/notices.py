"""Notices of the site that are no part of a skill: that an edition is in development, that a translation is a beta.

A notice that is one known line is chrome. Of a notice with a list only the heading is known: what stands below it is
left out if it has the form of a notice, and reported, since a skill's own list would look the same.
Source: the page layouts, E and F.
"""

from collections.abc import Sequence
from typing import NamedTuple

from skosmith.model import Problem, problem
from skosmith.pages.parse.headings import ends_as_text, reads_like_a_heading
from skosmith.pages.parse.marks import Mark, bare_title
from skosmith.pages.parse.position import not_known
from skosmith.pages.parse.reading import PageReading

_NOTICES = frozenset({"notice", "banner"})


class _Notice(NamedTuple):
    """Where the lines below the heading of a notice end in the marks; ``is_certain`` if they have its form."""

    end: int
    is_certain: bool


def without_notices(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the lines of notices as chrome, and a problem for those that are left out on their form alone."""
    found, problems = _with_banner(reading)
    done = 0
    for at, one in enumerate(found):
        if one.role not in _NOTICES or at < done:
            continue
        if ends_as_text(one.line.text) and not (at + 1 < len(found) and found[at + 1].is_item):
            continue
        notice = _below(reading, found, at)
        below, done = found[at + 1 : notice.end], notice.end
        if not below:
            continue
        span = reading.source.span(one.line).to(reading.source.span(below[-1].line))
        if notice.is_certain:
            found[at + 1 : notice.end] = [line._replace(role=one.role, is_chrome=True) for line in below]
        code = "notice-left-out" if notice.is_certain else "unknown-block"
        problems.append(problem(code, span, text=one.line.text, language=reading.labels.language))
    return reading._replace(marks=tuple(found)), problems


def _with_banner(reading: PageReading) -> tuple[list[Mark], list[Problem]]:
    """The marks of a page, an unknown heading above a list as a banner, if it stands below a title with a marker."""
    marks, title = reading.marks, reading.title
    found = list(marks)
    at = next(number for number, one in enumerate(marks) if one.line is title) + 1
    is_draft = bare_title(title.text, reading.labels) != title.text
    while at < len(marks) and marks[at].role == "marker":
        is_draft, at = True, at + 1
    if not is_draft or at == len(marks) or not marks[at].is_unknown or not reads_like_a_heading(marks[at].line):
        return found, []
    if not any(one.is_unknown and one.is_item for one in marks[at + 1 : at + 3]):
        return found, []
    found[at] = marks[at]._replace(role="banner", is_chrome=True)
    return found, [not_known(reading.source, marks[at].line, reading.labels, "chrome", "banner")]


def _below(reading: PageReading, marks: Sequence[Mark], at: int) -> _Notice:
    """What stands below the heading of a notice: a sentence, a list, or both, and a translator's note.

    It stands above the first label of the page, or its first line names the framework, as a real one does: "SFIA 9 in
    English is now available".
    """
    end = first = at + 1
    while end < len(marks) and _is_part(marks[end]) and not marks[end].is_item and end - first < 1:
        end += 1
    begin_of_list = end
    while end < len(marks) and _is_part(marks[end]) and marks[end].is_item:
        end += 1
    if end == first:
        return _Notice(first, is_certain=True)
    names_framework = any(name in marks[first].line.text for name in reading.languages.frameworks)
    if end == begin_of_list:
        is_whole = end == len(marks) or not marks[end].is_unknown
        return _Notice(end, names_framework and is_whole)
    if end < len(marks) and marks[end].is_unknown and reading.languages.note.fullmatch(marks[end].line.text):
        end += 1
    is_first = all(one.is_chrome or one.is_unknown for one in marks[:at])
    return _Notice(end, is_first or names_framework)


def _is_part(one: Mark) -> bool:
    return one.is_unknown or one.role in _NOTICES
