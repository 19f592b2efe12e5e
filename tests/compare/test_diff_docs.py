"""docs/diff.md is so: its example is run, its tables are those of the program."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import ROOT
from skosmith.compare import DIFF_FORMS, VERDICTS
from skosmith.compare.diff.changes import catalogue

PAGE = (ROOT / "docs" / "diff.md").read_text("utf-8")


@pytest.fixture
def shell(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the examples, and an environment in which ``skosmith`` is on the PATH."""
    (tmp_path / "examples").mkdir()
    for page in (ROOT / "examples").glob("*.txt"):
        (tmp_path / "examples" / page.name).write_bytes(page.read_bytes())
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "skosmith"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m skosmith "$@"\n')
    program.chmod(0o755)
    return tmp_path, {"PATH": f"{program.parent}:/usr/bin:/bin", "LANG": "C.UTF-8"}


def test_the_example_prints_what_the_page_shows(shell: tuple[Path, dict[str, str]]) -> None:
    folder, environment = shell
    steps = re.findall(r"^    \$ (.*)\n((?:(?!    \$)    .*\n|\n(?=    [^$\s]))*)", PAGE, re.MULTILINE)
    assert len(steps) == 5
    for command, shown in steps:
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, check=True, text=True
        )
        assert [line.removeprefix("    ").rstrip() for line in shown.splitlines()] == done.stdout.splitlines(), command


def test_the_python_runs(shell: tuple[Path, dict[str, str]]) -> None:
    folder, environment = shell
    (folder / "edited").symlink_to("examples")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=True)


def test_the_tables_are_those_of_the_program() -> None:
    for verdict in VERDICTS[:0:-1]:
        titles = [entry["title"]["en"] for entry in catalogue().values() if entry["verdict"] == verdict]
        assert f"| {verdict} | {', '.join(titles)} |\n" in PAGE
    (table,) = re.findall(r"^\| `--format` \| is \|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(DIFF_FORMS)


def test_every_member_of_the_json_is_in_its_table(tmp_path: Path, run: Callable[..., Result]) -> None:
    page = tmp_path / "mapd.en.txt"
    page.write_bytes((ROOT / "examples" / page.name).read_bytes().replace(b"Surveying", b"Measuring"))
    report = json.loads(run("diff", "examples/mapd.en.txt", page, "--format", "json").stdout)
    (table,) = re.findall(r"^\| member \| is \|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    members = {*report, *report["old"], *report["statements"], *report["changes"][0]}
    assert members <= set(re.findall(r"`(\w+)`", table))
