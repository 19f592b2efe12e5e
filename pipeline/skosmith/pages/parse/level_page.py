"""A page about a level of responsibility: its title, essence, guidance, and what each attribute means at it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from skosmith.model import AttributeSection, Claim, LevelPage, Line, Problem, Span, Text, problem
from skosmith.pages.labels import Labels, fold
from skosmith.pages.parse.headings import is_heading_among
from skosmith.pages.parse.layout import cut_after, is_cut_in_text
from skosmith.pages.parse.position import not_known
from skosmith.pages.parse.reading import BULLETS, PageReading
from skosmith.pages.parse.texts import foreign_problems, interruptions, name_of, text_of, unknown_block
from skosmith.pages.parse.title import is_title, title_pattern

_UNKNOWN_ESSENCE = r"(?P<label>[^:：.]{3,60})\s*[:：]\s*(?P<essence>.+)"
_STROKE = r"\w\s*[/／]\s*\w"


@dataclass(slots=True)
class _Parts:
    """The parts of a level page, as its lines are read.

    ``text`` are the lines that the next line of text belongs to; None until a heading says to which.
    """

    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    essence: Text | None = None
    guidance: list[Line] = field(default_factory=list)
    attributes: list[tuple[Line, list[Line]]] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)
    text: list[Line] | None = None
    is_grouped: bool = False

    def open_group(self, span: Span) -> None:
        """Notes a heading that is above several attributes: below it there are headings of attributes only."""
        self.claims.append(Claim("label", "attributes", span))
        self.text, self.is_grouped = None, True


def level_heading(reading: PageReading) -> Line | None:
    """The title line of a level page, such as ``Levels of responsibility: Level 4 - Enable``; None on other pages.

    Old pages leave out the title of the level; only the name of the levels then tells the line from the heading of a
    skill's level. Source: the page layouts, editions 6 and 7.
    """
    first = next((mark.line for mark in reading.marks if not mark.is_chrome), None)
    match = reading.labels.level_page.fullmatch(first.text) if first else None
    if match is None or not (match["title"] or fold(match["scheme"]) in reading.languages.schemes):
        return None
    return first


def level_page_of(reading: PageReading) -> tuple[LevelPage, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out.

    Below the essence come the guidance and the attributes, each a short heading (with its code, if the page has it)
    and its text.
    """
    source, labels, language, heading = reading.source, reading.labels, reading.language, reading.title
    match = labels.level_page.fullmatch(heading.text)
    assert match is not None, "a level heading is one that matches"  # noqa: S101 - for the type checker
    parts = _parts(reading)
    bare = labels.beta.sub("", heading.text)
    page = LevelPage(
        path=source.path,
        sha256=source.sha256,
        language=language,
        number=labels.number(match["number"]),
        heading=Text(" ".join(bare.split()), language, source.span(heading, 0, len(bare))),
        title=name_of(source, heading, match.span("title"), language) if match["title"] else None,
        essence=parts.essence,
        scope_note=text_of(source, parts.guidance, language),
        attributes=tuple(_attribute(reading, line, lines) for line, lines in parts.attributes),
        claims=tuple(parts.claims),
        lines=source.lines,
    )
    empty = [section for section in page.attributes if section.definition is None]
    problems = parts.problems + [problem("attribute-without-text", section.pref_label.span) for section in empty]
    return page, problems + ([cut_after(reading, last)] if is_cut_in_text(last := reading.marks[-1]) else [])


