"""HTML: one page that needs nothing else, with the source shown and marked. No script, no outside request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import jinja2

from skosmith.model import SEVERITIES, Counted, FileLines, Problem, Severity, Span, place, read_data, safe_text
from skosmith.reports.run import Run
from skosmith.reports.words import WORDS, count_by_severity, printable, things

_WHOLE = 120  # lines of a file, up to which all are shown
_AROUND = 3  # lines shown before and after a place of a longer file
_WIDTH = 600  # the characters of a line that are shown


class Segment(NamedTuple):
    """A part of a line; ``severity`` is empty where it is not marked."""

    text: str
    severity: str = ""


@dataclass(slots=True)
class Row:
    """A line of a file: its number, its parts, the problems that begin on it; number 0 are ``skipped`` lines."""

    number: int
    segments: list[Segment] = field(default_factory=list)
    problems: list["Shown"] = field(default_factory=list)
    skipped: int = 0


class Shown(NamedTuple):
    """A problem, its number in the report, and its other places with the anchors that lead there."""

    number: int
    problem: Problem
    places: list[tuple[str, str]]
    about: list[str]


@dataclass(slots=True)
class File:
    """A file of the report: its rows, and the problems that are on none of them."""

    path: str
    anchor: str
    counts: dict[str, int]
    rows: list[Row]
    problems: list[Shown]


def html_report(problems: Sequence[Problem], run: Run) -> str:
    """Each file with problems, its lines numbered, the places marked and each problem below its first line."""
    pages = FileLines()
    paths = sorted({span.path for one in problems for span in one.spans})
    anchors = {path: f"file-{number}" for number, path in enumerate(paths, 1)}
    marks: dict[str, list[tuple[Span, Severity]]] = {path: [] for path in paths}
    for found in problems:
        for span in found.spans:
            if span.line and not span.sheet:
                marks[span.path].append((span, found.severity))
    wanted = {path: _wanted(pages.count(path), marks[path]) for path in paths}

    def anchor(span: Span) -> str:
        on_line = not span.sheet and span.line in wanted[span.path]
        return f"{anchors[span.path]}-L{span.line}" if on_line else anchors[span.path]

    listed = [
        Shown(number, one, [(place(span), anchor(span)) for span in one.spans], things(one))
        for number, one in enumerate(problems, 1)
    ]
    by_path: dict[str, list[Shown]] = {path: [] for path in paths}
    for one in listed:
        if one.problem.spans:
            by_path[one.problem.spans[0].path].append(one)
    files = [
        _file(path, anchors[path], by_path[path], list(_rows(path, sorted(wanted[path]), marks[path], pages)))
        for path in paths
    ]
    return _template().render(
        language=run.messages,
        words=WORDS[run.messages],
        number_of=Counted,
        severities=SEVERITIES,
        counts=count_by_severity(problems),
        summary=run.summary,
        files=files,
        whole=[one for one in listed if not one.problem.spans],
        waived=[
            (one, waiver, place(one.spans[0]) if one.spans else "", WORDS[run.messages]["waived"])
            for one, waiver in run.waived
        ],
    )


@cache
def _template() -> "jinja2.Template":
    environment = jinja2.Environment(
        autoescape=True,
        finalize=_clean,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(read_data("reports/page.html.jinja"))


def _clean(value: object) -> object:
    """What is put into the page without control characters; not what is markup already."""
    return printable(value) if type(value) is str else value


def _wanted(last: int, marks: list[tuple[Span, Severity]]) -> set[int]:
    """The lines to show of a file with ``last`` lines: all of a short one, else those around its marks."""
    if last <= _WHOLE and marks:
        return set(range(1, last + 1))
    return {
        number
        for span, _ in marks
        for number in range(span.line - _AROUND, min(span.end_line, span.line + _WHOLE) + _AROUND + 1)
        if 0 < number <= last
    }


def _file(path: str, anchor: str, own: list[Shown], rows: list[Row]) -> File:
    at = {row.number: row for row in rows if row.number}
    left: list[Shown] = []
    for one in own:
        span = one.problem.spans[0]
        row = None if span.sheet else at.get(span.line)
        (row.problems if row else left).append(one)
    return File(safe_text(path), anchor, count_by_severity(one.problem for one in own), rows, left)


def _rows(path: str, wanted: list[int], marks: list[tuple[Span, Severity]], pages: FileLines) -> Iterator[Row]:
    by_line: dict[int, list[tuple[Span, Severity]]] = {}
    for span, severity in marks:
        for number in range(span.line, min(span.end_line, span.line + _WHOLE) + 1):
            by_line.setdefault(number, []).append((span, severity))
    before = 0
    for number in wanted:
        if number > before + 1 and before:
            yield Row(0, skipped=number - before - 1)
        before = number
        line = pages.line(path, number)
        on_it = [
            (
                span.column - 1 if number == span.line else 0,
                span.end_column - 1 if number == span.end_line else len(line),
                severity,
            )
            for span, severity in by_line.get(number, ())
        ]
        yield Row(number, _segments(line, on_it))


def _segments(line: str, marks: list[tuple[int, int, Severity]]) -> list[Segment]:
    """A line in parts that are marked in one way each, by the worst of what is there; cut where it is long."""
    length = len(line)
    if not length:
        return []
    marks = [
        (min(start, length - 1), max(min(end, length), min(start, length - 1) + 1), severity)
        for start, end, severity in marks
    ]
    first = min((start for start, _, _ in marks), default=0)
    begin = 0 if length <= _WIDTH else max(0, min(first - _WIDTH // 3, length - _WIDTH))
    end = min(length, begin + _WIDTH)
    cuts = sorted({begin, end, *(cut for start, stop, _ in marks for cut in (start, stop) if begin < cut < end)})
    parts = [Segment("…")] if begin else []
    for start, stop in pairwise(cuts):
        over = [mark for mark in marks if mark[0] <= start and stop <= mark[1]]
        parts.append(Segment(safe_text(line[start:stop]), min(over, key=_rank)[2] if over else ""))
    return [*parts, Segment("…")] if end < length else parts


def _rank(mark: tuple[int, int, Severity]) -> int:
    return SEVERITIES.index(mark[2])
