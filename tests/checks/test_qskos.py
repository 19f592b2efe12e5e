"""The issues of qSKOS in small graphs of invented terms: each is found on its line, and gone where it is fixed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import skosmith
from conftest import ROOT

CASES = tomllib.loads((ROOT / "tests" / "data" / "qskos" / "cases.toml").read_text("utf-8"))["case"]
PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix e: <https://example.org/boats/> .\n"
    "@prefix skm: <https://w3id.org/skosmith/ns#> .\n"
)


def codes_by_issue() -> dict[str, set[str]]:
    """The codes that docs/lint.md names for each issue; none for one that does not apply."""
    rows = (line.split(" | ") for line in (ROOT / "docs" / "lint.md").read_text("utf-8").split("\n"))
    cells = (row[1:3] for row in rows if row[0].strip("| ").isdigit())
    return {issue: {part.partition("]")[0] for part in links.split("[")[1:]} for issue, links in cells}


def problems_of(graph: str, issue: str, tmp_path: Path) -> set[str]:
    path = tmp_path / "graph.ttl"
    path.write_text(PREFIXES + graph.removeprefix("\n"), "utf-8")
    problems = [one for one in skosmith.read(path).problems() if one.code in codes_by_issue()[issue]]
    return {f"{one.code}:{span.line}" for one in problems for span in one.spans}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["issue"])
def test_an_issue_is_found_on_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    assert problems_of(case["graph"], case["issue"], tmp_path) == set(case["at"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["issue"])
def test_it_is_gone_where_it_is_fixed(case: dict[str, Any], tmp_path: Path) -> None:
    old, new = case["fix"]
    assert case["graph"].count(old) == 1
    assert problems_of(case["graph"].replace(old, new), case["issue"], tmp_path) == set()


def test_every_issue_that_applies_has_a_case() -> None:
    assert {case["issue"] for case in CASES} == {issue for issue, codes in codes_by_issue().items() if len(codes) > 0}
    assert len(CASES) >= 35
