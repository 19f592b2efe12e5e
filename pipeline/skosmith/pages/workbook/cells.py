"""What every form of a workbook is read into: sheets of cells, each with its place."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from skosmith.model import Problem, Span, Text, decode, problem
from skosmith.pages.labels import fold
from skosmith.pages.parse.reading import BULLETS
from skosmith.pages.parse.texts import text_of

_OUTER = "\u200b\u2060\ufeff"
_ESCAPED_RETURN = re.compile(r"_x000[Dd]_\n?")
_COLONS = (":", "：")
_STOPS = tuple(".!?…。！？؟")
_OTHER_BULLET = r"(?m)^(\s*)[·▪◦‣●]\s*"


class Cell(NamedTuple):
    """A cell that is not empty: its text as a spreadsheet program shows it.

    ``kind`` is "error" for a formula without a value, its text then ``#REF!`` or the formula, and "typed" for a date,
    a time, a truth value or a number in an unknown format. ``is_hidden`` is for a cell of a hidden row or column.
    """

    row: int
    column: int
    text: str
    kind: Literal["text", "typed", "error"] = "text"
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet by row and column, both from 1; ``merged`` leads a covered cell to the one shown over it.

    If ``is_flipped``, rows and columns are exchanged, except in spans.
    """

    path: str
    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    is_hidden: bool = False
    is_flipped: bool = False

    def span(self, first: Cell, last: Cell | None = None) -> Span:
        return self.range(first.row, first.column, last.column if last else first.column)

    def range(self, row: int, first: int, last: int) -> Span:
        if self.is_flipped:
            return Span(self.path, first, row, last, row + 1, self.name)
        return Span(self.path, row, first, row, last + 1, self.name)

    @property
    def whole(self) -> Span:
        return Span(self.path, 1, 1, 1, 2, self.name)

    def is_named(self, name: str) -> bool:
        return fold(name) == fold(self.name)

    def rows(self) -> dict[int, list[Cell]]:
        """The rows that are not empty, from the top, their cells from the left."""
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        return rows


def flip(sheet: Sheet) -> Sheet:
    cells = {(column, row): cell._replace(row=column, column=row) for (row, column), cell in sheet.cells.items()}
    return replace(sheet, cells=cells, merged={}, is_flipped=not sheet.is_flipped)


def name_in(text: str) -> str:
    """The text of a cell that holds a name, a code or a number: NFC, its white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).strip(_OUTER).split()).strip(_OUTER)


def is_blank(text: str) -> bool:
    return not name_in(_ESCAPED_RETURN.sub("\n", text))


def with_bullets(text: str) -> str:
    """The text of a guidance cell with the bullets that the official tables leave out.

    The lines below a line that ends in a colon are items, until the cell ends or a paragraph begins: a line that ends
    as a sentence below an item that does not, or one that ends in a colon itself. An item with a stray full stop is
    recognised by the small letter that it begins with. Lists that have bullets are left as they are.
    Source: the official tables, edition 9.
    """
    lines: list[str] = []
    above = ""  # the item above, or the line with the colon; empty outside a list
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            lines.append(line)
            continue
        is_item = bool(above) and words[0] not in BULLETS and not words.endswith(_COLONS)
        is_sentence = words.endswith(_STOPS) and not words[0].islower()
        is_item = is_item and (above.endswith((*_COLONS, *_STOPS)) or not is_sentence)
        lines.append(f"• {words}" if is_item else line)
        above = words if is_item or words.endswith(_COLONS) else ""
    return "\n".join(lines)


def without_bullets(text: str) -> str:
    """The text of a guidance cell as the official tables write it: without bullets, where they can be read again."""
    bare = re.sub(r"(?m)^• ", "", text)
    return bare if with_bullets(bare) == text else text


def passage_of(sheet: Sheet, cell: Cell, language: str, *, is_guidance: bool = False) -> Text | Problem:
    """The text of a cell with its paragraphs and items, laid out as the parser lays out those of a page.

    So a page and a workbook with the same text are equal.
    """
    text = re.sub(r"\r\n?", "\n", _ESCAPED_RETURN.sub("\n", cell.text))
    text = re.sub(_OTHER_BULLET, r"\1• ", text)
    text = with_bullets(text) if is_guidance else text
    source = decode(sheet.path, text.encode("utf-8", "replace"))
    if isinstance(source, Problem):
        return source._replace(spans=(sheet.span(cell),))
    passage = text_of(source, source.lines, language)
    return replace(passage, span=sheet.span(cell)) if passage else problem("empty-page", sheet.span(cell))
