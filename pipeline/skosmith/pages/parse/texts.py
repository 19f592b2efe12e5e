"""Lines as the texts of a page."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from skosmith.model import Line, Problem, Quoted, Source, Text, problem, shortened
from skosmith.pages.labels import key
from skosmith.pages.parse.headings import headings_in
from skosmith.pages.parse.marks import DIGIT_ENDS, INLINE, ITEM, bare_title, is_digits
from skosmith.pages.parse.reading import BULLETS, PageReading
from skosmith.pages.parse.title import is_title

_BEGINNING = 20  # characters, in which a translator's note has its colon
_NESTED = 2  # columns that an item is indented from the first of its list, to belong to the item before it


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
    return Text("".join(parts), language, source.span(lines[0]).to(source.span(lines[-1])))


def text_problems(
    reading: PageReading,
    lines: Sequence[Line],
    *,
    title: str = "",
    is_of_level: bool = False,
    is_definition: bool = False,
) -> list[Problem]:
    """Lines of one text that are no part of it, and paragraphs that come twice in a row.

    They read like a heading or a title, ``title`` being the page's own, bare; or like a translator's note, which only
    guidance has of its own.
    """
    source = reading.source
    repeats = [pair for pair in pairwise(lines) if pair[0].text == pair[1].text]
    problems = [problem("paragraph-twice", source.span(line), source.span(above)) for above, line in repeats]
    titles = [line for line in lines if is_title(line, reading.languages)] if is_of_level else []
    if title:
        again = (line for line in lines if line.text.startswith(title))
        titles += [line for line in again if bare_title(line.text, reading.labels) == title]
    problems += [problem("title-in-text", source.span(line), text=shortened(line.text)) for line in titles]
    headings = [line for line in headings_in(reading, lines) if line not in titles]
    problems += [unknown_block(reading, line) for line in headings]
    if titles or headings:
        lines = [line for line in lines if line not in titles and line not in headings]
    return [*problems, *foreign_problems(reading, lines, is_definition=is_definition)]


def interruptions(source: Source, lines: Sequence[Line], unplaced: Iterable[Line]) -> Iterator[Problem]:
    """The lines that no block takes between two parts of one text.

    The place of such a text is from its first line to its last, so ``build`` would not miss them.
    """
    for line in unplaced:
        if lines and lines[0].number < line.number < lines[-1].number:
            values = {"text": shortened(line.text), "count": 1, "labels": Quoted()}
            yield problem("line-not-held", source.span(line), **values)


def unknown_block(reading: PageReading, line: Line) -> Problem:
    """A line that is no part of the text it is in, as far as anything tells."""
    values = {"text": line.text, "language": reading.labels.language}
    return problem("unknown-block", reading.source.span(line), **values)


def foreign_problems(reading: PageReading, lines: Iterable[Line], *, is_definition: bool = False) -> Iterator[Problem]:
    """The lines of a text that are known to be something else, wherever they are found."""
    for line in lines:
        begin = line.text[:_BEGINNING]
        if _is_known_elsewhere(reading, line):
            yield unknown_block(reading, line)
        elif (":" in begin or "：" in begin) and reading.languages.note.fullmatch(line.text.lstrip(f"{BULLETS} ")):
            yield unknown_block(reading, line) if is_definition else _quoting("note-in-text", reading, line)
        elif line[:2] in reading.unobserved:
            yield _quoting("unobserved-in-text", reading, line)


def _quoting(code: str, reading: PageReading, line: Line) -> Problem:
    return problem(code, reading.source.span(line), text=shortened(line.text))


def _is_known_elsewhere(reading: PageReading, line: Line) -> bool:
    """Whether a line is a label of any language, a line of digits, or of a level in another language."""
    text = line.text
    if line[:2] in reading.foreign:
        return text[0] not in BULLETS
    if text[-1] in DIGIT_ENDS and (is_digits(text) or _is_inline_label(reading, text)):
        return True
    if len(text) > reading.languages.longest:
        return False
    is_heading = text[-1].isdigit() and (":" in text or "：" in text)
    is_title = text[0].isalpha() and text[-1].isalpha() and any(map(str.isdecimal, text))
    return (is_heading or is_title) and reading.languages.names_level(text, but_not=reading.labels)


def _is_inline_label(reading: PageReading, text: str) -> bool:
    match = INLINE.fullmatch(text)
    return match is not None and key(match["label"]) in reading.languages.roles
