"""A page about an attribute of the levels: laid out as a skill page, its levels headed ``Level 1 - Follow``."""

from skosmith.pages.parse.marks import Heading, Mark
from skosmith.pages.parse.reading import PageReading

_ENOUGH = 2  # levels, to know an attribute by


def attribute_marks(reading: PageReading) -> list[Mark] | None:
    """The marks of a page with the level headings of an attribute page; None on other pages.

    A skill page has a levels label, or level headings with the skill's name.
    """
    if any(one.role == "levels" or (one.heading and one.heading.start >= 0) for one in reading.marks):
        return None
    labels, title, marks = reading.labels, reading.title, reading.marks
    found = list(marks)
    levels = 0
    for at, one in enumerate(marks):
        match = labels.title.fullmatch(one.line.text) if one.line is not title and not one.role else None
        if match and match["essence"] is None:
            found[at] = Mark(one.line, heading=Heading(labels.number(match["number"]), *match.span("title")))
            levels += 1
    return found if levels >= _ENOUGH else None
