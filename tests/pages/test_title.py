"""What kind of page it is, and which line names its skill."""

import pytest

from conftest import PAGES
from skosmith.model import Page, Source
from skosmith.pages import lines_of, parse_page

KNOT = (PAGES / "accept" / "bare_levels.en.txt").read_text("utf-8")
KITE = KNOT.replace("Rope knots", "Kite flying").replace("KNOT", "KITE")
TITLE, NAME = "Rope knots KNOT", "Rope knots:"
LEVELS = "Levels of responsibility for this skill\n\n2 3\n"
GUIDANCE = "Guidance notes\n\nChoose the knot by the rope.\n"


def bare(page: str) -> str:
    """A page whose level headings do not have the name of the skill."""
    return page.replace("Rope knots: ", "").replace("Kite flying: ", "")


def read(text: str, language: str = "en") -> str:
    """The code and the name of the skill, and the problem that says what the page is instead, with its lines."""
    source = lines_of("page", text.encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, language)
    assert page is None or isinstance(page, Page)
    codes = {"two-skills", "title-two-codes", "category-page", "other-page", "no-code"}
    values = [f"{one.code} {','.join(str(span.line) for span in one.spans)}" for one in problems if one.code in codes]
    return "; ".join(
        [*([f"{page.notation.value} {page.pref_label and page.pref_label.value}"] if page else []), *values]
    )


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        # Another skill begins where level headings of its name follow, or a levels label.
        (f"{KNOT}\n{KITE}", "two-skills 3,64"),
        (f"{KNOT}\n{KITE.replace(LEVELS, '')}", "two-skills 3,64"),
        (f"{KNOT}\n{bare(KITE)}", "two-skills 3,64"),
        (f"{bare(KNOT)}\n{bare(KITE)}", "two-skills 3,64"),
        (f"{KNOT}\n{KITE[: KITE.index('Guidance')]}", "two-skills 3,64"),
        (f"{KNOT}\n{KNOT}", "two-skills 3,64"),
        (f"{KNOT}\n{KNOT.replace(LEVELS, '')}", "KNOT Rope knots"),
        (f"{KNOT}\n{bare(KITE).replace(LEVELS, '')}", "KNOT Rope knots"),
        # A line that ends as a title does is none by itself.
        (KNOT.replace(TITLE, f"Kite flying KITE\n\n{TITLE}"), "KNOT Rope knots"),
        (KNOT.replace(TITLE, f"{TITLE}\n\nKite flying KITE"), "KNOT Rope knots"),
        (KNOT.replace(LEVELS, f"{LEVELS}\nKite flying KITE\n"), "KNOT Rope knots"),
        (KNOT.replace(TITLE, f"{TITLE}\n\nKite flying KITE").replace(LEVELS, ""), "KNOT Rope knots"),
    ],
)
def test_a_page_is_about_one_skill(text: str, outcome: str) -> None:
    assert read(text) == outcome


@pytest.mark.parametrize(
    ("title", "name", "outcome"),
    [
        ("Rope knots KITE KNOT", NAME, "KNOT Rope knots; title-two-codes 3"),
        ("Rope knots KITE / KNOT", NAME, "KNOT Rope knots; title-two-codes 3"),
        ("Rope knots KITE KNOT Beta", NAME, "KNOT Rope knots; title-two-codes 3"),
        ("Rope knots KITE KNOT", "Rope knots KITE:", "KNOT Rope knots KITE"),  # the level headings tell the name
        ("Rope knots KITE KNOT", "Rope ends:", "KNOT Rope knots KITE"),
        ("Rope knots KITE KNOT", "", "KNOT Rope knots KITE"),
        ("Rope knots", NAME, "no-code 3"),
        ("Rope knots knot", NAME, "no-code 3"),
        ("About TIES", "About TIES:", "no-code 3"),  # a name that ends as a code does
    ],
)
def test_the_level_headings_tell_which_words_of_the_title_are_the_name(title: str, name: str, outcome: str) -> None:
    text = KNOT.replace(TITLE, title)
    assert read(text.replace(NAME, name) if name else bare(text)) == outcome


def test_a_name_that_one_level_heading_has_stays_whole() -> None:
    text = KNOT.replace(TITLE, "Rope knots KITE KNOT").replace(NAME, "Rope knots KITE:", 1)
    assert read(text) == "KNOT Rope knots KITE"


def test_a_list_of_skills_has_no_language_and_is_known_as_such() -> None:
    assert read("Rope knots KNOT\n\nKite flying KITE\n", "") == "category-page 1,3"


def test_the_first_of_two_codes_is_not_in_the_name_and_keeps_its_place() -> None:
    source = lines_of("page", KNOT.replace(TITLE, "Rope knots KITE / KNOT").encode())
    assert isinstance(source, Source)
    page, problems = parse_page(source, "en")
    assert isinstance(page, Page)
    places = [(text.value, text.span.column, text.span.end_column) for text in (page.pref_label, page.notation) if text]
    assert places == [("Rope knots", 1, 11), ("KNOT", 19, 23)]
    (problem,) = (one for one in problems if one.code == "title-two-codes")
    assert (problem.spans[0].column, problem.spans[0].end_column) == (12, 23)
    assert [line.text for line in page.lines if line.number == 3] == ["Rope knots KNOT"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"{TITLE}\n\nTying.\n", "KNOT Rope knots"),
        (f"{TITLE}\n\nTying.\n\n{GUIDANCE}", "KNOT Rope knots"),
        (f"Some words\n\n{TITLE}\n\nTying.\n\n{GUIDANCE}", "KNOT Rope knots"),
        (f"Ropes\n\n{TITLE}\n\nTying.\n\n{LEVELS}", "KNOT Rope knots"),
        (f"Ropes\n\n{TITLE}\n\nTying.\n\n{LEVELS}\nRope ends ENDS\n\nHolding.\n", "KNOT Rope knots"),
        (f"Ropes\n\n{TITLE}\n\nTying.\n\nRope ends ENDS\n\nHolding.\n", "category-page 3,7"),
        (f"Ropes\n\n{TITLE}\n\nTying.\n\n{GUIDANCE}\nRope ends ENDS\n\nHolding.\n", "category-page 3,11"),
        (f"Some words\n\n{TITLE}\n\nTying.\n", "other-page 1"),
        (f"Some words\n\n{GUIDANCE}", "other-page 1"),
        (f"About SFIA\n\n{GUIDANCE}", "other-page 1"),
        ("Some words\n\nRope knots: Level 2\n\nTies.\n", "other-page 1"),
        ("Some words\n\nRope knots: Level 2\n\nTies.\n\nRope knots: Level 3\n\nUnties.\n", "no-code 1"),
        (f"Some words\n\n{GUIDANCE}\nRevision notes\n\n• New.\n", "no-code 1"),
    ],
)
def test_labels_and_level_headings_tell_the_kind_of_a_page(text: str, outcome: str) -> None:
    assert read(text) == outcome
