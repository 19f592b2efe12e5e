"""CSV files: each is read as the sheet that it is of."""

import csv
import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from framework_sheets import SKILLS, WORKBOOK
from minimal_xlsx import xlsx
from sheet_reading import PATH, codes_and_cells, pages_of
from skosmith.model import Page
from skosmith.pages.workbook import is_workbook


def csv_of(rows: list[list[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return written.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("separator", "encoding", "problems"),
    [
        (",", "utf-8", []),
        (";", "utf-8-sig", []),
        ("\t", "utf-8", []),
        (",", "cp1252", [("read-as-windows-1252", "")]),
        (",", "utf-16", [("table-encoding", "")]),
        (",", "utf-16-be", [("table-encoding", "")]),
        (",", "mac-roman", [("table-encoding", "")]),
    ],
)
def test_a_csv_file_says_what_its_sheet_says(separator: str, encoding: str, problems: list[tuple[str, str]]) -> None:
    data = csv_of(SKILLS, separator, encoding)
    assert is_workbook("skills.csv", data)
    assert codes_and_cells(data, "skills.csv") == problems
    if problems != [("table-encoding", "")]:
        pages = pages_of(data, PATH.replace("xlsx", "csv"))[0]
        of_xlsx = [page for page in pages_of(xlsx({"Skills": SKILLS}))[0] if isinstance(page, Page)]
        assert [page.notation for page in pages if isinstance(page, Page)] == [page.notation for page in of_xlsx]
        assert [page.sections for page in pages if isinstance(page, Page)] == [page.sections for page in of_xlsx]


def test_a_problem_of_a_csv_file_names_its_cell() -> None:
    rows = deepcopy(SKILLS)
    rows[2][17] = None
    assert codes_and_cells(csv_of(rows), "skills.csv") == [("skill-declared-levels", "Skills!D3")]


def test_a_csv_file_with_an_open_quote_is_refused() -> None:
    assert ("csv-broken", "") in codes_and_cells(csv_of(SKILLS) + b'"open', "skills.csv")


def test_the_three_csv_files_make_the_workbook(tmp_path: Path, run: Callable[..., Result]) -> None:
    for name, rows in WORKBOOK.items():
        (tmp_path / f"{name}.csv").write_bytes(csv_of([list(row) for row in rows]))
    (tmp_path / "~$Skills.csv").write_bytes(b"lock")
    (tmp_path / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
    assert run("build", tmp_path / "framework.xlsx", "-o", tmp_path / "one", "--rights", "x").exit_code == 0
    (tmp_path / "framework.xlsx").unlink()
    assert run("build", tmp_path, "-o", tmp_path / "three", "--rights", "x").exit_code == 0
    assert (tmp_path / "one" / "graph.ttl").read_bytes() == (tmp_path / "three" / "graph.ttl").read_bytes()


@pytest.mark.parametrize("name", ["Skills", "Levels of responsibility"])
def test_a_sheet_without_a_name_is_known_by_its_headings(name: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "sheet.csv").write_bytes(csv_of([list(row) for row in WORKBOOK[name]]))
    named = run("build", tmp_path / "sheet.csv", "-o", tmp_path / "a", "--rights", "x")
    piped = run(
        "build", "-", "-o", tmp_path / "b", "--rights", "x", stdin=csv_of([list(row) for row in WORKBOOK[name]])
    )
    assert (named.exit_code, piped.exit_code) == (0, 0), piped.output
    assert (tmp_path / "a" / "graph.ttl").read_bytes() == (tmp_path / "b" / "graph.ttl").read_bytes()


def test_a_csv_file_that_is_no_table_gives_one_problem() -> None:
    assert codes_and_cells(b"a,b,c\n1,2,3\n", "notes.csv") == [("workbook-without-tables", "")]


@given(st.binary(max_size=300))
def test_any_bytes_as_csv_give_pages_or_problems(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        pages, problems = pages_of(data, name)
        assert pages or problems
