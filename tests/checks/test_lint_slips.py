"""What is said of a slip of an editor once, and what only looks like one."""

from itertools import chain
from pathlib import Path

import pytest

from conftest import PAGES
from skosmith.checks import lint_graph, rules, without_consequences
from skosmith.checks.consequences import FOLLOWS
from skosmith.framework import open_framework
from skosmith.model import RDF, SKM, SKOS, Build, Files, Names, Problem, Profile, Span, Statement, literal
from skosmith.project import Project
from translated_kite import PAGES as KITE_PAGES

REJECT = PAGES / "reject"
SPAN = Span("page", 1, 1, 1, 2)


def problems_of(*paths: Path) -> list[Problem]:
    return open_framework(Project(sources=tuple(map(str, paths)), rights="x"), Files()).problems()


def test_what_follows_from_a_problem_is_not_said_besides_but_a_violation_is() -> None:
    assert [problem.code for problem in problems_of(REJECT / "text-placeholder_at_the_end.txt")] == ["text-placeholder"]
    (cause,) = problems_of(REJECT / "text-placeholder_at_the_end.txt")
    cut = cause._replace(code="page-cut")
    elsewhere = cut._replace(spans=(SPAN,))
    assert without_consequences([cut, cause, elsewhere]) == [cause, elsewhere]
    stopped = cut._replace(severity="violation")
    assert without_consequences([cause, stopped]) == [cause, stopped]


def test_of_a_table_the_cell_tells_what_follows() -> None:
    (cause,) = problems_of(REJECT / "text-placeholder_at_the_end.txt")
    cell = Span("book.xlsx", 2, 3, 2, 3, "Skills")
    cause = cause._replace(spans=(cell,))
    same, beside = (cause._replace(code="text-end", spans=(cell._replace(column=column),)) for column in (3, 4))
    assert without_consequences([same, cause, beside]) == [cause, beside]


def test_every_code_that_follows_is_known() -> None:
    assert {*FOLLOWS, *chain(*FOLLOWS.values())} <= rules().keys()


PT = REJECT / "code-differs_in_portuguese" / "knot.pt.txt"
EN = REJECT / "code-differs_in_portuguese" / "knot.en.txt"


@pytest.mark.parametrize(
    ("name", "english", "portuguese", "code"),
    [
        ("knot.pt.txt", "Rope knots KNOT", "Nós de corda KNOT", ""),
        ("knot.pt.txt", "Rope knots KNOT", "Nós de corda KNTO", "KNTO"),
        ("knot.pt.txt", "Rope knots KNOT", "Nós de corda KNIB", ""),  # two letters
        ("tie.pt.txt", "Rope knots KNOT", "Nós de corda KNOB", ""),  # another page
        ("tie.pt.txt", "Knots KNOT", "Knoten KNOB", ""),
        ("tie.pt.txt", "Macramés KNOT", "Macramê KNOB", "KNOB"),  # nearly the same name
        ("tie.pt.txt", "Bobinagem KNOT", "Bobinagem KNOB", "KNOB"),
    ],
)
def test_a_code_that_was_changed_in_one_language(
    name: str, english: str, portuguese: str, code: str, tmp_path: Path
) -> None:
    before = {"Rope knots": english[:-5], "Nós de corda": portuguese[:-5]}
    for path, target, title in ((EN, "knot.en.txt", english), (PT, name, portuguese)):
        text = path.read_text("utf-8").replace("KNOT", title[-4:]).replace("KNOD", title[-4:])
        for old, new in before.items():
            text = text.replace(old, new)
        (tmp_path / target).write_text(text, "utf-8")
    problems = [problem for problem in problems_of(tmp_path) if problem.code == "code-differs"]
    assert [problem.message.split()[2] for problem in problems] == [code] * bool(code)


@pytest.mark.parametrize("codes", [("KITS", "KITE", "KITE"), ("KITE", "KITS", "KITE"), ("KITE", "KITE", "KITS")])
def test_the_code_of_more_languages_is_the_right_one(codes: tuple[str, ...], tmp_path: Path) -> None:
    """Whatever the files are called."""
    for (language, page), code in zip(KITE_PAGES.items(), codes, strict=True):
        (tmp_path / f"kits.{language}.txt").write_text(page.replace("KITE", code), "utf-8")
    (problem,) = (item for item in problems_of(tmp_path) if item.code == "code-differs")
    assert problem.focus_node == "<https://example.org/framework/skills/KITS>"


def test_codes_of_skills_with_other_levels_or_a_language_in_common_are_their_own(tmp_path: Path) -> None:
    portuguese = PT.read_text("utf-8")
    (tmp_path / "knot.en.txt").write_text(EN.read_text("utf-8"), "utf-8")
    other = portuguese.partition("Nós de corda: Nível 4")[0].replace("2 3 4", "2 3")
    (tmp_path / "knot.pt.txt").write_text(other, "utf-8")
    assert "code-differs" not in {problem.code for problem in problems_of(tmp_path)}
    (tmp_path / "knot.pt.txt").write_text(portuguese, "utf-8")
    (tmp_path / "true.pt.txt").write_text(portuguese.replace("KNOD", "KNOT"), "utf-8")
    assert "code-differs" not in {problem.code for problem in problems_of(tmp_path)}


def test_list_items_of_three_languages_are_counted_each() -> None:
    build = Build(Profile(), Names(Profile()))
    skill = "<https://example.org/framework/skills/KNOT>"
    texts = {"de": "• a\n• b", "en": "• a\n• b", "es": "a", "pt": "• a"}
    build.skills[skill] = [
        Statement(skill, RDF.type, SKM.Skill, SPAN),
        *(
            Statement(skill, SKOS.scopeNote, literal(text, language), SPAN._replace(line=line))
            for line, (language, text) in enumerate(texts.items(), 1)
        ),
    ]
    (problem,) = (item for item in lint_graph(build) if item.code == "list-items-differ")
    assert problem.message.endswith(": 0 (es), 1 (pt), 2 (de).")
    assert [span.line for span in problem.spans] == [3, 4, 1]
