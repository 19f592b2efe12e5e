"""Which sheet is which, and which column: by the headings, never by the position.

Source: the page layouts, "The official spreadsheets".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from skosmith.labels import fold
from skosmith.model import Problem
from skosmith.problems import problem
from skosmith.workbook.cells import Cell, Sheet, flip, name_in

Kind = Literal["Skills", "Attributes", "Levels of responsibility"]

LEVELS = range(1, 8)
NOT_READ = "not read"

_BANNER = fold("Levels")
_LOOKED_AT = 50  # the rows from the top among which the headings are looked for

_NOT_READ = {"#": NOT_READ, "url": NOT_READ}
_BY_LEVEL = {
    **{str(level): f"digit {level}" for level in LEVELS},
    **{f"level {level}": f"digit {level}" for level in LEVELS},
    **{f"level {level} description": f"text {level}" for level in LEVELS},
    "code": "code",
    "overall description": "definition",
    "guidance notes": "scope_note",
    **_NOT_READ,
}

HEADINGS: dict[Kind, dict[str, str]] = {
    "Skills": {
        **_BY_LEVEL,
        "skill": "name",
        "skill name": "name",
        "category": "category",
        "subcategory": "subcategory",
        "sub-category": "subcategory",
    },
    "Attributes": {**_BY_LEVEL, "attribute name": "name", "attribute": "name", "type": "category"},
    "Levels of responsibility": {
        "level": "level",
        "guiding phrase": "title",
        "essence of the level": "essence",
        "essence": "essence",
        **_NOT_READ,
    },
}
"""The headings of each sheet, folded, and what stands below them; the first of several is the one in use."""

_OPTIONAL = {NOT_READ}
_ENOUGH: dict[Kind, int] = {"Skills": 4, "Attributes": 4, "Levels of responsibility": 2}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that was recognised: ``columns`` are its headings by what stands below them.

    ``others`` are the headings that are not known; ``top`` is the first row below the headings.
    """

    kind: Kind
    sheet: Sheet
    columns: Mapping[str, Cell]
    others: tuple[Cell, ...]
    top: int
    headings: frozenset[int]


def tables(sheets: list[Sheet]) -> tuple[list[Table], list[Problem]]:
    """The tables of a workbook, one of each kind at most, and what is wrong with its sheets and headings."""
    problems: list[Problem] = []
    found: dict[Kind, list[Table]] = {}
    for sheet in sheets:
        if not sheet.cells:
            continue
        if sheet.is_hidden:
            problems.append(problem("sheet-hidden", sheet.whole, name=sheet.name))
            continue
        table = _table(sheet)
        if table:
            found.setdefault(table.kind, []).append(table)
        elif _named(sheet):
            problems.append(problem("sheet-without-headings", sheet.whole, name=sheet.name))
        elif sheet.name:  # of a file of one sheet, workbook-without-tables says it
            problems.append(problem("sheet-not-read", sheet.whole, name=sheet.name))
    for several in found.values():
        several.sort(key=lambda table: _named(table.sheet) != table.kind)
        named = sum(_named(table.sheet) == table.kind for table in several)
        for other in several[1:]:
            code = "sheet-not-read" if named == 1 else "sheet-twice"
            problems.append(
                problem(code, other.sheet.whole, several[0].sheet.whole, name=other.sheet.name, kind=other.kind)
            )
    return [several[0] for several in found.values()], problems


def kind_of(sheet: Sheet) -> Kind | None:
    """Which of the sheets this is by its headings."""
    table = _table(sheet)
    return table.kind if table else None


def _named(sheet: Sheet) -> Kind | None:
    return next((kind for kind in HEADINGS if fold(kind) == fold(sheet.name)), None)


