"""The workbook: read by its headings, each cell held or named, each problem on its cell."""

import csv
import io
import re
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, growth
from framework_sheets import EDITION_8, HEAD, LEVELS, RESPONSIBILITY, SKILLS, TITLES, WORKBOOK, row_of
from minimal_xlsx import Raw, date, error, formula, in_format, packed, parts, xlsx
from skosmith.checks import validate
from skosmith.model import FOAF, LevelPage, Page, Problem, Profile, cell_of, line_text
from skosmith.pages import read_workbook
from skosmith.pages.workbook import is_workbook
from skosmith.rdf import build_graph
from skosmith.reports import plain_text

RIGHTS = Profile(rights="x")
PATH = "framework.xlsx"


def pages_of(data: bytes, path: str = PATH) -> tuple[list[Page | LevelPage], list[Problem]]:
    return read_workbook(path, data)


def found(data: bytes, path: str = PATH) -> list[tuple[str, str]]:
    """The code of each problem, of reading and of the shapes, with the cell it points at."""
    pages, problems = pages_of(data, path)
    made = build_graph(pages, RIGHTS)
    problems = [*problems, *made.problems, *(validate(made) if pages else ())]
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


def without_column(at: int) -> Callable[[dict[str, Any]], object]:
    """As somebody may delete a column of the sheet ``Skills``, counted from 0."""

    def change(sheets: dict[str, Any]) -> None:
        sheets["Skills"] = [[*row[:at], *row[at + 1 :]] for row in sheets["Skills"]]

    return change


def test_a_workbook_without_faults_has_no_problems() -> None:
    assert found(xlsx(WORKBOOK)) == []
    pages, _ = pages_of(xlsx(WORKBOOK))
    skills = [page for page in pages if isinstance(page, Page) and page.kind == "skill"]
    assert [page.notation.value for page in skills] == ["KITE", "KNOT", "RAFT", "WALK", "MAPS"]
    kite = skills[0]
    assert (
        [number.value for number in kite.declared_levels] == [section.number for section in kite.sections] == [2, 3, 5]
    )
    assert kite.category
    assert kite.subcategory
    assert (kite.category.value, kite.subcategory.value) == ("Air", "Wind")
    assert kite.scope_note
    assert kite.scope_note.value == "Keep in mind:\n\n• KITE’s wind\n• the line\n\nAsk when in doubt."
    assert kite.definition
    assert kite.definition.value == "Doing kite flying.\n\nIn any wind."
    levels = [page for page in pages if isinstance(page, LevelPage)]
    assert [page.number for page in levels] == list(range(1, 8))
    assert levels[0].essence
    assert levels[0].essence.value == "Watch is what is asked for here."


