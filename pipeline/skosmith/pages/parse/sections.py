"""The level sections of a page: heading, the line of the level's title and essence, text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from skosmith.model import Kind, LevelSection, Line, Problem, Source, Text, problem
from skosmith.pages.labels import Labels, unaccent
from skosmith.pages.parse.marks import Heading, unmarked
from skosmith.pages.parse.reading import PageReading
from skosmith.pages.parse.texts import name_of, text_of, text_problems

_ENDS = ".!?…。！？؟)]\"'”’»:;"


def sections_of(
    reading: PageReading, found: Sequence[tuple[Heading, Line, list[Line]]], kind: Kind = "skill"
) -> tuple[list[LevelSection], list[Problem]]:
    """The sections that headings and the lines below them make, in the order of the page.

    The heading of an attribute's level holds the level's title where that of a skill's holds the skill's name.
    """
    source, labels, language = reading.source, reading.labels, reading.language
    sections: list[LevelSection] = []
    problems: list[Problem] = []
    numbers = Counter(heading.number for heading, _, _ in found)
    for heading, line, lines in found:
        name = name_of(source, line, (heading.start, heading.end), language)
        title, essence, has_title = (name if kind == "attribute" else None), None, 0
        if lines and kind == "skill":
            title, essence, wrong = _title_and_essence(reading, heading, line, lines)
            has_title = int(bool(title or essence))
            problems += wrong
        if has_title and not essence and len(lines) > 1 and (match := labels.essence_line.fullmatch(lines[1].text)):
            essence = Text(match["essence"], language, source.span(lines[1], *match.span("essence")))
            has_title = 2
        number = _number(labels, heading, lines, numbers)
        bare = unmarked(line.text)
        rest = lines[has_title:]
        problems += text_problems(reading, rest, is_of_level=True)
        if heading.start < 0 and rest:
            values = {"level": heading.number, "written": f"...: {labels.level} {heading.number}"}
            problems.append(problem("heading-misspelt", source.span(line), **values))
        problems += lost_titles(source, labels, lines[1:])
        sections.append(
            LevelSection(
                number=number,
                heading=Text(" ".join(bare.split()), language, source.span(line, 0, len(bare))),
                skill_label=name if kind == "skill" else None,
                title=title,
                essence=essence,
                definition=text_of(source, rest, language),
            )
        )
    problems += _order_problems(sections)
    return sections, problems


def _number(labels: Labels, heading: Heading, lines: Sequence[Line], numbers: Counter[int]) -> int:
    """The number of a section: the heading's; but that of the line below it, where only so each level comes once."""
    if numbers[heading.number] == 1 or not lines:
        return heading.number
    match = labels.title.fullmatch(lines[0].text)
    return labels.number(match["number"]) if match and not numbers[labels.number(match["number"])] else heading.number


def _title_and_essence(
    reading: PageReading, heading: Heading, above: Line, lines: Sequence[Line]
) -> tuple[Text | None, Text | None, list[Problem]]:
    """The level's title and its essence on the first line below a heading; nothing where that line is text.

    Source: the page layouts, block 11: ``Level N - title: Essence of the level: passage``.
    """
    source, labels, language = reading.source, reading.labels, reading.language
    line = lines[0]
    match = labels.title.fullmatch(line.text)
    problems = []
    if match is None:
        plain = unaccent(line.text)
        match = labels.near_title.fullmatch(plain) if len(plain) == len(line.text) else None
        if match is None or labels.number(match["number"]) != heading.number:
            return None, None, []
        begins = f"{labels.level} {heading.number} - "
        values = {"level": heading.number, "written": f"{begins}...: {labels.essence}: ..."}
        is_whole = bool(labels.essence and match["title"] and match["essence"])
        name, passage = (line.text[slice(*match.span(group))] for group in ("title", "essence"))
        exactly = f"{begins}{name}: {labels.essence}: {passage}" if is_whole else ""
        problems.append(problem("level-title-misspelt", source.span(line), replacement=exactly, **values))
    if labels.number(match["number"]) != heading.number:
        here = source.span(line, *match.span("number"))
        values = {"title": labels.number(match["number"]), "heading": heading.number}
        problems.append(problem("level-title-differs", here, source.span(above), **values))
    title = name_of(source, line, match.span("title"), language)
    start, end = match.span("essence")
    passage = line.text[start:end] if start >= 0 else ""
    essence = Text(passage, language, source.span(line, start, end)) if passage else None
    if essence and passage[-1] not in _ENDS and len(lines) > 1 and lines[1].text[0].islower():
        problems.append(problem("essence-broken", source.span(lines[1]), essence.span))
    return title, essence, problems


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


def _order_problems(sections: Sequence[LevelSection]) -> Iterator[Problem]:
    """A level that comes twice; a level that breaks the order, rising or falling, of those before it.

    Source: the page layouts, block 11 (levels rise; in layout A they fall).
    """
    seen: dict[int, LevelSection] = {}
    kept = []
    for section in sections:
        if section.number in seen:
            yield problem("level-twice", section.heading.span, seen[section.number].heading.span, level=section.number)
        else:
            seen[section.number] = section
            kept.append(section)
    steps = [(before, after, after.number > before.number) for before, after in pairwise(kept)]
    for before, after, rises in steps:
        if rises != steps[0][2]:
            yield problem("levels-out-of-order", after.heading.span, before.heading.span, level=after.number)
