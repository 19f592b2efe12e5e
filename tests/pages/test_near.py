"""Lines that are nearly a label or a level heading: which are read as one, and which are not."""

import pytest

from conftest import PAGES
from skosmith.model import Page, Problem, Source
from skosmith.pages import lines_of, parse_page

TEXT = (PAGES / "accept" / "bare_levels.en.txt").read_text("utf-8")
GUIDANCE = "Guidance notes"
LOWER = "Where lower levels are not defined..."
SHOW_HIDE = "Show/hide extra descriptions and levels."
LEVEL = "Rope knots: Level 3"


def read(text: str) -> tuple[Page, tuple[Problem, ...]]:
    source = lines_of("page", text.encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, "en")
    assert isinstance(page, Page), problems
    return page, problems


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (GUIDANCE, "Guide notes"),
        (GUIDANCE, "Guide in texts"),  # 0.71 of 1 alike
        (GUIDANCE, "Guidança notes"),
        (GUIDANCE, "GUIDANCE NOTE"),
        (GUIDANCE, "Guidance nots:"),
        (GUIDANCE, "Guidance remarks:"),
        (GUIDANCE, "**Guidance note**"),
        (GUIDANCE, "**Guidance note:**"),
        (GUIDANCE, "__Guidance note__"),
        (GUIDANCE, "## Guidance note"),
        (GUIDANCE, "## Guidance note ##"),
        (GUIDANCE, "Leitfaden"),  # the label in another language
        (GUIDANCE, "Notas orientativas"),
        (LOWER, "Where the lower levels are undefined..."),
        (LOWER, "Onde níveis inferiores não são definidos..."),
        (SHOW_HIDE, "Show/hide extra texts and levels."),  # 0.82 of 1 alike
        (SHOW_HIDE, "Show/hide extra description and levels."),
        ("Understanding the responsibility levels of this skill", "Understanding responsibility levels of the skill"),
    ],
)
def test_a_label_that_is_misspelt_is_read_as_it_is_meant(line: str, instead: str) -> None:
    page, problems = read(TEXT.replace(f"{line}\n", f"{instead}\n"))
    pairs = {(problem.code, problem.replacement) for problem in problems}
    assert pairs == {("label-misspelt", line)}
    assert len(problems) == TEXT.count(f"{line}\n")
    right, _ = read(TEXT)
    assert page == right
    assert [claim[:2] for claim in page.claims] == [claim[:2] for claim in right.claims]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (GUIDANCE, "Guidance manual"),  # 0.69 of 1 alike
        (GUIDANCE, "Guiding notes."),  # a sentence is compared with sentences only
        (GUIDANCE, "- Guidance note"),
        (GUIDANCE, "#1 of all"),
        (GUIDANCE, "9"),
        (SHOW_HIDE, "Show/hide texts and levels."),  # 0.78 of 1 alike
        (f"{SHOW_HIDE}\n", f"{SHOW_HIDE}\n\nShow/hide extra description and levels.\n"),  # the page has it
        (f"{GUIDANCE}\n", f"{GUIDANCE}\n\nGuidance note\n"),
        (f"{GUIDANCE}\n", f"{GUIDANCE}\n\nLeitfaden\n"),
    ],
)
def test_other_lines_are_not_read_as_a_label(line: str, instead: str) -> None:
    _, problems = read(TEXT.replace(f"{line}\n", f"{instead}\n", 1))
    assert [problem.code for problem in problems if problem.code == "label-misspelt"] == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_label_that_is_misspelt_is_recognised_as_often_as_a_page_has_it(count: int) -> None:
    text = TEXT.replace(f"{LOWER}\n", "Where lower level are not defined yet...\n", count)
    page, problems = read(text.replace(f"{SHOW_HIDE}\n", f"{SHOW_HIDE}\n\nWhere lower level are not defined yet...\n"))
    assert [problem.code for problem in problems if problem.code == "label-misspelt"] == ["label-misspelt"] * count
    assert page.sections == read(TEXT)[0].sections


