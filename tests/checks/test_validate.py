"""What the shapes find, on the line of the page that says it or should."""

import re
from pathlib import Path

import pytest

import skosmith
from conftest import PAGES, built, pages_at
from skosmith.checks import ENGINES, validate
from skosmith.model import SKOS, Build, Page, Problem, Profile, Span, Statement, Text, literal
from skosmith.rdf import build_graph

BASE = "https://example.org/framework/"
RIGHTS = Profile(rights="x")
REJECT = PAGES / "reject"


def codes_and_lines(*paths: Path, **options: object) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    pages, _ = pages_at(*paths)
    problems = validate(build_graph(pages, RIGHTS), **options)  # type: ignore[arg-type]
    return [(problem.code, tuple((span.line, span.column) for span in problem.spans)) for problem in problems]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("skill-declared-levels_digit_without_section.txt", [((9, 7),)]),
        ("skill-declared-levels_section_without_digit.txt", [((54, 1),)]),
        ("concept-pref-label-unique_heading_differs.txt", [((48, 1), (3, 1))]),
        ("skill-level-definition-neighbour_copied.txt", [((46, 1), (52, 1))]),
        ("skill-level-definition-essence_copied.txt", [((52, 1), (50, 38))]),
        ("skill-notation-pattern_three_letters.txt", [((3, 14),)]),
        ("skill-level-essence_empty.txt", [((50, 11),)]),
        ("text-mojibake_windows_1252.txt", [((58, 16),)]),
        ("essence-value-end_cut.txt", [((56, 59),)]),
    ],
)
def test_places(name: str, places: list[tuple[tuple[int, int], ...]]) -> None:
    code = name.partition("_")[0]
    assert [place for other, place in codes_and_lines(REJECT / name) if other == code] == places


def test_a_missing_part_points_at_the_heading_that_should_hold_it() -> None:
    assert ("skill-level-title", ((48, 1),)) in codes_and_lines(REJECT / "skill-level-title_line_missing.txt")
    cut = REJECT / "page-cut_after_a_heading.txt"
    assert ("skill-level-definition", ((54, 1),)) in codes_and_lines(
        cut
    )  # of which a report only has the cause, page-cut


def test_what_is_missing_from_a_translation_is_shown_in_the_translation(tmp_path: Path) -> None:
    page = (REJECT / "skill-level-title_line_missing.txt").read_text("utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(page, "utf-8")
    pages, _ = pages_at(tmp_path)
    problems = [problem for problem in validate(build_graph(pages, RIGHTS)) if problem.code == "skill-level-title"]
    assert [(Path(problem.spans[0].path).name, problem.spans[0].line) for problem in problems] == [
        ("a.txt", 48),
        ("b.txt", 48),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nós de corda", [["a.txt", "a.txt"]]),  # the pages together show no more than one of them does
        ("Nós da corda", [["a.txt", "a.txt"], ["a.txt", "a.txt", "b.txt"]]),
    ],
)
def test_what_a_page_shows_by_itself_is_not_shown_again(name: str, expected: list[list[str]], tmp_path: Path) -> None:
    page = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(page.replace("Nós de corda: Nível 3", "Nó de corda: Nível 3"), "utf-8")
    (tmp_path / "b.txt").write_text(page.replace("Nós de corda", name), "utf-8")
    pages, _ = pages_at(tmp_path)
    skill = f"<{BASE}skills/KNOT>"
    problems = [one for one in validate(build_graph(pages, RIGHTS)) if one.focus_node == skill]
    assert sorted(sorted(Path(span.path).name for span in problem.spans) for problem in problems) == expected


@pytest.mark.parametrize("folder", sorted(REJECT.glob("*_two_pages")), ids=lambda path: path.name)
def test_two_pages_that_disagree_show_both_places(folder: Path) -> None:
    pages, _ = pages_at(folder)
    code = folder.name.partition("_")[0]
    for problem in validate(build_graph(pages, RIGHTS)):
        assert len({span.path for span in problem.spans}) == 2
    assert code in {problem.code for problem in validate(build_graph(pages, RIGHTS))}


@pytest.mark.parametrize("path", sorted(REJECT.iterdir()), ids=lambda path: path.name)
def test_both_engines_give_the_same_problems(path: Path) -> None:
    pages, _ = pages_at(path)
    if pages:
        build = build_graph(pages, RIGHTS)
        assert validate(build, "shacl") == validate(build, "pyshacl")


def test_two_languages_that_both_disagree_are_two_problems() -> None:
    span = Span("a.txt", 1, 1, 1, 2)
    names = [("pt", "um"), ("pt", "dois"), ("en", "one"), ("en", "two"), ("fr", "un")]
    pages = [
        Page(f"{tag}{name}", "0", tag, Text("TEST", "", span), Text(name, tag, span._replace(path=f"{tag}{name}")))
        for tag, name in names
    ]
    problems = [problem for problem in validate(build_graph(pages)) if problem.code == "concept-pref-label-unique"]
    assert [{span.path for span in problem.spans} for problem in problems] == [{"enone", "entwo"}, {"ptdois", "ptum"}]


def test_one_code_of_two_things_shows_both() -> None:
    build = built(PAGES / "accept" / "knot.pt.txt", profile=RIGHTS)
    other = Span("other.txt", 3, 1, 3, 2)
    node = f"<{BASE}skills/OTHR>"
    build.pages[0].of_skill.append(Statement(node, SKOS.notation, literal("KNOT"), other))
    (problem,) = [problem for problem in validate(build) if problem.code == "concept-notation-unique"]
    assert [span.path for span in problem.spans] == [str(PAGES / "accept" / "knot.pt.txt"), "other.txt"]


