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

from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.workbook.cells import Cell, Sheet, is_blank

MAX_UNPACKED = 50_000_000
"""The most that a workbook may unpack to, in bytes; the official one has some 2,000,000."""

MAX_PARTS = 2_000
MAX_CELLS = 1_000_000
"""The most cells between the first and the last of a sheet, empty ones too; the official one has some 4,000."""

_MERGED = 10_000  # the merged ranges, and the rows of one, that are looked at
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_MARK = "\ue000"  # before the text of a cell that shows no value: the reader of cells would leave it empty
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    LookupError,
)  # fmt: skip


class _BrokenError(Exception):
    """A part is not what a workbook has."""


def read_xlsx(path: str, data: bytes) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook, in its order; a problem where it cannot be read."""
    whole = Span(path, 0, 0, 0, 0)
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return [], [problem("workbook-encrypted" if is_encrypted else "not-a-workbook", whole)]
    parts = _parts(data)
    if isinstance(parts, str):
        return [], [problem(parts, whole, limit=f"{MAX_UNPACKED:,}")]
    try:
        checked = {name: _checked(part) if b"sheetData" in part else part for name, part in parts.items()}
    except (etree.XMLSyntaxError, _BrokenError) as error:
        return [], [problem("workbook-broken", whole, reason=getattr(error, "msg", None) or error)]
    if None in checked.values():
        return [], [problem("workbook-too-large", whole, limit=f"{MAX_CELLS:,}")]
    try:
        return list(_sheets(path, _packed({name: part or b"" for name, part in checked.items()}))), []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the reader in Rust is a BaseException
        return [], [problem("workbook-broken", whole, reason=str(error) or type(error).__name__)]


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


def _checked(part: bytes) -> bytes | None:
    """A worksheet with a text in each cell that shows an error or has no value yet; None where it is too wide.

    Raises XMLSyntaxError where the part is not well-formed, _BrokenError where it has a document type.
    """
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _BrokenError("a document type stands in a sheet")
    row = column = last_row = last_column = 0
    is_changed = False
    for element in root.iter("{*}row", "{*}c"):
        place = element.get("r", "")
        if etree.QName(element).localname == "row":
            row, column = (int(place) if place.isdecimal() and len(place) < 10 else row + 1), 0  # noqa: PLR2004
            continue
        match = _PLACE.fullmatch(place)
        row, column = (int(match[2]), _number(match[1])) if match else (row, column + 1)
        if len(element):
            last_row, last_column = max(last_row, row), max(last_column, column)
            is_changed |= _mark(element)
    if last_row * last_column > MAX_CELLS:
        return None
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) if is_changed else part


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


def _sheets(path: str, packed: io.BytesIO) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - for workbooks only

    with CalamineWorkbook.from_filelike(packed) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            cells = {}
            for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
                for column, value in enumerate(values, 1):
                    if value != "" and not is_blank(shown := _shown(value)):
                        kind = "typed" if isinstance(value, bool | date | time | timedelta) else "text"
                        is_error = shown.startswith(_MARK)
                        cells[row, column] = Cell(row, column, shown.removeprefix(_MARK), "error" if is_error else kind)  # type: ignore[arg-type]
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


def _shown(value: object) -> str:
    """A value as a spreadsheet program shows it in a cell without a format of its own."""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)
