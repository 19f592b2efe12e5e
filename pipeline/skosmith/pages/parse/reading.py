"""A page while it is read: its source, and the words that it is read with."""

from typing import NamedTuple

from skosmith.model import Source
from skosmith.pages.labels import Labels
from skosmith.pages.languages import Languages


class Reading(NamedTuple):
    """A page and how it is read: ``language`` is the BCP 47 tag of its texts, ``labels`` the words of its labels.

    They differ if somebody names another language than that of the page's words. ``is_spaced`` tells that the blocks of
    the page stand apart: in HTML, or with blank lines between them. ``foreign`` are the places (line, column) of the
    lines that are labels of any language, or begin as a line above the title does; ``unobserved`` those of the
    sentences that say that a skill is not defined at a level.
    """

    source: Source
    languages: Languages
    labels: Labels
    language: str
    is_spaced: bool = False
    foreign: frozenset[tuple[int, int]] = frozenset()
    unobserved: frozenset[tuple[int, int]] = frozenset()
