"""Which lines read like a heading: of these each must be known, by its words or by its place."""

import re
from collections.abc import Sequence
from itertools import pairwise

from skosmith.model import Line, Source
from skosmith.pages.parse.reading import BULLETS, Mark, PageReading

LONGEST = 80
"""The most characters of a line that reads like a heading; the longest real one has 79."""

DOTS = ("...", "…", "．．．", "。。。")
"""How the two labels on undefined levels end. Source: the page layouts, block 7."""

_ENDS = tuple(".!?…:;。！？：；．؟")
_CLOSING = ")]\"'”’»」』"
# The owner of a page, and the mark of a failed merge whose other marks are gone.
_NO_TEXT = r"(?:©|\(c\)|copyright\b).*|={7}"
_NO_TEXT_BEGINS = "©(cC="


def ends_as_text(text: str) -> bool:
    """Whether a line ends as a sentence, or what leads into a list, does."""
    return text.rstrip(_CLOSING).endswith(_ENDS)


def reads_like_a_heading(line: Line) -> bool:
    """Whether a line reads like a heading rather than text: short, no item of a list, without a sentence's end.

    So do a heading of Markdown or HTML, whatever its words, the owner of a page, and the line between the sides of a
    merge that failed.
    """
    text = line.text
    if line.rank or text[0] in BULLETS or len(text) > LONGEST:
        return line.rank > 0
    return not ends_as_text(text) or _is_no_text(text)


def _is_no_text(text: str) -> bool:
    return text[0] in _NO_TEXT_BEGINS and re.fullmatch(_NO_TEXT, text, re.IGNORECASE) is not None


def has_blank_lines(source: Source) -> bool:
    return source.is_html or any(below.number > line.number + 1 for line, below in pairwise(source.lines))


def is_heading(reading: PageReading, line: Line, above: Line | None, below: Line | None) -> bool:
    """Whether a line of which nothing is known heads a list or a paragraph, or can be no text of a skill.

    ``above`` and ``below`` are the lines next to it of which nothing is known either, else None. A heading is a
    paragraph of its own: on a page with blank lines one is above it, and one or a list below it.
    """
    if not reads_like_a_heading(line):
        return False
    if below is None:
        return line.rank > 0 or _is_no_text(line.text)
    if reading.source.is_html or not reading.is_spaced or line.rank > 0:
        return True
    is_list = below.text[0] in BULLETS
    is_apart = above is None or line.number > above.number + 1 or (is_list and above.text[0] in BULLETS)
    return is_apart and (is_list or below.number > line.number + 1)


def is_heading_among(reading: PageReading, marks: Sequence[Mark], at: int) -> bool:
    above, below = (
        marks[number].line if 0 <= number < len(marks) and marks[number].is_unknown else None
        for number in (at - 1, at + 1)
    )
    return is_heading(reading, marks[at].line, above, below)


def headings_in(reading: PageReading, lines: Sequence[Line]) -> list[Line]:
    neighbours = zip((None, *lines), lines, (*lines[1:], None), strict=False)
    return [line for above, line, below in neighbours if is_heading(reading, line, above, below)]
