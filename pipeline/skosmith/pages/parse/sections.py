"""The level sections of a page: heading, the line of the level's title and essence, text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from skosmith.model import Kind, LevelSection, Line, Problem, Source, Text, problem
from skosmith.pages.labels import Labels, fold, unaccent
from skosmith.pages.parse.blocks import Section
from skosmith.pages.parse.marks import bare_title, is_digits, unmarked
from skosmith.pages.parse.reading import Heading, Mark, PageReading
from skosmith.pages.parse.texts import name_of, text_of, text_problems

_ENDS = ".!?…。！？؟)]\"'”’»:;"


class _TitleLine(NamedTuple):
    """The title and the essence on the first line below a level heading; empty if that line is text."""

    title: Text | None = None
    essence: Text | None = None
    problems: Sequence[Problem] = ()


def sections_of(
    reading: PageReading, sections: Sequence[Section], pref_label: Text | None, kind: Kind = "skill"
) -> tuple[list[LevelSection], list[Problem]]:
    """The levels that headings and the lines below them make, in the order of the page.

    The heading of an attribute's level holds the level's title where that of a skill's holds the skill's name,
    ``pref_label``, which a heading that is missing would have.
    """
    source, labels, language = reading.source, reading.labels, reading.language
    levels: list[LevelSection] = []
    problems: list[Problem] = []
    numbers = Counter(section.heading.number for section in sections)
    for section in map(_from_title, sections, repeat(labels)) if kind == "skill" else sections:
        heading, line, lines = section
        name = pref_label if heading.is_missing else name_of(source, line, (heading.start, heading.end), language)
        below = _title_line(reading, section) if lines and kind == "skill" else _TitleLine()
        title, essence = name if kind == "attribute" else below.title, below.essence
        problems += below.problems
        rest = lines[1:] if below.title or essence else lines
        if below.title and not essence and rest and (match := labels.essence_line.fullmatch(rest[0].text)):
            essence = Text(match["essence"], language, source.span(rest[0], *match.span("essence")))
            rest = rest[1:]
        problems += text_problems(reading, rest, is_of_level=True)
        if heading.start < 0 and rest and not heading.is_missing:
            values = {"level": heading.number, "written": f"...: {labels.level} {heading.number}"}
            problems.append(problem("heading-misspelt", source.span(line), **values))
        problems += lost_titles(source, labels, lines[1:])
        bare = unmarked(line.text)
        words = f"{name.value}: {labels.level} {heading.number}" if heading.is_missing and name else bare
        levels.append(
            LevelSection(
                number=_number(labels, section, numbers),
                heading=Text(" ".join(words.split()), language, source.span(line, 0, len(bare))),
                skill_label=name if kind == "skill" else None,
                title=title,
                essence=essence,
                definition=text_of(source, rest, language),
            )
        )
    return levels, [*problems, *_order_problems(levels)]


def _from_title(section: Section, labels: Labels) -> Section:
    """A section that begins with the line of its title: what is between it and its heading belongs to no text."""
    for at, line in enumerate(section.lines):
        match = labels.title.fullmatch(line.text)
        if match and match["essence"] and labels.number(match["number"]) == section.heading.number:
            return section._replace(lines=section.lines[at:])
    return section


def with_missing_headings(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with a heading above the title and essence of each level that has none, and a problem for each.

    So the texts below are read as those of that level, and only the heading is reported. The digits name the level, and
    it is between those of the headings above and below.
    """
    headings = [(at, mark.heading.number) for at, mark in enumerate(reading.marks) if mark.heading]
    numbers = {number for _, number in headings}
    digits = (mark.line.text[mark.digits :] for mark in reading.marks if mark.digits or is_digits(mark.line.text))
    declared = {int(number) for line in digits for number in re.findall(r"\d+", line)}
    marks: list[Mark] = []
    problems: list[Problem] = []
    for at, mark in enumerate(reading.marks):
        match = _title_with_essence(reading.labels, mark.line) if mark.is_unknown else None
        if match is None:
            marks.append(mark)
            continue
        number = reading.labels.number(match["number"])
        above = next((other for place, other in reversed(headings) if place < at), number - 1)
        below = next((other for place, other in headings if place > at), number + 1)
        is_owed = number not in numbers and (not declared or number in declared)
        is_between = (above < number < below) if above < below else (above > number > below)
        if is_owed and is_between and not (marks and _is_heading_hidden(reading, marks[-1])):
            numbers.add(number)
            marks.append(Mark(mark.line, heading=Heading(number, is_missing=True)))
            problems.append(problem("level-without-heading", reading.source.span(mark.line), level=number))
        marks.append(mark)
    return reading._replace(marks=tuple(marks)), problems


