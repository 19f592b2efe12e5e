"""Source -> Page: the blocks of a page, told apart by the labels of its language."""

from skosmith.model import LevelPage, Page, Problem, Source, in_order
from skosmith.pages.languages import Languages
from skosmith.pages.parse.attribute_page import attribute_marks
from skosmith.pages.parse.frame import frame_of, frame_problems, with_frame, without_frame
from skosmith.pages.parse.headings import has_blank_lines
from skosmith.pages.parse.language import language_of
from skosmith.pages.parse.level_page import level_heading, level_page_of
from skosmith.pages.parse.marks import keys_of, mark
from skosmith.pages.parse.near import correct
from skosmith.pages.parse.notices import without_notices
from skosmith.pages.parse.position import above_digits, learn_essence, recognise
from skosmith.pages.parse.reading import PageReading
from skosmith.pages.parse.skill_page import page_of
from skosmith.pages.parse.title import title_of
from skosmith.pages.run_languages import in_force

__all__ = ["parse_page"]


def parse_page(
    source: Source, language: str = "", languages: Languages | None = None
) -> tuple[Page | LevelPage | None, tuple[Problem, ...]]:
    """The page that ``source`` holds, and what is wrong with how it is laid out.

    ``language`` is a BCP 47 tag that ``languages`` (by default those in force) knows; where it is empty the language is
    found from the page.
    None for the page where it is neither of a skill nor of an attribute or a level, or is of two skills. Problems are
    in the order of the page.
    """
    languages = languages or in_force()
    whole, frame = source, frame_of(source, languages)
    if frame.above or frame.below:
        source = without_frame(whole, frame)
    keys = keys_of(source.lines, languages.longest)
    found, doubtful = language_of(source, keys, language, languages)
    if found is None:
        return None, tuple(doubtful)
    labels, learned = learn_essence(source, found.labels)
    known = [(line[:2], text) for line, text in zip(source.lines, keys, strict=True) if text]
    reading = PageReading(
        source,
        languages,
        labels,
        found.tag,
        has_blank_lines(source),
        languages.labels_among(known),
        languages.unobserved_among(known),
    )
    page, problems = _read(reading, keys)
    problems += frame_problems(whole, frame, languages)
    page = with_frame(page, whole, frame) if isinstance(page, Page) and source is not whole else page
    return page, tuple(in_order((*doubtful, *learned, *problems)) if page else (*doubtful, *problems))


def _read(reading: PageReading, keys: list[str]) -> tuple[Page | LevelPage | None, list[Problem]]:
    reading = reading._replace(marks=tuple(mark(reading, keys)))
    if heading := level_heading(reading):
        reading, problems = without_notices(reading._replace(title=heading))
        level, faults = level_page_of(reading)
        return level, [*problems, *faults]
    title = title_of(reading)
    if isinstance(title, Problem):
        return None, [title]
    reading, problems = without_notices(reading._replace(title=title))
    of_attribute = attribute_marks(reading)
    if of_attribute:
        reading = reading._replace(marks=tuple(of_attribute))
    for step in (above_digits, correct, recognise):
        reading, found = step(reading)
        problems += found
    page, faults = page_of(reading, "attribute" if of_attribute else "skill")
    return page, [*problems, *faults]
