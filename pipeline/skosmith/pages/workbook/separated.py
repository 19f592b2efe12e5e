"""The sheet of a ``.csv`` file, whose bytes tell its encoding."""

import csv
import io
import re

from skosmith.model import Problem, Span, problem, whole
from skosmith.pages.workbook.cells import Cell, Sheet, is_blank

SEPARATORS = ",;\t"
MAX_ROWS = 200_000

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# How words look in their right encoding: a letter with an accent next to a small one, an apostrophe within a word, a
# quote or dash around words. Source: the Unicode mapping ROMAN.TXT.
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ"
_PLAUSIBLE = (
    rf"(?<=[a-z])[{_LETTERS}]|[{_LETTERS}](?=[a-z])|(?<=[A-Za-z])’(?=[a-z])|[“‘](?=\w)|(?<=[\w.,!?])[”’](?=\W)"
    r"|(?<=\s)[–—•](?=\s)"
)


def read_csv(path: str, data: bytes, separator: str) -> tuple[list[Sheet], list[Problem]]:
    """The one sheet of a file, without a name; rows are counted as a spreadsheet program counts them."""
    text, problems = text_of_csv(path, data)
    if text is None:
        return [], problems
    cells: dict[tuple[int, int], Cell] = {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, values in enumerate(lines, 1):
            if row > MAX_ROWS:
                return [], [*problems, problem("workbook-too-large", whole(path), limit=f"{MAX_ROWS:,}")]
            for column, value in enumerate(values, 1):
                if not is_blank(value):
                    cells[row, column] = Cell(row, column, value)
    except csv.Error as error:
        line = max(lines.line_num, 1)
        return [], [*problems, problem("csv-broken", Span(path, line, 1, line, 2), reason=error)]
    return [Sheet(path, "", cells)], problems


def text_of_csv(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of UTF-8 bytes, else of Windows-1252 ones, which a problem reports; None if it is neither."""
    if data.startswith(_UTF_16) or data.count(0) > len(data) // 3:
        return None, [problem("table-encoding", whole(path), encoding="UTF-16")]
    if b"\0" in data:
        return None, [_wrong_byte("csv-encoding", path, data, data.find(b"\0"))]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return _text_not_utf_8(path, data, error.start + (len(_BOM) if data.startswith(_BOM) else 0))


def _text_not_utf_8(path: str, data: bytes, at: int) -> tuple[str | None, list[Problem]]:
    # Mac Roman has no mark: it is the encoding that gives more words than Windows-1252.
    as_mac, as_windows = (len(re.findall(_PLAUSIBLE, data.decode(name, "replace"))) for name in ("mac_roman", "cp1252"))
    if as_mac > as_windows:
        return None, [problem("table-encoding", whole(path), encoding="Mac Roman")]
    if data.startswith(_BOM):  # the mark of UTF-8
        return None, [_wrong_byte("csv-encoding", path, data, at)]
    try:
        return data.decode("cp1252"), [_wrong_byte("csv-not-utf-8", path, data, at)]
    except UnicodeDecodeError as error:
        return None, [_wrong_byte("csv-encoding", path, data, error.start)]


def _wrong_byte(code: str, path: str, data: bytes, at: int) -> Problem:
    """A problem with a byte; its column counts the characters before it on its line, of either encoding."""
    before = re.split(rb"\r\n|\r|\n", data[:at].removeprefix(_BOM))
    column = len(before[-1].decode("utf-8", "replace")) + 1
    return problem(code, Span(path, len(before), column, len(before), column + 1), byte=data[at : at + 1].hex().upper())
