"""What the documents say is so: the list of problems, the README's commands and its Python."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from flavours import wide
from framework_sheets import WORKBOOK
from layouts import blocks_of, kite
from minimal_xlsx import xlsx
from problem_list import example
from skosmith.model import Files, catalogue
from skosmith.project import Project, read_project, read_sources

pytestmark = pytest.mark.slow

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_list_of_problems_is_current() -> None:
    import problem_list

    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == problem_list.page(), "run: make docs"


def test_the_examples_of_problems_are_current() -> None:
    import problem_list

    path = ROOT / "pipeline" / "skosmith" / "checks" / "examples.toml"
    assert path.read_text("utf-8") == problem_list.examples(), "run: make docs"


def test_every_problem_shows_what_has_it() -> None:
    """A page where a page can; else a graph, a project file or a table; else what brings it about."""
    import problem_list

    entries = catalogue()
    unseen = {code for code in entries if problem_list.example(code) is None}
    assert {code for code in unseen if "example" not in entries[code]} == set()
    assert {code for code in entries if "example" in entries[code]} == unseen
    assert "Example: \n" not in problem_list.page()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "data" / "files" / "reject").iterdir()), ids=lambda path: path.name
)
def test_the_files_shown_have_the_problem(path: Path) -> None:
    is_project = path.suffix == ".toml"
    _, problems = read_project(str(path), Files()) if is_project else (None, [])
    problems += [] if is_project else read_sources(Project(sources=(str(path),)), Files()).problems
    assert path.name.partition("_")[0] in {problem.code for problem in problems}


def test_every_issue_of_qskos_is_in_the_table() -> None:
    """Each with the code of ours that finds it, a heading of the list of problems, or with the reason why not."""
    text = (ROOT / "docs" / "lint.md").read_text("utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == list(range(1, 30))
    for _, name, codes, reason in rows:
        found = re.findall(r"\[([a-z-]+)\]\(problems\.md#([a-z-]+)\)", codes)
        assert all(label == anchor and example(label) for label, anchor in found), name
        assert found or (codes.strip() == "does not apply" and len(reason) > 20), name


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
    assert printed.splitlines()[:-1] == rows[:-1]


# The commands of each block, which go on from what those above have made.
COMMANDS = [
    [
        line
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith(("skosmith ", "cat ")) and "https://example.org/pt" not in line  # no page stands there
    ]
    for block in blocks("sh")
]


@pytest.mark.parametrize("commands", COMMANDS, ids=lambda commands: commands[0] if commands else "none")
def test_the_readmes_commands_work(commands: list[str], tmp_path: Path) -> None:
    """Each block in a folder with the examples, a workbook and a translation, where ``skosmith`` is on the PATH."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "pages" / "pt").mkdir(parents=True)
    (tmp_path / "pages" / "pt" / "kite.txt").write_text(wide(blocks_of(kite("pt"), "H")), "utf-8")
    (tmp_path / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "skosmith"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m skosmith "$@"\n')
    program.chmod(0o755)
    path = {"PATH": f"{program.parent}:/usr/bin:/bin"}
    for command in commands:
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False, env=path)
        assert done.returncode == 0, command + done.stdout.decode() + done.stderr.decode()


PYTHON = [
    code
    for document in (README, *(path.read_text("utf-8") for path in DOCUMENTS if path.parent.name == "docs"))
    for code in re.findall(r"```python\n(.*?)```", document, re.DOTALL)
]


@pytest.mark.parametrize("code", PYTHON)
def test_the_documents_python_works(code: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_readme_has_examples_to_run() -> None:
    assert sum(map(len, COMMANDS)) >= 30
    assert len(blocks("python")) >= 1


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda path: path.name
)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if file.startswith("http"):
            continue
        assert not file or (path.parent / file).exists(), target
        assert not anchor or anchor in headings(path.parent / file if file else path), target


@cache
def headings(path: Path) -> set[str]:
    found = re.findall(r"^#+ (.*)", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}
