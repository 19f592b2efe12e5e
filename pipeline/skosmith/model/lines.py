"""Places in files, and the lines of a page, which know the place of each of their characters."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple, Self


class Span(NamedTuple):
    """A place in a source; line 0 is the source as a whole.

    Lines and columns count from 1; ``end_column`` is the first column after the place.
    Columns count code points of the line as the file has it, decoded: a letter and its accent may be one or two.
    Of a workbook ``sheet`` is the sheet, ``line`` a row and ``column`` a column, both from 1 (``S142`` is 142, 19).
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    sheet: str = ""

    def to(self, last: Self) -> Self:
        """The place from the beginning of this one to the end of ``last``, in the same file."""
        return self._replace(end_line=last.end_line, end_column=last.end_column)


class Line(NamedTuple):
    """A non-blank line: its number from 1, the column its text begins at from 1, its text without outer blanks.

    ``indent`` is the indentation of a list item: an item two columns further in than the first of its list belongs to
    the item before it. ``runs`` are needed if marks between the characters are left out, if the text continues on
    another line (Markdown, HTML), or if letters are composed: (character, line, column), rising, characters counted
    from 0, the first of character 0; each is the place from that character on. Of two runs of one character the first
    is where it begins, the second that of the last of its code points. ``rank`` is that of a heading in Markdown or
    HTML, 1 to 6; 0 for other lines. ``is_link``: a line of Markdown with links only, or a part of the front matter.
    """

    number: int
    column: int
    text: str
    indent: int = 0
    runs: tuple[tuple[int, int, int], ...] = ()
    rank: int = 0
    is_link: bool = False

    def place(self, character: int) -> tuple[int, int]:
        """The line and the column of a character of the text, counted from 0."""
        if not self.runs:
            return self.number, self.column + character
        start, line, column = self.runs[bisect_right(self.runs, character, key=itemgetter(0)) - 1]
        if character == start:
            _, line, column = self.runs[bisect_left(self.runs, character, key=itemgetter(0))]
        return line, column + character - start

    def span(self, path: str, start: int = 0, end: int | None = None) -> Span:
        """The place of ``text[start:end]`` in the file at ``path``."""
        last = len(self.text) if end is None else end
        if not self.runs:
            return Span(path, self.number, self.column + start, self.number, self.column + last)
        at = max(last, 1) - 1
        begin, end_line, column = self.runs[bisect_right(self.runs, at, key=itemgetter(0)) - 1]
        return Span(path, *self.place(start), end_line, column + at - begin + 1)

    def select(self, parts: Iterable[tuple[int, int]]) -> Self:
        """The line with some parts of its text, each from one character to before another, without outer blanks."""
        text = ""
        runs: list[tuple[int, int, int]] = []
        for begin, end in parts:
            start = begin if text else end - len(self.text[begin:end].lstrip(" "))
            if start < end:
                runs.append((len(text), *self.place(start)))
                runs += [(len(text) + at - start, line, column) for at, line, column in self.runs if start <= at < end]
                text += self.text[start:end]
        text = text.rstrip(" ")
        return self._of(text, [run for run in runs if run[0] < len(text)]).composed()

    def composed(self) -> Self:
        """The line in NFC, each of its characters with its place."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        text = ""
        runs: list[tuple[int, int, int]] = []
        for start, end in _letters(self.text):
            letter = unicodedata.normalize("NFC", self.text[start:end])
            runs += [(len(text) + at, *self.place(min(start + at, end - 1))) for at in range(len(letter))]
            text += letter
            _, _, _, end_line, end_column, _ = self.span("", end - 1, end)
            runs.append((len(text) - 1, end_line, end_column - 1))
        return self._of(text, runs)

    def _of(self, text: str, runs: list[tuple[int, int, int]]) -> Self:
        """The line with another text, and those of ``runs`` that its others do not imply."""
        needed: list[tuple[int, int, int]] = []
        several = list(dict.fromkeys(runs))
        for (at, line, column), (below, *_) in zip(several, [*several[1:], (-1, 0, 0)], strict=False):
            if not needed or at == below or (line, column - at) != (needed[-1][1], needed[-1][2] - needed[-1][0]):
                needed.append((at, line, column))
        number, column = needed[0][1:] if needed else (self.number, self.column)
        return self._replace(number=number, column=column, text=text, runs=tuple(needed) if len(needed) > 1 else ())


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, from one code point to before another, that NFC composes each by itself."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and not text[at].isascii():
            before, letter = text[start:at], text[at]
            parts = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", letter)
            if unicodedata.combining(letter) or unicodedata.normalize("NFC", before + letter) != parts:
                continue
        if at > start:
            yield start, at
        start = at
