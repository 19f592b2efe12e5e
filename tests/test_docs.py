"""What the documents say is so: the list of problems, the README's commands and its Python."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_list_of_problems_is_current() -> None:
    import problem_list

    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == problem_list.page(), "run: make docs"


COMMANDS = [
    line
    for block in blocks("sh")
    for line in block.replace("\\\n", " ").splitlines()
    if line.startswith(("skosmith ", "cat ")) and "../shared" not in line
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readmes_commands_work(command: str, tmp_path: Path) -> None:
    """Each in a folder with the examples and the README's page in it, where ``skosmith`` is on the PATH."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "skosmith"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m skosmith "$@"\n')
    program.chmod(0o755)
    path = {"PATH": f"{program.parent}:/usr/bin:/bin"}
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False, env=path)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize("code", blocks("python"))
def test_the_readmes_python_works(code: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_readme_has_examples_to_run() -> None:
    assert len(COMMANDS) >= 5
    assert len(blocks("python")) >= 1


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda path: path.name
)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if file.startswith("http"):
            continue
        assert not file or (path.parent / file).exists(), target
        assert not anchor or file or anchor in headings, target
