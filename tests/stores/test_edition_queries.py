"""The history of a skill, and what changed between two editions, asked of graphs that are linked."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skosmith.cli import main
from two_editions import RETIREMENTS, write_editions

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("editions")
    files = write_editions(folder, retirements=RETIREMENTS)
    for file in files:
        result = CliRunner().invoke(main, ["build", "--project", str(file), "-o", str(file.parent / "out")])
        assert result.exit_code == 0, result.output
    return [file.parent / "out" / "graph.ttl" for file in files]


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_history_of_a_skill_that_was_re_coded(graphs: list[Path], run: Run) -> None:
    records = rows(run("query", "history", *graphs, "--set", "code=NEEX", "--format", "csv"))
    keys = ("edition", "notation", "name", "since", "created", "modified")
    assert [[row[key] for key in keys] for row in records] == [
        ["9", "NEEX", "Needle craft", "changed", "", "2026-10-01"],
        ["8", "NEEE", "Needle care", "", "", ""],
    ]


def test_the_history_of_a_skill_that_is_the_same(graphs: list[Path], run: Run) -> None:
    records = rows(run("query", "history", *graphs, "--set", "code=ROPE", "--format", "csv"))
    assert [(row["edition"], row["notation"], row["since"]) for row in records] == [
        ("9", "ROPE", "same"),
        ("8", "ROPE", ""),
    ]
    (new,) = rows(run("query", "history", *graphs, "--set", "code=GLIR", "--format", "csv"))
    assert (new["edition"], new["created"], new["since"]) == ("9", "2026-10-01", "")


def test_the_history_of_a_skill_that_is_retired(graphs: list[Path], run: Run) -> None:
    records = rows(run("query", "history", *graphs, "--set", "code=OARR", "--format", "csv"))
    assert [(row["edition"], row["since"]) for row in records] == [("9", "retired"), ("8", "")]
    changes = rows(run("query", "changes-between-editions", *graphs, "--set", "code=OARR", "--format", "csv"))
    assert [(row["what"], row["before"], row["after"]) for row in changes] == [
        ("retired", "Oar care", "Quilts are rowed now.")
    ]


def test_what_changed_between_editions_that_are_linked(graphs: list[Path], run: Run) -> None:
    records = rows(run("query", "changes-between-editions", *graphs, "--set", "language=en", "--format", "csv"))
    skills = Counter((row["what"]) for row in records if "_" not in row["code"])
    assert skills == {"name": 11 + 1, "text": 1, "retired": 2, "new": 26}
    codes = rows(run("query", "changes-between-editions", *graphs, "--format", "csv"))
    assert {(row["before"], row["after"]) for row in codes if row["what"] == "code" and "_" not in row["code"]} == {
        ("LADR", "LADX"),
        ("MIRR", "MIRX"),
        ("NEEE", "NEEX"),
    }
