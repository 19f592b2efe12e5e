"""Whole pages as a crawler leaves them: what the site writes around them is cut, and nothing of the skill with it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT, pages_at
from flavours import FLAVOURS
from layout_files import page_of
from skosmith.checks import validate
from skosmith.model import SKM, SKOS, LevelPage, Page, Problem, Source
from skosmith.pages import lines_of, parse_page
from skosmith.rdf import build_graph

WHOLE = sorted((ROOT / "tests" / "data" / "samples" / "markdown").iterdir())
ORDI, SEAC = (path.read_text("utf-8") for path in WHOLE)
TITLE, KEYWORDS, RELATED = (
    "# Organisation design and implementation ORDI\n",
    "\nKeywords\n",
    "### Related SFIA skills\n",
)


def read(folder: Path, *texts: str) -> tuple[list[Page], list[Problem]]:
    for number, text in enumerate(texts):
        (folder / f"page{number}.md").write_text(text, "utf-8")
    pages, problems = pages_at(folder)
    build = build_graph(pages)
    return pages, [*problems, *build.problems, *validate(build)]


def codes(problems: list[Problem]) -> set[tuple[str, int]]:
    """The code and the line of each problem that is not about the framework or the wording of a text."""
    left_out = {"framework-rights", "text-hyphen-for-dash"}
    return {(problem.code, problem.spans[0].line) for problem in problems if problem.code not in left_out}


def test_the_command_builds_them(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("build", ROOT / "tests" / "data" / "samples" / "markdown", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.output.count("frame-left-out: ") == len(WHOLE)
    assert "text-in-frame" not in result.output


@pytest.mark.parametrize(("path", "levels"), [(WHOLE[0], [3, 4, 5, 6, 7]), (WHOLE[1], [3, 4, 5, 6])])
def test_a_bare_heading_makes_no_level_of_the_skill(path: Path, levels: list[int]) -> None:
    (page,), _ = pages_at(path)
    build = build_graph([page])
    skill_levels = {subject for subject, _, term, _ in build.statements() if term == SKM.SkillLevel}
    assert skill_levels == {build.names.at_level("skill", page.notation.value, level) for level in levels}
    assert [number.value for number in page.declared_levels] == levels
    texts = [text.value for text in (page.definition, page.scope_note, page.change_note) if text]
    texts += [section.definition.value for section in page.sections if section.definition]
    assert not [text for text in texts if "Keywords" in text or "](" in text or "SFIA Foundation" in text]


def test_every_line_of_the_frame_is_chrome() -> None:
    for path in WHOLE:
        (page,), problems = pages_at(path)
        assert [problem.code for problem in problems] == ["frame-left-out"]
        lines = {number for span in problems[0].spans for number in range(span.line, span.end_line + 1)}
        assert {claim.span.line for claim in page.claims if claim.role == "frame"} <= lines
        texts = [page.definition, page.scope_note, *(section.definition for section in page.sections)]
        assert not {text.span.line for text in texts if text} & lines


def after(anchor: str, text: str, page: str = ORDI) -> str:
    assert page.count(anchor) == 1
    return page.replace(anchor, f"{anchor}\n{text}\n")


def before(anchor: str, text: str) -> str:
    assert ORDI.count(anchor) == 1
    return ORDI.replace(anchor, f"\n{text}\n{anchor}")


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (before(TITLE, "Flies kites whatever the wind does."), "text-in-frame"),
        (after("### Links\n", "Flies kites whatever the wind does."), "text-in-frame"),
        (ORDI + "\nFlies kites whatever the wind does.\n", "text-in-frame"),
        (before(KEYWORDS, "### Notes on the wind\n\nFlies kites whatever the wind does."), "unknown-block"),
        (ORDI + "\n### Organisation design and implementation: Level 7\n\nFlies kites whatever.", "level-twice"),
    ],
)
def test_a_text_in_the_frame_is_not_lost_in_silence(page: str, code: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, page)
    faults = [problem for problem in problems if problem.code == code]
    assert faults, codes(problems)
    words = {"unknown-block": "Notes on the wind", "level-twice": "Flies kites"}.get(code, "Flies kites")
    spans = [span for problem in faults for span in problem.spans]
    assert any(abs(span.line - line_of(page, words)) <= 2 for span in spans), spans
    assert {problem.severity for problem in faults} <= {"warning", "violation"}


def test_related_skills_are_linked_both_ways_where_their_pages_are_read(tmp_path: Path) -> None:
    page = ORDI.replace("[Change control]", "[Service acceptance]")
    pages, problems = read(tmp_path, page, SEAC)
    build = build_graph(pages)
    ordi, seac = (build.names.concept("skill", code) for code in ("ORDI", "SEAC"))
    related = {(subject, term) for subject, predicate, term, _ in build.statements() if predicate == SKOS.related}
    assert related == {(ordi, seac), (seac, ordi)}
    messages = [problem.message for problem in problems if problem.code == "related-not-found"]
    assert ["'Service level management'" in message for message in messages] == [True, True]
    assert ["'Service acceptance'" in message for message in messages] == [False, False]
    assert {problem.severity for problem in problems} == {"info"}


@pytest.mark.parametrize("language", ["en", "pt", "ar", "ja"])
@pytest.mark.parametrize("name", ["H", "B", "level", "attribute"])
def test_any_page_in_a_frame_is_read_as_without_it(language: str, name: str, tmp_path: Path) -> None:
    """The frame of a real page around an invented one."""
    text = FLAVOURS["markdown.md"](page_of(language, name)[0])
    text = text[text.index("# ") :]  # without the slogan, which the frame has
    (tmp_path / "alone.md").write_text(text, "utf-8")
    name = text[len("# ") : text.index("\n")].removesuffix(" KITE")
    framed = ORDI[: ORDI.index(TITLE)].replace(TITLE[len("# ") : -len(" ORDI\n")], name) + text
    framed += ORDI[ORDI.index(KEYWORDS) :]
    (alone,), _ = pages_at(tmp_path / "alone.md", language=language)
    (tmp_path / "framed.md").write_text(framed, "utf-8")
    (page,), problems = pages_at(tmp_path / "framed.md", language=language)
    assert [problem.code for problem in problems if problem.code.endswith("-frame")] == []
    assert isinstance(page, LevelPage) == isinstance(alone, LevelPage)
    if isinstance(alone, LevelPage) and isinstance(page, LevelPage):
        assert (page.essence, page.attributes) == (alone.essence, alone.attributes)
    else:
        assert (page.definition, page.sections) == (alone.definition, alone.sections)


def test_a_page_without_a_frame_keeps_its_links(tmp_path: Path) -> None:
    text = FLAVOURS["markdown.md"](page_of("en", "H")[0])
    linked = text.replace("\n### ", "\n[A link](https://example.org/kite) in a text.\n\n### ", 1)
    _, problems = read(tmp_path, linked)
    assert not {code for code, _ in codes(problems)} & {"frame-left-out", "text-in-frame"}


# The lines above a page of Markdown that is saved whole, and below it: which are its frame (x), which of these are
# reported as text (t), and the names of related skills.
SAVED = [line for line in (PAGES / "reject" / "frame-left-out_saved_whole.md").read_text("utf-8").split("\n") if line]
AROUND = [
    ("[Log in](u)", "", "x|"),
    ("[Log in](u) / 1. Kite flying / Kite flying is known for it", "", "xxx|"),
    ("[Log in](u) / Flies kites whatever the wind does.", "", "xt|"),
    ("Flies kites whatever the wind does. / [Log in](u)", "", "tx|"),
    ("Framework status: Trial / [Log in](u)", "", "xx|"),
    ("Flies kites whatever the wind does.", "", ".|"),
    ("Flies kites whatever the wind does.", "[Wind](u)", ".|x"),
    ("| [2](u) | [3](u) |", "", ".|"),
    ("### [Log in](u)", "", ".|"),
    ("", "[Wind](u)", "|x"),
    ("", "Keywords / [Wind](u)", "|xx"),
    ("", "Keywords / ### Links / [Wind](u)", "|xxx"),
    ("", "# A heading of more words than three / [Wind](u)", "|xx"),
    ("", "Words of today / [Wind](u)", "|tx"),
    ("", "Words of every day / [Wind](u)", "|.x"),
    ("", f"{'k' * 30} / [Wind](u)", "|tx"),
    ("", f"{'k' * 31} / [Wind](u)", "|.x"),
    ("", "Watch it. / [Wind](u)", "|.x"),
    ("", "- Keywords / [Wind](u)", "|.x"),
    ("", "Keywords", "|."),
    ("[Log in](u)", "Keywords", "x|."),
    ("", "Keywords / See [Wind](u)", "|.."),
    ("", "Keywords / ### [Wind](u)", "|.."),
    ("", "Keywords / [2](u) [3](u)", "|.."),
    ("", "[Wind](u) / Flies kites.", "|xt"),
    ("[Log in](u)", "[Wind](u) / # More", "x|xx"),
    ("", "### Kite flying: Level 6", "|."),
    ("", "### Kite flying: Level 6 / [Wind](u)", "|.x"),
    ("", "### Kite flying: Level 6 / Keywords / [Wind](u)", "|.xx"),
    ("", "[Kite flying: Level 6](u) / Holds the line.", "|.."),
    ("", "[Wind](u) / ### Related SFIA skills / [A](u) / - [B](u) / More / [C](u)", "|xxxxtx A, B"),
    ("", "[Wind](u) / ### Related SFIA skills / [A](u)", "|xxx A"),
    ("", "[Wind](u) / Related SFIA skills / [A](u)", "|xtx"),
    ("", "[Wind](u) / ### Related SFIA skills / More", "|xxt"),
]
BEGIN, LABEL, END = (
    SAVED.index(line)
    for line in ("# Kite flying KITE", "## Understanding the responsibility levels of this skill", "Keywords")
)


def frame_around(page: Sequence[str], above: str, below: str) -> str:
    parts = [list(filter(None, lines.split(" / "))) for lines in (above, below)]
    source = lines_of("page", "\n\n".join([*parts[0], *page, *parts[1]]).encode())
    assert isinstance(source, Source), source
    read, problems = parse_page(source, "en")
    assert isinstance(read, Page), problems
    assert read.lines == source.lines
    frame = {claim.span.line // 2 for claim in read.claims if (claim.kind, claim.role) == ("chrome", "frame")}
    assert ("frame-left-out" in {problem.code for problem in problems}) == bool(frame)
    texts = {span.line // 2 for problem in problems if problem.code == "text-in-frame" for span in problem.spans}
    lines = range(sum(map(len, (*parts, page))))
    marks = "".join(("t" if at in texts else "x") if at in frame else "." for at in lines)
    outer = f"{marks[: len(parts[0])]}|{marks[len(parts[0]) + len(page) :]}"
    return " ".join([outer, *([", ".join(text.value for text in read.related)] if read.related else [])])


@pytest.mark.parametrize(("above", "below", "outcome"), AROUND)
def test_what_is_around_a_page(above: str, below: str, outcome: str) -> None:
    assert frame_around(SAVED[BEGIN:END], above, below) == outcome


@pytest.mark.parametrize(
    ("page", "above", "below", "outcome"),
    [
        # The name of the skill is not to be found in a title that is a code alone.
        (["# KITE", *SAVED[BEGIN + 1 : END]], "[Log in](u)", "[Wind](u) / Flies kites.", "x|xt"),
        # Without a heading of the first rank nothing is above; without a level nothing is below.
        (["Kite flying KITE", *SAVED[BEGIN + 1 : END]], "[Log in](u)", "[Wind](u)", ".|x"),
        (SAVED[BEGIN:LABEL], "[Log in](u) / Flies kites.", "[Wind](u)", "xt|."),
    ],
)
def test_what_is_around_another_page(page: Sequence[str], above: str, below: str, outcome: str) -> None:
    assert frame_around(page, above, below) == outcome


SLOGAN = "The global skills and competency framework for the digital world"
PASTED = [
    ("Skip to content. / Log in / Newsletter / Community / You are here: Home", "xffff 1-5 5"),
    ("Log in / Skip to content. / Newsletter / Community / You are here: Home", "fxfff 1-5 5"),
    ("Skip to content. / Log in / Newsletter / You are here: Home", "x..."),
    ("Log in / Newsletter / Community / You are here: Home", "...."),
    ("Log in / Newsletter / Community / Search Site Search / You are here: Home", "fffff 1-5 5"),
    ("Log in / Newsletter / Community / Search Site Search / Framework status: Trial", "fffff 1-5 5"),
    ("Log in / Newsletter / Community / Reference and guide to SFIA version 9 / You are here: Home", "fffff 1-5 5"),
    ("Skip to content. / Log in / Flies kites. / Newsletter / Community / You are here: Home", "xf.fff 1-6 5"),
    ("Skip to content. / Log in / • News / Newsletter / Community / You are here: Home", "xf.fff 1-6 5"),
    ("Skip to content. / Log in / Newsletter / You are here: Home / Community", "x...."),
    ("Skip to content. / Log in / Newsletter / Community / You are here: Home / Kites", "xffff. 1-5 5"),
    (f"Skip to content. / You are here: Home / Log in / Newsletter / Community / {SLOGAN}", "xxfffx 1-5 5"),
    (f"Skip to content. / You are here: Home / Log in / Newsletter / Community / {SLOGAN} / Kites", "xxfffx. 1-5 5"),
    (f"Log in / Newsletter / Community / {SLOGAN}", "...x"),
]


@pytest.mark.parametrize(("block", "outcome"), PASTED)
def test_what_was_copied_with_a_page_of_text(block: str, outcome: str) -> None:
    texts = block.split(" / ")
    lines = (PAGES / "accept" / "bare_levels.en.txt").read_text("utf-8").splitlines()
    source = lines_of("page", "\n".join([*texts, "", *lines[lines.index("Rope knots KNOT") :]]).encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, "en")
    assert isinstance(page, Page), problems
    roles = {claim.span.line: claim.role for claim in page.claims if claim.kind == "chrome"}
    marks = "".join({"frame": "f", "": "."}.get(roles.get(number + 1, ""), "x") for number in range(len(texts)))
    left_out = [problem for problem in problems if problem.code == "frame-left-out"]
    places = [(problem.spans[0], problem.message) for problem in left_out]
    counts = [f"{span.line}-{span.end_line} {re.findall('[0-9]+', message)[0]}" for span, message in places]
    assert " ".join([marks, *counts]) == outcome
