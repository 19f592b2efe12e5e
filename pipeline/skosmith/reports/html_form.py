"""HTML: a page that needs nothing else and shows the source with its places marked. No script, no outside request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import jinja2

from skosmith.model import SEVERITIES, Counted, FileLines, Problem, Severity, Span, place, read_data, safe_text
from skosmith.reports.forms import Run
from skosmith.reports.words import count_by_severity, printable, short_names, words_in

_WHOLE = 120  # lines of a file, up to which all are shown
_AROUND = 3  # lines shown before and after a place of a longer file
_WIDTH = 600  # characters of a line that are shown

Mark = tuple[Span, Severity]


class Segment(NamedTuple):
    """A part of a line; ``severity`` is empty if it is not marked."""

    text: str
    severity: str = ""


class Entry(NamedTuple):
    """A problem, its number in the report, its places with the anchors that lead there, and what it is about."""

    number: int
    problem: Problem
    places: list[tuple[str, str]]
    about: list[str]


@dataclass(slots=True)
class SourceLine:
    """A line of a file: its number, its parts, the problems that begin on it; number 0 are ``skipped`` lines."""

    number: int
    segments: list[Segment] = field(default_factory=list)
    problems: list[Entry] = field(default_factory=list)
    skipped: int = 0


@dataclass(slots=True)
class SourceFile:
    """A file of the report: its lines, and the problems that are on none of them."""

    path: str
    anchor: str
    counts: dict[str, int]
    lines: list[SourceLine]
    problems: list[Entry]


def html_report(problems: Sequence[Problem], run: Run) -> str:
    """Each file with problems, its lines numbered, the places marked and each problem below its first line."""
    sources = FileLines(run.files)
    paths = sorted({span.path for problem in problems for span in problem.spans})
    anchors = {path: f"file-{number}" for number, path in enumerate(paths, 1)}
    marks: dict[str, list[Mark]] = {path: [] for path in paths}
    for problem in problems:
        for span in problem.spans:
            if span.line and not span.sheet:
                marks[span.path].append((span, problem.severity))
    visible = {path: _visible_lines(sources.count(path), marks[path]) for path in paths}

    def anchor(span: Span) -> str:
        is_on_line = not span.sheet and span.line in visible[span.path]
        return f"{anchors[span.path]}-L{span.line}" if is_on_line else anchors[span.path]

    entries: dict[str, list[Entry]] = defaultdict(list)  # by the path of the first place
    for number, problem in enumerate(problems, 1):
        places = [(place(span), anchor(span)) for span in problem.spans]
        path = problem.spans[0].path if problem.spans else ""
        entries[path].append(Entry(number, problem, places, short_names(problem)))
    return _template().render(
        language=run.messages,
        words=words_in(run.messages),
        number_of=Counted,
        severities=SEVERITIES,
        counts=count_by_severity(problems),
        summary=run.summary,
        files=[
            _file(path, anchors[path], entries[path], _lines(path, sorted(visible[path]), marks[path], sources))
            for path in paths
        ],
        whole=[entry for entry in entries[""] if not entry.problem.spans],
        waived=[(problem, waiver, place(problem.spans[0]) if problem.spans else "") for problem, waiver in run.waived],
    )


@cache
def _template() -> "jinja2.Template":
    environment = jinja2.Environment(
        autoescape=True,
        finalize=lambda value: printable(value) if type(value) is str else value,  # not a text that is markup already
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(read_data("reports/page.html.jinja"))


def _visible_lines(last: int, marks: Iterable[Mark]) -> set[int]:
    """The lines to show of a file with ``last`` lines: all of a short one, else those around its marks."""
    if last <= _WHOLE and marks:
        return set(range(1, last + 1))
    return {
        number
        for span, _ in marks
        for number in range(span.line - _AROUND, min(span.end_line, span.line + _WHOLE) + _AROUND + 1)
        if 0 < number <= last
    }


def _file(path: str, anchor: str, entries: list[Entry], lines: Iterable[SourceLine]) -> SourceFile:
    file = SourceFile(safe_text(path), anchor, count_by_severity(entry.problem for entry in entries), [*lines], [])
    by_number = {line.number: line for line in file.lines if line.number}
    for entry in entries:
        span = entry.problem.spans[0]
        line = None if span.sheet else by_number.get(span.line)
        (line or file).problems.append(entry)
    return file


def _lines(path: str, visible: list[int], marks: list[Mark], sources: FileLines) -> Iterator[SourceLine]:
    by_line: dict[int, list[Mark]] = defaultdict(list)
    for span, severity in marks:
        for number in range(span.line, min(span.end_line, span.line + _WHOLE) + 1):
            by_line[number].append((span, severity))
    before = 0
    for number in visible:
        if number > before + 1 and before:
            yield SourceLine(0, skipped=number - before - 1)
        before = number
        text = sources.line(path, number)
        ranges = [
            (
                span.column - 1 if number == span.line else 0,
                span.end_column - 1 if number == span.end_line else len(text),
                severity,
            )
            for span, severity in by_line[number]
        ]
        yield SourceLine(number, _segments(text, ranges))


def _segments(line: str, ranges: list[tuple[int, int, Severity]]) -> list[Segment]:
    """A line in parts, each marked with its worst severity; a long line is cut.

    ``ranges`` are the marks: the first character, the one after the last, the severity.
    """
    length = len(line)
    if not length:
        return []
    ranges = [
        (min(start, length - 1), max(min(end, length), min(start, length - 1) + 1), severity)
        for start, end, severity in ranges
    ]
    first = min((start for start, _, _ in ranges), default=0)
    begin = 0 if length <= _WIDTH else max(0, min(first - _WIDTH // 3, length - _WIDTH))
    end = min(length, begin + _WIDTH)
    cuts = sorted({begin, end, *(cut for start, stop, _ in ranges for cut in (start, stop) if begin < cut < end)})
    segments = [Segment("…")] if begin else []
    for start, stop in pairwise(cuts):
        severities = [severity for first, last, severity in ranges if first <= start and stop <= last]
        segments.append(Segment(safe_text(line[start:stop]), min(severities, key=SEVERITIES.index, default="")))
    return [*segments, Segment("…")] if end < length else segments
