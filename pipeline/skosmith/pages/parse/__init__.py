"""Source -> Page: the blocks of a page, recognised by the labels of its language."""

from skosmith.model import LevelPage, Page, Problem, Source, in_order
from skosmith.pages.conflicts import conflict_problems, with_conflicts
from skosmith.pages.languages import Languages
from skosmith.pages.parse.frame import frame_of, frame_problems, with_frame, without_frame, without_navigation
from skosmith.pages.parse.headings import has_blank_lines
from skosmith.pages.parse.language import language_of
from skosmith.pages.parse.level_page import level_heading, level_page_of
from skosmith.pages.parse.marks import keys_of, marks_of
from skosmith.pages.parse.near import correct
from skosmith.pages.parse.notices import without_notices
from skosmith.pages.parse.position import above_digits, learn_essence, recognise
from skosmith.pages.parse.reading import PageReading
from skosmith.pages.parse.sections import with_missing_headings
from skosmith.pages.parse.skill_page import attribute_marks, page_of
from skosmith.pages.parse.title import title_of, with_one_code
from skosmith.pages.parse.wrapped import unwrapped
from skosmith.pages.run_languages import in_force

__all__ = ["parse_page"]


def parse_page(
    source: Source, language: str = "", languages: Languages | None = None
) -> tuple[Page | LevelPage | None, tuple[Problem, ...]]:
    """The page that ``source`` holds, and what is wrong with how it is laid out.

    ``language`` is a BCP 47 tag that ``languages`` (by default those in force) knows; if it is empty, the page tells
    its language.
    None for the page if it is about no skill, attribute or level, or about two skills. Problems are in the order of
    the page.
    """
    languages = languages or in_force()
    source, at_fault = unwrapped(source, languages)
    at_fault += [*conflict_problems(source), *source.problems]
    whole, frame = source, frame_of(source, languages)
    if frame.above or frame.below:
        source = without_frame(whole, frame)
    keys = keys_of(source.lines, languages.longest)
    page_language, problems = language_of(source, keys, language, languages)
    if page_language is None:
        return None, (*at_fault, *problems)
    labels, unknown = learn_essence(source, page_language.labels)
    known = [(line[:2], words) for line, words in zip(source.lines, keys, strict=True) if words]
    reading = PageReading(
        source,
        languages,
        labels,
        page_language.tag,
        has_blank_lines(source),
        languages.labels_among(known),
        languages.unobserved_among(known),
    )
    page, faults = _read(reading, keys)
    faults += [*frame_problems(whole, frame, languages), *at_fault]
    page = with_frame(page, whole, frame) if isinstance(page, Page) and source is not whole else page
    page = with_conflicts(page, source) if page and source.conflicts else page
    return page, tuple(in_order((*problems, *unknown, *faults)) if page else (*problems, *faults))


def _read(reading: PageReading, keys: list[str]) -> tuple[Page | LevelPage | None, list[Problem]]:
    reading = reading._replace(marks=tuple(marks_of(reading, keys)))
    if heading := level_heading(reading):
        reading, problems = without_notices(reading._replace(title=heading))
        level, faults = level_page_of(reading)
        return level, [*problems, *faults]
    title = title_of(reading)
    if isinstance(title, Problem):
        return None, [title]
    reading, problems = with_one_code(reading._replace(title=title))
    for step in (without_navigation, without_notices):
        reading, faults = step(reading)
        problems += faults
    marks = attribute_marks(reading)
    reading = reading._replace(marks=marks or reading.marks)
    steps = (above_digits, correct, recognise) if marks else (above_digits, correct, with_missing_headings, recognise)
    for step in steps:
        reading, faults = step(reading)
        problems += faults
    page, faults = page_of(reading, "attribute" if marks else "skill")
    return page, [*problems, *faults]
