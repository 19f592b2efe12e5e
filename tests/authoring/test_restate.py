"""What a graph says, as pages: built again they make the same statements."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_skill import FORMS, skills
from conftest import ROOT, built, triples
from flavours import FLAVOURS
from framework_sheets import WORKBOOK
from invented import WORDS
from layout_files import FILES
from layouts import LAYOUTS, Skill, attribute_blocks, blocks_of, kite, level_blocks
from minimal_xlsx import xlsx
from page_files import FILES_OF_ALL_FORMS, language_of, page_of
from skosmith.authoring import RENDERERS
from skosmith.authoring.from_graph import restate
from skosmith.authoring.render import render_page
from skosmith.authoring.render.reread import losses, text_part
from skosmith.model import Build, Files, LevelPage, Page, Profile, Source
from skosmith.pages import lines_of, parse_page, read_pages
from skosmith.rdf import WRITERS, build_from_statements, build_graph, statements_of, write_graph

FRAMEWORK = "https://example.org/framework/"


def again(build: Build) -> Build:
    pages, problems = restate(build)
    assert problems == []
    return build_graph(pages, build.profile)


@pytest.mark.parametrize("path", FILES_OF_ALL_FORMS, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_graph_of_a_page_is_restated_as_that_page(path: Path) -> None:
    page = page_of(path.read_bytes(), language_of(path))
    build = build_graph([page])
    (one,), problems = restate(build)
    assert problems == []
    if path.name == "falling.pt.txt":  # of a page with digits the levels rise
        assert isinstance(page, Page)
        page = replace(page, sections=page.sections[::-1])
    assert text_part(one) == text_part(page)
    assert triples(build_graph([one])) == triples(build)


def test_the_graph_of_the_real_page_is_restated_as_that_page(seed: Path) -> None:
    page = page_of(seed.read_bytes())
    (one,), problems = restate(build_graph([page]))
    assert problems == []
    assert text_part(one) == text_part(page)


@st.composite
def frameworks(draw: st.DrawFn) -> list[Page | LevelPage]:
    """Pages of some skills in some languages, each in a layout, and of an attribute and a level; none contradict."""
    pages: list[Page | LevelPage] = []
    for language in draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=3, unique=True)):
        for code in draw(st.lists(st.sampled_from(["KITE", "KNOT", "RAFT"]), max_size=3, unique=True)):
            levels = sorted(draw(st.sets(st.integers(1, 7), min_size=1)))
            skill = replace(kite(language, levels), code=code, name=f"{kite(language).name} {code.title()}")
            layout, flavour = draw(FORMS)
            pages.append(_read(FLAVOURS[flavour](blocks_of(skill, layout)), f"{code}.{language}", language))
        if draw(st.booleans()):
            pages.append(_read(FLAVOURS["wide.txt"](attribute_blocks(kite(language))), f"a.{language}", language))
        if draw(st.booleans()):
            pages.append(_read(FLAVOURS["wide.txt"](level_blocks(kite(language))), f"l.{language}", language))
    return pages


def _read(text: str, path: str, language: str) -> Page | LevelPage:
    return page_of(text.encode(), language, path)


@settings(deadline=None)  # on a busy machine a page takes its time
@given(frameworks())
def test_any_pages_restated_make_the_same_statements(pages: list[Page | LevelPage]) -> None:
    build = build_graph(pages, Profile(edition="9", rights="x"))
    assert triples(again(build)) == triples(build)


@settings(deadline=None)  # on a busy machine a page takes its time
@given(skills(), FORMS)
def test_the_graph_of_any_skill_is_restated_as_its_page(skill: Skill, form: tuple[str, str]) -> None:
    layout, flavour = form
    page = page_of(FLAVOURS[flavour](blocks_of(skill, layout)).encode(), skill.language)
    (one,), problems = restate(build_graph([page]))
    assert problems == []
    assert text_part(one) == text_part(page)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_file_of_rdf_is_restated_as_the_pages_it_was_built_from(form: str, tmp_path: Path) -> None:
    build = built(ROOT / "examples", profile=Profile(edition="9", rights="x"))
    write_graph(build, tmp_path, [form])
    path = f"{tmp_path}/graph.{form}"
    statements, problems = statements_of([(path, Path(path).read_bytes())])
    read, faults = build_from_statements(statements, path)
    assert (problems, faults) == ([], [])
    pages, problems = restate(read)
    assert problems == []
    expected, _ = restate(build)
    assert {text_part(page) for page in pages} == {text_part(page) for page in expected}
    assert all(page.notation.span.path == path for page in pages if isinstance(page, Page))


def rows(tmp_path: Path) -> list[Page | LevelPage]:
    path = tmp_path / "framework.xlsx"
    path.write_bytes(xlsx(WORKBOOK))
    pages, problems = read_pages([str(path)], Files())
    assert problems == []
    return pages


def without_categories(pages: Sequence[Page | LevelPage]) -> list[Page | LevelPage]:
    """What a page of text holds of a row: no category, no address, and of an attribute no digits."""
    return [
        page
        if isinstance(page, LevelPage)
        else replace(
            page,
            category=None,
            subcategory=None,
            web_page=None,
            declared_levels=page.declared_levels if page.kind == "skill" else (),
        )
        for page in pages
    ]


@pytest.mark.parametrize("to", RENDERERS)
def test_pages_written_from_a_workbook_make_its_statements(to: str, tmp_path: Path) -> None:
    """All but the categories, and the digits of attributes."""
    build = build_graph(rows(tmp_path))
    pages, problems = restate(build)
    assert problems == []
    read: list[Page | LevelPage] = []
    for page in pages:
        data = render_page(page, to)
        assert {item.code for item in losses(page, data)} <= {"language-not-shown"}  # an attribute without guidance
        read.append(page_of(data, page.language, page.path))
    assert triples(build_graph(read)) == triples(build_graph(without_categories(rows(tmp_path))))
    assert triples(build_graph(pages)) == triples(build)


@pytest.mark.parametrize("to", RENDERERS)
def test_a_page_written_from_one_row_makes_the_statements_of_the_row(to: str, tmp_path: Path) -> None:
    for page in without_categories(rows(tmp_path)):
        if isinstance(page, Page) and page.kind == "skill":
            source = lines_of(page.path, render_page(page, to))
            assert isinstance(source, Source)
            (one, _) = parse_page(source, "en")
            assert one is not None
            assert triples(build_graph([one])) == triples(build_graph([page]))


def test_a_translation_is_restated_beside_the_page() -> None:
    pages, problems = restate(built(ROOT / "examples"))
    assert problems == []
    named = {(page.language, page.notation.value) for page in pages if isinstance(page, Page)}
    assert named == {("en", "MAPD"), ("pt", "MAPD"), ("pt", "SSUP")}


def graph(*statements: str) -> Build:
    """The graph of one skill, and some statements."""
    text = f"""
        @base <{FRAMEWORK}> . @prefix skm: <https://w3id.org/skosmith/ns#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <> a skm:Framework . <skills/KNOT> a skm:Skill ; skos:notation "KNOT" ; skos:prefLabel "Knots"@en .
    """
    data = "\n".join((text, *statements)).encode()
    pairs, problems = statements_of([("graph.ttl", data)])
    assert problems == []
    return build_from_statements(pairs, "graph.ttl")[0]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('<skills/KNOT> skos:altLabel "Ropes"@en .', "statement-not-on-page"),
        ('<skills/KNOT> skos:definition "One."@en, "Two."@en .', "statement-not-on-page"),
        ('<skills/KNOT> skos:definition "Een."@nl .', "language-without-words"),
        ("<skills/KNOT> skm:declaredLevel <lor/many> .", "statement-not-on-page"),
        ("<skills/KNOT> skm:definedAtLevel <skilllevels/KNOT_1> .", "statement-not-on-page"),
        ('<lor/1> a skm:Level ; skos:notation "first" .', "statement-not-on-page"),
    ],
)
def test_what_no_page_holds_is_said_at_its_place(statement: str, code: str) -> None:
    _, problems = restate(graph(statement))
    assert {item.code for item in problems} == {code}
    assert all(item.spans[0].path == "graph.ttl" and item.spans[0].line for item in problems)


def test_a_level_text_without_a_heading_gets_one() -> None:
    (page,), _ = restate(
        graph(
            "<lor/2> a skm:Level ; skos:notation 2 . <skills/KNOT> skm:definedAtLevel <skilllevels/KNOT_2> ."
            '<skilllevels/KNOT_2> skm:level <lor/2> ; skos:definition "Ties."@en .'
        )
    )
    assert isinstance(page, Page)
    assert [section.heading.value for section in page.sections] == ["Knots: Level 2"]


@pytest.mark.parametrize("notation", ["knot", "../x", "KN OT", "K\\nT"])
def test_a_code_that_no_page_holds_names_no_file(notation: str) -> None:
    build = graph(f'<skills/X> a skm:Skill ; skos:notation "{notation}" ; skos:prefLabel "X"@en .')
    pages, _ = restate(build)
    (page,) = [page for page in pages if isinstance(page, Page) and page.notation.value != "KNOT"]
    assert [item.severity for item in losses(page, render_page(page)) if item.code != "language-not-shown"] == [
        "violation"
    ]


def test_layouts_are_all_here() -> None:
    assert {path.name.partition(".")[0] for path in FILES.rglob("*.*")} == {*LAYOUTS, "attribute", "level"}
