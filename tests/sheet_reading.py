"""The invented workbook with a change, and what is read of it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from framework_sheets import WORKBOOK
from minimal_xlsx import xlsx
from skosmith.checks import validate
from skosmith.model import LevelPage, Page, Problem, Profile, cell_of
from skosmith.pages import read_workbook
from skosmith.rdf import build_graph

RIGHTS = Profile(rights="x")
PATH = "framework.xlsx"


def pages_of(data: bytes, path: str = PATH) -> tuple[list[Page | LevelPage], list[Problem]]:
    return read_workbook(path, data)


def codes_and_cells(data: bytes, path: str = PATH) -> list[tuple[str, str]]:
    """The code of each problem, of reading and of the shapes, with the cell it points at."""
    pages, problems = pages_of(data, path)
    build = build_graph(pages, RIGHTS)
    problems = [*problems, *build.problems, *(validate(build) if pages else ())]
    return [
        (
            one.code,
            f"{one.spans[0].sheet}!{cell_of(one.spans[0].line, one.spans[0].column)}"
            if one.spans and one.spans[0].sheet
            else "",
        )
        for one in problems
    ]


def changed(change: Callable[[dict[str, Any]], object], **options: Any) -> bytes:  # noqa: ANN401
    sheets: dict[str, Any] = deepcopy(dict(WORKBOOK))
    change(sheets)
    return xlsx(sheets, **options)


def put(row: int, column: str, value: object, sheet: str = "Skills") -> Callable[[dict[str, Any]], object]:
    def change(sheets: dict[str, Any]) -> None:
        cells = sheets[sheet][row - 1]
        at = 0
        for letter in column:
            at = at * 26 + ord(letter) - 64
        cells.extend([None] * (at - len(cells)))
        cells[at - 1] = value

    return change
