"""Notices of the site in a page: which lines are left out, and what is reported."""

import pytest

from conftest import PAGES
from samples import SAMPLES
from skosmith.model import Page, Source
from skosmith.pages import lines_of, parse_page

LINES = (PAGES / "accept" / "bare_levels.en.txt").read_text("utf-8").splitlines()
PLACES = {
    "top": -1,
    "slogan": 0,
    "title": LINES.index("Rope knots KNOT"),
    "description": LINES.index("Rope knots KNOT") + 2,
    "digits": LINES.index("2 3"),
    "guidance": LINES.index("Guidance notes"),
}
CASES = [  # what ends the title, below which block, the lines; which of them are left out, the problems and their lines
    # A notice with a list is left out above the first label, wherever it is there.
    ("", "top", "SFIA 9 is in development / • Ropes grow.", "xx notice-left-out:1-2"),
    ("", "slogan", "SFIA 9 is in development / • Ropes grow.", "xx notice-left-out:1-2"),
    ("", "title", "SFIA 9 is in development / • Ropes grow. / • Knots shrink.", "xxx notice-left-out:1-3"),
    ("", "description", "SFIA 9 is in development / • Ropes grow. / • Knots shrink.", "xxx notice-left-out:1-3"),
    (
        "",
        "description",
        "SFIA 9 is in development / • Ropes grow. / SFIA 10 is in development / • Knots shrink.",
        "xxxx notice-left-out:1-2 notice-left-out:3-4",
    ),
    # What leads into the list belongs to it, and so does the note of a translator, but no other text.
    ("", "description", "SFIA 9 is in development / Ropes are: / • longer", "xxx notice-left-out:1-3"),
    ("", "description", "SFIA 9 is in development / Ropes are: / • longer / Note: all.", "xxxx notice-left-out:1-4"),
    ("", "description", "SFIA 9 is in development / • longer / Note: all.", "xxx notice-left-out:1-3"),
    ("", "description", "SFIA 9 is in development / • longer / All of them.", "xx. notice-left-out:1-2"),
    # A text alone is left out if it names the framework and is all that there is.
    ("", "description", "SFIA 9 is in development / SFIA 9 has longer ropes.", "xx notice-left-out:1-2"),
    ("", "description", "SFIA 9 is in development / Ropes grow.", "x. unknown-block:1-2"),
    ("", "description", "SFIA 9 is in development / SFIA 9 has longer ropes. / They hold.", "x.. unknown-block:1-2"),
    # A notice that is a sentence needs nothing below it.
    ("", "description", "SFIA 9 is in development", "x"),
    ("", "description", "The new version of SFIA is now live.", "x"),
    ("", "title", "The new version of SFIA is now live. / Ropes grow.", "x."),
    ("", "description", "The new version of SFIA is now live. / • Ropes grow.", "xx notice-left-out:1-2"),
    (
        "",
        "description",
        "The new version of SFIA is now live. / SFIA 9 is in development / • Ropes grow.",
        "xxx notice-left-out:2-3",
    ),
    ("", "title", "The new version of SFIA is now live. / Ropes are: / • longer", "x.."),
    (
        "",
        "description",
        "SFIA 9 is in development / Show/hide extra descriptions and levels. / SFIA 9 is in development / • They grow.",
        "xxxx notice-left-out:3-4",
    ),
    # Below the first label a list may be the skill's own.
    ("", "digits", "SFIA 9 is in development / • longer / • shorter", "x.. unknown-block:1-3"),
    ("", "guidance", "SFIA 9 is in development / • longer / • shorter", "x.. unknown-block:1-3"),
    ("", "digits", "SFIA 9 is in development / • SFIA 9 is longer / • shorter", "xxx notice-left-out:1-3"),
    ("", "digits", "SFIA 9 is in development / Ropes grow.", "x. unknown-block:1-2"),
    ("", "digits", "SFIA 9 is in development / SFIA 9 has longer ropes.", "xx notice-left-out:1-2"),
    # Below a title with a marker, an unknown heading above a list is a notice.
    (" Beta", "title", "In the making / • Ropes grow.", "xx label-not-known:1-1 notice-left-out:1-2"),
    (" (new)", "title", "In the making / • Ropes grow.", "xx label-not-known:1-1 notice-left-out:1-2"),
    ("", "title", "(new) / In the making / • Ropes grow.", "xxx label-not-known:2-2 notice-left-out:2-3"),
    ("", "title", "(new) / (modified) / In it / • Ropes grow.", "xxxx label-not-known:3-3 notice-left-out:3-4"),
    (" Beta", "title", "In the making / Ropes are: / • longer", "xxx label-not-known:1-1 notice-left-out:1-3"),
    ("", "title", "In the making / • Ropes grow.", ".. unknown-block:1-1"),
    (" Beta", "title", "In the making / Ropes grow. / They are: / • longer", "...."),
    (" Beta", "title", "In the making / Ropes grow.", ".."),
    (" Beta", "title", "Revision notes / • Ropes grow.", ".. text-in-changes:5-5"),
    (" Beta", "title", "In the making / • SFIA 9 is in development", "xx label-not-known:1-1 notice-left-out:1-2"),
    (" Beta", "title", "In the making. / • Ropes grow.", ".."),
]


@pytest.mark.parametrize(("marker", "place", "block", "outcome"), CASES)
def test_which_lines_of_a_notice_are_left_out(marker: str, place: str, block: str, outcome: str) -> None:
    lines = [f"{line}{marker}" if line == "Rope knots KNOT" else line for line in LINES]
    at, texts = PLACES[place] + 1, block.split(" / ")
    source = lines_of("page", "\n".join([*lines[:at], "", *texts, "", *lines[at:]]).encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, "en")
    assert isinstance(page, Page), problems
    chrome = {claim.span.line for claim in page.claims if claim.kind == "chrome"}
    left_out = "".join("x" if at + 2 + number in chrome else "." for number in range(len(texts)))
    places = [
        (problem.code, problem.spans[0].line - at - 1, problem.spans[0].end_line - at - 1) for problem in problems
    ]
    assert " ".join([left_out, *(f"{code}:{line}-{end}" for code, line, end in places)]) == outcome


@pytest.mark.parametrize("name", ["en-9-PROG-dev", "en-9-lor-5-dev", "de-9-PROG-beta", "en-7-SCTY-defined"])
def test_a_page_that_is_cut_in_its_notice_is_read_or_has_problems(name: str) -> None:
    lines = (SAMPLES / "pages" / f"{name}.txt").read_text("utf-8").splitlines()
    for count in range(1, 15):
        source = lines_of("page", "\n".join(lines[:count]).encode())
        if isinstance(source, Source):
            page, problems = parse_page(source, name[:2])
            assert page or problems, count