def test_a_level_that_is_related_to_its_own_skill_is_found_on_its_line() -> None:
    """In a graph, since no page says so."""
    knot = built(PAGES / "accept" / "knot.pt.txt", profile=RIGHTS)
    place = Span("graph.ttl", 5, 1, 5, 2)
    skill = knot.pages[0].skill
    related = "<http://www.w3.org/2004/02/skos/core#related>"
    both = [
        Statement(f"<{BASE}skilllevels/KNOT_2>", related, skill, place),
        Statement(skill, related, f"<{BASE}skilllevels/KNOT_2>", place),
    ]
    (problem,) = validate(Build(knot.profile, knot.names, framework=[*knot.statements(), *both]))
    assert problem.code == "concept-related-disjoint"
    assert place in problem.spans


@pytest.mark.parametrize(
    ("folder", "page", "place"),
    [
        ("skill-declared-levels_hidden_by_a_translation", "knot.pt.txt", (9, 5)),
        ("skill-level-definition_hidden_by_a_translation", "knot.pt.txt", (48, 1)),
        ("skill-level-essence_hidden_by_another_skill", "knot.txt", (50, 11)),
    ],
)
def test_no_page_makes_up_for_what_another_lacks(folder: str, page: str, place: tuple[int, int]) -> None:
    pages, _ = pages_at(REJECT / folder)
    problems = [problem for problem in validate(build_graph(pages, RIGHTS)) if problem.severity == "violation"]
    assert [problem.code for problem in problems] == [folder.partition("_")[0]]
    assert [(Path(span.path).name, span[1:3]) for span in problems[0].spans] == [(page, place)]


def test_what_few_pages_say_comes_first() -> None:
    pages, _ = pages_at(REJECT / "essence-value-unique_one_of_many")
    (problem,) = validate(build_graph(pages, RIGHTS))
    assert [Path(span.path).name for span in problem.spans] == ["knod.txt", "knoa.txt"]


def test_a_fault_in_a_text_that_pages_share_is_one_problem_with_all_its_places() -> None:
    pages, _ = pages_at(REJECT / "text-mojibake_shared_by_pages")
    (problem,) = validate(build_graph(pages, RIGHTS))
    assert len(problem.spans) == len(pages) == 6


def test_the_chain_of_levels_goes_over_the_pages_of_a_skill(tmp_path: Path) -> None:
    page = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(page, "utf-8")
    start, end = page.index("Nós de corda: Nível 3"), page.index("Nós de corda: Nível 4")
    (tmp_path / "b.txt").write_text((page[:start] + page[end:]).replace("2 3 4", "2 4"), "utf-8")
    following = [
        (s[-7:-1], o[-7:-1]) for s, p, o, _ in built(tmp_path).statements() if p.endswith("#next>") and "KNOT" in s
    ]
    assert following == [("KNOT_2", "KNOT_3"), ("KNOT_3", "KNOT_4")]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_chunks_and_jobs_find_the_same(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, _ = pages_at(REJECT)
    build = build_graph(pages, RIGHTS)
    whole = validate(build)
    monkeypatch.setattr("skosmith.checks.shacl._TOGETHER", 1)
    assert validate(build, jobs=jobs) == whole


def test_problems_carry_what_shacl_knows_and_words_in_two_languages() -> None:
    problem: Problem
    pages, _ = pages_at(REJECT / "skill-notation-pattern_three_letters.txt")
    (problem,) = validate(build_graph(pages, RIGHTS))
    assert problem.source_shape == "<https://w3id.org/skosmith/shapes#skill-notation-pattern>"
    assert problem.focus_node == f"<{BASE}skills/KNO>"
    assert problem.result_path == "<http://www.w3.org/2004/02/skos/core#notation>"
    assert problem.values == ('"KNO"',)
    assert problem.message == problem.messages["en"] != problem.messages["pt"]
    assert set(problem.helps) == {"en", "pt"}


def test_places_stay_whole_where_the_page_is_gone() -> None:
    span = Span("gone.txt", 1, 1, 3, 5)
    page = Page("gone.txt", "0", "pt", Text("TEST", "", span), Text("a\ufffd", "pt", span))
    codes = {problem.code: problem.spans for problem in validate(build_graph([page]))}
    assert codes["text-replacement-character"] == (span,)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_in_a_variety_of_a_language_has_its_place(engine: str, tmp_path: Path) -> None:
    text = min((PAGES / "layouts" / "fr-CA").glob("B.wide.*")).read_text("utf-8")
    page = tmp_path / "page.fr-CA.txt"
    page.write_text(re.sub(r"(\w) (\w+\.)$", r"\1  \2", text, count=1, flags=re.MULTILINE), "utf-8")
    read, _ = pages_at(page)
    assert [one.language for one in read] == ["fr-CA"]
    (problem,) = [one for one in validate(build_graph(read), engine) if one.code == "text-double-space"]
    assert "  " in page.read_text("utf-8").split("\n")[problem.spans[0].line - 1]


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_the_shapes_see_a_blank_node_as_one(engine: str, tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <https://example.org/> .\n"
        'e:s a skos:ConceptScheme ; skos:hasTopConcept [ a skos:Concept ; skos:prefLabel "_:b7 > _:b1"@en ] .\n'
        'e:b a skos:Concept ; skos:prefLabel "B"@en ; skos:related [ a skos:Concept ; skos:prefLabel "C"@en ] .\n',
        "utf-8",
    )
    problems = skosmith.read(path).problems(engine)
    assert [one.spans[0].line for one in problems if one.code == "concept-iri"] == [3, 4]
    (of_scheme,) = [one for one in problems if one.code == "scheme-top-concept-inverse"]
    assert of_scheme.message == "The scheme has the top concept _:1-1, which does not state skos:topConceptOf."
    assert "concept-related-inverse" in {one.code for one in problems}