def test_a_missing_text_moves_no_other_and_is_shown_on_its_cell() -> None:
    """The fault of the existing converter: there every later text went one level down."""
    data = changed(put(3, "R", None))  # KNOT is defined at 1, 2, 3, 4; R is the text of level 3
    assert found(data) == [("skill-declared-levels", "Skills!D3")]
    pages, _ = pages_of(data)
    knot = next(page for page in pages if isinstance(page, Page) and page.notation.value == "KNOT")
    texts = {section.number: section.definition.value for section in knot.sections if section.definition}
    assert texts == {level: f"Does knot tying as level {level} asks." for level in (1, 2, 4)}


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (put(3, "T", "A text of level 5."), [("skill-declared-levels", "Skills!T3")]),
        (put(3, "D", None), [("skill-declared-levels", "Skills!R3")]),
        (put(3, "D", 4), [("level-digit-differs", "Skills!D3"), ("skill-declared-levels", "Skills!R3")]),
        (put(3, "I", None), [("row-without-code", "Skills!A3")]),
        (put(3, "I", "KITE"), [("row-twice", "Skills!A3")]),
        (put(3, "I", "a b"), [("code-not-usable", "Skills!I3")]),
        (put(3, "R", error("#REF!")), [("cell-error", "Skills!R3"), ("skill-declared-levels", "Skills!D3")]),
        (put(3, "R", Raw("", "<f>A1</f>")), [("cell-error", "Skills!R3"), ("skill-declared-levels", "Skills!D3")]),
        (put(3, "R", formula("A1", "Does more.")), []),
        (put(3, "K", date(45000)), [("cell-not-text", "Skills!K3")]),
        (put(3, "D", 3.0), []),
        (put(3, "D", "3 "), []),
        (put(1, "R", "Level 3 text"), [("column-unknown", "Skills!R1"), ("column-missing", "Skills!A1")]),
        (put(1, "R", "Level 2 description"), [("column-twice", "Skills!R1"), ("column-missing", "Skills!A1")]),
        (put(1, "W", "Owner"), [("column-unknown", "Skills!W1")]),
        (put(4, "W", "stray"), [("column-without-heading", "Skills!W1")]),
        (
            lambda sheets: sheets["Skills"].append([None] * 8 + ["Total: 5 skills"]),
            [("row-outside-table", "Skills!I7")],
        ),
        (lambda sheets: sheets["Skills"].insert(3, []), []),
        (lambda sheets: sheets["Skills"].insert(0, ["A title"]), [("row-outside-table", "Skills!A1")]),
        (put(1, "C", "x", "Levels of responsibility"), [("row-without-level", "Levels of responsibility!C1")]),
        (put(1, "B", None), [("column-missing", "Skills!A1")]),
        (put(1, "B", "Grades"), [("column-unknown", "Skills!B1"), ("column-missing", "Skills!A1")]),
        (put(1, "E", "Owner"), [("column-unknown", "Skills!E1"), ("levels-columns", "Skills!B1")]),
        (put(1, "H", "Owner"), [("column-unknown", "Skills!H1"), ("levels-columns", "Skills!B1")]),
        (put(3, "J", "see our site"), [("address-not-usable", "Skills!J3")]),
        (put(3, "J", "https://example.org/a b"), [("address-not-usable", "Skills!J3")]),
        (without_column(2), [("levels-columns", "Skills!B1")]),
        (lambda sheets: sheets["Skills"].insert(0, [None, "Levels"]), []),
        (lambda sheets: sheets["Skills"][0].__setitem__(slice(1, 8), range(1, 8)), []),
        (lambda sheets: sheets.update(Notes=[["by us"]]), [("sheet-not-read", "Notes!A1")]),
        (lambda sheets: sheets.update(Skills=[["no", "headings"]]), [("sheet-without-headings", "Skills!A1")]),
        (lambda sheets: sheets.update(Copy=sheets["Skills"]), [("sheet-not-read", "Copy!A1")]),
    ],
)
def test_what_is_wrong_is_shown_on_its_cell(
    change: Callable[[dict[str, Any]], object], problems: list[tuple[str, str]]
) -> None:
    shown = found(changed(change))
    assert set(problems) <= set(shown)
    assert {code for code, _ in shown} - {code for code, _ in problems} <= {
        "skill-declared-levels",
        "skill-defined-at-level",
        "column-missing",
        "column-without-heading",
    }
    assert bool(shown) == bool(problems)


