"""Workbooks that are broken, hostile, large, or changed by chance: pages or problems."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import growth
from framework_sheets import HEAD, WORKBOOK, row_of
from minimal_xlsx import error, packed, parts, xlsx
from sheet_reading import changed, codes_and_cells, pages_of, put
from skosmith.model import Files, LevelPage, Page
from skosmith.rdf import build_graph
from skosmith.reports import plain_text


def changed_part(spelt: str, other: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    named = parts(WORKBOOK)
    assert spelt in named[part]
    return packed({**named, part: named[part].replace(spelt, other, 1)})


def bomb() -> bytes:
    return packed({**parts(WORKBOOK), "xl/worksheets/sheet1.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04", "not-a-workbook"),
        (xlsx(WORKBOOK)[:2000], "not-a-workbook"),
        (xlsx(WORKBOOK)[:-30], "not-a-workbook"),
        (packed({"word/document.xml": b"<a/>"}), "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0" + b"old" * 100, "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
        (packed({**parts(WORKBOOK), "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}), "workbook-broken"),
        (packed({**parts(WORKBOOK), "xl/workbook.xml": b"<a>"}), "workbook-broken"),
        (
            packed(
                {
                    **parts(WORKBOOK),
                    "xl/worksheets/sheet1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData/></worksheet>",
                }
            ),
            "workbook-broken",
        ),
        (bomb(), "workbook-too-large"),
        (
            packed(
                {
                    **parts(WORKBOOK),
                    "xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="1048576">'
                    b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
                }
            ),
            "workbook-too-large",
        ),
        (changed_part(' r="C3"', ' r="Chidden3"'), "workbook-broken"),
        (changed_part('<row r="3"', '<row r="99999999999"'), "workbook-broken"),
        (xlsx({"Costs": [["a", "b"]]}), "workbook-without-tables"),
    ],
    ids=range(14),
)
def test_a_file_that_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    """And costs less than 400 times the small workbook that is one: 40 times, as measured, for the bomb."""
    pages, problems = pages_of(data)
    assert growth(lambda at: pages_of((xlsx(WORKBOOK), data)[at]), 0, 1) < 400
    assert pages == []
    assert code in {one.code for one in problems}
    assert plain_text(problems, Files())


def test_empty_rows_are_nothing_whatever_their_number() -> None:
    def read_with(count: int) -> list[Page | LevelPage]:
        rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(20, 20 + count))
        named: dict[str, Any] = dict(parts(WORKBOOK))
        sheet = named["xl/worksheets/sheet1.xml"].encode()
        named["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", rows + b"</sheetData>")
        return pages_of(packed(named))[0]

    assert read_with(100_000) == pages_of(xlsx(WORKBOOK))[0]
    assert growth(read_with, 25_000, 100_000) < 10


def test_the_time_to_read_a_framework_grows_with_its_skills() -> None:
    def framework(count: int) -> bytes:
        codes = [f"{chr(65 + at // 26)}{chr(65 + at % 26)}XY" for at in range(count)]
        rows = [HEAD, *(row_of(at, code, f"Skill {at}", ("C", "S"), (2, 3, 4, 5)) for at, code in enumerate(codes))]
        return xlsx({**WORKBOOK, "Skills": rows})

    data = {count: framework(count) for count in (147, 588)}
    pages, problems = pages_of(data[147])
    assert problems == []
    assert len(pages) == 147 + 1 + 7
    assert growth(lambda count: pages_of(data[count]), 147, 588) < 10


CELLS = st.one_of(
    st.none(), st.integers(-9, 99), st.booleans(), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([str(value) for value in HEAD]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=8), max_size=8), st.sampled_from(list(WORKBOOK)))
def test_any_cells_give_pages_or_problems(rows: list[list[Any]], name: str) -> None:
    pages, problems = pages_of(xlsx({name: [*WORKBOOK[name][:3], *rows]}))
    assert pages or problems
    build_graph(pages)
    bare, wrong = pages_of(xlsx({name: rows}))
    build_graph(bare)
    assert plain_text([*problems, *wrong], Files()) is not None


PARTS = parts(WORKBOOK)
FAR = [
    "XFD1048576",
    "Bhidden7",
    "A99999999999",
    "A1:XFD1048576",
    "-1",
    "4294967296",
    "\u0663",
    "",
    "true",
    "NaN",
    "1e400",
]


@given(st.sampled_from([name for name in PARTS if name[:2] == "xl"]), st.integers(0), st.sampled_from(FAR) | st.text())
def test_a_workbook_with_any_value_changed_gives_pages_or_problems(name: str, at: int, value: str) -> None:
    """The reader of cells takes the whole program down where it is asked for more memory than there is."""
    written = PARTS[name]
    values = list(re.finditer(r'"([^"]*)"', written))
    start, end = values[at % len(values)].span(1)
    pages, problems = pages_of(
        packed({**PARTS, name: written[:start] + escape(value, {'"': "&quot;"}) + written[end:]})
    )
    assert pages or problems


@given(st.integers(0, 5000), st.binary(max_size=8), st.integers(0, 200))
def test_a_workbook_with_any_bytes_changed_gives_pages_or_problems(at: int, with_bytes: bytes, without: int) -> None:
    data = xlsx(WORKBOOK)
    pages, problems = pages_of(data[:at] + with_bytes + data[at + without :])
    assert pages or problems


def test_a_directory_that_understates_a_part_is_no_workbook() -> None:
    data = xlsx(WORKBOOK)
    at = data.rindex(b"xl/sharedStrings.xml") - 46  # its entry in the directory
    shorter = (int.from_bytes(data[at + 24 : at + 28], "little") - 1).to_bytes(4, "little")
    assert codes_and_cells(data) == []
    assert codes_and_cells(data[: at + 24] + shorter + data[at + 28 :])[0][0] == "not-a-workbook"


def test_a_sheet_in_a_part_of_another_kind_is_broken() -> None:
    named = {name.replace("sheet1.xml", "sheet1.png"): part for name, part in parts(WORKBOOK).items()}
    links = "xl/_rels/workbook.xml.rels"
    named[links] = named[links].replace("sheet1.xml", "sheet1.png")
    assert codes_and_cells(packed(named))[0][0] == "workbook-broken"


@pytest.mark.parametrize("text", ["#SPILL!", "#GETTING_DATA"])
def test_an_error_that_the_reader_does_not_know_has_its_place(text: str) -> None:
    assert ("cell-error", "Skills!R3") in codes_and_cells(changed(put(3, "R", error(text))))


def test_a_zip_with_a_name_of_a_folder_above_is_only_read(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("../xl/workbook.xml", b"<a/>")
    assert codes_and_cells(written.getvalue())[0][0] == "not-a-workbook"
    assert list(tmp_path.iterdir()) == []
