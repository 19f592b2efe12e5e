"""Everyday slips of an editor: each is reported by one problem, on its line, and by nothing else.

``tests/data/slips/expected.tsv`` was written before the program ran on any of them; its columns are explained in the
README beside it.
"""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import Result

SLIPS = Path(__file__).parents[1] / "data" / "slips"
TABLE = SLIPS / "expected.tsv"
BASE = SLIPS / "base"
NOT_YET = set((SLIPS / "not_yet.txt").read_text("utf-8").split())
BESIDES = {"README.md", "base", "expected.tsv", "not_yet.txt"}
TOGETHER = [("ordi.en.txt", "seac.en.txt"), ("prog.en.txt", "prog.de.txt"), ("prog_short.en.txt", "prog_short.es.txt")]

Place = tuple[str, int]
"""Name of a file, and a line of it; of a table, a row."""


class Expected(NamedTuple):
    """A row of the table: ``also`` are further places that the problem shows."""

    code: str
    severity: str
    place: Place
    also: frozenset[Place]


class Reported(NamedTuple):
    """A problem as it is reported; ``places`` come in the order in which they are shown."""

    code: str
    severity: str
    places: tuple[Place, ...]


def rows() -> Iterator[tuple[str, Expected]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            file = row["file"] or row["slip"]
            also = (place.rpartition(":") for place in row["also"].split())
            places = frozenset((other or file, int(line)) for other, _, line in also)
            yield row["slip"], Expected(row["code"], row["severity"], (file, int(row["line"])), places)


EXPECTED: dict[str, list[Expected]] = {}
for name, expected in rows():
    EXPECTED.setdefault(name, []).append(expected)


def check(run: Callable[..., Result], *sources: Path) -> list[Reported]:
    report = json.loads(run("check", *sources, "--rights", "x", "--format", "json").stdout)
    return [
        Reported(
            problem["code"],
            problem["severity"],
            tuple((Path(place["path"]).name, place["line"]) for place in problem["places"]),
        )
        for problem in report["problems"]
    ]


def as_expected(problem: Reported, wanted: list[Expected]) -> Expected | Reported:
    """What was expected, if ``problem`` is it: which of the places that it compares comes first does not count."""
    for each in wanted:
        pairs = set(problem.places) if each.also else set(problem.places[:1])
        if problem[:2] == each[:2] and {each.place, *each.also} <= pairs:
            return each
    return problem


def marked(slip: str) -> object:
    not_yet = pytest.mark.xfail(reason="listed in not_yet.txt", strict=True, raises=AssertionError)
    return pytest.param(slip, marks=not_yet if slip in NOT_YET else ())


@pytest.mark.parametrize("slip", [marked(slip) for slip in sorted(EXPECTED)])
def test_a_slip_is_reported_by_one_problem(run: Callable[..., Result], slip: str) -> None:
    wanted = EXPECTED[slip]
    reported = [as_expected(problem, wanted) for problem in check(run, SLIPS / slip)]
    assert sorted(reported, key=repr) == sorted(wanted, key=repr)


@pytest.mark.parametrize("names", [*((path.name,) for path in sorted(BASE.iterdir())), *TOGETHER], ids="+".join)
def test_nothing_is_reported_before_the_slip(run: Callable[..., Result], names: tuple[str, ...]) -> None:
    assert check(run, *(BASE / name for name in names)) == []


def test_every_slip_is_in_the_table() -> None:
    assert {path.name for path in SLIPS.iterdir()} - BESIDES == set(EXPECTED)
    assert len(EXPECTED) == 44


def test_what_is_not_yet_right_is_a_slip() -> None:
    assert set(EXPECTED) >= NOT_YET
