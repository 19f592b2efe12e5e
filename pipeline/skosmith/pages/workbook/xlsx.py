"""The sheets of an ``.xlsx`` file.

The zip is opened here first and only what was weighed is handed on, since neither a zip's directory nor a sheet's
first and last cell can be trusted: either may ask for more memory than there is.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, time, timedelta

from lxml import etree

from skosmith.model import Problem, Span, problem
from skosmith.pages.workbook.cells import Cell, Sheet, is_blank
from skosmith.pages.workbook.looks import (
    Look,
    as_shown,
    formats_of_styles,
    language_of_properties,
    parsed,
    parts_of_sheets,
)

MAX_UNPACKED = 50_000_000
"""The most that a workbook may unpack to, in bytes; the official one has some 2,000,000."""

MAX_PARTS = 2_000
MAX_CELLS = 1_000_000
"""The most cells between the first and the last of a sheet, empty ones too; the official one has some 4,000."""

_MERGED = 10_000  # the merged ranges, and the rows of one, that are looked at
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_MARK = "\ue000"  # before the text of a cell that shows no value: the reader of cells would leave it empty
_AS_IT_IS = {"General", "@"}  # formats of numbers
_ROW = re.compile(r"[0-9]{1,7}")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    LookupError,
)  # fmt: skip


class _BrokenError(Exception):
    """A part is not what a workbook has."""


def read_xlsx(path: str, data: bytes) -> tuple[list[Sheet], list[Problem], str]:
    """The sheets of a workbook, in its order; a problem where it cannot be read; the language that it says it is in."""
    whole = Span(path, 0, 0, 0, 0)
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return [], [problem("workbook-encrypted" if is_encrypted else "not-a-workbook", whole)], ""
    parts = _parts(data)
    if isinstance(parts, str):
        return [], [problem(parts, whole, limit=f"{MAX_UNPACKED:,}")], ""
    try:
        named, formats, language = parts_of_sheets(parts), formats_of_styles(parts), language_of_properties(parts)
        checked = {name: _checked(part, formats) for name, part in parts.items() if b"sheetData" in part}
    except (etree.XMLSyntaxError, _BrokenError) as error:
        return [], [problem("workbook-broken", whole, reason=getattr(error, "msg", None) or error)], ""
    sound = {name: one for name, one in checked.items() if one}
    if len(sound) < len(checked):
        return [], [problem("workbook-too-large", whole, limit=f"{MAX_CELLS:,}")], ""
    looks = {sheet: sound[part][1] for sheet, part in named.items() if part in sound}
    packed = _packed({**parts, **{name: one[0] for name, one in sound.items()}})
    try:
        return list(_sheets(path, packed, looks)), [], language
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the reader in Rust is a BaseException
        missing = next((f"the sheet '{sheet}' is missing" for sheet, part in named.items() if part not in parts), "")
        return [], [problem("workbook-broken", whole, reason=missing or str(error) or type(error).__name__)], ""


def _parts(data: bytes) -> dict[str, bytes] | str:
    """The parts of a workbook that say something of its cells, or the code of the problem with it."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS:
                return "workbook-too-large"
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                return "workbook-encrypted"
            for info in infos:
                if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                    return "not-a-workbook"
                if not info.filename.lower().endswith((".xml", ".rels")):
                    continue
                with archive.open(info) as part:
                    parts[info.filename] = part.read(left + 1)
                left -= len(parts[info.filename])
                if left < 0:
                    return "workbook-too-large"
    except _BAD_ZIP:
        return "not-a-workbook"
    return parts if "xl/workbook.xml" in parts else "not-a-workbook"


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    made.seek(0)
    return made


