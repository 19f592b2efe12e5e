"""A page while it is read: its source, the words that it is read with, and what is known of its lines so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from skosmith.model import Line, Source

if TYPE_CHECKING:
    from skosmith.pages.labels import Labels
    from skosmith.pages.languages import Languages
    from skosmith.pages.parse.marks import Mark

_NOT_YET = Line(0, 0, "")


class PageReading(NamedTuple):
    """A page and how it is read: ``language`` is the BCP 47 tag of its texts, ``labels`` the words of its labels.

    They differ if somebody names another language than that of the page's words. ``is_spaced`` tells that the blocks of
    the page stand apart: in HTML, or with blank lines between them. ``foreign`` are the places (line, column) of the
    lines that are labels of any language, or begin as a line above the title does; ``unobserved`` those of the
    sentences that say that a skill is not defined at a level. ``marks`` are its lines with what is known of each, and
    ``title`` the one that names its skill, attribute or level; an empty line until it is found.
    """

    source: Source
    languages: Languages
    labels: Labels
    language: str
    is_spaced: bool = False
    foreign: frozenset[tuple[int, int]] = frozenset()
    unobserved: frozenset[tuple[int, int]] = frozenset()
    title: Line = _NOT_YET
    marks: tuple[Mark, ...] = ()