def test_columns_are_found_by_their_headings() -> None:
    def shuffle(sheets: dict[str, Any]) -> None:
        rows = [[*row, *[None] * (len(HEAD) - len(row))] for row in sheets["Skills"]]
        others = sorted([0, *range(8, len(HEAD))], key=lambda at: str(HEAD[at])[::-1])
        sheets["Skills"] = [[row[at] for at in (*others, *range(1, 8))] for row in rows]

    assert pages_of(changed(shuffle))[0] == pages_of(xlsx(WORKBOOK))[0]


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    data = xlsx({**WORKBOOK, "Old skills": SKILLS}, hidden=["Old skills"])
    assert found(data) == [("sheet-hidden", "Old skills!A1")]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (42, "0000", "0042"), (1234.565, "#,##0.00", "1,234.57"), (-0.5, "0%", "-50%"), (0.03, "0%", "3%"),
        (0.5, "# ?/?", "0.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_its_format(number: float, form: str, shown: str) -> None:
    pages, problems = pages_of(changed(put(3, "K", in_format(number, form))))
    assert [page.pref_label.value for page in pages if isinstance(page, Page) and page.pref_label][1] == shown
    assert [one.code for one in problems] == (["cell-not-text"] if form == "# ?/?" else [])


@pytest.mark.parametrize(
    ("spelt", "hiding", "first"),
    [
        ('<row r="3">', '<row r="3" hidden="1">', "Skills!B3"),
        ("<sheetData>", '<cols><col min="18" max="16384" hidden="true"/></cols><sheetData>', "Skills!R2"),
        ('<row r="9">', '<row r="9" hidden="1">', ""),
        ('<row r="3">', '<row r="3" hidden="0">', ""),
    ],
)
def test_what_is_hidden_is_read_and_said(spelt: str, hiding: str, first: str) -> None:
    named = parts(WORKBOOK)
    sheet = "xl/worksheets/sheet1.xml"
    hidden = packed({**named, sheet: named[sheet].replace(spelt, hiding)})
    assert found(hidden) == ([("cells-hidden", first)] if first else [])
    assert [page.notation for page in pages_of(hidden)[0] if isinstance(page, Page)] == [
        page.notation for page in pages_of(xlsx(WORKBOOK))[0] if isinstance(page, Page)
    ]


def test_a_cell_that_is_merged_over_rows_is_read_in_each() -> None:
    named = parts({**WORKBOOK, "Skills": [*SKILLS[:3], [*SKILLS[3][:14], None, *SKILLS[3][15:]], *SKILLS[4:]]})
    sheet = "xl/worksheets/sheet1.xml"
    merged = '<mergeCells><mergeCell ref="O3:O4"/>'
    pages, problems = pages_of(packed({**named, sheet: named[sheet].replace("<mergeCells>", merged)}))
    notes = [page.scope_note for page in pages if isinstance(page, Page)]
    assert problems == []
    assert notes[2]
    assert notes[2] == notes[1] != notes[0]


@pytest.mark.parametrize("prefix", ["", "Level "])
@pytest.mark.parametrize("name", ["Levels of responsibility", "Attributes of levels"])
def test_the_levels_of_edition_8_are_attributes_at_levels(name: str, prefix: str) -> None:
    sheet = [EDITION_8[0], *([f"{prefix}{row[0]}", *row[1:]] for row in EDITION_8[1:])]
    pages, problems = pages_of(xlsx({"Skills": SKILLS, name: sheet}))
    levels = [page for page in pages if isinstance(page, LevelPage)]
    assert problems == []
    assert [page.number for page in levels] == list(LEVELS)
    assert [page.title.value for page in levels if page.title] == list(TITLES)
    assert [[one.pref_label.value for one in page.attributes] for page in levels] == [["Autonomy", "Influence"]] * 7
    assert [one.definition.value for one in levels[3].attributes if one.definition] == [
        "Decides at 4.",
        "Is heard at 4.",
    ]
    made = build_graph(pages, RIGHTS)
    assert list(validate(made)) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A lead-in:\none\ntwo", "A lead-in:\n\n• one\n• two"),
        ("A lead-in:\n\none\n\ntwo", "A lead-in:\n\n• one\n• two"),
        ("A lead-in:\none\ntwo\nA sentence.\nAnother.", "A lead-in:\n\n• one\n• two\n\nA sentence.\n\nAnother."),
        ("First:\none\nSecond:\ntwo", "First:\n\n• one\n\nSecond:\n\n• two"),
        ("A lead-in:\nOne is here.\nTwo is there.", "A lead-in:\n\n• One is here.\n• Two is there."),
        ("A lead-in:\n• one\n• two\nthree", "A lead-in:\n\n• one\n• two\n\nthree"),
        ("Sentence.\nAnother.", "Sentence.\n\nAnother."),
        ("一覧:\n項目一\n項目二\n文です。", "一覧:\n\n• 項目一\n• 項目二\n\n文です。"),
        ("A lead-in:_x000D_\none_x000D_\ntwo", "A lead-in:\n\n• one\n• two"),
        ("A lead-in:", "A lead-in:"),
    ],
)
def test_the_lists_of_guidance_have_no_bullets_in_the_tables(cell: str, text: str) -> None:
    pages, _ = pages_of(changed(put(3, "O", cell)))
    knot = next(page for page in pages if isinstance(page, Page) and page.notation.value == "KNOT")
    assert knot.scope_note
    assert knot.scope_note.value == text