@pytest.mark.parametrize(
    ("first", "last"), [("Understanding", "Developing"), ("Developing", "Click to learn")], ids=["below", "above"]
)
def test_a_page_without_one_of_the_blocks_has_fewer_labels(first: str, last: str) -> None:
    text = TEXT[: TEXT.index(first)] + TEXT[TEXT.index(last) :]
    _, problems = read(text.replace(f"{SHOW_HIDE}\n", f"{SHOW_HIDE}\n\nWhere lower level are not defined yet...\n"))
    assert "label-misspelt" not in {problem.code for problem in problems}


def test_a_title_is_no_label() -> None:
    text = TEXT.replace(f"{GUIDANCE}\n\nChoose the knot by the rope and the load.\n\n", "")
    page, problems = read(text.replace("Rope knots", GUIDANCE))
    assert (page.notation.value, "label-misspelt" in {problem.code for problem in problems}) == ("KNOT", False)


def test_an_item_may_begin_with_an_asterisk() -> None:
    assert read(TEXT.replace("•", "*")) == read(TEXT)


def test_a_title_that_is_a_code_alone_has_no_headings_that_are_misspelt() -> None:
    text = TEXT.replace("Rope knots KNOT", "KNOT").replace(
        "Ties a light load alone.", "Ties a light load alone.\n\nWind 4"
    )
    assert "heading-misspelt" not in {problem.code for problem in read(text)[1]}


@pytest.mark.parametrize(
    "instead",
    [
        "Rope knots 3",
        "Rope knots: Lvel 3",
        "Rope knots - Level 3",
        "Rope knots: Level. 3",
        "**Rope knots: Level 3**",
        "_Rope knots: Level 3_",
        "### Rope knots: Level III ###",
    ],
)
def test_a_heading_that_is_misspelt_is_read_as_it_is_meant(instead: str) -> None:
    page, problems = read(TEXT.replace(f"{LEVEL}\n", f"{instead}\n"))
    assert [(problem.code, problem.replacement) for problem in problems] == [("heading-misspelt", LEVEL)]
    sections = zip(page.sections, read(TEXT)[0].sections, strict=True)
    assert {section.skill_label.value for section in page.sections if section.skill_label} == {"Rope knots"}
    assert all(one == other._replace(heading=one.heading, skill_label=one.skill_label) for one, other in sections)


@pytest.mark.parametrize(
    "instead", ["Rope knots and 3 more 4", "Rope knots: Level 3.", "- Rope knots 3", "- **Rope knots 3**"]
)
def test_other_lines_are_not_read_as_a_heading(instead: str) -> None:
    _, problems = read(TEXT.replace(f"{LEVEL}\n", f"{instead}\n"))
    assert [problem.code for problem in problems if problem.code == "heading-misspelt"] == []


@pytest.mark.parametrize(
    ("roman", "number"), [("I", 1), ("II", 2), ("III", 3), ("IV", 4), ("V", 5), ("VI", 6), ("VII", 7)]
)
def test_a_roman_number_is_that_of_a_level(roman: str, number: int) -> None:
    _, problems = read(TEXT.replace(LEVEL, f"Rope knots: Level {roman}"))
    replacements = [problem.replacement for problem in problems if problem.code == "heading-misspelt"]
    assert replacements == [f"Rope knots: Level {number}"]


@pytest.mark.parametrize(
    ("last", "is_label"),
    [
        ("Guida", True),
        ("Guid", False),  # it may be the beginning of a word of the text
        ("Guidance n", True),
        ("Where l", True),
        ("Rope kn", True),
        ("Rope knots: L", True),
        ("Rope", False),
        ("Guidance.", False),
    ],
)
def test_a_page_that_is_cut_within_a_label_has_no_text_there(last: str, is_label: bool) -> None:
    text = TEXT[: TEXT.index(GUIDANCE)] + f"{last}\n"
    page, problems = read(text)
    assert "page-cut" in {problem.code for problem in problems}
    assert ("text-in-changes" not in {problem.code for problem in problems}) == is_label
    assert (text.count("\n") in {claim.span.line for claim in page.claims}) == is_label
