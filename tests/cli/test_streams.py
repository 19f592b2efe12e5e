"""Where commands print what: results, problems, a full disk, help, suggestions, and the project's own graph."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from conftest import PAGES, ROOT
from skosmith.cli import main

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"
BAD = PAGES / "reject" / "level-number_eight.txt"
CONTRACTS = ROOT / "examples" / "contracts"

COMMANDS = {
    "build": ["examples", "-o", "OUT"],
    "check": ["examples"],
    "diff": ["examples/mapd.en.txt", "examples/mapd.pt.txt"],
    "status": ["examples"],
    "why": ["SSUP", "examples"],
    "contracts": ["examples", "--contracts", str(CONTRACTS)],
    "render": [str(KNOT)],
    "fmt": ["--diff", str(PAGES / "accept" / "falling.pt.txt")],
    "export": ["examples", "--to", "skos", "-o", "OUT"],
    "query": ["counts", "output/graph.nq"],
    "load": ["output/graph.nq", "--to", "store:OUT/db"],
    "site": ["output/graph.nq", "-o", "OUT/site"],
    "init": ["OUT/new"],
    "labels": ["pt"],
    "explain": ["text-double-space"],
    "completion": ["bash"],
    "serve": ["--help"],
    "lsp": ["--help"],
}


def arguments_of(command: str, folder: Path) -> list[str]:
    return [command, *(one.replace("OUT", str(folder)) for one in COMMANDS[command])]


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) == set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("command", ["--help", *COMMANDS])
def test_a_full_disk_behind_standard_output_is_a_sentence(command: str, tmp_path: Path) -> None:
    arguments = [command] if command == "--help" else arguments_of(command, tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "skosmith", *arguments], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    output = done.stderr.decode()
    assert output.endswith("Error: the output cannot be printed: No space left on device\n"), output
    assert (done.returncode, "Traceback" in output, "Exception" in output) == (1, False, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", BAD],
        ["diff", "none.txt", BAD],
        ["why", "KNOT", "none.txt"],
        ["status", "none.txt"],
        ["contracts", "none.txt", "--contracts", CONTRACTS],
        ["export", "none.txt", "--to", "skos"],
        ["query", "counts", "none.nq"],
        ["load", "none.nq", "--to", "store:x"],
        ["serve", "none.nq"],
        ["site", "none.nq"],
        ["render", "none.txt"],
        ["fmt", "none.txt"],
        ["init", "examples"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_problems_go_to_standard_error(arguments: list[str | Path], run: Run) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert "violation: " in done.stderr
    assert "= help:" not in done.stdout


def test_the_report_of_check_is_its_result(run: Run) -> None:
    done = run("check", BAD)
    assert "violation: " in done.stdout
    assert done.stderr == ""


def test_help_is_grouped_and_cuts_nothing(run: Run) -> None:
    output = run("--help").stdout
    assert re.findall(r"^(\w+):$", output, re.MULTILINE) == [
        "Options",
        "Start",
        "Edit",
        "Compare",
        "Publish",
        "Exchange",
    ]
    assert "..." not in output.partition("Start:")[2].replace("N-Quads, ...)", "").replace("https://...)", "")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["biuld"], "build"),
        (["check", "x", "--format", "jsn"], "json"),
        (["check", "x", "--lang", "pt_BR"], "pt-BR"),
        (["check", "x", "--messages", "pt_BR"], "pt"),
        (["check", "x", "--profile", "sfa"], "sfia"),
        (["build", "x", "-f", "tll"], "ttl"),
        (["labels", "prt"], "pt"),
        (["export", "x", "--to", "xlxs"], "xlsx"),
    ],
)
def test_a_slip_gives_a_suggestion(arguments: list[str], meant: str, run: Run) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert f"Did you mean '{meant}'?" in done.stderr


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a new project."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init"]).exit_code == 0
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_graph_of_the_project_is_the_default(project: Run) -> None:
    for command in (["query", "counts"], ["site"], ["serve"], ["load", "--to", "store:db"]):
        done = project(*command)
        assert done.exit_code == 2
        assert "run 'skosmith build' first" in done.stderr
    assert "framework-rights" not in project("build").output
    assert "skm:Skill" in project("query", "counts").stdout
    for command in (["site"], ["load", "--to", "store:db"], ["export", "--to", "skos"], ["check"]):
        done = project(*command)
        assert done.exit_code == 0, done.output
        assert "framework-rights" in (done.stdout if command == ["check"] else done.stderr)
        assert 'In skosmith.toml, give the IRI of a licence as licence = "..."' in done.output
    settings = Path("skosmith.toml").read_text("utf-8")
    Path("skosmith.toml").write_text(settings.replace("# rights = ", "rights = "), "utf-8")
    project("build", "-q")
    assert project("site", "-q").output == ""
    assert project("load", "--to", "store:db", "-q").output == ""
    assert project("status", "-q").output == ""


def test_the_sample_fits_beside_real_pages(project: Run) -> None:
    for page in (ROOT / "examples").glob("*.txt"):
        (Path("pages") / page.name).write_bytes(page.read_bytes())
    done = project("check")
    assert re.search(r"problems +1  1 info", done.stdout), done.stdout


def test_a_diff_of_pages_escapes_what_reorders_text(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        KNOT.read_text("utf-8").replace("\n\n", "\n\n\n", 1).replace("Nós de corda", "Nós  de\u202e corda", 1)
    )
    output = run("fmt", "--diff", page).stdout
    assert output
    assert "\u202e" not in output


def test_of_commands_with_a_reader_that_left() -> None:
    command = f"{sys.executable} -m skosmith labels | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ)
    assert "Traceback" not in done.stderr
