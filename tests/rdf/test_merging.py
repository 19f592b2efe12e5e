"""Pages and a workbook meet: a translation adds texts, a conflict shows every place, editions stay apart."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flavours import FLAVOURS
from framework_sheets import HEAD, LEVELS, RESPONSIBILITY
from invented import WORDS
from layouts import Skill, blocks_of, kite
from minimal_xlsx import Value, xlsx
from skosmith.checks import validate
from skosmith.model import DCTERMS, SKOS, Build, LevelPage, Page, Problem, Profile, Source, Text, cell_of, ntriples
from skosmith.pages import lines_of, parse_page, read_workbook
from skosmith.rdf import build_graph

ENGLISH = replace(kite("en"), changes=())
BOOK = "framework.xlsx"


def row_of(skill: Skill) -> list[Value]:
    """A skill as a row of the workbook."""
    bullets = {"item": "• ", "nested": "  • "}
    return [
        1,
        *(level if level in skill.levels else None for level in LEVELS),
        skill.code,
        "https://example.org/kite",
        skill.name,
        "Air",
        "Wind",
        "\n".join(skill.description),
        "\n".join(bullets.get(kind, "") + text for kind, text in skill.guidance),
        *("\n".join(skill.levels.get(level, ())) or None for level in LEVELS),
    ]


def of_book(skill: Skill = ENGLISH, essences: list[list[Value]] | None = None) -> list[Page | LevelPage]:
    data = xlsx({"Skills": [HEAD, row_of(skill)], "Levels of responsibility": essences or RESPONSIBILITY})
    pages, problems = read_workbook(BOOK, data)
    assert problems == []
    return pages


def of_page(skill: Skill, path: str = "kite.txt", layout: str = "H", flavour: str = "wide.txt") -> list[Page]:
    source = lines_of(path, FLAVOURS[flavour](blocks_of(skill, layout)).encode())
    assert isinstance(source, Source)
    page, _ = parse_page(source, skill.language)
    assert isinstance(page, Page)
    return [replace(page, path=path)]


def problems_of(pages: Iterable[Page | LevelPage]) -> list[Problem]:
    build = build_graph(pages, Profile(rights="x"))
    return [*build.problems, *validate(build)]


def places_of(problem: Problem) -> set[str]:
    return {
        f"{span.path}:{span.sheet}!{cell_of(span.line, span.column)}" if span.sheet else f"{span.path}:{span.line}"
        for span in problem.spans
    }


def triples_of(build: Build) -> set[tuple[str, str, str]]:
    return {statement[:3] for statement in build.statements()}


def test_the_page_and_its_row_agree() -> None:
    assert problems_of([*of_book(), *of_page(ENGLISH)]) == []


@pytest.mark.parametrize("tag", sorted(WORDS.keys() - {"en"}))
def test_a_translation_adds_texts_and_changes_no_structure(tag: str) -> None:
    """All that it adds is literals in its language, beside what says where they come from."""
    alone = triples_of(build_graph(of_book(), Profile(rights="x")))
    both = build_graph([*of_book(), *of_page(kite(tag))], Profile(rights="x"))
    added = triples_of(both) - alone
    assert alone <= triples_of(both)
    assert added
    assert {triple for triple in added if not triple[2].endswith(f"@{tag}") and "language" not in triple[1]} == set()
    assert {problem.severity for problem in validate(both)} <= {"info"}


# What the page says otherwise than its row in the workbook: the problem, and both its places.
CONFLICTS = [
    ({"name": "Flying kites"}, "concept-pref-label-unique", {"kite.txt:3", "framework.xlsx:Skills!K2"}),
    ({"description": ("Something else.",)}, "skill-definition-unique", {"kite.txt:5", "framework.xlsx:Skills!N2"}),
    ({"guidance": (("para", "Another."),)}, "skill-scope-note-unique", {"kite.txt:15", "framework.xlsx:Skills!O2"}),
    (
        {"levels": {**ENGLISH.levels, 3: ("Another text.",)}},
        "skill-level-definition-unique",
        {"kite.txt:63", "framework.xlsx:Skills!R2"},
    ),
    (
        {"levels": {2: ENGLISH.levels[2], 3: ENGLISH.levels[3]}},
        "levels-differ",
        {"kite.txt:3", "framework.xlsx:Skills!T2"},
    ),
    (
        {"essences": ("Not the same.", *ENGLISH.essences[1:])},
        "essence-value-unique",
        {"kite.txt:51", "framework.xlsx:Levels of responsibility!B3"},
    ),
    (
        {"titles": ("Look", *ENGLISH.titles[1:])},
        "concept-pref-label-unique",
        {"kite.txt:51", "framework.xlsx:Levels of responsibility!B2"},
    ),
]


@pytest.mark.parametrize(("change", "code", "places"), CONFLICTS)
def test_a_conflict_shows_every_place(change: dict[str, object], code: str, places: set[str]) -> None:
    problems = problems_of([*of_book(), *of_page(replace(ENGLISH, **change))])  # type: ignore[arg-type]
    rows = [places_of(problem) for problem in problems if problem.code == code]
    assert any(places <= where for where in rows), [(problem.code, places_of(problem)) for problem in problems]


def test_a_level_that_a_translation_lacks_or_adds_is_shown_in_both() -> None:
    german = kite("de")
    for levels in ({level: german.levels[level] for level in (2, 3)}, {**german.levels, 6: ("Fliegt weit.",)}):
        problems = problems_of([*of_page(ENGLISH, "en.txt"), *of_page(replace(german, levels=levels), "de.txt")])
        (differ,) = [problem for problem in problems if problem.code == "levels-differ"]
        assert {span.path for span in differ.spans} == {"en.txt", "de.txt"}


def test_a_page_of_a_skill_that_the_workbook_lacks_is_shown() -> None:
    """As a translation with a wrong code would be."""
    problems = problems_of([*of_book(), *of_page(replace(kite("pt"), code="KIET"), "kiet.txt")])
    assert [(problem.code, places_of(problem)) for problem in problems if problem.severity == "warning"] == [
        ("not-in-workbook", {"kiet.txt:3"})
    ]
    assert problems_of([*of_page(ENGLISH), *of_page(replace(kite("pt"), code="KIET"), "kiet.txt")]) == []


@pytest.mark.parametrize(
    ("category", "subcategory", "places"),
    [
        ("Sea", "Wind", {"framework.xlsx:Skills!L2", "other.xlsx:Skills!L2"}),
        ("Air", "Storms", {"framework.xlsx:Skills!M2", "other.xlsx:Skills!M2"}),
        ("Air", None, set()),
        ("AIR", None, set()),
    ],
)
def test_two_rows_that_name_two_categories_are_shown(category: str, subcategory: str | None, places: set[str]) -> None:
    row = row_of(ENGLISH)
    row[HEAD.index("Category")], row[HEAD.index("Subcategory")] = category, subcategory
    others, _ = read_workbook("other.xlsx", xlsx({"Skills": [HEAD, row]}))
    problems = [problem for problem in problems_of([*of_book(), *others]) if problem.code == "categories-differ"]
    assert [places_of(problem) for problem in problems] == ([places] if places else [])


def test_two_pages_in_two_layouts_of_one_language_agree() -> None:
    assert problems_of([*of_page(ENGLISH, "a"), *of_page(ENGLISH, "b", "D", "site.html")]) == []


def test_editions_stay_apart() -> None:
    """The same pages as two editions share no subject but what both are versions of."""
    editions = [build_graph(of_page(ENGLISH), Profile(rights="x", edition=edition)) for edition in ("8", "9")]
    first, second = ({triple[0] for triple in triples_of(item)} for item in editions)
    stable = {term for item in editions for _, predicate, term in triples_of(item) if predicate == DCTERMS.isVersionOf}
    assert first
    assert first & second == stable


@given(st.permutations(["book", "en", "pt", "ja"]))
def test_the_order_of_sources_changes_nothing(order: list[str]) -> None:
    def made(names: list[str]) -> str:
        pages = [page for name in names for page in (of_book() if name == "book" else of_page(kite(name), name))]
        return ntriples(build_graph(pages, Profile(rights="x")).statements())

    assert made(order) == made(sorted(order))


def test_a_relation_goes_both_ways() -> None:
    """SKOS Reference, S23: skos:related is symmetric; a skill is related by its name in the language of the page."""
    (kite_page,) = of_page(ENGLISH)
    (rope_page,) = of_page(replace(ENGLISH, code="ROPE", name="Rope making"), "rope.txt")
    span = kite_page.notation.span
    kite_page = replace(kite_page, related=(Text("rope making", "en", span), Text("Sailing", "en", span)))
    build = build_graph([kite_page, rope_page])
    related = {(one.subject, one.object) for one in build.statements() if one.predicate == SKOS.related}
    kite_iri, rope_iri = (build.names.concept("skill", code) for code in ("KITE", "ROPE"))
    assert related == {(kite_iri, rope_iri), (rope_iri, kite_iri)}
    assert [problem.code for problem in build.problems] == ["related-not-found"]
