"""Workbook -> graph -> workbook -> the same graph; a text stays a text."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, built, hostile
from exchanged import GIVEN, files_of, read_again
from framework_sheets import ATTRIBUTES, HEAD, LEVELS, SKILLS, WORKBOOK
from minimal_xlsx import Rows, Value, xlsx
from skosmith.exchange import ExportOptions, export_graph
from skosmith.model import Build, LevelPage, Page, Profile, ntriples
from skosmith.pages import all_labels, read_workbook, with_level_titles
from skosmith.rdf import build_graph, write_graph

pytestmark = pytest.mark.slow

FORMS = ("xlsx", "csv")
PROFILE = Profile(edition="9", rights="x")


def triples(build: Build) -> set[str]:
    return set(ntriples(build.statements()).splitlines())


def build_from_statements(sheets: dict[str, Rows], language: str = "en") -> Build:
    return build_graph(with_level_titles(graph_rows(language, sheets)), PROFILE)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", all_labels())
def test_the_workbook_of_the_tests_comes_back_in_its_language(form: str, language: str) -> None:
    build = build_from_statements(WORKBOOK, language)
    done = export_graph(build, form, GIVEN)
    assert triples(read_again(done.files, build)) == triples(build)
    lost = {row["property"] for row in done.ledger["lost"]}
    of_edition = {"dcat:version", "dcterms:isVersionOf"}
    assert lost == {"dcterms:title", "dc:rights"} | of_edition  # what options say, not sheets


@pytest.mark.parametrize("form", FORMS)
def test_what_pages_say_comes_back_but_for_the_ledger(form: str) -> None:
    build = built(ROOT / "examples")
    done = export_graph(build, form)
    again = triples(read_again(done.files, build))
    lost = sum(row["count"] for row in done.ledger["lost"])
    of_options = 1  # the title, which is not in the sheets, and which the same options say again
    assert again <= triples(build)
    assert len(triples(build)) - len(again) == lost - of_options


@pytest.mark.parametrize(
    ("name", "output", "given_", "expected"),
    [
        ("framework.xlsx", "", "", "en"),
        ("framework.pt.xlsx", "", "", "pt"),
        ("framework.FR-ca.xlsx", "", "", "fr-CA"),
        ("https://example.org/framework.pt.xlsx?raw=1", "", "", "pt"),
        ("framework.xlsx", "pt", "", "pt"),
        ("framework.xlsx", "pt-BR", "", "pt-br"),
        ("framework.de.xlsx", "en", "", "de"),  # a copy that was translated
        ("framework.de.xlsx", "pt", "ja", "ja"),
        ("framework.xlsx", "nl", "pt", "pt"),
        ("framework.final.xlsx", "", "", "en"),
        ("v.9.xlsx", "", "", "en"),
        ("pt.xlsx", "", "", "en"),
        ("pages.pt/framework.xlsx", "", "", "en"),
    ],
)
def test_the_language_of_a_workbook(name: str, output: str, given_: str, expected: str) -> None:
    pages, problems = read_workbook(name, xlsx(WORKBOOK, language=output), given_)
    assert problems == []
    assert {page.language for page in pages} == {expected}


@pytest.mark.parametrize("output", ["nl", "Portuguese", "<", "x" * 300])
def test_a_language_without_labels_is_a_problem(output: str) -> None:
    pages, (problem,) = read_workbook("framework.xlsx", xlsx(WORKBOOK, language=output))
    assert (pages, problem.code) == ([], "workbook-language-unknown")


@pytest.mark.parametrize("form", FORMS)
def test_files_of_several_languages_are_read_in_one_run(form: str, run: Callable[..., Result], tmp_path: Path) -> None:
    rows = [*graph_rows("en"), *graph_rows("pt", translated(WORKBOOK))]
    first, sheets = tmp_path / "first", tmp_path / "sheets"
    write_graph(build_graph(with_level_titles(rows)), first, ["nt"])
    result = run("export", first / "graph.nt", "--to", form, "-o", sheets, "--ledger", tmp_path / "lost.json")
    assert result.exit_code == 0
    assert {path.name.split(".")[-2] for path in sheets.iterdir()} == {"en", "pt"}
    again = run("build", sheets, "-o", tmp_path / "again", "-f", "nt")
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again" / "graph.nt").read_bytes() == (first / "graph.nt").read_bytes()
    assert [row["property"] for row in json.loads((tmp_path / "lost.json").read_bytes())["lost"]] == ["dcterms:title"]


def test_a_workbook_by_another_name_keeps_its_language(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    assert run("export", "examples", "--to", "xlsx", "--texts", "pt", "-o", file).exit_code == 0
    pages, _ = read_workbook(str(file), file.read_bytes())
    assert {page.language for page in pages} == {"pt"}


def graph_rows(language: str, sheets: dict[str, Rows] | None = None) -> list[Page | LevelPage]:
    return read_workbook("framework.xlsx", xlsx(sheets or WORKBOOK), language)[0]


def translated(sheets: dict[str, Rows]) -> dict[str, Rows]:
    """The sheets with other words in each cell that holds words; categories, too, have other names."""

    def other(value: Value, heading: Value) -> Value:
        is_words = isinstance(value, str) and heading not in {"Code", "URL"}
        return f"{value} ã" if is_words else value

    table: dict[str, Rows] = {}
    for name, (head, *rows) in sheets.items():
        if name == "Levels of responsibility":  # whose headings are in the first column
            table[name] = [head, *([row[0], *(other(value, row[0]) for value in row[1:])] for row in rows)]
        else:
            table[name] = [head, *([*map(other, row, head)] for row in rows)]
    return table


_LINE = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" '=+-@_x0041•"), min_size=1, max_size=20
)
_WORDS = _LINE.filter(lambda text: text.strip(" '•-·") != "" and " ".join(text.split()).strip() == text)
_TEXT = st.lists(st.one_of(_LINE, _LINE.map("• {}".format), _LINE.map("    • {}".format)), min_size=1, max_size=4).map(
    "\n".join
)
_OR_NOT = st.one_of(st.none(), _TEXT)


@st.composite
def _workbook(draw: st.DrawFn) -> dict[str, Rows]:
    """Sheets as somebody may fill them: any texts, any levels, categories or none."""
    codes = draw(st.lists(st.text("ABCDEFG", min_size=4, max_size=4), min_size=1, max_size=4, unique=True))
    skills: list[Any] = [HEAD]
    for number, code in enumerate(codes, 1):
        levels = draw(st.lists(st.sampled_from(LEVELS), unique=True))
        category = draw(st.sampled_from([("Air", "Wind"), ("Air", None), ("Rope", "Ends"), (None, None)]))
        skills.append(
            [
                number,
                *(level if level in levels else None for level in LEVELS),
                code,
                f"https://example.org/{code}",
                draw(_WORDS),
                *category,
                draw(_OR_NOT),
                draw(_OR_NOT),
                *(draw(_OR_NOT) for _ in LEVELS),
            ]
        )
    titles = draw(st.lists(_WORDS, max_size=7))
    essence = _OR_NOT.filter(lambda text: text is None or text.strip(" •") != "")
    levels_of: list[list[Value]] = [
        ["Level", *range(1, len(titles) + 1)],
        ["Guiding phrase", *titles],
        ["Essence of the level", *(draw(essence) for _ in titles)],
    ]
    return {"Skills": skills, "Attributes": ATTRIBUTES, "Levels of responsibility": levels_of}


@settings(deadline=None, max_examples=60)
@example(sheets={"Skills": SKILLS}, language="pt")
@given(sheets=_workbook(), language=st.sampled_from(list(all_labels())))
@pytest.mark.parametrize("form", FORMS)
def test_any_workbook_in_any_language_comes_back(form: str, sheets: dict[str, Rows], language: str) -> None:
    build = build_from_statements(sheets, language)
    assert triples(read_again(files_of(build, form), build)) == triples(build)


LEVEL_OF_A_DOT: Rows = [["Level", 1], ["Guiding phrase", "x"], ["Essence of the level", "·"]]


@settings(deadline=None, max_examples=40)
@example(sheets={"Skills": SKILLS, "Levels of responsibility": LEVEL_OF_A_DOT}, languages=["ar"])
@given(sheets=_workbook(), languages=st.lists(st.sampled_from(list(all_labels())), min_size=2, max_size=3, unique=True))
@pytest.mark.parametrize("form", FORMS)
def test_any_workbooks_in_several_languages_come_back_together(
    form: str, sheets: dict[str, Rows], languages: list[str]
) -> None:
    rows = []
    for language in languages:
        rows += graph_rows(language, sheets)
        sheets = translated(sheets)
    build = build_graph(with_level_titles(rows), PROFILE)
    assert triples(read_again(files_of(build, form), build)) == triples(build)


FORMULAS = ["=1+1", "+SUM(A1)", "-2", "@cmd", '=HYPERLINK("https://example.org")', "https://example.org/x", "{=1}"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    build = hostile([text])
    (data,) = files_of(build, "xlsx").values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]
    for one in files_of(build, "csv").values():
        rows = list(csv.reader(io.StringIO(one.decode("utf-8-sig"), newline="")))
        cells = [cell for row in rows for cell in row]
        assert any(text in cell for cell in cells)
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_the_workbook_holds_no_hour() -> None:
    build = build_from_statements(WORKBOOK)
    for given_, created in ((ExportOptions(), "2000-01-01T00:00:00Z"), (GIVEN, "2026-11-23T00:00:00Z")):
        (data,) = files_of(build, "xlsx", given_).values()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("docProps/core.xml").decode().count(created) == 2


def test_the_columns_are_those_of_the_official_workbook() -> None:
    files = files_of(build_from_statements(WORKBOOK), "csv")
    heads = {name: next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) for name, data in files.items()}
    sheets = zip(("skills.en.csv", "attributes.en.csv", "levels.en.csv"), WORKBOOK.values(), strict=True)
    assert heads == {name: ["" if cell is None else str(cell) for cell in rows[0]] for name, rows in sheets}


def test_a_cell_too_long_and_a_character_no_cell_can_hold_are_refused() -> None:
    build = hostile(["x" * 32_768])
    (problem,) = export_graph(build, "xlsx").problems
    assert (problem.code, export_graph(build, "xlsx").files) == ("cell-too-long", {})
    assert "32,768" in problem.message
    assert [one.code for one in export_graph(hostile(["a\x01b"]), "xlsx").problems] == ["not-in-xml"]
    assert export_graph(build, "csv").problems == []
