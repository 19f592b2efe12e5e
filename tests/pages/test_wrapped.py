"""Lines that an editor has broken at some width: which are joined, which are not, and where their words are."""

import pytest

from conftest import PAGES
from skosmith.model import Line, Page, Source
from skosmith.pages import in_force, lines_of, parse_page
from skosmith.pages.parse.wrapped import unwrapped

KNOT = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")
GUIDANCE = "Quem não souber qual usar, pergunte."


def of_width(width: int) -> str:
    """A line of ``width`` characters that ends within a sentence."""
    return f"{'um nó de corda ' * 9}"[: width - 1].rstrip().ljust(width, "e")


def read(text: str, path: str = "page.txt") -> tuple[Page, list[str]]:
    source = lines_of(path, text.encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, "pt")
    assert isinstance(page, Page), problems
    return page, [f"{problem.spans[0].line}:{problem.spans[0].column} {problem.code}" for problem in problems]


def guidance(*lines: str) -> tuple[str, list[str]]:
    """The guidance of a page that ends with ``lines``, and the problems of the page."""
    page, problems = read(KNOT.replace(GUIDANCE, "\n".join(lines)))
    assert page.scope_note
    return page.scope_note.value.partition("pede folga")[2].strip(), problems


def joined(*lines: str) -> bool:
    text, problems = guidance(*lines)
    is_reported = any(problem.endswith("lines-wrapped") for problem in problems)
    assert is_reported == (text == " ".join(lines)), text
    return is_reported


@pytest.mark.parametrize(("width", "is_broken"), [(39, False), (40, True), (66, True), (120, True), (121, False)])
def test_editors_break_lines_at_40_to_120_characters(width: int, is_broken: bool) -> None:
    assert joined(*[of_width(width)] * 4, "Pergunte.") == is_broken


@pytest.mark.parametrize(
    ("broken", "short", "is_broken"),
    [
        (2, 0, False),  # two lines that end so may be an accident
        (3, 0, True),
        (3, 1, True),  # three of four are enough
        (5, 2, False),  # fewer are not
    ],
)
def test_three_lines_and_three_quarters_of_those_within_a_sentence_are_broken(
    broken: int, short: int, is_broken: bool
) -> None:
    lines = [of_width(66)] * broken + [of_width(50)] * short + ["Pergunte."]
    text, problems = guidance(*lines)
    assert (f"{KNOT[: KNOT.index(GUIDANCE)].count(chr(10)) + 1}:1 lines-wrapped" in problems) == is_broken
    assert text.startswith(" ".join(lines[:broken])) == is_broken


WIDE = of_width(66)
SHORT = of_width(60)  # and a word of five letters has room


def unwrapped_lines(text: str, path: str = "page.txt") -> list[Line]:
    """The lines from line 8 of a page that has three lines above which are broken at 66 characters."""
    headings = "# A\n# B" if path.endswith(".md") else "\n"
    source = lines_of(path, f"{headings}\n{WIDE}\n{WIDE}\n{WIDE}\nPergunte.\n\n{text}\n".encode())
    assert isinstance(source, Source), source
    lines = unwrapped(source, in_force())[0].lines
    assert f"{WIDE} {WIDE} {WIDE} Pergunte." in [line.text for line in lines]
    return [line for line in lines if line.number >= 8]


@pytest.mark.parametrize(
    ("above", "below", "path"),
    [
        (SHORT, "corda lisa", "page.txt"),  # the word has room, up to the last column
        (WIDE, "\ncorda lisa", "page.txt"),
        (WIDE, "• corda lisa", "page.txt"),
        (WIDE, "- corda lisa", "page.txt"),
        (WIDE, "2 3 4", "page.txt"),
        (f"https://example.org/{'corda/' * 7}", "Pergunte.", "page.txt"),  # no width breaks an address
        (WIDE, "Notas orientativas", "page.txt"),
        (WIDE, "Notas Orientativas:", "page.txt"),
        ("Desenvolver habilidades e demonstrar responsabilidades relacionadas a essa habilidade", WIDE, "page.txt"),
        ("O modelo global de competências para o mundo digital", "imprescindíveis", "page.txt"),
        (f"### {WIDE}", "corda lisa", "page.md"),
        (WIDE, "### corda lisa", "page.md"),
    ],
)
def test_lines_that_are_not_joined(above: str, below: str, path: str) -> None:
    texts = [line.text for line in unwrapped_lines(f"{above}\n{below}", path)]
    assert texts == [text.strip("\n").removeprefix("### ") for text in (above, below)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (SHORT, "cordas lisas"),  # the word has a letter too many
        (WIDE, "corda lisa"),
        (f"• {WIDE[2:]}", "corda lisa"),
        (f"      {WIDE[6:]}", "corda lisa"),
    ],
)
def test_lines_that_are_joined(above: str, below: str) -> None:
    assert [line.text for line in unwrapped_lines(f"{above}\n{below}")] == [f"{above.strip()} {below}"]


def test_paragraphs_of_html_are_apart_whatever_their_width() -> None:
    lines = [of_width(66)] * 4
    source = lines_of("page.html", "\n".join(f"<p>{line}</p>" for line in lines).encode())
    assert isinstance(source, Source), source
    assert unwrapped(source, in_force()) == (source, [])


def test_the_characters_of_joined_lines_are_where_they_were() -> None:
    """Line 9 is indented; line 10 has a mark of Markdown in it."""
    (line,) = unwrapped_lines(f"{WIDE}\n  {WIDE[2:]}\n{WIDE[:59]} `nós\nPergunte.", "page.md")
    parts = (WIDE, WIDE[2:].strip(), WIDE[:59], "nós", "Pergunte.")
    assert line.text == " ".join(parts)
    begins = [sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    places = [line.span("page.md", at, at + len(part)) for at, part in zip(begins, parts, strict=True)]
    assert [(place.line, place.column, place.end_line, place.end_column) for place in places] == [
        (8, 1, 8, 67),
        (9, 4, 9, 67),
        (10, 1, 10, 60),
        (10, 62, 10, 65),
        (11, 1, 11, 10),
    ]
