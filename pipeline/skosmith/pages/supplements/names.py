"""``names.csv`` -> other names: alternative and hidden labels, a row each."""

from collections.abc import Iterator

from skosmith.model import SKOS, Problem, SupplementRow, Text, language, literal, problem, recommended_case
from skosmith.pages.supplements.table import Outcome, Row, blanks, rows_of, separator_of
from skosmith.pages.workbook.separated import SEPARATORS

NAME_COLUMNS = ("notation", "language", "kind", "label")
"""The headings; other columns are the editor's own."""

_KINDS = {"altlabel": SKOS.altLabel, "hiddenlabel": SKOS.hiddenLabel}


def read_names(path: str, text: str) -> Outcome:
    """The labels of a table, each with the place of its cell."""
    rows, problems = rows_of(path, text, separator_of(text, SEPARATORS), NAME_COLUMNS)
    names: list[SupplementRow] = []
    for row in rows:
        faults = list(_faults(row))
        problems += faults
        if not faults:
            notation, tag, kind, label = (row.cells[column] for column in NAME_COLUMNS)
            subject = Text(notation.text, "", notation.span)
            term = literal(label.text, recommended_case(tag.text))
            names.append(SupplementRow(subject, _KINDS[_folded(kind.text)], term, label.span))
    return names, problems


def _faults(row: Row) -> Iterator[Problem]:
    yield from blanks(row, NAME_COLUMNS)
    _, tag, kind, _ = (row.cells[column] for column in NAME_COLUMNS)
    if tag.text and language(tag.text):
        yield problem("name-language", tag.span, value=tag.text)
    if kind.text and _folded(kind.text) not in _KINDS:
        yield problem("name-kind-unknown", kind.span, value=kind.text)


def _folded(kind: str) -> str:
    return kind.lower().removeprefix("skos:")
