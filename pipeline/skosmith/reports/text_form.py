"""Text: the line itself, a caret under the place, and the way out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from skosmith.model import Counted, Problem, Span, cell_of, iri_of, place, safe_text
from skosmith.reports.cells import LinesAndCells
from skosmith.reports.coverage_report import coverage_table
from skosmith.reports.run import Run
from skosmith.reports.summary import read_table, table
from skosmith.reports.words import DOCS, LEVELS, WORDS, count_by_severity, printable, said_by_severity, things

_COLOURS = {"violation": "31", "warning": "33", "info": "36"}
_WIDTH = 100  # the characters of a line that are shown around a place
_BEFORE = 40
_PLACES = 4  # the places of one problem that are shown


def plain_text(problems: Iterable[Problem], language: str = "en", *, colour: bool = False) -> str:
    """Each problem as ``file:line:column: severity: code: message``, with its lines and the way out.

    ``language`` is that of the messages, ``en`` or ``pt``. The lines are read from the pages again.
    """
    pages = LinesAndCells()
    return "\n".join("\n".join(_lines(problem, pages, language, colour=colour)) for problem in problems)


def _lines(problem: Problem, pages: LinesAndCells, language: str, *, colour: bool) -> Iterator[str]:
    words, paint = WORDS[language], _COLOURS[problem.severity]
    first = problem.spans[0] if problem.spans else None
    level = _paint(LEVELS[problem.severity], paint, colour=colour)
    yield f"{f'{place(first)}: ' if first else ''}{level}: {problem.code}: {printable(problem.messages[language])}"
    yield from _excerpt(first, pages, paint, colour=colour)
    for other in problem.spans[1:_PLACES]:
        yield f"  {words['also']} {place(other)}"
        yield from _excerpt(other, pages, paint, colour=colour)
    if len(problem.spans) > _PLACES:
        yield f"  {words['more'].format(count=Counted(len(problem.spans) - _PLACES))}"
    if about := things(problem):
        yield f"  = {words['about']}: {', '.join(about)}"
    yield f"  = {words['help']}: {printable(problem.helps[language])}"
    if problem.source_shape:
        yield f"  = {words['shape']}: {iri_of(problem.source_shape)}"
    yield f"  = {words['see']}: {DOCS}#{problem.code}\n"


def _excerpt(span: Span | None, pages: LinesAndCells, paint: str, *, colour: bool) -> Iterator[str]:
    """The line of a place, cut around it where it is long, and carets under it; of a cell its text."""
    if span and span.sheet:
        yield from _cell(span, pages)
        return
    line = pages.line(span.path, span.line) if span and span.line else ""
    if span is None or not line.strip():
        return
    column = min(span.column, len(line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start = max(0, column - 1 - _BEFORE) if len(line) > _WIDTH else 0
    part = line[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    carets = max(1, min(end, start + len(part) + 1) - column)
    margin = f"{span.line:>5} | "
    yield margin + before + safe_text(part) + after
    indent = " " * (len(before) + column - 1 - start)
    yield " " * (len(margin) - 2) + "| " + indent + _paint("^" * carets, paint, colour=colour)


def _cell(span: Span, pages: LinesAndCells) -> Iterator[str]:
    text = pages.cell(span)
    if text:
        yield f"{cell_of(span.line, span.column):>5} | {safe_text(text[:_WIDTH])}{'…' if len(text) > _WIDTH else ''}"


def _paint(word: str, code: str, *, colour: bool) -> str:
    return f"\x1b[1;{code}m{word}\x1b[0m" if colour else word


def text_report(problems: Sequence[Problem], run: Run) -> str:
    """What holds each line where that was asked for, the problems, then the summary as a short table for people."""
    body = _by_file(problems, run.messages, colour=run.colour)
    return (
        "".join(coverage_table(run.summary.get("coverage", ()))) + body + read_table(run.summary) + table(run.summary)
    )


def _by_file(problems: Sequence[Problem], language: str, *, colour: bool) -> str:
    """The problems, those of each file below a line with its name and their number where there are several files."""
    files = [
        (path, list(found)) for path, found in groupby(problems, lambda one: one.spans[0].path if one.spans else "")
    ]
    if len(files) == 1:
        return plain_text(problems, language, colour=colour) + "\n"
    parts = []
    for path, found in files:
        counts = said_by_severity(count_by_severity(found))
        head = f"{safe_text(path) if path else WORDS[language]['whole']} ({counts})"
        parts.append(f"{_paint(head, '1', colour=colour)}\n\n{plain_text(found, language, colour=colour)}\n")
    return "".join(parts)
