"""The real page: its text is licensed by its owner, so counts, codes, spans and hashes are asserted, never words."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from conftest import page_at
from skosmith.checks import ENGINES, rdflib_graph, validate
from skosmith.model import Page, Span, Text
from skosmith.rdf import build_graph, coverage_by_line


@pytest.fixture(scope="module")
def page(seed: Path) -> Page:
    return page_at(seed)


def digest(text: Text | None) -> str:
    assert text is not None
    return sha256(text.value.encode()).hexdigest()[:16]


def place(text: Text | None) -> tuple[int, int, int, int]:
    assert text is not None
    return text.span[1:5]


def parts(text: Text | None) -> tuple[int, int]:
    """The paragraphs and the list items of a text."""
    assert text is not None
    lines = [line for line in text.value.split("\n") if line]
    items = sum(line.startswith("• ") for line in lines)
    return len(lines) - items, items


def test_code_name_and_description(page: Page) -> None:
    assert page.language == "pt"
    assert (page.notation.value, place(page.notation)) == ("SSUP", (3, 18, 3, 22))
    assert (digest(page.pref_label), place(page.pref_label)) == ("6209ad1e3fffa920", (3, 1, 3, 17))
    assert (digest(page.definition), place(page.definition)) == ("7e6884182a9c7896", (5, 1, 5, 74))


def test_declared_levels(page: Page) -> None:
    assert [number.value for number in page.declared_levels] == [1, 2, 3, 4, 5, 6]
    assert [number.span[1:3] for number in page.declared_levels] == [(9, column) for column in (1, 3, 5, 7, 9, 11)]


def test_two_guidance_paragraphs(page: Page) -> None:
    assert parts(page.scope_note) == (2, 0)
    assert (digest(page.scope_note), place(page.scope_note)) == ("82576369c777e248", (13, 1, 15, 183))


def test_both_understanding_statements(page: Page) -> None:
    assert parts(page.lower_levels_note) == parts(page.higher_levels_note) == (0, 1)
    assert (digest(page.lower_levels_note), place(page.lower_levels_note)) == ("7ba93ee96eb4cf80", (20, 3, 20, 329))
    assert (digest(page.higher_levels_note), place(page.higher_levels_note)) == ("0a802a8380466f8f", (22, 3, 22, 243))


def test_the_four_developing_passages_with_their_items(page: Page) -> None:
    assert parts(page.development_note) == (1, 0)
    assert parts(page.lower_levels_development_note) == (1, 3)
    assert parts(page.higher_levels_development_note) == (0, 1)
    assert place(page.development_note) == (26, 1, 26, 89)
    assert place(page.lower_levels_development_note) == (30, 1, 34, 86)
    assert place(page.higher_levels_development_note) == (36, 3, 36, 135)
    digests = [page.development_note, page.lower_levels_development_note, page.higher_levels_development_note]
    assert [digest(text) for text in digests] == ["57f39c8dff85a79e", "5a4f8c7c4d2df8f9", "406b37f4956f387d"]


def test_six_levels_with_title_essence_and_description(page: Page) -> None:
    assert [section.number for section in page.sections] == [1, 2, 3, 4, 5, 6]
    assert [section.heading.span.line for section in page.sections] == [40, 46, 52, 58, 64, 70]
    assert [place(section.title)[:2] for section in page.sections] == [(line, 11) for line in range(42, 73, 6)]
    assert [place(section.essence)[0] for section in page.sections] == [42, 48, 54, 60, 66, 72]
    assert [place(section.definition)[0] for section in page.sections] == [44, 50, 56, 62, 68, 74]
    assert [digest(section.title) for section in page.sections] == [
        "f39e2e77fa179c2c",
        "c4aaa9ae7a677667",
        "96041ca8952f64e6",
        "ca7df9e205f7a4de",
        "4807f830538cc392",
        "49abb85c9665bb07",
    ]
    assert [digest(section.essence) for section in page.sections] == [
        "2037a2641c688bfa",
        "c4c3e238e61c4ca4",
        "649cb7b5902aace6",
        "a0e27a9dbef6f308",
        "b5353f0ab1c9b54e",
        "066a6c5862684038",
    ]
    assert [digest(section.definition) for section in page.sections] == [
        "455789693336a7d1",
        "36a10b1480f59c19",
        "9e80895d9fcfb695",
        "cea7c5839b1490c3",
        "233ee366a35dd7b0",
        "a852c7fe4f2aac18",
    ]


def test_every_line_is_held(page: Page) -> None:
    build = build_graph([page])
    assert build.problems == []
    table = coverage_by_line(page, build.names)
    assert len(table) == 41
    assert all(table.values())


def test_graph(page: Page) -> None:
    graph = rdflib_graph(build_graph([page]).statements())
    types = Counter(str(kind).rpartition("#")[2] for kind in graph.objects(None, None) if "#" in str(kind))
    assert len(graph) == 176
    assert {name: types[name] for name in ("Skill", "SkillLevel", "Level", "Essence")} == {
        "Skill": 1,
        "SkillLevel": 6,
        "Level": 6,
        "Essence": 6,
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_valid_but_for_its_rights(page: Page, engine: str) -> None:
    assert [problem.code for problem in validate(build_graph([page]), engine)] == ["framework-rights"]


def test_build(seed: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    result = run("build", seed, "-o", tmp_path, "--rights", "© the owner", "--format", "json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)["summary"]
    assert [summary[key] for key in ("pages", "skills", "skillLevels", "levels", "triples")] == [1, 1, 6, 6, 177]
    assert {path.name for path in tmp_path.iterdir()} == {"graph.ttl", "graph.jsonld", "metadata.ttl"}


def test_a_broken_digit_is_shown_on_its_line(seed: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    page = tmp_path / "page.txt"
    lines = seed.read_text("utf-8").split("\n")
    lines[8] += " 7"
    page.write_text("\n".join(lines), "utf-8")
    problems = json.loads(run("check", page, "--rights", "x", "--format", "json").stdout)["problems"]
    assert [problem["code"] for problem in problems] == ["skill-declared-levels"]
    assert problems[0]["places"] == [Span(str(page), 9, 13, 9, 14)._asdict()]
