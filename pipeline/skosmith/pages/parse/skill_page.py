"""A page about a skill or an attribute: its blocks as texts, its levels as sections."""

import re
from collections.abc import Iterator

from skosmith.model import Claim, Kind, Number, Page, Problem, Text, problem
from skosmith.pages.labels import fold
from skosmith.pages.parse.blocks import Blocks, blocks_of
from skosmith.pages.parse.layout import (
    digit_problems,
    label_problems,
    lost_headings,
    no_digits,
    page_cut,
    text_in_changes,
    unlabelled_digits,
)
from skosmith.pages.parse.marks import bare_title
from skosmith.pages.parse.reading import Heading, Mark, PageReading
from skosmith.pages.parse.sections import lost_titles, sections_of
from skosmith.pages.parse.texts import interruptions, name_of, text_of, text_problems
from skosmith.pages.parse.title import first_title_pattern

_NUMBER = re.compile(r"\d+")
_LEVELS = range(1, 8)
_ENOUGH = 2  # levels, to know an attribute by


def attribute_marks(reading: PageReading) -> tuple[Mark, ...]:
    """The marks of a page with the level headings of an attribute page, ``Level 1 - Follow``; none on other pages.

    A skill page has a levels label, or level headings with the skill's name.
    """
    if any(mark.role == "levels" or (mark.heading and mark.heading.start >= 0) for mark in reading.marks):
        return ()
    labels, marks = reading.labels, list(reading.marks)
    for at, mark in enumerate(marks):
        match = labels.title.fullmatch(mark.line.text) if mark.line is not reading.title and not mark.role else None
        if match and match["essence"] is None:
            marks[at] = Mark(mark.line, heading=Heading(labels.number(match["number"]), *match.span("title")))
    levels = sum(mark is not before for mark, before in zip(marks, reading.marks, strict=True))
    return tuple(marks) if levels >= _ENOUGH else ()


def page_of(reading: PageReading, kind: Kind) -> tuple[Page, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out."""
    source, title, language = reading.source, reading.title, reading.language
    blocks = blocks_of(reading)
    match = first_title_pattern(reading.languages.code_pattern).fullmatch(bare_title(title.text, reading.labels))
    assert match is not None, "a title line is one that matches"  # noqa: S101 - for the type checker
    pref_label = name_of(source, title, match.span("name"), language)
    problems = _take_unobserved(reading, blocks, pref_label)
    sections, faults = sections_of(reading, blocks.sections, pref_label, kind)
    numbers = tuple(
        Number(int(digits[0]), source.span(line, *digits.span()))
        for line, start in blocks.digits
        for digits in _NUMBER.finditer(line.text, start)
    )
    texts = {block: text_of(source, lines, language) for block, lines in blocks.texts.items()}
    page = Page(
        path=source.path,
        sha256=source.sha256,
        language=language,
        notation=Text(match["code"], "", source.span(title, *match.span("code"))),
        pref_label=pref_label,
        definition=texts.get("title"),
        declared_levels=numbers,
        change_note=texts.get("changes"),
        scope_note=texts.get("guidance"),
        lower_levels_note=texts.get("understanding/lower"),
        higher_levels_note=texts.get("understanding/higher"),
        development_note=texts.get("developing"),
        lower_levels_development_note=texts.get("developing/lower"),
        higher_levels_development_note=texts.get("developing/higher"),
        sections=tuple(sections),
        kind=kind,
        claims=tuple(blocks.claims),
        lines=source.lines,
    )
    problems += [*faults, *_problems(reading, blocks, page)]
    if {number.value for number in numbers} != {section.number for section in sections if section.skill_label}:
        lost = lost_headings(reading, pref_label, blocks)
        spans = {heading.spans for heading in lost}
        problems = [fault for fault in problems if fault.code != "essence-in-text" or fault.spans not in spans] + lost
    return page, problems


def _problems(reading: PageReading, blocks: Blocks, page: Page) -> Iterator[Problem]:
    """What is wrong with the blocks of a page and their texts; its sections are judged where they are read."""
    source, title, numbers = reading.source, reading.title, page.declared_levels
    if page.pref_label is None:
        yield problem("title-without-name", source.span(title))
    yield from page_cut(reading, page.sections, numbers, page.kind)
    yield from label_problems(blocks, is_whole=bool(page.sections))
    yield from digit_problems(numbers)
    yield from unlabelled_digits(reading, blocks)
    if page.kind == "skill" and page.sections and not numbers:
        yield from no_digits(blocks, source.span(title))
    bare = bare_title(title.text, reading.labels)
    for block, lines in blocks.texts.items():
        yield from text_problems(reading, lines, title=bare, is_definition=block == "title")
        yield from lost_titles(source, reading.labels, lines)
        yield from interruptions(source, lines, blocks.unplaced) if blocks.unplaced else ()
    yield from text_in_changes(source, blocks)


def _take_unobserved(reading: PageReading, blocks: Blocks, name: Text | None) -> list[Problem]:
    """Removes the sections that say that the skill is not defined at their levels; their lines are chrome.

    Only a known sentence says so, below a heading with the skill's own name and levels that exist. Any other text
    below a heading is text of the skill; above such a text a heading of two levels or more is a fault.
    Source: the page layouts, B.
    """
    sections, problems = [], []
    for section in blocks.sections:
        heading, line, lines = section
        is_own = name is not None and fold(line.text[max(heading.start, 0) : heading.end]) == fold(name.value)
        levels = {heading.number, heading.last or heading.number}
        is_known = len(lines) == 1 and lines[0][:2] in reading.unobserved
        if is_known and is_own and levels <= set(_LEVELS):
            blocks.claims += [Claim("chrome", "unobserved", reading.source.span(part)) for part in (line, *lines)]
            continue
        sections.append(section)
        if heading.last:
            values = {"levels": f"{heading.number}-{heading.last}", "name": name.value if name else "..."}
            problems.append(problem("heading-of-levels", reading.source.span(line), **values))
    blocks.sections = sections
    return problems