def test_only_guidance_has_lists_without_bullets() -> None:
    pages, _ = pages_of(changed(put(3, "N", "A lead-in:\none.")))
    knot = next(page for page in pages if isinstance(page, Page) and page.notation.value == "KNOT")
    assert knot.definition
    assert knot.definition.value == "A lead-in:\n\none."


def test_the_address_of_a_skill_is_its_web_page() -> None:
    made = build_graph(pages_of(xlsx(WORKBOOK))[0], RIGHTS)
    pages = {subject: term for subject, predicate, term, _ in made.statements() if predicate == FOAF.page}
    assert pages[made.names.concept("skill", "KNOT")] == "<https://example.org/knot>"
    assert pages[made.names.concept("attribute", "AUTO")] == "<https://example.org/auto>"
    assert len(pages) == 5 + 1


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
        (",", "cp1252", [("csv-not-utf-8", "")]),
        (",", "utf-16", [("table-encoding", "")]),
        (",", "utf-16-be", [("table-encoding", "")]),
        (",", "mac-roman", [("table-encoding", "")]),
    ],
)
def test_a_csv_file_says_what_its_sheet_says(separator: str, encoding: str, problems: list[tuple[str, str]]) -> None:
    data = csv_of(SKILLS, separator, encoding)
    assert is_workbook("skills.csv", data)
    assert found(data, "skills.csv") == problems
    if problems != [("table-encoding", "")]:
        pages = pages_of(data, PATH.replace("xlsx", "csv"))[0]
        of_xlsx = [page for page in pages_of(xlsx({"Skills": SKILLS}))[0] if isinstance(page, Page)]
        assert [page.notation for page in pages if isinstance(page, Page)] == [page.notation for page in of_xlsx]
        assert [page.sections for page in pages if isinstance(page, Page)] == [page.sections for page in of_xlsx]


def test_a_problem_of_a_csv_file_names_its_cell() -> None:
    rows = deepcopy(SKILLS)
    rows[2][17] = None
    assert found(csv_of(rows), "skills.csv") == [("skill-declared-levels", "Skills!D3")]


def test_a_csv_file_with_an_open_quote_is_refused() -> None:
    assert ("csv-broken", "") in found(csv_of(SKILLS) + b'"open', "skills.csv")


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
    assert found(b"a,b,c\n1,2,3\n", "notes.csv") == [("workbook-without-tables", "")]


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
    begun = time.process_time()
    pages, problems = pages_of(data)
    assert time.process_time() - begun < 3
    assert pages == []
    assert code in {one.code for one in problems}
    assert plain_text(problems)


def test_a_sheet_that_is_missing_is_named() -> None:
    left = {name: part for name, part in parts(WORKBOOK).items() if name != "xl/worksheets/sheet1.xml"}
    (one,) = pages_of(packed(left))[1]
    assert one.message == f"The workbook cannot be read: the sheet '{next(iter(WORKBOOK))}' is missing."


def test_empty_rows_are_nothing_whatever_their_number() -> None:
    def read_with(count: int) -> list[Page | LevelPage]:
        rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(20, 20 + count))
        named: dict[str, Any] = dict(parts(WORKBOOK))
        sheet = named["xl/worksheets/sheet1.xml"].encode()
        named["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", rows + b"</sheetData>")
        return pages_of(packed(named))[0]

    assert read_with(200_000) == pages_of(xlsx(WORKBOOK))[0]
    assert growth(read_with, 50_000, 200_000) < 10


