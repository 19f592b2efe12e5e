"""Workbook -> graph -> workbook -> the same graph; a text stays a text."""

import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, built, hostile
from exchanged import GIVEN, files_of, read_again
from framework_sheets import ATTRIBUTES, HEAD, LEVELS, RESPONSIBILITY, SKILLS, WORKBOOK
from minimal_xlsx import Rows, Value, xlsx
from skosmith.build import build
from skosmith.export import Given, export
from skosmith.graph import Build, ntriples
from skosmith.model import Profile
from skosmith.workbook import read_workbook

FORMS = ("xlsx", "csv")
PROFILE = Profile(edition="9", rights="x")


def triples(made: Build) -> set[str]:
    return set(ntriples(made.statements()).splitlines())


def graph_of(sheets: dict[str, Rows], language: str = "en") -> Build:
    pages, _ = read_workbook("framework.xlsx", xlsx(sheets), language)
    return build(pages, PROFILE)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "pt", "ja", "ar"])
def test_the_workbook_of_the_tests_comes_back(form: str, language: str) -> None:
    made = graph_of(WORKBOOK, language)
    done = export(made, form, GIVEN)
    assert triples(read_again(done.files, language, made)) == triples(made)
    lost = {row["property"] for row in done.ledger["lost"]}
    assert lost == {"dcterms:title", "owl:versionInfo", "owl:versionIRI", "dc:rights"}  # what options say, not sheets


@pytest.mark.parametrize("form", FORMS)
def test_what_pages_say_comes_back_but_for_the_ledger(form: str) -> None:
    made = built(ROOT / "examples")
    done = export(made, form)
    again: set[str] = set()
    for tag in ("en", "pt"):
        again |= triples(read_again({n: data for n, data in done.files.items() if f".{tag}." in n}, tag, made))
    lost = sum(row["count"] for row in done.ledger["lost"])
    of_options = 1  # the title, which is not in the sheets, and which the same options say again
    assert again <= triples(made)
    assert len(triples(made)) - len(again) == lost - of_options


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
    levels_of: list[list[Value]] = [RESPONSIBILITY[0]]
    for level, title in enumerate(titles, 1):
        levels_of.append([level, title, draw(essence), None])
    return {"Skills": skills, "Attributes": ATTRIBUTES, "Levels of responsibility": levels_of}


@settings(deadline=None, max_examples=60)
@example(sheets={"Skills": SKILLS})
@given(sheets=_workbook())
@pytest.mark.parametrize("form", FORMS)
def test_any_workbook_comes_back(form: str, sheets: dict[str, Rows]) -> None:
    made = graph_of(sheets)
    again = graph_of_files(files_of(made, form))
    assert triples(again) == triples(made)


def graph_of_files(files: dict[str, bytes]) -> Build:
    pages = []
    for name, data in files.items():
        pages += read_workbook(name, data)[0]
    return build(pages, PROFILE)


FORMULAS = ["=1+1", "+SUM(A1)", "-2", "@cmd", '=HYPERLINK("https://example.org")', "https://example.org/x", "{=1}"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    made = hostile([text])
    (data,) = files_of(made, "xlsx").values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]
    for one in files_of(made, "csv").values():
        rows = list(csv.reader(io.StringIO(one.decode("utf-8-sig"), newline="")))
        cells = [cell for row in rows for cell in row]
        assert any(text in cell for cell in cells)
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_the_workbook_holds_no_hour() -> None:
    made = graph_of(WORKBOOK)
    for given_, created in ((Given(), "2000-01-01T00:00:00Z"), (GIVEN, "2026-11-23T00:00:00Z")):
        (data,) = files_of(made, "xlsx", given_).values()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("docProps/core.xml").decode().count(created) == 2


def test_the_columns_are_those_of_the_official_workbook() -> None:
    files = files_of(graph_of(WORKBOOK), "csv")
    heads = {name: data.decode("utf-8-sig").splitlines()[0].split(",") for name, data in files.items()}
    assert heads == {
        "skills.csv": HEAD,
        "attributes.csv": ATTRIBUTES[0],
        "levels.csv": RESPONSIBILITY[0],
    }


def test_a_cell_too_long_and_a_character_no_cell_can_hold_are_refused() -> None:
    made = hostile(["x" * 32_768])
    (problem,) = export(made, "xlsx").problems
    assert (problem.code, export(made, "xlsx").files) == ("cell-too-long", {})
    assert "32,768" in problem.message
    assert [one.code for one in export(hostile(["a\x01b"]), "xlsx").problems] == ["not-in-xml"]
    assert export(made, "csv").problems == []
