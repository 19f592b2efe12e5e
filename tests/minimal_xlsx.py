"""Writes minimal .xlsx files, for tests: the XML parts are spelt out, so that a test can spell them wrong."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FORMATS = ("0000", "#,##0.00", "0%", "# ?/?")
# Style 0 is a number as it is, 1 a date, those from 2 on are formats of numbers.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{form}"/>' for at, form in enumerate(_FORMATS))
    + '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    + "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(_FORMATS)))
    + "</cellXfs></styleSheet>"
)


class Raw(NamedTuple):
    """A cell as XML: its attributes beside ``r``, and what stands in it."""

    attributes: str
    inner: str


Value = str | float | bool | Raw | None
Rows = Sequence[Sequence[Value]]


def inline(text: str) -> Raw:
    return Raw('t="inlineStr"', f'<is><t xml:space="preserve">{escape(text)}</t></is>')


def formula(text: str, cached: str) -> Raw:
    return Raw('t="str"', f"<f>{escape(text)}</f><v>{escape(cached)}</v>")


def error(text: str) -> Raw:
    return Raw('t="e"', f"<v>{escape(text)}</v>")


def date(days: float) -> Raw:
    return Raw('s="1"', f"<v>{days}</v>")


def in_format(number: float, form: str) -> Raw:
    return Raw(f's="{2 + _FORMATS.index(form)}"', f"<v>{number}</v>")


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def sheet_xml(rows: Rows, strings: list[str]) -> str:
    """A worksheet part; its texts become entries of ``strings``. ``Levels`` is merged over seven cells."""
    lines, merged = [], []
    for row, values in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(values, 1):
            if value == "Levels":
                merged.append(f'<mergeCell ref="{letters(column)}{row}:{letters(column + 6)}{row}"/>')
            place = f'r="{letters(column)}{row}"'
            if isinstance(value, Raw):
                cells.append(f"<c {place} {value.attributes}>{value.inner}</c>")
            elif isinstance(value, bool):
                cells.append(f'<c {place} t="b"><v>{int(value)}</v></c>')
            elif isinstance(value, str) and value:
                strings.append(value)
                cells.append(f'<c {place} t="s"><v>{len(strings) - 1}</v></c>')
            elif isinstance(value, int | float):
                cells.append(f"<c {place}><v>{value}</v></c>")
        lines.append(f'<row r="{row}">{"".join(cells)}</row>')
    over = f"<mergeCells>{''.join(merged)}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{over}</worksheet>'


def parts(sheets: Mapping[str, Rows], hidden: Iterable[str] = ()) -> dict[str, str]:
    """The XML parts of a workbook by name."""
    strings: list[str] = []
    pages = {
        f"xl/worksheets/sheet{number}.xml": sheet_xml(rows, strings) for number, rows in enumerate(sheets.values(), 1)
    }
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, name in enumerate(sheets, 1)
    )
    linked = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    output = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">{linked}'
        f'<Relationship Id="rIdS" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{output}</sst>',
        **pages,
    }


def packed(named: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts, the same bytes each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in named.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def xlsx(sheets: Mapping[str, Rows], hidden: Iterable[str] = (), language: str = "") -> bytes:
    """The bytes of a workbook with these sheets, whose properties say the ``language``."""
    return packed({**parts(sheets, hidden), **({"docProps/custom.xml": _custom(language)} if language else {})})


def _custom(language: str) -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Language">'
        f"<vt:lpwstr>{escape(language)}</vt:lpwstr></property></Properties>"
    )
