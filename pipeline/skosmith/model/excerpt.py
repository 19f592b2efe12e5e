"""The lines of places, as they are shown: what stands there, on one line, fit for a terminal."""

from skosmith.model.iris import cell_of
from skosmith.model.records import Problem, Span
from skosmith.model.source import count_lines, line_text, raw_line, read


def place(span: Span) -> str:
    """A place as editors know it, ``page.txt:4:1``; a cell as ``book.xlsx:Skills!S142``."""
    path = safe_text(span.path)
    if span.sheet:
        return f"{path}:{safe_text(span.sheet)}!{cell_of(span.line, span.column)}"
    return f"{path}:{span.line}:{span.column}" if span.line else path


def safe_text(text: str) -> str:
    """``text`` as it can be sent to a terminal: no control character reaches it."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)


class Pages:
    """The pages and other files that lines are shown of, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, bytes] = {}

    def data(self, path: str) -> bytes:
        """The bytes of the file at ``path``; none where there is no such file."""
        if path not in self._read:
            data = read(path)
            self._read[path] = b"" if isinstance(data, Problem) else data
        return self._read[path]

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of the file at ``path``; empty where there is no such line or file."""
        return line_text(self.data(path), number)

    def raw_line(self, path: str, number: int) -> str:
        """The same as it stands in the file."""
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