def _checked(part: bytes, formats: list[str]) -> tuple[bytes, Look] | None:
    """A worksheet with a text in each cell that shows an error or has no value yet, and how it looks.

    None where it is too wide. ``formats`` are those of the styles.
    Raises XMLSyntaxError where the part is not well-formed, _BrokenError where it has a document type or a cell at no
    place.
    """
    root = parsed(part)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _BrokenError("a document type stands in a sheet")
    row = column = last_row = last_column = 0
    is_changed = False
    hidden_rows: set[int] = set()
    of_cells: dict[tuple[int, int], str] = {}
    for element in root.iter("{*}row", "{*}c"):
        place = element.get("r")
        is_row = etree.QName(element).localname == "row"
        match = (_ROW if is_row else _PLACE).fullmatch(place) if place is not None else None
        if place is not None and not match:  # the reader of cells might make a place of it, far away
            raise _BrokenError(f"{place!r} is no place of a cell")
        if is_row:
            row, column = int(match[0]) if match else row + 1, 0
            if _is_true(element, "hidden"):
                hidden_rows.add(row)
            continue
        row, column = (int(match[2]), _number(match[1])) if match else (row, column + 1)
        if len(element):
            last_row, last_column = max(last_row, row), max(last_column, column)
            is_changed |= _mark(element)
            if (form := _format(element, formats)) is not None:
                of_cells[row, column] = form
    if last_row * last_column > MAX_CELLS:
        return None
    look = Look(frozenset(hidden_rows), frozenset(_hidden_columns(root, last_column)), of_cells)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) if is_changed else part, look


def _is_true(element: etree._Element, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _format(cell: etree._Element, formats: list[str]) -> str | None:
    """The format of a cell with a number, empty where it is not known; None where the number is shown as it is."""
    style = cell.get("s", "")
    if cell.get("t", "n") != "n" or not style.isdecimal() or len(style) > len(str(len(formats))):
        return None
    form = formats[int(style)] if int(style) < len(formats) else "General"
    return None if form in _AS_IT_IS else form


def _hidden_columns(root: etree._Element, last: int) -> Iterator[int]:
    for element in root.iter("{*}col"):
        first, end = element.get("min", ""), element.get("max", "")
        if _is_true(element, "hidden") and first.isdecimal() and end.isdecimal():
            yield from range(int(first[:9]), min(int(end[:9]), last) + 1)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _mark(cell: etree._Element) -> bool:
    """Marks a cell that is an error, or a formula that no program has worked out yet."""
    value, formula = cell.find("{*}v"), cell.find("{*}f")
    shown = value.text if value is not None else None
    if cell.get("t") == "e":
        text = shown or "#N/A"
    elif formula is not None and not shown and cell.get("t") not in {"str", "inlineStr"}:
        text = "=" + (formula.text or "…")
    else:
        return False
    namespace = etree.QName(cell).namespace
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "str")
    etree.SubElement(cell, f"{{{namespace}}}v" if namespace else "v").text = _MARK + text
    return True


def _sheets(path: str, packed: io.BytesIO, looks: dict[str, Look]) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - for workbooks only

    with CalamineWorkbook.from_filelike(packed) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            look = looks.get(about.name, Look())
            cells = {
                (row, column): cell
                for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if value != "" and (cell := _cell(row, column, value, look)) and not is_blank(cell.text)
            }
            is_hidden = about.visible is not SheetVisibleEnum.Visible
            yield Sheet(path, about.name, cells, _merged(sheet.merged_cell_ranges or []), is_hidden)


def _merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of a merged column, from 1, with the cell whose value is shown over it."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in ranges[:_MERGED]:
        if left == right:
            for row in range(top + 1, min(bottom, top + _MERGED) + 1):
                if len(found) < MAX_CELLS:
                    found[row + 1, left + 1] = (top + 1, left + 1)
    return found


def _cell(row: int, column: int, value: object, look: Look) -> Cell:
    """A cell with its value as a spreadsheet program shows it."""
    is_hidden = look.hides(row, column)
    if isinstance(value, bool | date | time | timedelta):
        return Cell(row, column, str(value).upper() if isinstance(value, bool) else str(value), "typed", is_hidden)
    if not isinstance(value, int | float):
        text = str(value)
        is_error = text.startswith(_MARK)
        return Cell(row, column, text.removeprefix(_MARK), "error" if is_error else "text", is_hidden)
    form = look.formats.get((row, column))
    in_format = as_shown(value, form) if form is not None else f"{value:.15g}"
    if in_format is None:
        return Cell(row, column, f"{value:.15g}", "typed", is_hidden)
    return Cell(row, column, in_format, "text", is_hidden)
