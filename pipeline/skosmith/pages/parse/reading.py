"""A page while it is read: the words that it is read with, and what is known of its lines so far."""

from typing import NamedTuple

from skosmith.model import Line, Source
from skosmith.pages.labels import Labels
from skosmith.pages.languages import Languages

BULLETS = "•*-"

_NO_LINE = Line(0, 0, "")


class Heading(NamedTuple):
    """A level heading: its number as written, and the place of the skill's name in the line; -1 without a name.

    ``last`` is the number that a heading of several levels, ``Levels 1-2``, ends with; else 0. ``is_missing`` tells
    that the page does not have it: the line below it tells the level.
    """

    number: int
    start: int = -1
    end: int = -1
    last: int = 0
    is_missing: bool = False


class Mark(NamedTuple):
    """A line with what its language knows of it: the role of its label or chrome, or the level heading that it is.

    ``digits`` is where on the line of a levels label its digits begin; 0 without digits.
    """

    line: Line
    role: str = ""
    is_chrome: bool = False
    heading: Heading | None = None
    digits: int = 0

    @property
    def is_unknown(self) -> bool:
        """Whether the line is text, or something foreign."""
        return not self.role and self.heading is None

    @property
    def is_item(self) -> bool:
        """Whether the line is an item of a list."""
        return self.line.text[0] in BULLETS


class PageReading(NamedTuple):
    """A page and how it is read: ``language`` is the BCP 47 tag of its texts, ``labels`` the words of its labels.

    They differ if the caller names another language than that of the page's words. ``is_spaced`` tells that the blocks
    of the page are apart: in HTML, or with blank lines between them. ``foreign`` are the places (line, column) of the
    lines that are labels of any language, or begin as a line above the title does; ``unobserved`` those of the
    sentences that say that a skill is not defined at a level. ``marks`` are its lines with what is known of each, and
    ``title`` the one that names its skill, attribute or level; an empty line at first.
    """

    source: Source
    languages: Languages
    labels: Labels
    language: str
    is_spaced: bool = False
    foreign: frozenset[tuple[int, int]] = frozenset()
    unobserved: frozenset[tuple[int, int]] = frozenset()
    title: Line = _NO_LINE
    marks: tuple[Mark, ...] = ()
