"""Bytes -> records: the official workbook of a framework, as ``.xlsx`` or as one of its ``.csv`` files.

The only package that knows a reader of spreadsheets.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from skosmith.model import LevelPage, Page, Problem, Text, fails, is_address, problem, whole
from skosmith.pages.run_languages import in_force, labels_for
from skosmith.pages.workbook.cells import Cell, Sheet, is_blank
from skosmith.pages.workbook.columns import column_problems, is_table, tables, with_attributes
from skosmith.pages.workbook.rows import records
from skosmith.pages.workbook.separated import SEPARATORS, read_csv, text_of_csv
from skosmith.pages.workbook.xlsx import read_xlsx

__all__ = ["cells_of", "is_workbook", "read_workbook", "with_level_titles"]

_ZIP = b"PK\x03\x04"
_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
_HEAD = 40_000  # the bytes that a heading row is looked for in
_HEAD_ROWS = 50


def is_workbook(path: str, data: bytes) -> bool:
    """Whether this is a workbook by its name, as a zip, or by the headings of one of its sheets."""
    return path.lower().endswith(_SUFFIXES) or data.startswith(_ZIP) or _separator(path, data) is not None


def read_workbook(path: str, data: bytes, language: str = "") -> tuple[list[Page | LevelPage], list[Problem]]:
    """The skills, attributes and levels of a workbook, in the order of its sheets, and what is wrong with it.

    ``language`` is the BCP 47 tag of its texts, one that ``labels_for`` knows. If empty, it is the tag in the name,
    ``framework.pt.xlsx``, else the property ``Language`` of the workbook, else ``en``.
    Raises ValueError for one without labels.
    """
    sheets, problems, of_property = _sheets(path, data)
    name = urlsplit(path).path if is_address(path) else path
    language = language or in_force().in_name(name) or of_property or "en"
    labels = labels_for(language)
    if labels is None and language != of_property:
        raise ValueError(f"there are no labels for {language!r}")
    if labels is None:
        return [], [*problems, problem("workbook-language-unknown", whole(path), language=of_property)]
    recognised, faults = tables(sheets)
    problems += faults
    if not recognised and not fails(problems):
        problems.append(problem("workbook-without-tables", whole(path)))
    sha256 = hashlib.sha256(data).hexdigest()
    pages: list[Page | LevelPage] = []
    for table in recognised:
        sheet = replace(table.sheet, name=table.sheet.name or table.kind)
        bare, attributes = with_attributes(table._replace(sheet=sheet))
        problems += column_problems(bare, has_attributes=bool(attributes))
        of_table, faults = records(bare, attributes, sha256, labels, language)
        pages += of_table
        problems += faults
    return pages, problems


def cells_of(path: str, data: bytes) -> dict[tuple[str, int, int], str]:
    """The text of each cell by its sheet, row and column, both from 1; the one sheet of a CSV file has no name.

    Empty for a file that cannot be read.
    """
    return {(sheet.name, *place): cell.text for sheet in _sheets(path, data)[0] for place, cell in sheet.cells.items()}


def with_level_titles(records: Sequence[Page | LevelPage]) -> list[Page | LevelPage]:
    """``records`` with the titles of the levels in the headings of attributes, as on a page: ``Level 1 - Follow``.

    The titles are on another sheet, or in another file of the same workbook.
    """
    titles = {
        (record.language, record.number): record.title
        for record in records
        if isinstance(record, LevelPage) and record.title and record.heading.span.sheet
    }
    return [_with_level_titles(record, titles) for record in records]


def _with_level_titles(record: Page | LevelPage, titles: Mapping[tuple[str, int], Text]) -> Page | LevelPage:
    if isinstance(record, LevelPage) or record.kind == "skill" or not record.notation.span.sheet:
        return record
    sections = list(record.sections)
    for at, section in enumerate(sections):
        if title := titles.get((record.language, section.number)):
            heading = replace(section.heading, value=f"{section.heading.value} - {title.value}")
            sections[at] = section._replace(heading=heading, title=title)
    return replace(record, sections=tuple(sections))


def _sheets(path: str, data: bytes) -> tuple[list[Sheet], list[Problem], str]:
    """The sheets, what is wrong with them, and the language tag in the properties of the workbook."""
    if data.startswith((_ZIP, b"\xd0\xcf\x11\xe0")) or path.lower().endswith((".xlsx", ".xlsm")):
        return read_xlsx(path, data)
    return *read_csv(path, data, _separator(path, data) or ","), ""


def _separator(path: str, data: bytes) -> str | None:
    """The separator with which the first lines have the headings of a sheet; None without such headings."""
    head = data[:_HEAD]
    text, _ = text_of_csv(path, head[: head.rfind(b"\n") + 1] if len(data) > _HEAD else head)
    for separator in SEPARATORS:
        cells: dict[tuple[int, int], Cell] = {}
        try:
            for row, values in enumerate(csv.reader(io.StringIO(text or "", newline=""), delimiter=separator), 1):
                if row > _HEAD_ROWS:
                    break
                cells |= {(row, at): Cell(row, at, value) for at, value in enumerate(values, 1) if not is_blank(value)}
        except csv.Error:
            pass  # the rows before it tell
        if cells and is_table(Sheet(path, "", cells)):
            return separator
    return None
