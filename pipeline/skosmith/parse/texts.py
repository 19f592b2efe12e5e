"""Lines as the texts of a page."""

from collections.abc import Sequence

from skosmith.model import Line, Problem, Text
from skosmith.parse.marks import BULLETS, ITEM, reads_like_a_heading
from skosmith.parse.title import is_title
from skosmith.problems import problem
from skosmith.source import Source

_NESTED = 2  # how many columns an item stands in from the first of its list, to belong to the item before it


def name_of(source: Source, line: Line, span: tuple[int, int], language: str) -> Text | None:
    """A name on a line, its white space folded; None where ``span`` is empty or not there."""
    value = " ".join(line.text[slice(*span)].split()) if span[0] >= 0 else ""
    return Text(value, language, source.span(line, *span)) if value else None


def text_of(source: Source, lines: Sequence[Line], language: str) -> Text | None:
    """``lines`` as one text: an empty line between paragraphs, ``• `` before items, items tight against each other."""
    if not lines:
        return None
    parts: list[str] = []
    indent: int | None = None  # of the first item of the list that the line before belongs to; None after a paragraph
    for line in lines:
        bullet = ITEM.match(line.text) if line.text[0] in BULLETS else None
        if parts:
            parts.append("\n" if bullet and indent is not None else "\n\n")
        if bullet:
            indent = line.indent if indent is None else indent
            parts.append(("  • " if line.indent >= indent + _NESTED else "• ") + line.text[bullet.end() :])
        else:
            indent = None
            parts.append(line.text)
    first, last = lines[0], lines[-1]
    end = source.span(last)
    span = source.span(first)._replace(end_line=end.end_line, end_column=end.end_column)
    return Text("".join(parts), language, span)


def text_problems(source: Source, lines: Sequence[Line], *, is_of_level: bool = False) -> list[Problem]:
    """Lines that were taken for text and read like a heading or a title, and paragraphs that come twice in a row.

    Of a level's text the last line is left to the shapes, which ask it to end as a sentence does.
    """
    problems = []
    for number, line in enumerate(lines):
        if number and line.text == lines[number - 1].text:
            problems.append(problem("paragraph-twice", source.span(line), source.span(lines[number - 1])))
        if is_of_level and is_title(line):
            problems.append(problem("title-in-text", source.span(line)))
        elif reads_like_a_heading(line):
            below = lines[number + 1] if number + 1 < len(lines) else None
            if below is None and is_of_level:
                continue
            if below is None or below.text[0] not in BULLETS:  # above a list it leads in
                problems.append(problem("unknown-label", source.span(line)))
    return problems
