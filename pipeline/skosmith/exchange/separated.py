"""The sheets of the official workbook as ``.csv`` files, three for each language."""

import csv
import io
import re

from skosmith.exchange.read_back import in_language, note_what_is_read
from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.sheets import Sheet, Value, sheets_of
from skosmith.model import Names

_NAMES = {"Skills": "skills", "Attributes": "attributes", "Levels of responsibility": "levels"}
_BOM = b"\xef\xbb\xbf"  # by which spreadsheet programs know UTF-8
# What a spreadsheet program takes for the begin of a formula. A space before it makes it a text, and is not read again.
_FORMULA = re.compile(r"[=+\-@\t\r]")


def files(reading: Reading, names: Names, _: Given) -> dict[str, bytes]:
    """A file for each sheet and language, by its name."""
    found: dict[str, bytes] = {}
    for tag in reading.tags():
        for sheet in sheets_of(reading.only(tag, is_noted=False), tag):
            found[in_language(f"{_NAMES[sheet.name]}.csv", tag)] = _text(sheet)
    note_what_is_read(reading, names, found)
    return found


def _text(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(sheet.headings)
    rows.writerows([_cell(value) for value in row] for row in sheet.rows)
    return _BOM + text.getvalue().encode()


def _cell(value: Value) -> Value:
    return f" {value}" if isinstance(value, str) and _FORMULA.match(value) else value
