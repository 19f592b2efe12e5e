"""Which problems are left out since they follow from another one: by code, by place, by severity."""

from pathlib import Path

import pytest

import skosmith
from conftest import ROOT
from skosmith.checks import without_consequences
from skosmith.model import Counted, Problem, Severity, Span


def at(code: str, *places: Span, severity: Severity = "warning") -> Problem:
    return Problem(code, severity, {}, {}, places)


def line(first: int, last: int = 0, columns: tuple[int, int] = (1, 20), path: str = "a.txt", sheet: str = "") -> Span:
    return Span(path, first, columns[0], last or first, columns[1], sheet)


CUT = at("page-cut", line(9, columns=(20, 21)), line(3), severity="violation")
LOST = "skill-declared-levels"


@pytest.mark.parametrize(
    ("cause", "other", "is_left_out"),
    [
        # a warning in the same text: on a line in common
        (at("item-empty", line(5)), at("text-end", line(5)), True),
        (at("item-empty", line(5)), at("text-end", line(4, 6)), True),
        (at("item-empty", line(4, 6)), at("text-end", line(5)), True),
        (at("item-empty", line(5)), at("text-end", line(6)), False),
        (at("item-empty", line(5)), at("text-end", line(4)), False),
        (at("item-empty", line(5)), at("text-end", line(5, path="b.txt")), False),
        (at("item-empty", line(5, path="b.txt")), at("text-end", line(5)), False),
        (at("item-empty", line(5)), at("text-mojibake", line(5)), False),
        (
            at("item-empty", line(5, columns=(2, 3), sheet="A")),
            at("text-end", line(5, columns=(2, 3), sheet="A")),
            True,
        ),
        (
            at("item-empty", line(5, columns=(2, 3), sheet="A")),
            at("text-end", line(5, columns=(3, 4), sheet="A")),
            False,
        ),
        (
            at("item-empty", line(5, columns=(2, 3), sheet="A")),
            at("text-end", line(5, columns=(2, 3), sheet="B")),
            False,
        ),
        (at("text-placeholder", line(5)), at("text-not-translated", line(5)), True),
        (at("text-placeholder", line(5)), at("page-cut", line(5)), True),
        (at("text-placeholder", line(5)), at("lengths-differ", line(5)), True),
        # a warning anywhere on the page
        (at("line-not-held", line(9), severity="violation"), at("skill-scope-note", line(3)), True),
        (at("line-not-held", line(9), line(9, path="b.txt")), at("skill-scope-note", line(3)), True),
        (at("line-not-held", line(9, path="b.txt")), at("skill-scope-note", line(3)), False),
        (at("line-not-held", line(9)), at("skill-scope-note"), False),
        # a violation: of a violation, and within its places
        (CUT, at(LOST, line(3), severity="violation"), True),
        (CUT, at(LOST, line(3, columns=(2, 19)), severity="violation"), True),
        (CUT, at(LOST, line(3, columns=(1, 21)), severity="violation"), False),
        (CUT, at(LOST, line(2, 3), severity="violation"), False),
        (CUT, at(LOST, line(3, 4), severity="violation"), False),
        (CUT, at(LOST, line(3), line(4), severity="violation"), False),
        (CUT, at(LOST, line(3, path="b.txt"), severity="violation"), False),
        (CUT, at(LOST, line(3, sheet="A"), severity="violation"), False),
        (CUT, at("level-twice", line(3), severity="violation"), False),
        (at("page-cut", line(3, path="b.txt"), severity="violation"), at(LOST, line(3), severity="violation"), False),
        (
            at("page-cut", line(3, columns=(5, 20)), severity="violation"),
            at(LOST, line(3, columns=(1, 19)), severity="violation"),
            False,
        ),
        (at("text-placeholder", line(5)), at("page-cut", line(5), severity="violation"), False),
    ],
)
def test_what_follows_is_left_out(cause: Problem, other: Problem, *, is_left_out: bool) -> None:
    for problems in ([cause, other], [other, cause]):
        left = without_consequences(problems)
        assert cause in left
        assert (other not in left) == is_left_out


def test_of_two_that_name_each_other_the_end_of_a_text_is_left() -> None:
    cut, end = at("page-cut", line(9)), at("text-end", line(9))
    assert without_consequences([cut, end]) == [end]


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("Levels of responsibility for this skill", 1),
        ("Understanding the responsibility levels of this skill", 2),
        ("Developing skills and demonstrating responsibilities related to this skill", 5),
        ("Where lower levels are not defined...", 1),
    ],
)
def test_a_deleted_label_is_one_problem_that_names_it(label: str, count: int, tmp_path: Path) -> None:
    page = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8")
    path = tmp_path / "mapd.en.txt"
    path.write_text(page.replace(f"{label}\n", "", 1), "utf-8")
    (problem,) = skosmith.read(path, rights="x").check().problems
    assert problem.code == "line-not-held"
    assert f"would be lost ({Counted(count):line|lines}): " in problem.message
    assert problem.message.endswith(f"The label above it seems to be missing: '{label}'.")
