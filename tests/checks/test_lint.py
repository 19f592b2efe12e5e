"""The rules of lint: the graphs in tests/data/lint pass and fail, places, no false alarms, and how the time grows."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, ROOT, growth, pages_at
from generate import pages as generated
from layout_files import FILES
from skosmith.checks import ENGINES, between_editions, lint_graph
from skosmith.checks.lint import OF_EDITIONS, OF_GRAPHS, RULES
from skosmith.checks.lint.groups import Groups
from skosmith.checks.lint.index import parts_of
from skosmith.checks.lint.segments import shortest
from skosmith.checks.lint.similarity import SHORT, alike, likeness, rarest_words
from skosmith.framework import open_framework
from skosmith.model import (
    RDF,
    SKM,
    SKOS,
    XSD,
    Build,
    Files,
    Graph,
    Names,
    Page,
    Problem,
    Profile,
    Source,
    Span,
    Statement,
    catalogue,
    decode,
    literal,
    ntriples,
)
from skosmith.pages import parse_page
from skosmith.project import Project
from skosmith.rdf import build_graph

GRAPHS = sorted((ROOT / "tests" / "data" / "lint").rglob("*.ttl"))
REJECT = PAGES / "reject"
SPAN = Span("page", 1, 1, 1, 2)


def problems_of(*paths: Path) -> list[Problem]:
    return open_framework(Project(sources=tuple(map(str, paths)), rights="x"), Files()).problems()


def places(path: Path) -> list[tuple[str, tuple[tuple[int, int, int], ...]]]:
    return [
        (problem.code, tuple((span.line, span.column, span.end_column) for span in problem.spans))
        for problem in problems_of(path)
    ]


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_rule_passes_and_fails_where_it_should(path: Path) -> None:
    values = {problem.code for problem in problems_of(path)}
    assert (path.parent.name in values) == path.name.startswith("violates_"), values


def test_every_rule_of_graphs_has_fixtures_of_both_kinds() -> None:
    kinds = {(path.parent.name, path.name.partition("_")[0]) for path in GRAPHS}
    assert kinds >= {(code, kind) for code in OF_GRAPHS for kind in ("conforms", "violates")}


def test_rules_have_words_and_only_one_is_a_violation() -> None:
    codes = {*RULES, *OF_GRAPHS, *OF_EDITIONS}
    assert len(codes) == len(RULES) + len(OF_GRAPHS) + len(OF_EDITIONS)
    violations = {code for code in codes if catalogue()[code]["severity"] == "violation"}
    assert violations == {"hierarchy-cycle"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("word-twice_in_a_level.txt", ((52, 13, 20),)),
        ("name-double-space_in_the_title.txt", ((3, 7, 9),)),
        ("text-double-space_in_a_level.txt", ((52, 12, 14),)),
        ("text-invisible-character_soft_hyphen.txt", ((52, 7, 8),)),
        ("text-space-after-punctuation_full_stop.txt", ((46, 20, 25),)),
        ("text-space-before-punctuation_comma.txt", ((18, 25, 28),)),
        ("text-double-punctuation_two_points.txt", ((52, 26, 29),)),
        ("text-hyphen-for-dash_in_a_level.txt", ((52, 11, 16),)),
        ("text-html_tags_and_entities.txt", ((52, 5, 8),)),
        ("text-local-address_localhost.txt", ((18, 33, 50),)),
        ("text-tracking-address_newsletter.txt", ((18, 56, 68),)),
        ("text-placeholder_at_the_end.txt", ((60, 36, 49),)),
        ("text-placeholder_todo.txt", ((52, 1, 6),)),
        ("text-white-space_tab.txt", ((52, 12, 13), (52, 22, 23))),
        ("list-marker_numbers.txt", ((15, 3, 6),)),
        ("list-marker_of_a_word_processor.txt", ((15, 1, 2),)),
        ("item-empty_last.txt", ((17, 3, 4),)),
        ("skill-definition-end_cut.txt", ((5, 70, 71),)),
        ("level-gap_no_reason.txt", ((48, 1, 22), (42, 1, 22))),
    ],
)
def test_places(name: str, place: tuple[tuple[int, int, int], ...]) -> None:
    assert (name.partition("_")[0], place) in places(REJECT / name)


@pytest.mark.parametrize("folder", ["examples", "pipeline/skosmith/project/template/pages"])
def test_examples_and_the_sample_are_clean(folder: str) -> None:
    assert problems_of(ROOT / folder) == []


def test_the_real_page_is_clean(seed: Path) -> None:
    assert problems_of(seed) == []


def test_every_language_of_the_layouts_together() -> None:
    """They say the same, so no translation differs; a level is left out, and texts of levels are copies."""
    pages, _ = pages_at(*sorted(FILES.glob("*/H.wide.txt")))
    assert {problem.code for problem in lint_graph(build_graph(pages))} == {"level-gap", "level-text-near"}


@pytest.mark.parametrize(
    ("old", "new", "code", "lines"),
    [
        ("Nós de corda KNOT", "Nós  de corda KNOT", "name-double-space", [3]),
        ("Nós de corda: Nível 3", "Nós de  corda: Nível 3", "name-double-space", [48]),
        ("Nós de corda KNOT", "Nós\tde corda KNOT", "name-double-space", []),
        ("Ata sozinho", "Ata  ata sozinho", "word-twice", [52]),
        ("Ata sozinho", "Que que sozinho", "word-twice", []),
        ("Ata sozinho", "Ata, ata sozinho", "word-twice", []),
        ("Ata sozinho", "Ata sozinho\t", "text-white-space", [52]),
        ("Ata sozinho uma", "Ata\xa0sozinho\xa0uma\xa0carga", "text-white-space", [52]),
        ("Ata sozinho uma", "Ata\xa0sozinho uma", "text-white-space", []),  # one alone
        ("Ata sozinho uma carga leve", "Ata\xa0: «\xa0sozinho\xa0», 20\xa0kg a\xa0ela", "text-white-space", []),
        ("  • corda", "\t•\tcorda", "text-white-space", []),
        ("2 3 4", "2\t3\t4", "text-white-space", []),
        ("Essência do nível: Escolhe", "Essência do nível:\tEscolhe", "text-white-space", []),
    ],
)
def test_slips_on_a_line(old: str, new: str, code: str, lines: list[int], tmp_path: Path) -> None:
    text = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")
    assert old in text
    (tmp_path / "knot.txt").write_text(text.replace(old, new, 1), "utf-8")
    values = [problem.spans[0].line for problem in problems_of(tmp_path) if problem.code == code]
    assert values == lines


def test_white_space_of_html_says_nothing(tmp_path: Path) -> None:
    text = (FILES / "en" / "H.site.html").read_text("utf-8")
    assert "Kite flying KITE" in text
    (tmp_path / "kite.html").write_text(text.replace("Kite flying KITE", "Kite   flying KITE"), "utf-8")
    assert {problem.code for problem in problems_of(tmp_path)} == {"level-gap", "level-text-near"}


def test_a_gap_with_a_reason_is_none(tmp_path: Path) -> None:
    text = (REJECT / "level-gap_no_reason.txt").read_text("utf-8")
    (tmp_path / "knot.txt").write_text(text.replace("pergunte.", "pergunte. O nível 3 não existe.", 1), "utf-8")
    assert "level-gap" not in {problem.code for problem in problems_of(tmp_path)}


def test_the_place_of_a_cluster_is_not_in_the_largest(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "data" / "lint" / "clusters-apart" / "violates_two_pairs.ttl").read_text("utf-8")
    for first, focus in (("rope", "bow"), ("ribbon", "knot")):
        third = f'<concepts/tie> a skos:Concept ; skos:prefLabel "Tie"@en ; skos:broader <concepts/{first}> .'
        (tmp_path / "x.ttl").write_text(f"{text}\n{third}\n", "utf-8")
        (one_problem,) = (problem for problem in problems_of(tmp_path / "x.ttl") if problem.code == "clusters-apart")
        assert one_problem.focus_node == f"<https://example.org/framework/concepts/{focus}>"


def test_the_places_of_no_common_language_are_those_of_two_concepts_apart(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "data" / "lint" / "no-common-language" / "violates_one_each.ttl").read_text("utf-8")
    third = '<concepts/ab> a skos:Concept ; skos:prefLabel "Rope"@en, "N\u00f3"@pt ; skos:broader <concepts/a> .'
    (tmp_path / "x.ttl").write_text(f"{text}\n{third}\n", "utf-8")
    (one_problem,) = (problem for problem in problems_of(tmp_path / "x.ttl") if problem.code == "no-common-language")
    lines = text.split("\n")
    assert [lines[span.line - 1].split()[1] for span in one_problem.spans] == ['"Rope"@en', '"Nó"@pt']


def test_a_shift_is_said_once() -> None:
    """What follows from it, that lengths and lists differ, is not said besides."""
    (problem,) = problems_of(REJECT / "levels-shifted_one_up")
    assert problem.code == "levels-shifted"
    assert problem.messages["en"].startswith("The texts of levels 3–6 in 'pt'")


def test_graph_only_shapes_and_rules_find_nothing_in_graphs_made_from_pages() -> None:
    """That is why pages are not held to them: whatever the page, it cannot break them."""
    quiet = {"language-incomplete", "no-common-language", "reference-dead", "scheme-top-concept"}
    quiet |= {"concept-documented", "concept-pref-label", "concept-orphan", "clusters-apart"}  # a page that lacks half
    for path in sorted([*(PAGES / "accept").iterdir(), *REJECT.iterdir()]):
        pages, _ = pages_at(path)
        build = build_graph(pages)
        if not pages:
            continue
        graph = Build(build.profile, build.names, framework=list(build.statements()))
        assert {problem.code for problem in lint_graph(graph)} & OF_GRAPHS.keys() <= quiet, path.name
        data = ntriples(build.statements())
        of_graph, of_pages = (
            {result.source_shape.rpartition("#")[2][:-1] for result in ENGINES["shacl"](data, kind)}
            for kind in ("graph", "pages")
        )
        assert of_graph - of_pages <= quiet, path.name


def test_the_rules_do_not_stop_a_build(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("build", REJECT / "word-twice_in_a_level.txt", "-o", tmp_path)
    assert result.exit_code == 0
    assert "word-twice" in result.stderr


SINCE = ROOT / "tests" / "data" / "lint" / "levels-shifted-since"


def editions(name: str) -> list[Problem]:
    old, new = (build_graph(pages_at(SINCE / part)[0], Profile(edition=part[0])) for part in ("old", name))
    return between_editions(old, new)


def test_texts_that_moved_a_level_since_the_last_edition() -> None:
    (problem,) = editions("violates_one_up")
    assert problem.code == "levels-shifted-since"
    assert problem.messages["pt"].startswith("Os textos dos níveis 3–6 em 'pt'")
    assert editions("conforms_reworded") == []
    assert editions("old") == []


def test_one_level_that_moved_since_the_last_edition_tells_nothing() -> None:
    old, new = (build_graph(pages_at(SINCE / part)[0], Profile(edition=part[0])) for part in ("old", "violates_one_up"))
    (problem,) = between_editions(old, new)
    for count in (2, 1):
        kept, _ = pages_at(SINCE / "violates_one_up")
        build = build_graph(kept, Profile(edition="v"))
        gone = set(problem.spans[2 * count :: 2])
        for skill, statements in build.skills.items():
            build.skills[skill] = [
                one for one in statements if one.predicate != SKOS.definition or one.span not in gone
            ]
        assert len(between_editions(old, build)) == (count > 1)


def knots(count: int, text: Callable[[int], str]) -> Build:
    """A graph of ``count`` skills with the descriptions that ``text`` gives."""
    names = Names(Profile())
    build = Build(Profile(), names)
    for number in range(count):
        skill = f"<https://example.org/framework/skills/{number:04}>"
        statements: list[Statement] = [
            Statement(skill, RDF.type, SKM.Skill, SPAN),
            Statement(skill, SKOS.prefLabel, literal(f"{number:04} {number * 7919:06}", "en"), SPAN),
            Statement(skill, SKOS.definition, literal(text(number), "en"), SPAN._replace(line=number + 1)),
        ]
        build.skills[skill] = statements
    return build


def test_near_duplicates_are_found_whatever_their_number() -> None:
    """Also where all are alike, which is the slowest: each with each, one by one, would be millions of comparisons."""

    def ropes(number: int) -> str:
        return f"Ties and unties {number:05} ropes of a boat."

    whole, _ = parts_of(knots(1500, ropes))
    assert [len(problem.spans) for problem in RULES["skills-alike"](whole)] == [1500]
    assert growth(lambda count: alike({str(at): ropes(at) for at in range(count)}, 90), 2_000, 8_000) < 10


def test_the_time_of_lint_grows_with_the_skills() -> None:
    pages = []
    for code, text in generated(800):
        source = decode(f"{code}.txt", text.encode())
        assert isinstance(source, Source)
        pages.append(parse_page(source)[0])
    table = {count: build_graph([page for page in pages[:count] if isinstance(page, Page)]) for count in (200, 800)}
    assert growth(lambda count: lint_graph(table[count]), 200, 800) < 10


NOUNS = ["ata", "corda", "nó", "vela", "leme", "vento", "proa", "popa", "mar", "sol", "lua", "cabo", "mastro"]
WORDS = st.lists(st.sampled_from(NOUNS), min_size=8, unique=True)


@given(WORDS, st.data())
def test_a_text_with_a_letter_changed_is_alike(words: list[str], data: st.DataObject) -> None:
    """And found among others, so that the short cut of ``alike`` misses none."""
    one = " ".join(words)
    at = data.draw(st.integers(0, len(one) - 1))
    other = one[:at] + "x" + one[at + 1 :]
    others = {str(number): f"{number} is told in other words altogether, here" for number in range(9)}
    groups = alike({"one": one, "other": other, **others}, 90)
    assert (["one", "other"] in groups) == (likeness(one, other) >= 90)


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(NOUNS), max_size=19).map(" ".join), st.integers(0, 9), st.integers(0, 60)),
        max_size=12,
    ),
    st.sampled_from([60, 90, 93]),
)
def test_the_groups_are_those_of_comparing_each_with_each(drawn: list[tuple[str, int, int]], ratio: int) -> None:
    """Short texts, exactly; long ones that share one of their rarest words. A text may be one with a letter changed."""
    texts: dict[str, str] = {}
    for number, (text, before, at) in enumerate(drawn):
        again = texts[str(before)] if before < number else text
        texts[str(number)] = f"{again[:at]}q{again[at + 1 :]}" if at % 3 else again
    border = shortest(SHORT, ratio)
    words = rarest_words({key: text for key, text in texts.items() if len(text) >= border})
    groups = Groups(texts)
    for one, other in combinations(texts, 2):
        is_short = max(len(texts[one]), len(texts[other])) <= SHORT and texts[one] and texts[other]
        is_compared = is_short or set(words.get(one, ())) & set(words.get(other, ()))
        if is_compared and likeness(texts[one], texts[other]) >= ratio:
            groups.join(one, other)
    assert alike(texts, ratio) == [group for group in groups.all() if len(group) > 1]


@given(st.lists(st.text("abc é", max_size=30), max_size=9), st.data(), st.sampled_from([60, 80, 90, 93]))
def test_short_texts_of_few_letters_are_compared_exactly(drawn: list[str], data: st.DataObject, ratio: int) -> None:
    """Few letters make many texts alike: and each may be an earlier one with letters cut, doubled, or moved."""
    texts: dict[str, str] = {}
    for number, text in enumerate(drawn):
        if number and text:
            before = texts[str(data.draw(st.integers(0, number - 1)))]
            begin, end = sorted(data.draw(st.tuples(st.integers(0, 30), st.integers(0, 30))))
            text = before[:begin] + before[end:] + data.draw(st.sampled_from(["", text[:2], before[begin:end]]))  # noqa: PLW2901
        texts[str(number)] = text[:SHORT]
    groups = Groups(texts)
    for one, other in combinations(texts, 2):
        if texts[one] and texts[other] and likeness(texts[one], texts[other]) >= ratio:
            groups.join(one, other)
    assert alike(texts, ratio) == [group for group in groups.all() if len(group) > 1]


NODES = [f"<https://example.org/framework/{letter}>" for letter in "abcdef"]
EDGES = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(
            [SKOS.broader, SKOS.narrower, SKOS.broaderTransitive, SKOS.related, SKM.definedAtLevel, SKM.level]
        ),
        st.sampled_from(NODES),
    ),
    max_size=14,
    unique=True,
)


@given(EDGES)
def test_a_circle_is_found_where_there_is_one(edges: list[tuple[str, str, str]]) -> None:
    """Held to the closure, worked out the slow way."""
    build = Build(Profile(), Names(Profile()), framework=[Statement(*edge, SPAN) for edge in edges])
    problems = [problem for problem in lint_graph(build) if problem.code == "hierarchy-cycle"]
    above = {(s, o) if p in {SKOS.broader, SKOS.broaderTransitive} else (o, s) for s, p, o in edges if p not in APART}
    above = {(one, other) for one, other in above if one != other}
    for _ in NODES:
        above |= {(one, last) for one, middle in above for again, last in above if middle == again}
    circles = {one for one, other in above if one == other}
    assert bool(problems) == bool(circles)
    assert all(problem.focus_node in NODES and problem.spans for problem in problems)


APART = {SKOS.related, SKM.level}


def test_a_level_number_out_of_all_range_costs_nothing() -> None:
    names = Names(Profile())
    build = Build(Profile(), names)
    skill = "<https://example.org/framework/skills/KNOT>"
    for number in (1, 999_999_999):
        node, level = names.at_level("skill", "KNOT", number), names.level(number)
        build.framework += [
            Statement(skill, RDF.type, SKM.Skill),
            Statement(level, SKOS.notation, literal(str(number), datatype=XSD.integer)),
            Statement(skill, SKM.definedAtLevel, node),
            Statement(node, SKM.level, level),
        ]
    assert "level-gap" not in {problem.code for problem in lint_graph(build)}


@pytest.mark.parametrize("chained", [False, True])
def test_the_work_of_a_check_grows_with_the_graph(
    chained: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: what is asked of a graph while problems are found and placed."""
    import thesaurus

    asked: Counter[str] = Counter()
    for name in ("objects", "subjects", "texts"):
        real = getattr(Graph, name)

        def counted(graph: Graph, *arguments: str, real: Callable[..., object] = real, name: str = name) -> object:
            asked[name] += 1
            return real(graph, *arguments)

        monkeypatch.setattr(Graph, name, counted)
    counts = []
    for size in (100, 200, 400):
        path = tmp_path / f"{size}.ttl"
        path.write_text("".join((thesaurus.chain if chained else thesaurus.thesaurus)(size)), "utf-8")
        asked.clear()
        assert len(problems_of(path)) >= size
        counts.append(asked.total())
    assert counts[1] <= 2.2 * counts[0]
    assert counts[2] <= 2.2 * counts[1]
