"""A page about a level of responsibility: its title, essence, guidance, and what each attribute means at it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from skosmith.model import AttributeSection, Claim, LevelPage, Line, Problem, Span, Text, problem
from skosmith.pages.labels import Labels, fold
from skosmith.pages.parse.ending import cut_after, is_cut_in_text
from skosmith.pages.parse.headings import BULLETS, is_heading
from skosmith.pages.parse.marks import Mark
from skosmith.pages.parse.position import not_known
from skosmith.pages.parse.reading import PageReading
from skosmith.pages.parse.texts import foreign_problems, interruptions, name_of, text_of, unknown_block
from skosmith.pages.parse.title import TITLE, is_title

_UNKNOWN_ESSENCE = re.compile(r"(?P<label>[^:：.]{3,60})\s*[:：]\s*(?P<essence>.+)")
_CODE = re.compile(r"[A-Z]{4}$")
_STROKE = re.compile(r"\w\s*[/／]\s*\w")


@dataclass(slots=True)
class _Parts:
    """What a level page says, part by part, as its lines are read."""

    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    essence: Text | None = None
    guidance: list[Line] = field(default_factory=list)
    attributes: list[tuple[Line, list[Line]]] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    text: list[Line] | None = None
    """The lines that the next line of text belongs to; None where no heading says to which."""
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
    first = next((one.line for one in reading.marks if not one.is_chrome), None)
    match = reading.labels.level_page.fullmatch(first.text) if first else None
    if match is None or not (match["title"] or fold(match["scheme"]) in reading.languages.schemes):
        return None
    return first


def level_page_of(reading: PageReading) -> tuple[LevelPage, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out.

    Below the essence stand the guidance and the attributes, each a short heading (with its code, where the page gives
    it) and its text.
    """
    source, labels, language, heading = reading.source, reading.labels, reading.language, reading.title
    match = labels.level_page.fullmatch(heading.text)
    assert match is not None, "a level heading is one that matches"  # noqa: S101 - for the type checker
    parts = _parts(reading)
    page = LevelPage(
        path=source.path,
        sha256=source.sha256,
        language=language,
        number=labels.number(match["number"]),
        heading=_heading_text(reading),
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


def _heading_text(reading: PageReading) -> Text:
    text = reading.labels.beta.sub("", reading.title.text)
    return Text(" ".join(text.split()), reading.language, reading.source.span(reading.title, 0, len(text)))


def _parts(reading: PageReading) -> _Parts:
    """The lines below the title line, each put where it belongs; one that belongs nowhere is left out."""
    parts = _Parts()
    source, labels, language = reading.source, reading.labels, reading.language
    heading, marks = reading.title, reading.marks
    essence_is_below = False
    is_said = any(_says_essence(labels, one.line) for one in marks)
    first = None if is_said else next((one.line for one in marks if one.line.number > heading.number), None)
    for at, (line, role, is_chrome, *_) in enumerate(marks):
        if line is heading:
            continue
        passage = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
        if passage is None and not role and line is first and (passage := _UNKNOWN_ESSENCE.fullmatch(line.text)):
            parts.problems.append(not_known(source, line, labels, "words", "essence", passage.span("label")))
        if is_chrome or role:
            parts.claims.append(Claim("chrome" if is_chrome else "label", role, source.span(line)))
            parts.text = parts.guidance if role == "guidance" else parts.text
        elif parts.essence is None and passage and passage["essence"]:
            parts.claims.append(Claim("label", "essence", source.span(line, 0, passage.start("essence"))))
            parts.essence = Text(passage["essence"], language, source.span(line, *passage.span("essence")))
        elif fold(line.text) == fold(labels.essence):
            parts.claims.append(Claim("label", "essence", source.span(line)))
            essence_is_below = True
        elif essence_is_below and parts.essence is None:
            parts.essence = Text(line.text, language, source.span(line))
        elif fold(line.text) in labels.groups or (passage and not passage["essence"]):
            parts.open_group(source.span(line))
        elif _is_group(reading, parts, at):
            parts.open_group(source.span(line))
            parts.problems.append(not_known(source, line, labels, "words", "groups"))
        else:
            _take(reading, parts, at)
    parts.problems += interruptions(source, parts.guidance, parts.left)
    of_skills = [one for one in marks if one.heading or not (one.is_chrome or one.role in {"", "guidance"})]
    parts.problems += [unknown_block(reading, one.line) for one in of_skills if one.line is not heading]
    return parts


def _take(reading: PageReading, parts: _Parts, at: int) -> None:
    """A line of text, the heading of an attribute, or something foreign."""
    marks, labels = reading.marks, reading.labels
    line = marks[at].line
    below = marks[at + 1].line if at + 1 < len(marks) and marks[at + 1].is_unknown else None
    name = TITLE.fullmatch(line.text) if is_title(line, reading.languages) else None
    is_known = fold(name["name"] if name else line.text) in labels.attributes
    if is_known or name or _is_heading(reading, at):
        is_text_below = below is not None and (parts.is_grouped or below.text[0] not in BULLETS)
        if is_known or name or (is_text_below and not _is_above_essence(parts, marks, at, labels)):
            if not is_known and not name:
                parts.problems.append(not_known(reading.source, line, labels, "words", "attributes"))
            parts.attributes.append((line, []))
            parts.text = parts.attributes[-1][1]
            return
        parts.problems.append(unknown_block(reading, line))
    else:
        parts.problems += foreign_problems(reading, [line])
    (parts.left if parts.text is None else parts.text).append(line)


def _is_group(reading: PageReading, parts: _Parts, at: int) -> bool:
    """Whether a heading below the essence is above other headings: two names with a stroke between them.

    Source: the page layouts; "Business skills / Behavioural factors" is written so in every language seen.
    """
    marks = reading.marks
    if parts.essence is None or at + 1 == len(marks) or not _STROKE.search(marks[at].line.text):
        return False
    below = fold(marks[at + 1].line.text) in reading.labels.attributes
    return _is_heading(reading, at) and (below or _is_heading(reading, at + 1))


def _is_heading(reading: PageReading, at: int) -> bool:
    marks = reading.marks
    above, below = (marks[at + step].line if 0 <= at + step < len(marks) else None for step in (-1, 1))
    is_known_above = at == 0 or not marks[at - 1].is_unknown
    is_known_below = at + 1 == len(marks) or not marks[at + 1].is_unknown
    above, below = None if is_known_above else above, None if is_known_below else below
    return is_heading(marks[at].line, above, below, reading)


def _is_above_essence(parts: _Parts, marks: Sequence[Mark], at: int, labels: Labels) -> bool:
    return parts.essence is None and any(_says_essence(labels, one.line) for one in marks[at:])


def _says_essence(labels: Labels, line: Line) -> bool:
    """Whether a line has a known word for the essence."""
    match = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
    return bool(match and match["essence"]) or (labels.essence != "" and fold(line.text) == fold(labels.essence))


def _attribute(reading: PageReading, line: Line, lines: Sequence[Line]) -> AttributeSection:
    source, language = reading.source, reading.language
    match = TITLE.fullmatch(line.text)
    if match is None:
        return AttributeSection(None, Text(line.text, language, source.span(line)), text_of(source, lines, language))
    return AttributeSection(
        Text(match["code"], "", source.span(line, *match.span("code"))),
        Text(" ".join(match["name"].split()), language, source.span(line, *match.span("name"))),
        text_of(source, lines, language),
    )