def _parts(reading: PageReading) -> _Parts:
    """The lines below the title line, each in its part; one that belongs nowhere is left out."""
    parts = _Parts()
    source, labels, language = reading.source, reading.labels, reading.language
    heading, marks = reading.title, reading.marks
    essence_is_below = False
    has_essence = any(_names_essence(labels, mark.line) for mark in marks)
    first = None if has_essence else next((mark.line for mark in marks if mark.line.number > heading.number), None)
    for at, (line, role, is_chrome, *_) in enumerate(marks):
        if line is heading:
            continue
        match = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
        if match is None and not role and line is first and (match := re.fullmatch(_UNKNOWN_ESSENCE, line.text)):
            parts.problems.append(not_known(source, labels, line, "essence", match.span("label")))
        if is_chrome or role:
            parts.claims.append(Claim("chrome" if is_chrome else "label", role, source.span(line)))
            parts.text = parts.guidance if role == "guidance" else parts.text
        elif parts.essence is None and match and match["essence"]:
            parts.claims.append(Claim("label", "essence", source.span(line, 0, match.start("essence"))))
            parts.essence = Text(match["essence"], language, source.span(line, *match.span("essence")))
        elif fold(line.text) == fold(labels.essence):
            parts.claims.append(Claim("label", "essence", source.span(line)))
            essence_is_below = True
        elif essence_is_below and parts.essence is None:
            parts.essence = Text(line.text, language, source.span(line))
        elif fold(line.text) in labels.groups or (match and not match["essence"]):
            parts.open_group(source.span(line))
        elif _is_group(reading, parts, at):
            parts.open_group(source.span(line))
            parts.problems.append(not_known(source, labels, line, "groups"))
        else:
            _take(reading, parts, at)
    parts.problems += interruptions(source, parts.guidance, parts.unplaced)
    of_skills = [mark for mark in marks if mark.heading or not (mark.is_chrome or mark.role in {"", "guidance"})]
    parts.problems += [unknown_block(reading, mark.line) for mark in of_skills if mark.line is not heading]
    return parts


def _take(reading: PageReading, parts: _Parts, at: int) -> None:
    """A line of text, the heading of an attribute, or something foreign."""
    marks, labels = reading.marks, reading.labels
    line = marks[at].line
    below = marks[at + 1].line if at + 1 < len(marks) and marks[at + 1].is_unknown else None
    match = (
        title_pattern(reading.languages.code_pattern).fullmatch(line.text)
        if is_title(line, reading.languages)
        else None
    )
    is_known = match is not None or fold(line.text) in labels.attributes
    if is_known or is_heading_among(reading, marks, at):
        is_text_below = below is not None and (parts.is_grouped or below.text[0] not in BULLETS)
        is_above_essence = parts.essence is None and any(_names_essence(labels, mark.line) for mark in marks[at:])
        if is_known or (is_text_below and not is_above_essence):
            if not is_known:
                parts.problems.append(not_known(reading.source, labels, line, "attributes"))
            parts.text = []
            parts.attributes.append((line, parts.text))
            return
        parts.problems.append(unknown_block(reading, line))
    else:
        parts.problems += foreign_problems(reading, [line])
    (parts.unplaced if parts.text is None else parts.text).append(line)


def _is_group(reading: PageReading, parts: _Parts, at: int) -> bool:
    """Whether a heading below the essence is above other headings: two names with a stroke between them.

    Source: the page layouts; "Business skills / Behavioural factors" is written so in every language seen.
    """
    marks = reading.marks
    if parts.essence is None or at + 1 == len(marks) or not re.search(_STROKE, marks[at].line.text):
        return False
    is_attribute_below = fold(marks[at + 1].line.text) in reading.labels.attributes
    return is_heading_among(reading, marks, at) and (is_attribute_below or is_heading_among(reading, marks, at + 1))


def _names_essence(labels: Labels, line: Line) -> bool:
    """Whether a line has a known word for the essence."""
    match = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
    return bool(match and match["essence"]) or (labels.essence != "" and fold(line.text) == fold(labels.essence))


def _attribute(reading: PageReading, line: Line, lines: Sequence[Line]) -> AttributeSection:
    source, language = reading.source, reading.language
    text = text_of(source, lines, language)
    match = title_pattern(reading.languages.code_pattern).fullmatch(line.text)
    if match is None:
        return AttributeSection(None, Text(line.text, language, source.span(line)), text)
    code = Text(match["code"], "", source.span(line, *match.span("code")))
    name = Text(" ".join(match["name"].split()), language, source.span(line, *match.span("name")))
    return AttributeSection(code, name, text)
