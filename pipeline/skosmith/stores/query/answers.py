"""The forms of an answer, in one table: of rows, of yes or no, and of triples."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import FORMATS, Compact
from skosmith.rdf import Term, serialise
from skosmith.stores.query.results import RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean
"""The answer to SELECT and ASK."""

_WIDEST = 60  # columns of a terminal that a cell of a table takes


def _display(term: Term | None, compact: Compact) -> str:
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.Literal):
        return term.value
    return compact[str(term)] if str(term).startswith("<") else str(term)


def _rows(answer: Answer) -> tuple[list[str], list[list[Term | None]]]:
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return ["answer"], [[pyoxigraph.Literal("true" if answer else "false")]]
    names = [variable.value for variable in answer.variables]
    return names, [[row[name] for name in names] for row in answer]


def _width(text: str) -> int:
    """The columns that a text takes on a terminal: two for an ideograph, none for a mark above or below."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _cut(text: str) -> str:
    """``text`` on one line, printable, and no longer than a cell; an IRI keeps its end, which tells it from others."""
    text = "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))
    if _width(text) <= _WIDEST:
        return text
    if text.startswith("<"):
        return f"…{_cut_end(text[::-1])[::-1]}"
    return f"{_cut_end(text)}…"


def _cut_end(text: str) -> str:
    width = 0
    for number, letter in enumerate(text):
        width += _width(letter)
        if width >= _WIDEST:
            return text[:number]
    return text


def table(answer: Answer) -> str:
    """A table for people; a long text is cut, and white space folded."""
    compact = Compact()
    names, rows = _rows(answer)
    cells = [names, *([_cut(_display(term, compact)) for term in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)] if names else []
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return "".join(f"{line.rstrip()}\n" for line in [*lines, count])


def markdown(answer: Answer) -> str:
    compact = Compact()
    names, rows = _rows(answer)
    cells = [names, ["---"] * len(names)]
    cells += [[_escaped(_display(term, compact)) for term in row] for row in rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _escaped(text: str) -> str:
    for mark in "\\|*_`[]<>":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "<br>")


def _results(media_type: str) -> Callable[[Answer], str]:
    """The writer of rows and truth values; lines end with a line feed, not as on the web."""
    rows, truth = RESULTS[media_type]

    def write(answer: Answer) -> str:
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return truth(value=bool(answer)) + "\n"
        names = [variable.value for variable in answer.variables]
        lines = (f"{part[:-2]}\n" if part.endswith("\r\n") else part for part in rows(names, answer))
        return "".join(lines).rstrip("\n") + "\n"

    return write


def _triples(suffix: str) -> Callable[[pyoxigraph.QueryTriples], str]:
    def write(answer: pyoxigraph.QueryTriples) -> str:
        return serialise(sorted(answer, key=str), suffix).decode()

    return write


ROWS: dict[str, Callable[[Answer], str]] = {
    "table": table,
    "csv": _results("text/csv"),
    "tsv": _results("text/tab-separated-values"),
    "json": _results("application/sparql-results+json"),
    "xml": _results("application/sparql-results+xml"),
    "markdown": markdown,
}
"""The forms of an answer to SELECT and ASK."""

TRIPLES: dict[str, Callable[[pyoxigraph.QueryTriples], str]] = {suffix: _triples(suffix) for suffix in FORMATS}
"""The forms of an answer to CONSTRUCT and DESCRIBE."""


def is_of_triples(answer: object) -> bool:
    return type(answer).__name__ == "QueryTriples"
