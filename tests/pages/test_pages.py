"""The pages in tests/data/pages: a case is a file. ``<code>_<what>`` in reject/ must give that problem."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import PAGES, ROOT, built, pages_at
from skosmith.checks import lint_graph, validate, without_consequences
from skosmith.model import Files, LevelSection, Page, Problem, Source, Text, catalogue, decode, ntriples
from skosmith.pages import parse_page
from skosmith.rdf import build_graph, coverage_by_line, write_graph
from skosmith.reports import plain_text

ACCEPT = sorted((PAGES / "accept").iterdir())
REJECT = sorted((PAGES / "reject").iterdir())


def problems_of(path: Path) -> list[Problem]:
    pages, problems = pages_at(path.relative_to(ROOT))
    build = build_graph(pages)
    faults = [*problems, *build.problems, *((*validate(build), *lint_graph(build)) if pages else ())]
    return [problem for problem in without_consequences(faults) if problem.code != "framework-rights"]


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("path", ACCEPT, ids=lambda path: path.name)
def test_accept(path: Path, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    warnings = [problem.code for problem in problems_of(path) if problem.severity != "info"]
    assert warnings == (["text-html"] if path.name.startswith("escapes") else [])  # its text holds what must be escaped
    write_graph(built(path.relative_to(ROOT)), tmp_path, ["ttl"])
    golden(
        f"accept/{path.name.removesuffix('.txt').removesuffix('.html')}.ttl",
        (tmp_path / "graph.ttl").read_text("utf-8"),
    )


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_reject(path: Path, golden: Callable[[str, str], None], run: Callable[..., Result]) -> None:
    problems = problems_of(path)
    assert path.name.partition("_")[0] in {problem.code for problem in problems}
    golden(f"reject/{path.name.removesuffix('.txt').removesuffix('.html')}.txt", plain_text(problems, Files()))
    is_at_fault = any(problem.severity == "violation" for problem in problems)
    assert run("check", path.relative_to(ROOT)).exit_code == is_at_fault


@pytest.mark.parametrize("path", ACCEPT, ids=lambda path: path.name)
def test_every_line_of_an_accepted_page_is_held(path: Path) -> None:
    (page,), _ = pages_at(path)
    assert all(coverage_by_line(page, build_graph([page]).names).values())


def test_falling_levels_and_bars_say_the_same() -> None:
    def triples(name: str) -> set[str]:
        return set(ntriples(built(PAGES / "accept" / name).statements()).splitlines())

    for name in ("falling.pt.txt", "digits_with_bars.pt.txt"):
        assert triples(name) == triples("knot.pt.txt"), name


KNOT = (PAGES / "accept" / "knot.pt.txt").read_bytes()
LINES = KNOT.decode().split("\n")


def texts_of(thing: object) -> Iterator[Text]:
    """Every text of a page, found by its fields rather than by the statements made of them."""
    values = thing if isinstance(thing, LevelSection) else [getattr(thing, field.name) for field in fields(thing)]  # type: ignore[arg-type]
    for value in values:
        for one in value if isinstance(value, tuple) else [value]:
            if isinstance(one, Text):
                yield one
            elif isinstance(one, LevelSection):
                yield from texts_of(one)


@given(st.integers(0, len(KNOT) - 1))
def test_a_page_cut_anywhere_gives_problems_and_no_traceback(length: int) -> None:
    source = decode("page.txt", KNOT[:length])
    if isinstance(source, Problem):
        return
    page, problems = parse_page(source)
    build = build_graph([page] if page else [])
    values = [problem.code for problem in (*problems, *build.problems, *(validate(build) if page else ()))]
    whole = KNOT[length:].strip() == b"" or KNOT[:length].rstrip().endswith(b"Ensina a atar.")  # cut between sentences
    assert whole == (set(values) == {"framework-rights"}), values


@given(st.lists(st.sampled_from(LINES), max_size=60))
@example([LINES[2], LINES[0], LINES[4], LINES[0], LINES[4]])  # the same text twice is one problem
def test_lines_in_any_order_lose_nothing(lines: list[str]) -> None:
    source = decode("page.txt", "\n".join(lines).encode())
    if isinstance(source, Problem):
        return
    page, problems = parse_page(source)
    if page is None:
        assert problems
        return
    assert isinstance(page, Page)
    build = build_graph([page])
    places = [span for problem in build.problems for span in problem.spans]
    lost = {line.number for line in page.lines for span in places if span.line <= line.number <= span.end_line}
    spans = [claim.span for claim in page.claims] + [text.span for text in texts_of(page)]
    spans += [number.span for number in page.declared_levels]
    values = {line for span in spans for line in range(span.line, span.end_line + 1)}
    assert lost == {line.number for line in page.lines} - values
    validate(build)


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=40))
def test_any_lines_give_a_page_or_problems(lines: list[str]) -> None:
    source = decode("page.txt", "\n".join(lines).encode("utf-8", "surrogatepass"))
    if isinstance(source, Source):
        page, problems = parse_page(source)
        assert page or problems
        assert all(problem.code in catalogue() for problem in problems)
