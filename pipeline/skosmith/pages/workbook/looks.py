"""What a reader of values leaves out of a sheet: merged and hidden cells, formats of numbers, cells without a value."""

import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from lxml import etree

MAX_CELLS = 1_000_000
"""The most cells between the first and the last of a sheet, empty ones too; the official one has about 4,000."""

WEIGHED = (".xml", ".rels", ".bin")
"""The endings of the parts that readers of workbooks look into; the others are pictures and the like."""

_MERGED = 10_000  # the merged ranges, and the rows of one, that are looked at
_AS_IT_IS = {"General", "@"}  # formats of numbers
_ROW = re.compile(r"[0-9]{1,7}")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

# The formats that a style names by a number alone (ECMA-376 part 1, section 18.8.30): those that as_shown knows.
_BUILT_IN = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@",
}  # fmt: skip
_SIMPLE = re.compile(r"(?P<thousands>#,#*)?(?P<digits>0+|#)(?:\.(?P<decimals>0+))?(?P<percent>%)?")
_LONGEST = 10  # letters of a format
_BIGGEST = 1e15  # a spreadsheet program keeps 15 digits


Place = tuple[int, int]
"""A row and a column, both from 1."""


class BrokenError(Exception):
    """A part is not what a workbook has."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is hidden and merged in a sheet, and the cells whose value alone does not say what they show.

    ``merged`` leads each cell of a merged column to the one shown over it. ``formats`` are those of numbers that are
    not shown as they are, empty where unknown. ``errors`` are the texts of cells that show an error, or a formula that
    no program has worked out yet.
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: Mapping[Place, Place] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)

    @property
    def is_readable(self) -> bool:
        """Whether the reader of values knows each error; one that it does not know stops it."""
        return all(text in _ERRORS or text.startswith("=") for text in self.errors.values())

    def hides(self, row: int, column: int) -> bool:
        return row in self.rows or column in self.columns


def parsed(part: bytes) -> etree._Element:
    """The root of a part; nothing that it names is fetched. Raises XMLSyntaxError if it is not well-formed."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def look_of(part: bytes, styles: list[str]) -> Look | None:
    """How a worksheet looks, in one pass over its XML; None if it is too large. ``styles`` are their formats.

    Raises XMLSyntaxError if the part is not well-formed, BrokenError if it has a document type or a cell without a
    valid place.
    """
    row = column = last_row = last_column = 0
    rows: set[int] = set()
    hidden: list[tuple[int, int]] = []
    ranges: list[tuple[Place, Place]] = []
    formats: dict[Place, str] = {}
    errors: dict[Place, str] = {}
    for event, name, element in _elements(part):
        if name == "row" and event == "start":
            row, column = _row(element.get("r"), row + 1), 0
            rows |= {row} if _is_true(element, "hidden") else set()
        elif name == "c" and event == "end":
            row, column = _place(element.get("r"), (row, column + 1))
            if len(element):
                last_row, last_column = max(last_row, row), max(last_column, column)
                if error := _error(element):
                    errors[row, column] = error
                if (form := _format(element, styles)) is not None:
                    formats[row, column] = form
        elif name == "col" and event == "end":
            hidden += _hidden(element)
        elif name == "mergeCell" and event == "end":
            top_left, _, bottom_right = element.get("ref", "").partition(":")
            ranges.append((_place(top_left), _place(bottom_right or top_left)))
    if last_row * last_column > MAX_CELLS:
        return None
    return Look(frozenset(rows), _columns(hidden, last_column), _merged(ranges[:_MERGED]), formats, errors)


