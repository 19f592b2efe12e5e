"""Lines of a page that nothing holds: one problem for each run of them, with the labels that may be missing above."""

from pathlib import Path

import pytest

import skosmith
from conftest import ROOT
from skosmith.model import LevelPage, Page
from skosmith.rdf import build_graph, coverage_by_line

MAPD = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8").split("\n")
UNDERSTANDING = "Understanding the responsibility levels of this skill"
DEVELOPING = "Developing skills and demonstrating responsibilities related to this skill"
TITLE = "Map drawing MAPD"
REMARK = "A remark that nobody needs."


def lost(folder: Path, lines: list[str]) -> list[tuple[int, int, str]]:
    """The first and the last line of each run, and the labels that the message of its problem names."""
    path = folder / "mapd.en.txt"
    path.write_text("\n".join(lines), "utf-8")
    problems = [one for one in skosmith.read(path).problems() if one.code == "line-not-held"]
    named = [one.message.partition("seems to be missing: ")[2].rstrip(".") for one in problems]
    return [(span.line, span.end_line, text) for one, text in zip(problems, named, strict=True) for span in one.spans]


@pytest.mark.parametrize(
    ("deleted", "starts"),
    [(UNDERSTANDING, ("  • Nobody starts", "  • From there on")), (DEVELOPING, ("There are three", "  • Look for"))],
)
def test_a_deleted_label_is_named_above_each_run(deleted: str, starts: tuple[str, str], tmp_path: Path) -> None:
    lines = [line for line in MAPD if line != deleted]
    numbers = [next(at for at, line in enumerate(lines, 1) if line.startswith(start)) for start in starts]
    pairs = lost(tmp_path, lines)
    assert [first for first, _, _ in pairs] == numbers
    assert {text for _, _, text in pairs} == {f"'{deleted}'"}
    for first, last, _ in pairs:
        assert all(line.startswith("  • ") or not line for line in lines[first:last])


def test_no_label_is_named_above_the_title_nor_for_a_page_that_has_them_all(tmp_path: Path) -> None:
    at = MAPD.index(TITLE)
    assert lost(tmp_path, [*MAPD[:at], REMARK, "", *MAPD[at:]]) == [(at + 1, at + 1, "")]
    assert lost(tmp_path, MAPD) == []


def test_a_page_without_notes_owes_the_guidance_alone(tmp_path: Path) -> None:
    """Two lines that follow one another are one run."""
    begin, end = MAPD.index(UNDERSTANDING), MAPD.index("Level 1")
    short = [line for line in [*MAPD[:begin], *MAPD[end:]] if line != "Guidance notes"]
    notes = MAPD.index("Revision notes")
    short = [*short[:notes], *short[short.index("A map answers a question. Before you measure, find out which:") :]]
    pairs = lost(tmp_path, short)
    assert [text for _, _, text in pairs] == ["'Guidance notes'"]
    (first, last, _) = pairs[0]
    assert short[first - 1].startswith("A map answers")
    assert short[last - 1].startswith("This skill is invented")


def test_each_line_of_a_page_has_what_holds_it() -> None:
    (page,) = skosmith.read(ROOT / "examples" / "mapd.en.txt").pages
    assert isinstance(page, Page | LevelPage)
    build = build_graph([page])
    holders = coverage_by_line(page, build.names)
    assert list(holders) == [line.number for line in page.lines]
    assert all(holders.values())
    for at, holding in holders.items():
        assert all(one.span and one.span.line <= at <= one.span.end_line for one in holding)
    guidance = range(
        MAPD.index("Guidance notes") + 2, MAPD.index("This skill is invented: it is part of no framework.") + 2
    )
    assert all(
        any("scopeNote" in getattr(one, "predicate", "") for one in holders[at]) for at in guidance if at in holders
    )
