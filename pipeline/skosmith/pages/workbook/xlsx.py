"""The sheets of an ``.xlsx`` file.

Each part is unpacked and weighed here before it is read, since neither a zip's directory nor a sheet's first and last
cell can be trusted: either may ask for more memory than there is.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from lxml import etree

from skosmith.model import Problem, Span, problem, whole
from skosmith.pages.workbook.cells import Cell, Sheet, is_blank
from skosmith.pages.workbook.looks import (
    MAX_CELLS,
    WEIGHED,
    BrokenError,
    Look,
    as_shown,
    formats_of_styles,
    language_of_properties,
    look_of,
    parts_of_sheets,
)

MAX_UNPACKED = 50_000_000
"""The most that a workbook may unpack to, in bytes; the official one has about 2,000,000."""

MAX_PARTS = 2_000
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    LookupError,
)  # fmt: skip


def read_xlsx(path: str, data: bytes) -> tuple[list[Sheet], list[Problem], str]:
    """The sheets of a workbook, in its order; a problem if it cannot be read; the language tag in its properties."""
    place = whole(path)
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return [], [problem("workbook-encrypted" if is_encrypted else "not-a-workbook", place)], ""
    parts = _parts(data)
    if isinstance(parts, str):
        return [], [problem(parts, place, limit=f"{MAX_UNPACKED:,}")], ""
    try:
        sheets, styles, language = parts_of_sheets(parts), formats_of_styles(parts), language_of_properties(parts)
        looks = {
            name.lower(): look_of(part, styles)
            for name, part in parts.items()
            if b"sheetData" in part or name in sheets.values()
        }
    except (etree.XMLSyntaxError, BrokenError) as error:
        return [], [problem("workbook-broken", place, reason=getattr(error, "msg", None) or error)], ""
    if None in looks.values():
        return [], [problem("workbook-too-large", place, limit=f"{MAX_CELLS:,}")], ""
    of_sheets = {sheet: looks.get(part.lower()) or Look() for sheet, part in sheets.items()}
    problems = [
        problem("cell-error", Span(path, row, column, row, column + 1, sheet), text=text)
        for sheet, look in of_sheets.items()
        if not look.is_readable
        for (row, column), text in look.errors.items()
    ]
    try:
        return list(_sheets(path, data, of_sheets)), problems, language
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the reader in Rust is a BaseException
        missing = next((f"the sheet '{sheet}' is missing" for sheet, part in sheets.items() if part not in parts), "")
        return [], [problem("workbook-broken", place, reason=missing or str(error) or type(error).__name__)], ""


def _parts(data: bytes) -> dict[str, bytes] | str:
    """The parts that a reader of workbooks looks into, or the code of the problem with them.

    Each is as long as the directory claims, so a reader that trusts the directory, and one that doesn't, see the same
    bytes.
    """
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
                if not info.filename.lower().endswith(WEIGHED):
                    continue
                size, info.file_size = info.file_size, 2 * MAX_UNPACKED  # else the rest would not be unpacked
                with archive.open(info) as file:
                    part = file.read(left + 1)
                left -= len(part)
                if left < 0:
                    return "workbook-too-large"
                if len(part) != size:
                    raise zipfile.BadZipFile
                parts[info.filename] = part
    except _BAD_ZIP:
        return "not-a-workbook"
    return parts if "xl/workbook.xml" in parts else "not-a-workbook"


def _sheets(path: str, data: bytes, looks: Mapping[str, Look]) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - for workbooks only

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for sheet in workbook.sheets_metadata:
            look = looks.get(sheet.name, Look())
            if sheet.typ is not SheetTypeEnum.WorkSheet or not look.is_readable:
                continue
            values = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            cells = {
                (row, column): cell
                for row, line in enumerate(values, 1)
                for column, value in enumerate(line, 1)
                if value != "" and (cell := _cell(row, column, value, look)) and not is_blank(cell.text)
            }
            errors = {
                place: Cell(*place, text, "error", look.hides(*place))
                for place, text in look.errors.items()
                if not is_blank(text)
            }
            if errors:
                cells = dict(sorted({**cells, **errors}.items()))
            yield Sheet(path, sheet.name, cells, look.merged, sheet.visible is not SheetVisibleEnum.Visible)


def _cell(row: int, column: int, value: object, look: Look) -> Cell:
    """A cell with its value as a spreadsheet program shows it."""
    cell = Cell(row, column, str(value), "text", look.hides(row, column))
    if isinstance(value, bool | date | time | timedelta):
        return cell._replace(text=str(value).upper() if isinstance(value, bool) else str(value), kind="typed")
    if not isinstance(value, int | float):
        return cell
    form = look.formats.get((row, column))
    text = as_shown(value, form) if form is not None else f"{value:.15g}"
    return cell._replace(text=f"{value:.15g}", kind="typed") if text is None else cell._replace(text=text)