def _is_heading_hidden(reading: PageReading, mark: Mark) -> bool:
    """Whether the line above the title of a level is its heading, or holds it; ``lost_headings`` reports it."""
    name = fold(bare_title(reading.title.text, reading.labels).rpartition(" ")[0])
    return mark.heading is not None or f"{name}:" in fold(mark.line.text).replace(" :", ":")


def _title_with_essence(labels: Labels, line: Line) -> re.Match[str] | None:
    """What a line with a level's title and essence says, also if its dash is missing."""
    if ":" not in line.text and "：" not in line.text:
        return None
    match = labels.title.fullmatch(line.text)
    if match is None and labels.essence_within.search(line.text):
        match = labels.near_title.fullmatch(unaccent(line.text))
    return match if match and match["essence"] else None


def _number(labels: Labels, section: Section, numbers: Counter[int]) -> int:
    """The number of the heading; but that of the line below it, where only so each level comes once."""
    number = section.heading.number
    if numbers[number] == 1 or not section.lines:
        return number
    match = labels.title.fullmatch(section.lines[0].text)
    return labels.number(match["number"]) if match and not numbers[labels.number(match["number"])] else number


def _title_line(reading: PageReading, section: Section) -> _TitleLine:
    """The level's title and its essence on the first line below a heading.

    Source: the page layouts, block 11: ``Level N - title: Essence of the level: passage``.
    """
    source, labels, language = reading.source, reading.labels, reading.language
    line, level = section.lines[0], section.heading.number
    match = labels.title.fullmatch(line.text)
    problems = []
    if match is None:
        plain = unaccent(line.text)
        match = labels.near_title.fullmatch(plain) if len(plain) == len(line.text) else None
        if match is None or labels.number(match["number"]) != level:
            return _TitleLine()
        begin = f"{labels.level} {level} - "
        values = {"level": level, "written": f"{begin}...: {labels.essence}: ..."}
        is_whole = bool(labels.essence and match["title"] and match["essence"])
        name, passage = (line.text[slice(*match.span(group))] for group in ("title", "essence"))
        exactly = f"{begin}{name}: {labels.essence}: {passage}" if is_whole else ""
        problems.append(problem("level-title-misspelt", source.span(line), replacement=exactly, **values))
    number = labels.number(match["number"])
    if number != level:
        here, above = source.span(line, *match.span("number")), source.span(section.line)
        problems.append(problem("level-title-differs", here, above, title=number, heading=level))
    title = name_of(source, line, match.span("title"), language)
    start, end = match.span("essence")
    passage = line.text[start:end] if start >= 0 else ""
    essence = Text(passage, language, source.span(line, start, end)) if passage else None
    if essence and passage[-1] not in _ENDS and len(section.lines) > 1 and section.lines[1].text[0].islower():
        problems.append(problem("essence-broken", source.span(section.lines[1]), essence.span))
    return _TitleLine(title, essence, problems)


def lost_titles(source: Source, labels: Labels, lines: Sequence[Line]) -> Iterator[Problem]:
    """A problem for each line with a level's title and essence that is not below the heading of its level.

    So, too, if its dash is missing: the number of a level and the word for the essence tell such a line. And one for an
    essence without a level.
    """
    for line in lines:
        match = labels.title.fullmatch(line.text)
        has_colon = match is None and (":" in line.text or "：" in line.text)
        has_essence = has_colon and labels.essence_within.search(line.text)
        if has_essence:
            match = labels.near_title.fullmatch(unaccent(line.text))
        if match:
            yield problem("level-without-heading", source.span(line), level=match["number"])
        elif has_essence:
            yield problem("essence-in-text", source.span(line))


def _order_problems(levels: Sequence[LevelSection]) -> Iterator[Problem]:
    """A level that comes twice; a level that breaks the order, rising or falling, of those before it.

    Source: the page layouts, block 11 (levels rise; in layout A they fall).
    """
    first: dict[int, LevelSection] = {}
    for level in levels:
        if first.setdefault(level.number, level) is not level:
            yield problem("level-twice", level.heading.span, first[level.number].heading.span, level=level.number)
    steps = [(before, after, after.number > before.number) for before, after in pairwise(first.values())]
    for before, after, rises in steps:
        if rises != steps[0][2]:
            yield problem("levels-out-of-order", after.heading.span, before.heading.span, level=after.number)
