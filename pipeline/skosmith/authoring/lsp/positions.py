"""Places of a page <-> positions of the protocol, in whichever units the editor counts.

A place counts the code points of a line after NFC, an editor the UTF-16 units (or bytes, or code points) of the line as
it stands in the file.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from operator import itemgetter

from lsprotocol.types import Position, PositionEncodingKind, Range

from skosmith.model import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"  # the byte-order mark, which is no part of a page
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


class Lines:
    """The lines of a page as the editor has them, ended by CR, LF or both."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        """Of ``text``; ``encoding`` is a key of ``UNITS``."""
        self.text = text
        self.units = UNITS[encoding]
        self._letters: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def __len__(self) -> int:
        """How many lines there are; one where there is no text."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, without its end; none beyond the last."""
        if not 1 <= number <= len(self):
            return ""
        end = self._starts[number] if number < len(self) else len(self.text)
        return self.text[self._starts[number - 1] : end].rstrip("\r\n")

    def range(self, span: Span) -> Range:
        """A place as a range: the first line where it is the page as a whole, the begin where it is a cell."""
        if span.sheet:
            return Range(Position(0, 0), Position(0, 0))
        if not span.line:
            return Range(Position(0, 0), Position(0, self.units(self.line(1))))
        begin = self._position(span.line, span.column)
        end = self._position(span.end_line, span.end_column)
        return Range(begin, end)

    def text_in(self, place: Range) -> str:
        """The text of a range."""
        return self.text[self.offset(place.start) : self.offset(place.end)]

    def whole_lines(self, first: int, last: int) -> Range:
        """The range from the begin of line ``first`` to the end of line ``last``, counted from 1."""
        return Range(Position(first - 1, 0), Position(last - 1, self.units(self.line(last))))

    def _position(self, number: int, column: int) -> Position:
        if number > len(self):  # the page has changed since
            return Position(len(self) - 1, self.units(self.line(len(self))))
        line = self.line(number)
        at = self._raw(number, line, column - 1)
        return Position(number - 1, self.units(line[:at]))

    def place(self, position: Position) -> tuple[int, int]:
        """The line and the column, both from 1, of a position; one beyond the end of its line is at its end."""
        number = min(position.line + 1, len(self))
        line = self.line(number)
        at = self._letter(line, position.character) if position.line < len(self) else len(line)
        return number, self._column(number, line, at) + 1

    def letter(self, position: Position) -> int:
        """The code point of its line at a position, from 0; the end of the line for one beyond it."""
        return self._letter(self.line(position.line + 1), position.character)

    def offset(self, position: Position) -> int:
        """The character of the text at a position; the end of the line, or of the text, for one beyond it."""
        if position.line >= len(self):
            return len(self.text)
        line = self.line(position.line + 1)
        return self._starts[max(position.line, 0)] + self._letter(line, position.character)

    def _letter(self, line: str, character: int) -> int:
        """The code point of a line at so many units; the one that a unit within it belongs to."""
        if line.isascii():
            return max(0, min(character, len(line)))
        units = 0
        for at, letter in enumerate(line):
            units += self.units(letter)
            if units > character:
                return at
        return len(line)

    def _raw(self, number: int, line: str, column: int) -> int:
        """The code point of the line as it stands, for a column from 0 of the line as it is read."""
        known = self._known(number, line)
        composed, raw = known[max(bisect_right(known, column, key=itemgetter(0)) - 1, 0)]
        return min(raw + max(column - composed, 0), len(line))

    def _column(self, number: int, line: str, at: int) -> int:
        known = self._known(number, line)
        composed, raw = known[max(bisect_right(known, at, key=itemgetter(1)) - 1, 0)]
        return composed + max(at - raw, 0)

    def _known(self, number: int, line: str) -> list[tuple[int, int]]:
        if number not in self._letters:
            skipped = len(_MARK) if number == 1 and line.startswith(_MARK) else 0
            self._letters[number] = [(column, raw + skipped) for column, raw in composed(line[skipped:])]
        return self._letters[number]


def composed(line: str) -> list[tuple[int, int]]:
    """Pairs of a column of a line in NFC and the code point of the line as it is, both from 0, that begin together.

    Between two pairs both count alike, or a letter and its marks are fewer in NFC; the first pair is 0 and 0.
    """
    if unicodedata.is_normalized("NFC", line):
        return [(0, 0)]
    pairs = [(0, 0)]
    column = start = 0
    for at in range(1, len(line) + 1):
        if at < len(line) and unicodedata.combining(line[at]):
            continue
        held = line[start:at]
        short = unicodedata.normalize("NFC", held)
        if at < len(line):
            letter = line[at]
            if unicodedata.normalize("NFC", held + letter) != short + unicodedata.normalize("NFC", letter):
                continue
        column, start = column + len(short), at
        pairs.append((column, at))
    return pairs