def test_a_framework_of_147_skills_is_read_in_well_under_a_second() -> None:
    codes = [f"{chr(65 + at // 26)}{chr(65 + at % 26)}XY" for at in range(147)]
    rows = [HEAD, *(row_of(at, code, f"Skill {at}", ("C", "S"), (2, 3, 4, 5)) for at, code in enumerate(codes))]
    data = xlsx({**WORKBOOK, "Skills": rows})
    begun = time.process_time()
    pages, problems = pages_of(data)
    assert time.process_time() - begun < 1
    assert problems == []
    assert len(pages) == 147 + 1 + 7


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
    assert plain_text([*problems, *wrong]) is not None


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


@given(st.binary(max_size=300))
def test_any_bytes_as_csv_give_pages_or_problems(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        pages, problems = pages_of(data, name)
        assert pages or problems


def test_a_directory_that_understates_a_part_is_no_workbook() -> None:
    data = xlsx(WORKBOOK)
    at = data.rindex(b"xl/sharedStrings.xml") - 46  # its entry in the directory
    shorter = (int.from_bytes(data[at + 24 : at + 28], "little") - 1).to_bytes(4, "little")
    assert found(data) == []
    assert found(data[: at + 24] + shorter + data[at + 28 :])[0][0] == "not-a-workbook"


def test_a_sheet_in_a_part_of_another_kind_is_broken() -> None:
    named = {name.replace("sheet1.xml", "sheet1.png"): part for name, part in parts(WORKBOOK).items()}
    links = "xl/_rels/workbook.xml.rels"
    named[links] = named[links].replace("sheet1.xml", "sheet1.png")
    assert found(packed(named))[0][0] == "workbook-broken"


@pytest.mark.parametrize("text", ["#SPILL!", "#GETTING_DATA"])
def test_an_error_that_the_reader_does_not_know_has_its_place(text: str) -> None:
    assert ("cell-error", "Skills!R3") in found(changed(put(3, "R", error(text))))


def test_a_zip_with_a_name_of_a_folder_above_is_only_read(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("../xl/workbook.xml", b"<a/>")
    assert found(written.getvalue())[0][0] == "not-a-workbook"
    assert list(tmp_path.iterdir()) == []


def test_a_translation_laid_over_the_workbook_meets_it(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "framework.xlsx").write_bytes(xlsx({"Skills": SKILLS, "Levels of responsibility": RESPONSIBILITY}))
    page = PAGES / "accept" / "knot.pt.txt"
    result = run("check", tmp_path / "framework.xlsx", page, "--rights", "x")
    assert "framework.xlsx:Skills!" in result.output
    assert "error: levels-differ" in result.output  # KNOT is defined at 1 to 4 there, at 2 to 4 here
    both = (tmp_path / "framework.xlsx").read_bytes()
    rows = deepcopy(SKILLS)
    rows[2] = row_of(2, "KNOT", "Knot tying", ("Rope", "Ends"), (2, 3, 4))
    (tmp_path / "framework.xlsx").write_bytes(xlsx({"Skills": rows, "Levels of responsibility": RESPONSIBILITY}))
    assert both != (tmp_path / "framework.xlsx").read_bytes()
    result = run("build", tmp_path / "framework.xlsx", page, "-o", tmp_path / "out", "--rights", "x")
    assert result.exit_code == 0, result.output
    turtle = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert '"Knot tying"@en, "Nós de corda"@pt' in turtle
    assert turtle.count("<skills/KNOT> a skm:Skill") == 1


def test_a_cell_has_no_line_to_show() -> None:
    assert line_text(xlsx(WORKBOOK), 1) is not None
    _, problems = pages_of(changed(put(3, "I", None)))
    assert plain_text(problems).splitlines()[0].startswith("framework.xlsx:Skills!A3: error: row-without-code")
