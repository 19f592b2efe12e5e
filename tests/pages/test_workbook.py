"""The workbook: read by its headings, each cell held or named, each problem on its cell."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conftest import PAGES
from framework_sheets import EDITION_8, HEAD, LEVELS, RESPONSIBILITY, SKILLS, TITLES, WORKBOOK, row_of
from minimal_xlsx import Raw, date, error, formula, in_format, packed, parts, xlsx
from sheet_reading import RIGHTS, changed, codes_and_cells, pages_of, put
from skosmith.checks import validate
from skosmith.model import FOAF, Files, LevelPage, Page, line_text
from skosmith.rdf import build_graph
from skosmith.reports import plain_text


def without_column(at: int) -> Callable[[dict[str, Any]], object]:
    """As somebody may delete a column of the sheet ``Skills``, counted from 0."""

    def change(sheets: dict[str, Any]) -> None:
        sheets["Skills"] = [[*row[:at], *row[at + 1 :]] for row in sheets["Skills"]]

    return change


def test_a_workbook_without_faults_has_no_problems() -> None:
    assert codes_and_cells(xlsx(WORKBOOK)) == []
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
    assert codes_and_cells(data) == [("skill-declared-levels", "Skills!D3")]
    pages, _ = pages_of(data)
    knot = next(page for page in pages if isinstance(page, Page) and page.notation.value == "KNOT")
    texts = {section.number: section.definition.value for section in knot.sections if section.definition}
    assert texts == {level: f"Does knot tying as level {level} asks." for level in (1, 2, 4)}


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (put(3, "T", "A text of level 5."), [("skill-declared-levels", "Skills!T3")]),
        (put(3, "D", None), [("skill-declared-levels", "Skills!R3")]),
        (put(3, "D", 4), [("level-digit-differs", "Skills!D3")]),
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
    pairs = codes_and_cells(changed(change))
    assert set(problems) <= set(pairs)
    assert {code for code, _ in pairs} - {code for code, _ in problems} <= {
        "skill-declared-levels",
        "skill-defined-at-level",
        "column-missing",
        "column-without-heading",
    }
    assert bool(pairs) == bool(problems)


def test_columns_are_found_by_their_headings() -> None:
    def shuffle(sheets: dict[str, Any]) -> None:
        rows = [[*row, *[None] * (len(HEAD) - len(row))] for row in sheets["Skills"]]
        others = sorted([0, *range(8, len(HEAD))], key=lambda at: str(HEAD[at])[::-1])
        sheets["Skills"] = [[row[at] for at in (*others, *range(1, 8))] for row in rows]

    assert pages_of(changed(shuffle))[0] == pages_of(xlsx(WORKBOOK))[0]


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    data = xlsx({**WORKBOOK, "Old skills": SKILLS}, hidden=["Old skills"])
    assert codes_and_cells(data) == [("sheet-hidden", "Old skills!A1")]


@pytest.mark.parametrize(
    ("number", "form", "output"),
    [
        (42, "0000", "0042"), (1234.565, "#,##0.00", "1,234.57"), (-0.5, "0%", "-50%"), (0.03, "0%", "3%"),
        (0.5, "# ?/?", "0.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_its_format(number: float, form: str, output: str) -> None:
    pages, problems = pages_of(changed(put(3, "K", in_format(number, form))))
    assert [page.pref_label.value for page in pages if isinstance(page, Page) and page.pref_label][1] == output
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
    assert codes_and_cells(hidden) == ([("cells-hidden", first)] if first else [])
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
    build = build_graph(pages, RIGHTS)
    assert list(validate(build)) == []


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
    build = build_graph(pages_of(xlsx(WORKBOOK))[0], RIGHTS)
    pages = {subject: term for subject, predicate, term, _ in build.statements() if predicate == FOAF.page}
    assert pages[build.names.concept("skill", "KNOT")] == "<https://example.org/knot>"
    assert pages[build.names.concept("attribute", "AUTO")] == "<https://example.org/auto>"
    assert len(pages) == 5 + 1


def test_a_sheet_that_is_missing_is_named() -> None:
    left = {name: part for name, part in parts(WORKBOOK).items() if name != "xl/worksheets/sheet1.xml"}
    (one,) = pages_of(packed(left))[1]
    assert one.message == f"The workbook cannot be read: the sheet '{next(iter(WORKBOOK))}' is missing."


def test_a_translation_laid_over_the_workbook_meets_it(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "framework.xlsx").write_bytes(xlsx({"Skills": SKILLS, "Levels of responsibility": RESPONSIBILITY}))
    page = PAGES / "accept" / "knot.pt.txt"
    result = run("check", tmp_path / "framework.xlsx", page, "--rights", "x")
    assert "framework.xlsx:Skills!" in result.output
    assert "violation: levels-differ" in result.output  # KNOT is defined at 1 to 4 there, at 2 to 4 here
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
    assert (
        plain_text(problems, Files())
        .splitlines()[0]
        .startswith("framework.xlsx:Skills!A3: violation: row-without-code")
    )
