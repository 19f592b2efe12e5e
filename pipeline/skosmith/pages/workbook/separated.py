"""The sheet of a ``.csv`` file: its encoding and its separator found from what stands in it."""

import csv
import io
import re

from skosmith.model import Problem, Span, problem
from skosmith.pages.workbook.cells import Cell, Sheet, is_blank

SEPARATORS = ",;\t"
MAX_ROWS = 200_000

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What words of Mac Roman look like in Windows-1252, and words of Windows-1252 as they are: a letter with an accent next
# to a small one, an apostrophe within a word, a quote or dash around words. Source: the Unicode mapping ROMAN.TXT.
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ"
_PLAUSIBLE = re.compile(
    rf"(?<=[a-z])[{_LETTERS}]|[{_LETTERS}](?=[a-z])|(?<=[A-Za-z])’(?=[a-z])|[“‘](?=\w)|(?<=[\w.,!?])[”’](?=\W)"
    r"|(?<=\s)[–—•](?=\s)"
)
_LINE_END = re.compile(rb"\r\n|\r|\n")


def read_csv(path: str, data: bytes, separator: str) -> tuple[list[Sheet], list[Problem]]:
    """The one sheet of a file, without a name; a row is counted as a spreadsheet program counts it."""
    text, problems = text_of_csv(path, data)
    if text is None:
        return [], problems
    cells: dict[tuple[int, int], Cell] = {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, values in enumerate(lines, 1):
            if row > MAX_ROWS:
                return [], [*problems, problem("workbook-too-large", Span(path, 0, 0, 0, 0), limit=f"{MAX_ROWS:,}")]
            for column, value in enumerate(values, 1):
                if not is_blank(value):
                    cells[row, column] = Cell(row, column, value)
    except csv.Error as error:
        line = max(lines.line_num, 1)
        return [], [*problems, problem("csv-broken", Span(path, line, 1, line, 2), reason=error)]
    return [Sheet(path, "", cells)], problems


def text_of_csv(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of UTF-8 bytes, else of Windows-1252 ones, which is said in a problem; None where it is neither."""
    if encoding := _other_encoding(data):
        return None, [problem("table-encoding", Span(path, 0, 0, 0, 0), encoding=encoding)]
    if b"\0" in data:
        at = data.find(b"\0")
        return None, [problem("csv-encoding", _place(path, data, at), byte=data[at : at + 1].hex().upper())]
    try:
        return data.removeprefix(_BOM).decode("utf-8"), []
    except UnicodeDecodeError as error:
        at = error.start + (len(_BOM) if data.startswith(_BOM) else 0)
        span, byte = _place(path, data, at), data[at : at + 1].hex().upper()
    if data.startswith(_BOM):  # it says itself that it is UTF-8
        return None, [problem("csv-encoding", span, byte=byte)]
    try:
        return data.decode("cp1252"), [problem("csv-not-utf-8", span, byte=byte)]
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1].hex().upper()
        return None, [problem("csv-encoding", _place(path, data, error.start), byte=byte)]


def _other_encoding(data: bytes) -> str:
    """The encoding of a table that is not read, as far as its bytes tell; empty for any other.

    Mac Roman has no mark: it is what gives more words than Windows-1252.
    """
    if data.startswith(_UTF_16) or data.count(0) > len(data) // 3:
        return "UTF-16"
    if data.isascii() or _is_utf_8(data):
        return ""
    as_mac, as_windows = (len(_PLAUSIBLE.findall(data.decode(name, "replace"))) for name in ("mac_roman", "cp1252"))
    return "Mac Roman" if as_mac > as_windows else ""


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _place(path: str, data: bytes, at: int) -> Span:
    """The place of a byte in a text; the column counts the characters before it on its line, of either encoding."""
    before = _LINE_END.split(data[:at].removeprefix(_BOM))
    column = len(before[-1].decode("utf-8", "replace")) + 1
    return Span(path, len(before), column, len(before), column + 1)
