"""The lines of places, read again: their text, safe for a terminal, and where in it a pattern matches."""

import re
from collections.abc import Iterable, Iterator

from skosmith.model.files import Files
from skosmith.model.iris import cell_of
from skosmith.model.lines import Line, Span
from skosmith.model.records import Problem
from skosmith.model.source import count_lines, line_text, raw_line


def place(span: Span) -> str:
    """A place as editors know it, ``page.txt:4:1``; a cell as ``book.xlsx:Skills!S142``."""
    path = safe_text(span.path)
    if span.sheet:
        return f"{path}:{safe_text(span.sheet)}!{cell_of(span.line, span.column)}"
    return f"{path}:{span.line}:{span.column}" if span.line else path


def safe_text(text: str) -> str:
    """``text`` as it can be sent to a terminal: no control character reaches it."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)


class FileLines:
    """Reads the lines of files to show them, each file once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._read: dict[str, bytes] = {}

    def data(self, path: str) -> bytes:
        """The bytes of the file at ``path``; empty if there is no such file."""
        if path not in self._read:
            data = self._files.read(path)
            self._read[path] = b"" if isinstance(data, Problem) else data
        return self._read[path]

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of the file at ``path``; empty if there is no such line or file."""
        return line_text(self.data(path), number)

    def raw_line(self, path: str, number: int) -> str:
        """The same, exactly as in the file."""
        return raw_line(self.data(path), number)

    def count(self, path: str) -> int:
        """How many lines the file at ``path`` has."""
        return count_lines(self.data(path))

    def text(self, span: Span) -> str:
        """The line a place begins on, without outer blanks; empty for a cell of a workbook, or a file as a whole."""
        return "" if span.sheet or not span.line else safe_text(self.line(span.path, span.line).strip())

    def short(self, span: Span, width: int) -> str:
        """The line a place begins on, no more than ``width`` characters of it."""
        text = self.text(span)
        return text if len(text) <= width else f"{text[: width - 1]}…"


def first_match(files: Files, span: Span, patterns: Iterable[str]) -> Span:
    """The first match of one of ``patterns`` on a line of ``span``; ``span`` itself if there is none.

    So, too, for a cell of a workbook, and where the page is gone. Blanks before it are no part of it; a match that ends
    with several blanks is about these.
    """
    for pattern in patterns:
        for line in _lines(files, span):
            match = re.search(pattern, line.text)
            if match and match[0].endswith("  "):
                start = match.start() + len(match[0].rstrip(" "))
                return line.span(span.path, start, len(line.text) - len(line.text[start:].lstrip(" ")))
            if match and match.end() > match.start():
                visible = match[0].lstrip(" ") or match[0]
                return line.span(span.path, match.end() - len(visible), match.end())
    return span


def first_mismatch(files: Files, span: Span, pattern: str) -> Span:
    """The first character of ``span`` up to which its line is not as ``pattern``, which takes what it can, asks."""
    for line in _lines(files, span):
        match = re.match(pattern, line.text)
        if match and match.end() < len(line.text):
            return line.span(span.path, match.end(), match.end() + 1)
    return span


def last_character(span: Span) -> Span:
    """The last character of ``span``."""
    return span._replace(line=span.end_line, column=max(span.end_column - 1, 1))


def _lines(files: Files, span: Span) -> Iterator[Line]:
    """The text of each line of ``span``, with its blanks."""
    data = b"" if span.sheet or not span.line else files.read(span.path)
    if isinstance(data, Problem):
        return
    for number in range(span.line, span.end_line + 1) if data else ():
        text = line_text(data, number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(text)
        yield Line(number, start + 1, text[start:end]).composed()
