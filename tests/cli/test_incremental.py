"""A check after an edit finds what a check of everything finds, and does only what the edit asks for."""

import random
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PAGES, pages_at
from generate import pages
from skosmith.checks.lint import RULES
from skosmith.checks.lint.index import parts_of
from skosmith.framework import check_project, open_framework
from skosmith.model import Files, Memo, Problem
from skosmith.project import Project
from skosmith.rdf import build_graph

pytestmark = pytest.mark.slow

LAYOUTS = PAGES / "layouts"
CASES = [LAYOUTS / "pt" / "H.wide.txt", LAYOUTS / "en" / "H.wide.txt", LAYOUTS / "en" / "H.site.html"]
CASES += [LAYOUTS / "en" / "level.wide.txt", LAYOUTS / "en" / "attribute.wide.txt", PAGES / "accept" / "knot.pt.txt"]


# The page, its facts, its results; the results of all together; its skill and the framework, of both index and lint;
# and where a page goes or comes which names are alike, and which descriptions.
LITTLE = 12


def edit(path: Path, rng: random.Random) -> None:
    """One of the things that happen to a page: a line goes, comes twice, swaps, is reworded; half of it or all goes."""
    lines = path.read_text("utf-8").split("\n")
    number, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(8):
        case 0:
            del lines[number]
        case 1:
            lines.insert(other, lines[number])
        case 2:
            lines[number], lines[other] = lines[other], lines[number]
        case 3:
            lines[number] = lines[number][: len(lines[number]) // 2]
        case 4:
            path.rename(path.with_name(f"{rng.randrange(100)}{path.suffix}"))
            return
        case 5:
            del lines[number:]
        case 6:
            lines[number] = " ".join(word for word in lines[number].split(" ") for _ in range(rng.randint(1, 2)))
        case _:
            lines[number] = lines[number].replace("e", "é").replace("2", "3")
    path.write_text("\n".join(lines), "utf-8")


class Checker:
    """A project, checked again and again with one memory; ``worked_out`` counts what a check did not recall."""

    def __init__(self, project: Project) -> None:
        self.project, self.files, self.worked_out = project, Files(memo=Memo(is_lasting=True)), 0

    def check(self) -> list[Problem]:
        _, problems = check_project(self.project, self.files)
        self.worked_out = self.files.memo.end_run()
        return problems


def hold_to_a_full_check(cases: list[Path], rng: random.Random, edits: int) -> set[str]:
    """Edits pages at random, and holds each check to one of everything; the codes of the problems before the edits."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, path in enumerate(cases):
            shutil.copy(path, folder / f"{number}-{path.name}")
        project = Project(sources=(name,), profile=rng.choice(["", "sfia"]), edition="9")
        checker = Checker(project)
        values = {problem.code for problem in checker.check()}
        for _ in range(edits):
            edit(rng.choice(sorted(folder.iterdir())), rng)
            assert checker.check() == open_framework(project, Files()).problems()
        return values


@given(st.randoms(), st.integers(1, 8))
@settings(deadline=None, max_examples=25)
def test_random_edits_give_the_problems_of_a_full_check(rng: random.Random, edits: int) -> None:
    hold_to_a_full_check(CASES, rng, edits)


@pytest.mark.parametrize("code", sorted(RULES))
@given(rng=st.randoms(), edits=st.integers(1, 6))
@settings(deadline=None, max_examples=6)
def test_random_edits_of_pages_that_lint_finds_fault_with(code: str, rng: random.Random, edits: int) -> None:
    """Two languages, of which an edit can make either the one that most texts are in."""
    faulty = min((PAGES / "reject").glob(f"{code}_*"))
    assert code in hold_to_a_full_check([*(faulty.glob("*") if faulty.is_dir() else [faulty]), *CASES[:2]], rng, edits)


def test_the_parts_of_a_graph_make_the_whole() -> None:
    for path in sorted((PAGES / "accept").iterdir()):
        build = build_graph(pages_at(path, LAYOUTS / "en" / "level.wide.txt")[0])
        whole, parts = parts_of(build)
        assert len(parts) > 1
        assert whole.graph.nodes == build.graph.nodes
        assert sorted(whole.graph.passages()) == sorted(build.graph.passages())


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    for name, text in pages(20):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def test_only_the_page_that_changed_is_read_and_held_to_the_shapes_again(framework: Path) -> None:
    checker = Checker(Project(sources=(str(framework),), rights="x"))
    checker.check()
    assert checker.worked_out > 60
    checker.check()
    assert checker.worked_out == 0
    path = min(framework.iterdir())
    path.write_text(path.read_text("utf-8").replace(".", "", 1), "utf-8")
    checker.check()
    assert 0 < checker.worked_out <= LITTLE
    before = path.read_bytes()
    path.unlink()
    checker.check()
    path.write_bytes(before)
    checker.check()
    assert 0 < checker.worked_out <= LITTLE


def test_what_is_kept_in_place_of_a_file_is_checked(framework: Path) -> None:
    path = min(framework.iterdir())
    checker = Checker(Project(sources=(str(framework),), rights="x"))
    assert checker.check() == []
    checker.files.overlay[str(path)] = b"no page at all\n"
    assert {problem.spans[0].path for problem in checker.check()} == {str(path)}
    del checker.files.overlay[str(path)]
    assert checker.check() == []


def test_a_memory_forgets_what_a_run_does_not_ask_for() -> None:
    memo = Memo(is_lasting=True)
    assert memo.recall(lambda: "a", lambda: 1) == 1
    memo.end_run()
    assert memo.recall(lambda: "a", lambda: 2) == 1
    memo.end_run()
    memo.end_run()
    assert memo.recall(lambda: "a", lambda: 3) == 3
