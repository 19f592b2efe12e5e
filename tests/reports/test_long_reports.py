"""Reports of many problems: what is the same is grouped and counted, and one form has a line for each."""

from collections.abc import Callable

import pytest
from click.testing import Result

from conftest import ROOT

TABLES = ROOT / "tests" / "data" / "samples" / "tables" / "edition-9.xlsx"
SPACES = 37  # of the real workbook, in as many cells


def test_many_problems_of_a_file_with_one_code_are_grouped(run: Callable[..., Result]) -> None:
    output = run("check", TABLES).stdout
    assert output.count(": info: text-double-space: ") == 3
    line = next(
        line for line in output.split("\n") if line.startswith("text-double-space: the same in 34 more places: ")
    )
    assert line.count("Skills!") + line.count("Attributes!") == 20
    assert line.endswith(", … (--format concise)")


@pytest.mark.parametrize(("messages", "word"), [("en", "info"), ("pt", "informação")])
def test_a_line_for_each_problem(messages: str, word: str, run: Callable[..., Result]) -> None:
    values = run("check", TABLES, "--format", "concise", "--messages", messages).stdout.splitlines()
    assert all(f": {word}: text-double-space: " in line for line in values if "text-double-space" in line)
    assert sum("text-double-space" in line for line in values) == SPACES
    assert {line.count(": ") >= 2 for line in values} == {True}


def test_the_codes_of_many_problems_are_counted(run: Callable[..., Result]) -> None:
    values = run("check", ROOT / "tests" / "data" / "pages" / "reject").stdout.split("\n")
    start = next(number for number, line in enumerate(values) if line.startswith("code "))
    rows = [line.split() for line in values[start + 1 : values.index("", start)]]
    counts = [int(count) for _, count, _ in rows]
    assert counts == sorted(counts, reverse=True)
    total = next(line.split()[1] for line in values if line.startswith("problems"))
    assert sum(counts) == int(total.replace(",", ""))


def test_the_language_of_messages_comes_from_the_environment(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_MESSAGES", "pt")
    output = run("check", TABLES).stdout
    assert ": informação: text-double-space: " in output
    assert "\nproblemas " in output
