"""The lines of places, as they are shown: what stands there, on one line, fit for a terminal."""

from skosmith.model import Problem, Span
from skosmith.source import line_text, read
from skosmith.vocabulary import cell_of


def place(span: Span) -> str:
    """A place as editors know it, ``page.txt:4:1``; a cell as ``book.xlsx:Skills!S142``."""
    path = printable(span.path)
    if span.sheet:
        return f"{path}:{printable(span.sheet)}!{cell_of(span.line, span.column)}"
    return f"{path}:{span.line}:{span.column}" if span.line else path


def printable(text: str) -> str:
    """``text`` as it can be sent to a terminal: no control character reaches it."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)


class Lines:
    """Lines of files, each file read once."""

    def __init__(self) -> None:
        """With no file read yet."""
        self._read: dict[str, bytes] = {}

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of the file at ``path``; empty where there is no such line or file."""
        if path not in self._read:
            data = read(path)
            self._read[path] = b"" if isinstance(data, Problem) else data
        return line_text(self._read[path], number)

    def text(self, span: Span) -> str:
        """The line a place begins on, without outer blanks; empty for a cell of a workbook, or a file as a whole."""
        return "" if span.sheet or not span.line else printable(self.line(span.path, span.line).strip())

    def short(self, span: Span, width: int) -> str:
        """The line a place begins on, no more than ``width`` characters of it."""
        text = self.text(span)
        return text if len(text) <= width else f"{text[: width - 1]}…"
