"""Separated text -> rows of cells by their headings, each cell with the place of its text in the file."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from skosmith.model import Problem, Span, SupplementRow, problem

Outcome = tuple[list[SupplementRow], list[Problem]]

_LINE_END = re.compile(r"\r\n|\r|\n")
_OUTER = " \t\u00a0"


class Cell(NamedTuple):
    """The text of a cell, NFC, without outer blanks, and its place."""

    text: str
    span: Span


class Row(NamedTuple):
    """The cells of a row by their headings in small letters; ``span`` is the place of all of them."""

    cells: dict[str, Cell]
    span: Span


def rows_of(path: str, text: str, separator: str, required: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The rows below the first that is not blank, which has the headings; none if a ``required`` heading is missing.

    A row that is the same as one above is a problem, and left out; so is one with more cells than headings.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    headings: list[str] | None = None
    first: dict[tuple[str, ...], Span] = {}
    for line in _lines(path, text, separator):
        if isinstance(line, Problem):
            problems.append(line)
            break
        span = line[0].span.to(line[-1].span)
        texts = tuple(cell.text for cell in line)
        if not any(texts):
            continue
        if headings is None:
            headings = [heading.lower() for heading in texts]
            missing = [heading for heading in required if heading not in headings]
            if missing:
                columns = ", ".join(required)
                problems += [problem("table-without-column", span, column=one, columns=columns) for one in missing]
                break
        elif any(texts[len(headings) :]):
            extra = next(cell for cell in line[len(headings) :] if cell.text)
            problems.append(problem("table-row-too-long", extra.span, value=extra.text))
        elif texts in first:
            problems.append(problem("table-row-twice", span, first[texts], line=first[texts].line))
        else:
            first[texts] = span
            missing_cells = [Cell("", line[-1].span)] * (len(headings) - len(line))
            rows.append(Row(dict(zip(headings, [*line, *missing_cells], strict=False)), span))
    if headings is None and not problems:
        place = Span(path, 1, 1, 1, 2)
        problems.append(problem("table-without-column", place, column=required[0], columns=", ".join(required)))
    return rows, problems


def blanks(row: Row, columns: Sequence[str]) -> Iterator[Problem]:
    """A problem for each of ``columns`` in which a row has no text."""
    yield from (problem("table-cell-blank", row.span, column=one) for one in columns if not row.cells[one].text)


def separator_of(text: str, separators: str) -> str:
    """The separator that the first line has most of."""
    first = next((line for line in _LINE_END.split(text) if line.strip()), "")
    return max(separators, key=first.count)


def _lines(path: str, text: str, separator: str) -> Iterator[list[Cell] | Problem]:
    """The cells of each line; a cell in double quotes may have several. Source: RFC 4180, section 2."""
    cell = re.compile(rf'"(?P<quoted>(?:[^"]|"")*)"(?=[{separator}\r\n]|\Z)|(?P<bare>[^{separator}\r\n]*)')
    at, line, begin = 0, 1, 0
    cells: list[Cell] = []
    while at < len(text) or cells:
        match = cell.match(text, at)
        if match is None or (match["quoted"] is None and match["bare"].startswith('"')):
            column = at - begin + 1
            yield problem("csv-broken", Span(path, line, column, line, column + 1), reason='"')
            return
        group = "bare" if match["quoted"] is None else "quoted"
        start, raw = match.start(group), match[group]
        inner = raw.strip(_OUTER)
        start += raw.find(inner)
        breaks = list(_LINE_END.finditer(inner))
        last, last_begin = (line + len(breaks), start + breaks[-1].end()) if breaks else (line, begin)
        span = Span(path, line, start - begin + 1, last, start + len(inner) - last_begin + 1)
        value = inner.replace('""', '"') if group == "quoted" else inner
        cells.append(Cell(unicodedata.normalize("NFC", value), span))
        at, line, begin = match.end(), last, last_begin
        if text[at : at + 1] == separator:
            at += 1
            continue
        yield cells
        cells = []
        if end := _LINE_END.match(text, at):
            at = begin = end.end()
            line += 1
