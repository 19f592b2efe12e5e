"""The official workbook as ``.xlsx``, one for each language; every text is a text, never a formula or a link."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import xlsxwriter

from skosmith.exchange.read_back import in_language, note_what_is_read
from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.sheets import LEVELS, Sheet, Value, sheets_of
from skosmith.model import Names, Problem, iri_of, is_literal, problem, value_of
from skosmith.pages import LEVELS_HEADING
from skosmith.rdf import FORBIDDEN

FILE = "framework.xlsx"

MAX_CELL = 32_767
"""The most characters that a cell may hold. Source: the limits of the spreadsheet program that made the format."""

_EPOCH = "2000-01-01"  # where nobody says when the framework was last changed: no clock is asked
_WIDTHS = {"#": 5, "Code": 8, "URL": 30}
_DIGIT_WIDTH, _NAME_WIDTH, _TEXT_WIDTH = 3, 25, 60


def refused(reading: Reading, _: Names, __: Given) -> Iterator[Problem]:
    """What no cell can hold: a text that is too long, a character that XML cannot write."""
    for subject, node in reading.nodes.items():
        for terms in node.values():
            for text in (value_of(term) for term in terms if is_literal(term)):
                if len(text) > MAX_CELL:
                    yield problem("cell-too-long", about=iri_of(subject), limit=f"{MAX_CELL:,}", count=f"{len(text):,}")
                if character := FORBIDDEN.search(text):
                    yield problem("not-in-xml", character=f"U+{ord(character[0]):04X}")


def files(reading: Reading, names: Names, given: Given) -> dict[str, bytes]:
    """A workbook for each language, by its name."""
    found = {
        in_language(FILE, tag): _workbook(sheets_of(reading.only(tag, is_noted=False), tag), tag, given)
        for tag in reading.tags()
    }
    note_what_is_read(reading, names, found)
    return found


def _workbook(sheets: list[Sheet], language: str, given: Given) -> bytes:
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": datetime.fromisoformat(given.modified or _EPOCH).replace(tzinfo=UTC)})
        if language:
            book.set_custom_property("Language", language)
        head = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        body = book.add_format({"valign": "top", "text_wrap": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, heading in enumerate(sheet.headings):
                page.set_column(column, column, _width(heading), body)
            if LEVELS_HEADING in sheet.headings:
                first = sheet.headings.index(LEVELS_HEADING)
                page.merge_range(0, first, 0, first + len(LEVELS) - 1, LEVELS_HEADING, head)
            for row, values in enumerate([sheet.headings, *sheet.rows]):
                for column, value in enumerate(values):
                    look = body if row else head
                    if isinstance(value, int):
                        page.write_number(row, column, value, look)
                    elif value:
                        page.write_string(row, column, value, look)
            page.freeze_panes(1, 0)
    return data.getvalue()


def _width(heading: Value) -> int:
    if isinstance(heading, int):  # a level, below which an essence is written
        return _TEXT_WIDTH
    if heading in {LEVELS_HEADING, "", None}:
        return _DIGIT_WIDTH
    if str(heading).endswith(("description", "notes")):
        return _TEXT_WIDTH
    return _WIDTHS.get(str(heading), _NAME_WIDTH)
