"""Places of a page <-> positions of the protocol, in whichever units the editor counts.

A place counts the code points of a line without its byte-order mark, an editor UTF-16 units, bytes, or code points.
"""

import re
from collections.abc import Callable
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from skosmith.model import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"  # the byte-order mark, which is not a part of the page
_BEYOND = 0xFFFF  # the last code point that is one unit of UTF-16


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(ord(letter) > _BEYOND for letter in text)


UNITS: dict[str, Callable[[str], int]] = {
    PositionEncodingKind.Utf8: _utf8,
    PositionEncodingKind.Utf16: _utf16,
    PositionEncodingKind.Utf32: len,
}
"""How many units a text has, by the encoding that editor and server agreed on."""


class LineIndex:
    """The lines of a page as the editor has them, ended by CR, LF or both; ``encoding`` is a key of ``UNITS``."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.units = UNITS[encoding]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def __len__(self) -> int:
        """The number of lines; 1 for an empty text."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, without its end; empty beyond the last."""
        if not 1 <= number <= len(self):
            return ""
        end = self._starts[number] if number < len(self) else len(self.text)
        return self.text[self._starts[number - 1] : end].rstrip("\r\n")

    def range(self, span: Span) -> Range:
        """A place as a range: the first line for the page as a whole, the beginning of the page for a cell."""
        if span.sheet:
            return Range(Position(0, 0), Position(0, 0))
        if not span.line:
            return Range(Position(0, 0), Position(0, self.units(self.line(1))))
        return Range(self._position(span.line, span.column), self._position(span.end_line, span.end_column))

    def text_in(self, place: Range) -> str:
        return self.text[self.offset(place.start) : self.offset(place.end)]

    def whole_lines(self, first: int, last: int) -> Range:
        """The range from the beginning of line ``first`` to the end of line ``last``, counted from 1."""
        return Range(Position(first - 1, 0), Position(last - 1, self.units(self.line(last))))

    def _position(self, number: int, column: int) -> Position:
        if number > len(self):  # the page has changed since
            return Position(len(self) - 1, self.units(self.line(len(self))))
        line = self.line(number)
        at = max(column - 1, 0) + _skipped(number, line)
        return Position(number - 1, self.units(line[:at]))

    def place(self, position: Position) -> tuple[int, int]:
        """The line and the column of a position, both from 1, no further than the end of the line."""
        number = min(position.line + 1, len(self))
        line = self.line(number)
        at = self._letter(line, position.character) if position.line < len(self) else len(line)
        return number, max(at - _skipped(number, line), 0) + 1

    def letter(self, position: Position) -> int:
        """The code point at a position, from 0 within its line, no further than the end of the line."""
        return self._letter(self.line(position.line + 1), position.character)

    def offset(self, position: Position) -> int:
        """The character at a position, from 0 within the text, no further than the end of the line."""
        if position.line >= len(self):
            return len(self.text)
        line = self.line(position.line + 1)
        return self._starts[max(position.line, 0)] + self._letter(line, position.character)

    def _letter(self, line: str, character: int) -> int:
        """The code point of a line that the unit number ``character`` is a part of."""
        if line.isascii():
            return max(0, min(character, len(line)))
        units = 0
        for at, letter in enumerate(line):
            units += self.units(letter)
            if units > character:
                return at
        return len(line)


def _skipped(number: int, line: str) -> int:
    """The code points at the beginning of a line that no column counts."""
    return len(_MARK) if number == 1 and line.startswith(_MARK) else 0
