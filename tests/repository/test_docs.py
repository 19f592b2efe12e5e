"""What the documents say is so: their examples, run in order, their links, and the pages that are generated."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from documents import Reader, Step, is_shown, steps
from framework_sheets import WORKBOOK
from minimal_xlsx import xlsx
from problem_list import example
from skosmith.model import Files, catalogue
from skosmith.project import Project, read_project, read_sources

pytestmark = pytest.mark.slow

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


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
    project, problems = read_project(str(path), Files()) if is_project else (Project(sources=(str(path),)), [])
    problems += read_sources(project, Files()).problems
    assert path.name.partition("_")[0] in {problem.code for problem in problems}


def test_every_issue_of_qskos_is_in_the_table() -> None:
    """Each with the code of ours that finds it, a heading of the list of problems, or with the reason why not."""
    text = (ROOT / "docs" / "lint.md").read_text("utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == list(range(1, 30))
    for _, name, codes, reason in rows:
        values = re.findall(r"\[([a-z-]+)\]\(problems\.md#([a-z-]+)\)", codes)
        assert all(label == anchor and example(label) for label, anchor in values), name
        assert values or (codes.strip() == "does not apply" and len(reason) > 20), name


def test_what_each_format_holds_is_written_down() -> None:
    import exchange_table

    assert (ROOT / "docs" / "exchange.md").read_text("utf-8") == exchange_table.page(), "run: make docs"


def test_the_output_committed_is_what_make_builds(tmp_path: Path) -> None:
    """The Makefile's own command, in a folder with the examples."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    match = re.search(r"^EXAMPLES = (.*)$", makefile, re.MULTILINE)
    assert match
    arguments = ["build", str(ROOT / "examples"), "-o", str(tmp_path), *shlex.split(match[1])]
    subprocess.run([sys.executable, "-m", "skosmith", *arguments], check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (ROOT / "output").iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (ROOT / "output" / path.name).read_bytes(), f"run make: {path.name}"


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which ``skosmith`` and ``python`` are on the PATH and git does not know who commits."""
    home = tmp_path_factory.mktemp("home")
    for name, arguments in (("skosmith", "-m skosmith "), ("python", "")):
        program = home / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments}"$@"\n')
        program.chmod(0o755)
    (home / ".gitconfig").write_text("[init]\ndefaultBranch = main\n[user]\nuseConfigOnly = true\n")
    path = f"{home}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


GIT = (
    *("init -q", "config user.name Ada", "config user.email ada@example.org", "add .", "commit -qm First", "tag v8"),
    "update-ref refs/remotes/origin/main HEAD",
)


def prepare(reader: Reader, document: str) -> None:
    """Fills the folder a reader is in: nothing for the tutorial, the repository for README, else a project in git."""
    folder = reader.folder
    if document == "tutorial.md":
        return
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "output", folder / "output")
    if document == "README.md":
        return
    (folder / "pages" / "pt").mkdir(parents=True)
    for page in (ROOT / "examples").glob("*.txt"):
        shutil.copy(page, folder / "pages" / ("pt" if ".pt." in page.name else "") / page.name)
    shutil.copy(ROOT / "examples" / "mapd.en.txt", folder / "page.txt")
    (folder / "skosmith.toml").write_text('rights = "© Nobody"\nsources = ["pages"]\n', "utf-8")
    (folder / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
    for command in GIT:
        reader.run(["git", *command.split()])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_work(
    path: Path, tmp_path: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    """Every example of a document, one after the other, in the folder its reader is in."""
    with Reader(tmp_path, environment) as reader:
        prepare(reader, path.name)
        outputs = [(step, reader.follow(step)) for step in steps(path.read_text("utf-8"))]
    if request.config.getoption("--update-golden"):
        rewrite(path, outputs)
    for step, (_, printed) in zip(steps(path.read_text("utf-8")), outputs, strict=True):
        assert is_shown(step.output, printed), f"{step.text}\n{printed}"


def rewrite(path: Path, outputs: list[tuple[Step, str]]) -> None:
    """Puts what is printed now into a document; an output that leaves lines out stays."""
    text = path.read_text("utf-8")
    for step, printed in reversed(outputs):
        if step.output and not is_shown(step.output, printed) and "\n...\n" not in f"\n{step.output}":
            text = f"{text[: step.start]}{printed.rstrip()}\n{text[step.end :]}"
    path.write_text(text, "utf-8")


def test_there_are_examples_to_run() -> None:
    """So that no change of the blocks' form makes the test above pass over them."""
    count = {path.name: len(list(steps(path.read_text("utf-8")))) for path in DOCUMENTS}
    assert count["README.md"] >= 10
    assert count["tutorial.md"] >= 15
    assert sum(count.values()) >= 80


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len(README.splitlines()) <= 120


def test_the_readme_counts_the_packages() -> None:
    count = (ROOT / "requirements.txt").read_text("utf-8").count("==")
    assert f"{count} packages" in README


def test_the_list_of_commands_is_current() -> None:
    import command_list

    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == command_list.page(), "run: make docs"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
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
    values = re.findall(r"^#+ (.*)", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in values}
