"""Where a page breaks off: before its levels, after a heading, in the middle of a sentence."""

from collections.abc import Collection, Iterator, Sequence

from skosmith.model import Kind, LevelSection, Problem, problem
from skosmith.pages.parse.headings import ends_as_text
from skosmith.pages.parse.marks import Mark
from skosmith.pages.parse.reading import PageReading

_LEADS_IN = (":", "：", ";", "；")
_SHOWN = 40  # characters of the last line


def page_cut(
    reading: PageReading, sections: Sequence[LevelSection], declared: Collection[int], kind: Kind
) -> Iterator[Problem]:
    """A problem at the end of a skill or attribute page that breaks off.

    ``declared`` are the levels of the line of digits: a page may end between two of its levels.
    """
    last = reading.marks[-1]
    is_before_levels = kind == "skill" and not sections
    is_after_heading = last.heading is not None or last.role == "cut" or (bool(last.role) and not last.is_chrome)
    has_no_text = bool(sections) and sections[-1].skill_label is not None and sections[-1].definition is None
    if (
        is_before_levels
        or is_after_heading
        or has_no_text
        or is_cut_in_text(last)
        or _is_cut_between_levels([section.number for section in sections], declared)
    ):
        yield cut_after(reading, last)


def _is_cut_between_levels(numbers: Sequence[int], declared: Collection[int]) -> bool:
    """Whether several levels are missing and all of them would follow the last one: of one, its digit may be wrong."""
    missing = set(declared) - set(numbers)
    is_rising = list(numbers) == sorted(numbers)
    return len(missing) > 1 and bool(numbers) and is_rising and min(missing) > numbers[-1]


def is_cut_in_text(last: Mark) -> bool:
    """Whether the last line of a page is text that does not end as a text does; an item of a list need not."""
    text = last.line.text
    return last.is_unknown and not last.is_item and (not ends_as_text(text) or text.endswith(_LEADS_IN))


def cut_after(reading: PageReading, last: Mark) -> Problem:
    """What reports that a page breaks off after a line; its place is the end of the line, or all of it if it is cut."""
    text = last.line.text
    begin = 0 if last.role else max(len(text) - 1, 0)
    shown = text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
    return problem("page-cut", reading.source.span(last.line, begin, len(text)), text=shown)
