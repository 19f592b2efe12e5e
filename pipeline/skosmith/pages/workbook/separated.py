"""The sheet of a ``.csv`` file, whose bytes tell its encoding."""

import csv
import io

from skosmith.model import Problem, Span, problem, whole
from skosmith.pages.windows_1252 import is_mac_roman, wrong_byte
from skosmith.pages.workbook.cells import Cell, Contents, Sheet, is_blank

SEPARATORS = ",;\t"
MAX_ROWS = 200_000

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(path: str, data: bytes, separator: str) -> Contents:
    """The one sheet of a file, without a name; rows are counted as a spreadsheet program counts them."""
    text, problems = text_of_csv(path, data)
    if text is None:
        return Contents([], problems)
    cells: dict[tuple[int, int], Cell] = {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, values in enumerate(lines, 1):
            if row > MAX_ROWS:
                return Contents([], [*problems, problem("workbook-too-large", whole(path), limit=f"{MAX_ROWS:,}")])
            for column, value in enumerate(values, 1):
                if not is_blank(value):
                    cells[row, column] = Cell(row, column, value)
    except csv.Error as error:
        line = max(lines.line_num, 1)
        return Contents([], [*problems, problem("csv-broken", Span(path, line, 1, line, 2), reason=error)])
    return Contents([Sheet(path, "", cells)], problems)


def text_of_csv(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of UTF-8 bytes, else of Windows-1252 ones, which a problem reports; None if it is neither."""
    if data.startswith(_UTF_16) or data.count(0) > len(data) // 3:
        return None, [problem("table-encoding", whole(path), encoding="UTF-16")]
    if b"\0" in data:
        return None, [wrong_byte("csv-encoding", path, data, data.find(b"\0"))]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return _text_not_utf_8(path, data, error.start + (len(_BOM) if data.startswith(_BOM) else 0))


def _text_not_utf_8(path: str, data: bytes, at: int) -> tuple[str | None, list[Problem]]:
    if is_mac_roman(data):
        return None, [problem("table-encoding", whole(path), encoding="Mac Roman")]
    if data.startswith(_BOM):  # the mark of UTF-8
        return None, [wrong_byte("csv-encoding", path, data, at)]
    try:
        return data.decode("cp1252"), [wrong_byte("read-as-windows-1252", path, data, at)]
    except UnicodeDecodeError as error:
        return None, [wrong_byte("csv-encoding", path, data, error.start)]
