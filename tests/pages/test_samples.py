"""Real pages with scrambled words: each is read as listed in pages.tsv, and as its golden result says.

The golden results were read against the pages, line by line, when they were written.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

import skosmith
from conftest import ROOT, pages_at
from samples import FILES, SAMPLES, TABLE, Sample
from skosmith.checks import lint_graph, validate
from skosmith.model import AttributeSection, LevelPage, LevelSection, Page, Problem, Profile, ntriples
from skosmith.rdf import build_graph

_CLASSES = {"skill": Page, "attribute": Page, "lor": LevelPage}


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def read(path: Path) -> tuple[list[Page | LevelPage], list[Problem], str]:
    """The pages of a file, all that is wrong with them, and their graph before validation decides about writing it."""
    pages, problems = pages_at(path.relative_to(ROOT))
    build = build_graph(pages, Profile(rights="x"))
    faults = [*problems, *build.problems, *((*validate(build), *lint_graph(build)) if pages else ())]
    return list(pages), faults, ntriples(build.statements()) if pages else ""


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.file)
def test_a_page_is_read_as_listed(row: Sample) -> None:
    pages, problems, _ = read(SAMPLES / "pages" / row.file)
    if row.kind == "other":
        assert pages == []
        assert {problem.severity for problem in problems if problem.code != "nothing-read"} == {"info"}
        return
    (page,) = pages
    assert page.language.casefold() == row.language.casefold()
    assert isinstance(page, _CLASSES[row.kind])
    if isinstance(page, Page):
        assert page.kind == row.kind
        assert (page.notation.value, page.pref_label and page.pref_label.value) == (row.notation, row.pref_label)
        assert "".join(str(number.value) for number in page.declared_levels) == row.declared_levels


def _line(problem: Problem) -> str:
    span = problem.spans[0] if problem.spans else None
    place = f"{span.line}:{span.column}" if span else "-"
    return f"{place}: {problem.severity}: {problem.code}: {problem.message}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_that_is_cut_off_has_one_violation(path: Path) -> None:
    codes = [problem.code for problem in skosmith.read(path).check() if problem.severity == "violation"]
    assert codes in (["page-cut"], ["nothing-read"], []), codes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_has_its_golden_result(path: Path, golden: Callable[[str, str], None]) -> None:
    _, problems, graph = read(path)
    golden(f"samples/{path.stem}.problems", "".join(map(_line, problems)))
    if graph:
        golden(f"samples/{path.stem}.nt", graph)


FOREIGN = {"chrome", "marker", "notice", "banner", "note", "unobserved", "frame", "group"}


def _lines_of(path: Path, classes: set[str]) -> set[str]:
    """The lines that the list of labels of a sample, which was written by hand, puts into ``classes``."""
    rows = (line.split("\t", 1) for line in (SAMPLES / "labels" / f"{path.stem}.txt").read_text("utf-8").splitlines())
    return {row[1].strip(" •-#") for row in rows if len(row) > 1 and row[0].lstrip("+") in classes} - {""}


def _texts(page: Page | LevelPage) -> list[str]:
    sections: tuple[LevelSection | AttributeSection, ...] = page.sections if isinstance(page, Page) else page.attributes
    values = [getattr(page, name, None) for name in ("definition", "scope_note", "essence")]
    values += [section.definition for section in sections]
    return [line.strip(" •") for text in values if text for line in text.value.split("\n")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_holds_what_is_foreign(path: Path) -> None:
    foreign = _lines_of(path, FOREIGN)
    for page in read(path)[0]:
        assert foreign.isdisjoint(_texts(page))