def _elements(part: bytes) -> Iterator[tuple[str, str, etree._Element]]:
    """The event, the name and the element of each row, cell, column and merged range; it is cleared after its use."""
    tags = ("{*}row", "{*}c", "{*}col", "{*}mergeCell")
    parser = etree.iterparse(
        io.BytesIO(part), ("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in parser:
        yield event, element.tag.rpartition("}")[2], element
        if event == "end":
            element.clear()
            parent = element.getparent()
            if parent is not None and parent[0] is not element:
                del parent[0]
    if parser.root.getroottree().docinfo.doctype:
        raise BrokenError("a document type stands in a sheet")


def _row(text: str | None, following: int) -> int:
    if text is None:
        return following
    if not _ROW.fullmatch(text):
        raise BrokenError(f"{text!r} is no place of a cell")
    return int(text)


def _place(text: str | None, following: Place = (0, 0)) -> Place:
    """The place of a cell; not to be guessed, since the reader of values might place it far away."""
    if text is None:
        return following
    match = _PLACE.fullmatch(text)
    if not match:
        raise BrokenError(f"{text!r} is no place of a cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _is_true(element: etree._Element, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _hidden(column: etree._Element) -> list[tuple[int, int]]:
    """The first and the last of columns that are hidden."""
    first, last = column.get("min", ""), column.get("max", "")
    is_hidden = _is_true(column, "hidden") and first.isdecimal() and last.isdecimal()
    return [(int(first[:9]), int(last[:9]))] if is_hidden else []


def _columns(ranges: list[tuple[int, int]], last: int) -> frozenset[int]:
    return frozenset(chain.from_iterable(range(first, min(end, last) + 1) for first, end in ranges))


def _error(cell: etree._Element) -> str:
    """The error that a cell shows, or a formula that no program has worked out yet; empty for another cell."""
    kind = cell.get("t")
    inner = {child.tag.rpartition("}")[2]: child.text or "" for child in cell.iterchildren("{*}v", "{*}f")}
    if kind == "e":
        return inner.get("v") or "#N/A"
    if "f" in inner and not inner.get("v") and kind not in {"str", "inlineStr"}:
        return "=" + (inner["f"] or "…")
    return ""


def _format(cell: etree._Element, styles: list[str]) -> str | None:
    """The format of a cell with a number, empty if unknown; None if the number is shown as it is."""
    style = cell.get("s", "")
    if cell.get("t", "n") != "n" or not style.isdecimal() or len(style) > len(str(len(styles))):
        return None
    form = styles[int(style)] if int(style) < len(styles) else "General"
    return None if form in _AS_IT_IS else form


def _merged(ranges: Iterable[tuple[Place, Place]]) -> dict[Place, Place]:
    """Each cell of a merged column with the cell whose value is shown over it."""
    merged: dict[Place, Place] = {}
    for (top, left), (bottom, right) in ranges:
        if left == right:
            for row in range(top + 1, min(bottom, top + _MERGED) + 1):
                if len(merged) < MAX_CELLS:
                    merged[row, left] = (top, left)
    return merged


def parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet of a workbook, by its name.

    Raises BrokenError if the workbook is linked to a part that is none of ``WEIGHED``.
    """
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))
        for link in parsed(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")).iter("{*}Relationship")
        if link.get("TargetMode") != "External"
    }
    for target in targets.values():
        if not target.lower().endswith(WEIGHED):
            raise BrokenError(f"{target!r} is no part of a workbook")
    return {
        sheet.get("name", ""): targets.get(str(value), "").lstrip("/")
        for sheet in parsed(parts["xl/workbook.xml"]).iter("{*}sheet")
        for key, value in sheet.items()
        if etree.QName(key).localname == "id" and etree.QName(key).namespace
    }


def formats_of_styles(parts: Mapping[str, bytes]) -> list[str]:
    """The format of numbers of each style, by the number that a cell names it with."""
    root = parsed(parts.get("xl/styles.xml", b"<none/>"))
    own = {form.get("numFmtId"): form.get("formatCode", "") for form in root.iter("{*}numFmt")}
    return [
        own.get(number) or _BUILT_IN.get(number, "")
        for styles in root.iter("{*}cellXfs")
        for style in styles.iter("{*}xf")
        for number in [str(style.get("numFmtId", "0"))]
    ]


def language_of_properties(parts: Mapping[str, bytes]) -> str:
    """The property ``Language`` of a workbook, one of those that its programs let people add; else empty.

    Not ``dc:language``, which tells in which language the program is.
    """
    root = parsed(parts.get("docProps/custom.xml", b"<none/>"))
    values = (entry for entry in root.iter("{*}property") if entry.get("name", "").lower() == "language")
    return next(("".join(map(str, value.itertext())) for value in values), "").strip().lower()


def as_shown(value: float, form: str) -> str | None:
    """A number in its format; None if the format has more than digits, decimals, thousands and percent."""
    match = _SIMPLE.fullmatch(form)
    if not match or abs(value) >= _BIGGEST or len(form) > _LONGEST:
        return None
    number = Decimal(repr(value)) * (100 if match["percent"] else 1)
    rounded = number.quantize(Decimal(1).scaleb(-len(match["decimals"] or "")), ROUND_HALF_UP)
    digits, dot, rest = f"{abs(rounded):{',' if match['thousands'] else ''}f}".partition(".")
    return ("-" if rounded < 0 else "") + digits.zfill(len(match["digits"])) + dot + rest + (match["percent"] or "")
