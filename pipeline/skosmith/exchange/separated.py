"""The sheets of the official workbook as ``.csv`` files, three for each language."""

import csv
import io
import re

from skosmith.exchange.reading import Reading
from skosmith.exchange.sheets import Sheet, Value, files_by_language, in_language

_NAMES = {"Skills": "skills", "Attributes": "attributes", "Levels of responsibility": "levels"}
_BOM = b"\xef\xbb\xbf"  # by which spreadsheet programs know UTF-8
# How a formula begins for a spreadsheet program. A space before it makes it a text, and is not read again.
_FORMULA = re.compile(r"[=+\-@\t\r]")


def files(reading: Reading) -> dict[str, bytes]:
    return files_by_language(reading, _files)


def _files(sheets: list[Sheet], language: str) -> dict[str, bytes]:
    return {in_language(f"{_NAMES[sheet.name]}.csv", language): _text(sheet) for sheet in sheets}


def _text(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(sheet.headings)
    rows.writerows([_cell(value) for value in row] for row in sheet.rows)
    return _BOM + text.getvalue().encode()


def _cell(value: Value) -> Value:
    return f" {value}" if isinstance(value, str) and _FORMULA.match(value) else value
