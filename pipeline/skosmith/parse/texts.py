"""Lines as the texts of a page."""

from collections.abc import Sequence
from itertools import pairwise

from skosmith.model import Line, Problem, Text
from skosmith.parse.headings import BULLETS, headings_in
from skosmith.parse.marks import ITEM
from skosmith.parse.reading import Reading
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


def text_problems(
    reading: Reading, lines: Sequence[Line], *, is_of_level: bool = False, is_definition: bool = False
) -> list[Problem]:
    """Lines of one text that are no part of it, and paragraphs that come twice in a row.

    They read like a heading or a title; or like a translator's note, which only guidance has of its own.
    """
    source = reading.source
    problems = []
    for above, line in pairwise(lines):
        if line.text == above.text:
            problems.append(problem("paragraph-twice", source.span(line), source.span(above)))
    titles = [line for line in lines if is_title(line, reading.languages)] if is_of_level else []
    problems += [problem("title-in-text", source.span(line)) for line in titles]
    notes = [line for line in lines if is_definition and reading.languages.note.fullmatch(line.text)]
    for line in sorted({*headings_in(reading, lines), *notes}):
        if line not in titles:
            values = {"text": line.text, "language": reading.labels.language}
            problems.append(problem("unknown-block", source.span(line), **values))
    return problems
