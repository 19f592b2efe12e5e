"""Which lines read like a heading: of these each must be known, by its words or by its place."""

import re
from collections.abc import Sequence
from itertools import pairwise

from skosmith.model import Line, Source
from skosmith.pages.parse.reading import PageReading

LONGEST = 80
"""The most characters of a line that reads like a heading; the longest real one has 79."""

DOTS = ("...", "…", "．．．", "。。。")
"""How the two labels on undefined levels end. Source: the page layouts, block 7."""

BULLETS = "•*-"

_SENTENCE = re.compile(r".*[.!?…:;。！？：；．؟][)\]\"'”’»」』]*")  # how a line of text ends
# The owner of a page, and the marks that a failed merge leaves behind.
_NO_TEXT = re.compile(r"(?:©|\(c\)|copyright\b).*|(?:<{7}|>{7}|={7}|\|{7})(?: .*)?", re.IGNORECASE)


def ends_as_text(text: str) -> bool:
    """Whether a line ends as a sentence, or what leads into a list, does."""
    return _SENTENCE.fullmatch(text) is not None


def reads_like_a_heading(line: Line) -> bool:
    """Whether a line reads like a heading rather than text: short, no item of a list, without a sentence's end.

    So do a heading of Markdown or HTML, whatever its words, the owner of a page, and the marks of a failed merge.
    """
    text = line.text
    if text[0] in BULLETS or len(text) > LONGEST:
        return line.rank > 0
    return line.rank > 0 or not ends_as_text(text) or _NO_TEXT.fullmatch(text) is not None


def has_blank_lines(source: Source) -> bool:
    """Whether the blocks of a page stand apart: in HTML, or with blank lines between them."""
    lines = source.lines
    return source.is_html or any(below.number > line.number + 1 for line, below in pairwise(lines))


def is_heading(line: Line, above: Line | None, below: Line | None, reading: PageReading) -> bool:
    """Whether a line of which nothing is known heads a list or a paragraph, or can be no text of a skill.

    ``above`` and ``below`` are the lines around it of which nothing is known either, None where there is something
    else. A heading is a paragraph of its own: on a page with blank lines one is above it, and one or a list below it.
    """
    if not reads_like_a_heading(line):
        return False
    if below is None:
        return line.rank > 0 or _NO_TEXT.fullmatch(line.text) is not None
    if reading.source.is_html or not reading.is_spaced or line.rank > 0:
        return True
    is_list = below.text[0] in BULLETS
    is_apart = above is None or line.number > above.number + 1 or (is_list and above.text[0] in BULLETS)
    return is_apart and (is_list or below.number > line.number + 1)


def headings_in(reading: PageReading, lines: Sequence[Line]) -> list[Line]:
    """The lines of one text that read like headings."""
    found = []
    for at, line in enumerate(lines):
        if reads_like_a_heading(line):
            above, below = lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None
            if is_heading(line, above, below, reading):
                found.append(line)
    return found
