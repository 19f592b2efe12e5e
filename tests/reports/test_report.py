"""How a problem is shown: the line itself, a caret under the place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT
from skosmith.model import Files, Problem, Span, problem
from skosmith.reports import plain_text
from skosmith.reports.summary import size as size_of


def excerpt_of(line: str, column: int, end_column: int, tmp_path: Path, end_line: int = 1) -> list[str]:
    page = tmp_path / f"page{column}-{end_column}-{len(line)}.txt"
    page.write_text(line, "utf-8")
    return plain_text(
        [problem("essence-in-text", Span(str(page), 1, column, end_line, end_column))], Files()
    ).splitlines()[1:3]


def test_the_caret_stands_under_the_place(tmp_path: Path) -> None:
    assert excerpt_of("  abc def", 7, 10, tmp_path) == ["    1 |   abc def", "      |       ^^^"]


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first(tmp_path: Path) -> None:
    assert excerpt_of("abc\n\ndef", 1, 4, tmp_path, end_line=3) == ["    1 | abc", "      | ^^^"]


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(1000))
    excerpt, carets = excerpt_of(line, 501, 503, tmp_path)
    assert excerpt.startswith("    1 | …")
    assert excerpt.endswith("…")
    assert len(excerpt) <= 112
    assert excerpt[carets.index("^") :][:2] == line[500:502]
    assert carets.count("^") == 2
    excerpt, carets = excerpt_of(line, 990, 1001, tmp_path)
    assert not excerpt.endswith("…")
    assert excerpt[carets.index("^") :] == line[989:]


def test_what_cannot_be_shown_is_left_out() -> None:
    gone = problem("no-such-file", Span("gone.txt", 1, 1, 1, 1))
    assert plain_text([gone], Files()).splitlines()[1].startswith("  = help")
    nowhere = Problem("x", "info", {"en": "Message."}, {"en": "Help."})
    assert (
        plain_text([nowhere], Files())
        == "info: x: Message.\n  = help: Help.\n  = see: skosmith explain x, https://w3id.org/skosmith/problems#x\n"
    )


def test_control_characters_do_not_reach_the_terminal() -> None:
    bell = PAGES / "reject" / "text-control-character_bell.txt"
    assert "\x07" not in plain_text([problem("essence-in-text", Span(str(bell), 58, 1, 58, 5))], Files())


@pytest.mark.parametrize(
    ("size", "says"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_345_678, "12.3 MB"), (5 * 10**9, "5.0 GB")]
)
def test_sizes(size: int, says: str) -> None:
    assert size_of(size) == says


@pytest.mark.parametrize("form", ["text", "concise"])
def test_only_so_many_problems_are_printed_the_gravest(form: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    page = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8").replace("2 3 4 5", "2 3 4 5 6")
    (tmp_path / "mapd.en.txt").write_text(
        page.replace("Surveying a", "Surveying  a").replace(", and ", " , and "), "utf-8"
    )
    everything = run("check", tmp_path, "--format", "concise", "--rights", "x").stdout.splitlines()
    assert len(everything) > 2
    result = run("check", tmp_path, "--format", form, "--rights", "x", "--max-problems", "1")
    assert result.exit_code == 1
    assert "violation: skill-declared-levels" in result.stdout
    assert "text-double-space" not in result.stdout
    assert f"{len(everything) - 1} problems more: --max-problems left them out" in result.stdout
    if form == "text":
        assert f"problems    {len(everything)}" in result.stdout
    whole = run("check", tmp_path, "--format", form, "--rights", "x", "--max-problems", "99")
    assert "left them out" not in whole.stdout
