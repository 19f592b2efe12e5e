"""How the sheets of an ``.xlsx`` file look, as far as a reader of values does not say: hidden rows and columns, and
the formats of numbers.
"""  # noqa: D205 - the kinds are one list

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

# The formats that a style names by a number alone (ECMA-376 part 1, section 18.8.30): those that as_shown knows.
_BUILT_IN = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@",
}  # fmt: skip
_SIMPLE = re.compile(r"(?P<thousands>#,#*)?(?P<digits>0+|#)(?:\.(?P<decimals>0+))?(?P<percent>%)?")
_LONGEST = 10  # letters of a format
_BIGGEST = 1e15  # a spreadsheet program keeps 15 digits


@dataclass(frozen=True, slots=True)
class Look:
    """The numbers of hidden rows and columns of a sheet, and the formats of cells that are not shown as they are."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def hides(self, row: int, column: int) -> bool:
        """Whether nobody sees this cell."""
        return row in self.rows or column in self.columns


def parsed(part: bytes) -> etree._Element:
    """The root of a part; nothing that it names is fetched. Raises XMLSyntaxError where it is not well-formed."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that each sheet of a workbook stands in, by its name."""
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))
        for link in parsed(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")).iter("{*}Relationship")
    }
    return {
        sheet.get("name", ""): targets.get(str(value), "").lstrip("/")
        for sheet in parsed(parts["xl/workbook.xml"]).iter("{*}sheet")
        for key, value in sheet.items()
        if etree.QName(key).localname == "id" and etree.QName(key).namespace
    }


def formats_of_styles(parts: Mapping[str, bytes]) -> list[str]:
    """The format of numbers of each style, by the number that a cell names it with."""
    root = parsed(parts.get("xl/styles.xml", b"<none/>"))
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    return [
        own.get(number) or _BUILT_IN.get(number, "")
        for styles in root.iter("{*}cellXfs")
        for style in styles.iter("{*}xf")
        for number in [str(style.get("numFmtId", "0"))]
    ]


def language_of_properties(parts: Mapping[str, bytes]) -> str:
    """What the property ``Language`` of a workbook says, one of those that its programs let people add; else empty.

    Not ``dc:language``, which a program writes of itself: it says in which language the program is.
    """
    root = parsed(parts.get("docProps/custom.xml", b"<none/>"))
    said = (
        "".join(map(str, one.itertext()))
        for one in root.iter("{*}property")
        if one.get("name", "").lower() == "language"
    )
    return next(said, "").strip().lower()


def as_shown(value: float, form: str) -> str | None:
    """A number in its format; None where that is none of digits, decimals, thousands and percent alone."""
    found = _SIMPLE.fullmatch(form)
    if not found or abs(value) >= _BIGGEST or len(form) > _LONGEST:
        return None
    number = Decimal(repr(value)) * (100 if found["percent"] else 1)
    rounded = number.quantize(Decimal(1).scaleb(-len(found["decimals"] or "")), ROUND_HALF_UP)
    whole = f"{abs(rounded):{',' if found['thousands'] else ''}f}"
    digits, dot, rest = whole.partition(".")
    return ("-" if rounded < 0 else "") + digits.zfill(len(found["digits"])) + dot + rest + (found["percent"] or "")
