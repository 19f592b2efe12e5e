"""A page about a level of responsibility: its title, essence, guidance, and what each attribute means at it."""

import re
from collections.abc import Sequence

from skosmith.labels import Labels, fold
from skosmith.model import AttributeSection, Claim, LevelPage, Line, Problem, Text
from skosmith.parse.marks import BULLETS, Mark, reads_like_a_heading
from skosmith.parse.texts import name_of, text_of
from skosmith.parse.title import TITLE, is_title
from skosmith.problems import problem
from skosmith.source import Source

_UNKNOWN_ESSENCE = re.compile(r"(?P<label>[^:：.]{3,60})\s*[:：]\s*(?P<essence>.+)")


def level_heading(labels: Labels, marks: Sequence[Mark]) -> Line | None:
    """The first line of a level page, such as ``Levels of responsibility: Level 4 - Enable``; None on other pages."""
    first = next((found.line for found in marks if not found.is_chrome), None)
    return first if first and labels.level_page.fullmatch(first.text) else None


def level_page_of(
    source: Source, labels: Labels, language: str, heading: Line, marks: Sequence[Mark]
) -> tuple[LevelPage, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out.

    Below the essence stand the guidance and the attributes, each a short heading (with its code, where the page gives
    it) and its text.
    """
    match = labels.level_page.fullmatch(heading.text)
    assert match is not None, "a level heading is one that matches"  # noqa: S101 - for the type checker
    claims: list[Claim] = []
    problems: list[Problem] = []
    guidance: list[Line] = []
    found: list[tuple[Line, list[Line]]] = []
    essence: Text | None = None
    essence_is_below = False
    is_said = any(_says_essence(labels, mark.line) for mark in marks)
    first = None if is_said else next((mark.line for mark in marks if mark.line.number > heading.number), None)
    for line, role, is_chrome, *_ in marks:
        if line is heading:
            continue
        passage = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
        if passage is None and not role and line is first and (passage := _UNKNOWN_ESSENCE.fullmatch(line.text)):
            values = {"table": "words", "role": "essence", "text": passage["label"], "file": f"{labels.language}.toml"}
            problems.append(problem("label-not-known", source.span(line, *passage.span("label")), **values))
        if is_chrome or role:
            claims.append(Claim("chrome" if is_chrome else "label", role, source.span(line)))
        elif essence is None and passage and passage["essence"]:
            claims.append(Claim("label", "essence", source.span(line, 0, passage.start("essence"))))
            essence = Text(passage["essence"], language, source.span(line, *passage.span("essence")))
        elif fold(line.text) == fold(labels.essence):
            claims.append(Claim("label", "essence", source.span(line)))
            essence_is_below = True
        elif essence_is_below and essence is None:
            essence = Text(line.text, language, source.span(line))
        elif fold(line.text) in labels.attributes or (passage and not passage["essence"]):
            claims.append(Claim("label", "attributes", source.span(line)))
        elif is_title(line, labels) or (line.text[0] not in BULLETS and reads_like_a_heading(line)):
            found.append((line, []))
        else:
            (found[-1][1] if found else guidance).append(line)
    page = LevelPage(
        path=source.path,
        sha256=source.sha256,
        language=language,
        number=labels.number(match["number"]),
        heading=Text(" ".join(heading.text.split()), language, source.span(heading)),
        title=name_of(source, heading, match.span("title"), language),
        essence=essence,
        scope_note=text_of(source, guidance, language),
        attributes=tuple(_attribute(source, language, line, lines) for line, lines in found),
        claims=tuple(claims),
        lines=source.lines,
    )
    empty = [section for section in page.attributes if section.definition is None]
    return page, problems + [problem("attribute-without-text", section.pref_label.span) for section in empty]


def _says_essence(labels: Labels, line: Line) -> bool:
    """Whether a line has a known word for the essence."""
    match = labels.essence_line.fullmatch(line.text) or labels.title.fullmatch(line.text)
    return bool(match and match["essence"]) or (labels.essence != "" and fold(line.text) == fold(labels.essence))


def _attribute(source: Source, language: str, line: Line, lines: Sequence[Line]) -> AttributeSection:
    match = TITLE.fullmatch(line.text)
    if match is None:
        return AttributeSection(None, Text(line.text, language, source.span(line)), text_of(source, lines, language))
    return AttributeSection(
        Text(match["code"], "", source.span(line, *match.span("code"))),
        Text(" ".join(match["name"].split()), language, source.span(line, *match.span("name"))),
        text_of(source, lines, language),
    )
