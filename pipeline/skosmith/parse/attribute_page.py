"""A page about an attribute of the levels: laid out as a skill page, its levels headed ``Level 1 - Follow``."""

from collections.abc import Sequence

from skosmith.labels import Labels
from skosmith.model import Line
from skosmith.parse.marks import Heading, Mark

_ENOUGH = 2  # levels, to know an attribute by


def attribute_marks(labels: Labels, marks: Sequence[Mark], title: Line) -> list[Mark] | None:
    """``marks`` with the level headings of an attribute page; None on other pages.

    A skill page has a levels label, or level headings with the skill's name.
    """
    if any(mark.role == "levels" or (mark.heading and mark.heading.start >= 0) for mark in marks):
        return None
    found = list(marks)
    levels = 0
    for number, mark in enumerate(marks):
        match = labels.title.fullmatch(mark.line.text) if mark.line is not title and not mark.role else None
        if match and match["essence"] is None:
            found[number] = Mark(mark.line, heading=Heading(labels.number(match["number"]), *match.span("title")))
            levels += 1
    return found if levels >= _ENOUGH else None
