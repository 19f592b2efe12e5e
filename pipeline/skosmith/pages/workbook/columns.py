"""Which sheet is which, and which column: by the headings, never by the position.

Source: the page layouts, "The official tables".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from skosmith.model import Problem, problem
from skosmith.pages.labels import fold
from skosmith.pages.workbook.cells import Cell, Sheet, flip, name_in
from skosmith.pages.workbook.levels_heading import LEVELS, OF_LEVELS, covered_by, is_merged_heading

Kind = Literal["Skills", "Attributes", "Levels of responsibility"]

NOT_READ = "not read"

_NAMED_LEVEL = re.compile(r"(?:[^\W\d_]+ )?[1-7]\s*[-–—]\s*\S.*")  # ``1 - Follow``
_LOOKED_AT = 50  # the rows from the top among which the headings are looked for

_NUMBER = {"#": NOT_READ}
_BY_LEVEL = {
    **{str(level): f"digit {level}" for level in LEVELS},
    **{f"level {level}": f"digit {level}" for level in LEVELS},
    **{f"level {level} description": f"text {level}" for level in LEVELS},
    "code": "code",
    "overall description": "definition",
    "guidance notes": "scope_note",
    "url": "web_page",
    **_NUMBER,
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
        "url": NOT_READ,
        **_NUMBER,
    },
}
"""The headings of each sheet, folded, and what is below them; the first of several is the one in use."""

_OPTIONAL = {NOT_READ, "web_page"}
_DIGITS = [f"digit {level}" for level in LEVELS]
_ENOUGH: dict[Kind, int] = {"Skills": 4, "Attributes": 4, "Levels of responsibility": 2}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that was recognised: ``columns`` are its headings by what stands below them.

    ``others`` are the headings that are not known; ``top`` is the first row below the headings; ``levels`` is a
    heading ``Levels`` that does not cover seven columns.
    """

    kind: Kind
    sheet: Sheet
    columns: Mapping[str, Cell]
    others: tuple[Cell, ...]
    top: int
    headings: frozenset[int]
    levels: Cell | None = None


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
    """The sheet as the kind of table of which it has most headings, or as the kind it is named after.

    A sheet whose rows are named ``1 - Follow`` is that of the levels in edition 8.
    """
    sides = [sheet, flip(sheet)]
    found = [
        (fold(kind) == fold(sheet.name), count, table)
        for side in sides
        for kind in HEADINGS
        if not side.flipped or kind == "Levels of responsibility"
        for count, table in [_as(side, kind)]
        if count >= _ENOUGH[kind]
    ]
    return max(found, key=lambda one: one[:2])[2] if found else _attributes_at_levels(sheet)


def _attributes_at_levels(sheet: Sheet) -> Table | None:
    """The levels as edition 8 has them: a row for each, named ``1 - Follow`` in a column without a heading."""
    rows = sheet.rows()
    named = [cells[0] for cells in rows.values() if _NAMED_LEVEL.fullmatch(name_in(cells[0].text))]
    if len(named) < _ENOUGH["Levels of responsibility"] or len({cell.column for cell in named}) > 1:
        return None
    column, top = named[0].column, named[0].row
    above = max((row for row in rows if row < top), default=0)
    headings = [cell for cell in rows.get(above, ()) if cell.column > column]
    others = tuple(cell for cell in headings if _folded(cell) not in HEADINGS["Levels of responsibility"])
    if not others:
        return None
    columns = {"level": Cell(above, column, "")}
    return Table("Levels of responsibility", sheet, columns, others, top, frozenset({above}))


def _as(sheet: Sheet, kind: Kind) -> tuple[int, Table]:
    """How many headings of ``kind`` a sheet has in one row, and the table below it.

    A row above that holds nothing but ``Levels`` is tolerated.
    """
    known = HEADINGS[kind]
    rows = sheet.rows()
    looked_at = list(rows)[:_LOOKED_AT]

    def roles(row: int) -> set[str]:  # the digits 1 to 7 are headings of every kind of table
        return {known.get(_folded(cell), NOT_READ) for cell in rows[row]} - {NOT_READ, *_DIGITS}

    best = max(looked_at, key=lambda row: len(roles(row)))
    count = len(roles(best))
    above = rows.get(best - 1, [])
    is_over = bool(above) and all(is_merged_heading(cell) for cell in above)
    headings = [best - 1, best] if is_over else [best]
    columns: dict[str, Cell] = {}
    others = []
    levels = None
    for cell in rows[best]:
        word = _folded(cell)
        if is_merged_heading(cell) and _DIGITS[0] in known.values():
            covered = covered_by(cell, sheet)
            if len(covered) == len(LEVELS):
                columns |= {role: cell._replace(column=at) for role, at in zip(_DIGITS, covered, strict=True)}
            else:
                levels = cell  # which level has no column, nobody can tell
        elif word not in known:
            others.append(cell)
        elif known[word] != NOT_READ:
            columns.setdefault(known[word], cell)
            if columns[known[word]] is not cell:
                others.append(cell)
    return count, Table(kind, sheet, columns, tuple(others), best + 1, frozenset(headings), levels)


def _folded(cell: Cell) -> str:
    return fold(name_in(cell.text))


def not_read(table: Table) -> frozenset[int]:
    """The columns that are known and not read: the number of a row, and digits below a ``Levels`` at fault."""
    known = HEADINGS[table.kind]
    cells = table.sheet.cells.values()
    numbers = [cell.column for cell in cells if cell.row in table.headings and known.get(_folded(cell)) == NOT_READ]
    return frozenset([*numbers, *(covered_by(table.levels, table.sheet) if table.levels else ())])


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
    """The headings that are unknown, there twice, or missing, and ``Levels`` over other than seven columns."""
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
    if table.levels:
        yield problem("levels-columns", sheet.span(table.levels), count=len(covered_by(table.levels, sheet)))
    row = max(table.headings)
    columns = [cell.column for cell in sheet.cells.values() if cell.row in table.headings]
    missing = [role for role in dict.fromkeys(known.values()) if role not in table.columns and role not in _OPTIONAL]
    is_without_digits = not any(role in table.columns for role in _DIGITS)
    words = [OF_LEVELS] if is_without_digits and _DIGITS[0] in missing and not table.levels else []
    for role in missing:
        is_known = (has_attributes and role in {"title", "essence"}) or (is_without_digits and role in _DIGITS)
        if not is_known:
            words.append(next(word for word in known if known[word] == role))
    for word in words:
        yield problem("column-missing", sheet.range(row, min(columns), max(columns)), heading=word.capitalize())