def _table(sheet: Sheet) -> Table | None:
    """The sheet as the kind of table of which it has most headings, or as the kind it is named after."""
    sides = [sheet, flip(sheet)]
    found = [
        (fold(kind) == fold(sheet.name), count, table)
        for side in sides
        for kind in HEADINGS
        if not side.flipped or kind == "Levels of responsibility"
        for count, table in [_as(side, kind)]
        if count >= _ENOUGH[kind]
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _as(sheet: Sheet, kind: Kind) -> tuple[int, Table]:
    """How many headings of ``kind`` a sheet has in one row, and the table below it."""
    known = HEADINGS[kind]
    rows = sheet.rows()
    looked_at = list(rows)[:_LOOKED_AT]

    def roles(row: int) -> set[str]:
        return {known.get(_folded(cell), NOT_READ) for cell in rows[row]} - {NOT_READ}

    best = max(looked_at, key=lambda row: len(roles(row)))
    count = len(roles(best))
    taken = {cell.column for cell in rows[best] if _folded(cell) != _BANNER}
    headings = [best]
    for row in (best - 1, best + 1):  # a heading row may be split by cells that are merged over both halves
        cells = rows.get(row, [])
        words = [_folded(cell) for cell in cells]
        if cells and all(word in known or word == _BANNER for word in words):
            below = {cell.column for cell in cells if _folded(cell) != _BANNER}
            if not below & taken:
                headings.append(row)
                taken |= below
    columns: dict[str, Cell] = {}
    others = []
    for cell in sorted((cell for row in headings for cell in rows[row]), key=lambda cell: cell.column):
        word = _folded(cell)
        if word not in known:
            if word != _BANNER:
                others.append(cell)
        elif known[word] != NOT_READ:
            columns.setdefault(known[word], cell)
            if columns[known[word]] is not cell:
                others.append(cell)
    return count, Table(kind, sheet, columns, tuple(others), max(headings) + 1, frozenset(headings))


def _folded(cell: Cell) -> str:
    return fold(name_in(cell.text))


def not_read(table: Table) -> frozenset[int]:
    """The columns that are known and say nothing of a skill: the link to a page, the number of a row."""
    known = HEADINGS[table.kind]
    cells = table.sheet.cells.values()
    return frozenset(
        cell.column for cell in cells if cell.row in table.headings and known.get(_folded(cell)) == NOT_READ
    )


def with_attributes(table: Table) -> tuple[Table, tuple[Cell, ...]]:
    """A table of levels without its columns of attributes, and the headings of these.

    In edition 8 the sheet of the levels holds the attributes at each level, and no essence.
    """
    if table.kind != "Levels of responsibility" or "essence" in table.columns:
        return table, ()
    twice = [cell for cell in table.others if _folded(cell) in HEADINGS[table.kind]]
    seen: dict[str, Cell] = {}
    for cell in table.others:
        if cell not in twice and seen.setdefault(_folded(cell), cell) is not cell:
            twice.append(cell)
    attributes = tuple(cell for cell in table.others if cell not in twice)
    return replace(table, others=tuple(twice)), attributes


def column_problems(table: Table, *, has_attributes: bool = False) -> Iterator[Problem]:
    """The headings that are unknown, stand twice, or are missing."""
    known, sheet = HEADINGS[table.kind], table.sheet
    first: dict[str, Cell] = {}
    for cell in table.others:
        word = _folded(cell)
        earlier = table.columns.get(known[word]) if word in known else first.setdefault(word, cell)
        if earlier is not None and earlier is not cell:
            yield problem("column-twice", sheet.span(cell), sheet.span(earlier), heading=name_in(cell.text))
            continue
        cells = sum(other.column == cell.column and other.row >= table.top for other in sheet.cells.values())
        yield problem("column-unknown", sheet.span(cell), heading=name_in(cell.text), count=cells)
    row = max(table.headings)
    columns = [cell.column for cell in sheet.cells.values() if cell.row in table.headings]
    for role in dict.fromkeys(known.values()):
        if role in table.columns or role in _OPTIONAL or (role == "essence" and has_attributes):
            continue
        heading = next(word for word in known if known[word] == role)
        yield problem("column-missing", sheet.range(row, min(columns), max(columns)), heading=heading.capitalize())
