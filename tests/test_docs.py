"""What the documents say is so: the list of problems, the README's commands and its Python."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from framework_sheets import WORKBOOK
from layouts import blocks_of, kite, wide
from minimal_xlsx import xlsx

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_list_of_problems_is_current() -> None:
    import problem_list

    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == problem_list.page(), "run: make docs"


def test_what_each_format_holds_is_written_down() -> None:
    import exchange_table

    assert (ROOT / "docs" / "exchange.md").read_text("utf-8") == exchange_table.page(), "run: make docs"


def test_the_output_committed_is_what_make_builds(tmp_path: Path) -> None:
    """The Makefile's own command, in a folder with the examples."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    found = re.search(r"^EXAMPLES = (.*)$", makefile, re.MULTILINE)
    assert found
    arguments = ["build", str(ROOT / "examples"), "-o", str(tmp_path), *shlex.split(found[1])]
    subprocess.run([sys.executable, "-m", "skosmith", *arguments], check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (ROOT / "output").iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (ROOT / "output" / path.name).read_bytes(), f"run make: {path.name}"


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    command, shown = re.findall(r"    \$ skosmith (build .*)\n((?:    .*\n)+)", README)[0]
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    program = [sys.executable, "-m", "skosmith", *shlex.split(command)]
    printed = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    rows = [line[4:] for line in shown.splitlines()]
    assert printed.splitlines()[-len(rows) : -1] == rows[:-1]


COMMANDS = [
    line
    for block in blocks("sh")
    for line in block.replace("\\\n", " ").splitlines()
    if line.startswith(("skosmith ", "cat ")) and "https://example.org/pt" not in line  # no page stands there
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readmes_commands_work(command: str, tmp_path: Path) -> None:
    """Each in a folder with the examples, a workbook and a translation, where ``skosmith`` is on the PATH."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "pages" / "pt").mkdir(parents=True)
    (tmp_path / "pages" / "pt" / "kite.txt").write_text(wide(blocks_of(kite("pt"), "H")), "utf-8")
    (tmp_path / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
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
