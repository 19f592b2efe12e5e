"""Which sheet is which, and which column: by the headings, never by the position.

Source: the page layouts, "The official tables".
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from skosmith.model import Problem, problem
from skosmith.pages.labels import fold
from skosmith.pages.workbook.cells import Cell, Sheet, flip, name_in

Kind = Literal["Skills", "Attributes", "Levels of responsibility"]

OF_LEVELS: Final = "Levels of responsibility"
LEVELS = range(1, 8)
LEVELS_HEADING = "Levels"
"""The heading merged over the seven columns of the digits 1 to 7, of which only the first has it."""

_NOT_READ = "not read"
_NAMED_LEVEL = r"(?:[^\W\d_]+ )?[1-7]\s*[-–—]\s*\S.*"  # ``1 - Follow``
_TOP_ROWS = 50  # the rows among which the headings are looked for

_DIGITS = [f"digit {level}" for level in LEVELS]
_BY_LEVEL = {
    **{str(level): f"digit {level}" for level in LEVELS},
    **{f"level {level}": f"digit {level}" for level in LEVELS},
    **{f"level {level} description": f"text {level}" for level in LEVELS},
    "code": "code",
    "overall description": "definition",
    "guidance notes": "scope_note",
    "url": "web_page",
    "#": _NOT_READ,
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
    OF_LEVELS: {
        "level": "level",
        "guiding phrase": "title",
        "essence of the level": "essence",
        "essence": "essence",
        "url": _NOT_READ,
        "#": _NOT_READ,
    },
}
"""The headings of each sheet, folded, with the role of their column; the first of a role is the one in use."""

_OPTIONAL = {_NOT_READ, "web_page"}
_ENOUGH: dict[Kind, int] = {"Skills": 4, "Attributes": 4, OF_LEVELS: 2}


class Table(NamedTuple):
    """A sheet that was recognised: ``columns`` are its headings by the role of their column.

    ``unknown`` are the other headings, ``headings`` the rows that they are in; ``top`` is the first row below them;
    ``levels`` is a heading ``Levels`` that does not cover seven columns.
    """

    kind: Kind
    sheet: Sheet
    columns: Mapping[str, Cell]
    unknown: tuple[Cell, ...]
    top: int
    headings: frozenset[int]
    levels: Cell | None = None


def tables(sheets: list[Sheet]) -> tuple[list[Table], list[Problem]]:
    """The tables of a workbook, one of each kind at most, and what is wrong with its sheets and headings."""
    problems: list[Problem] = []
    by_kind: dict[Kind, list[Table]] = {}
    for sheet in sheets:
        if not sheet.cells:
            continue
        if sheet.is_hidden:
            problems.append(problem("sheet-hidden", sheet.whole, name=sheet.name))
        elif table := _table(sheet):
            by_kind.setdefault(table.kind, []).append(table)
        elif sheet.name:  # a file of one sheet has the problem workbook-without-tables
            is_of_kind = any(map(sheet.is_named, HEADINGS))
            problems.append(
                problem("sheet-without-headings" if is_of_kind else "sheet-not-read", sheet.whole, name=sheet.name)
            )
    for kind, alike in by_kind.items():
        alike.sort(key=lambda table: not table.sheet.is_named(table.kind))
        code = "sheet-not-read" if sum(table.sheet.is_named(kind) for table in alike) == 1 else "sheet-twice"
        problems += [
            problem(code, table.sheet.whole, alike[0].sheet.whole, name=table.sheet.name) for table in alike[1:]
        ]
    return [alike[0] for alike in by_kind.values()], problems


def is_table(sheet: Sheet) -> bool:
    return _table(sheet) is not None


def _table(sheet: Sheet) -> Table | None:
    """The sheet as the kind of table of which it has most headings, or as the kind it is named after.

    A sheet whose rows are named ``1 - Follow`` is that of the levels in edition 8.
    """
    sides = [*((sheet, kind) for kind in HEADINGS), (flip(sheet), OF_LEVELS)]
    candidates = [(sheet.is_named(kind), *_as(side, kind)) for side, kind in sides]
    candidates = [(is_named, count, table) for is_named, count, table in candidates if count >= _ENOUGH[table.kind]]
    return max(candidates, key=lambda row: row[:2])[2] if candidates else _attributes_at_levels(sheet)


def _attributes_at_levels(sheet: Sheet) -> Table | None:
    """The levels as edition 8 has them: a row for each, named ``1 - Follow`` in a column without a heading."""
    rows = sheet.rows()
    levels = [cells[0] for cells in rows.values() if re.fullmatch(_NAMED_LEVEL, name_in(cells[0].text))]
    if len(levels) < _ENOUGH[OF_LEVELS] or len({cell.column for cell in levels}) > 1:
        return None
    column, top = levels[0].column, levels[0].row
    above = max((row for row in rows if row < top), default=0)
    headings = [cell for cell in rows.get(above, ()) if cell.column > column]
    unknown = tuple(cell for cell in headings if _folded(cell) not in HEADINGS[OF_LEVELS])
    if not unknown:
        return None
    return Table(OF_LEVELS, sheet, {"level": Cell(above, column, "")}, unknown, top, frozenset({above}))


def _as(sheet: Sheet, kind: Kind) -> tuple[int, Table]:
    """How many headings of ``kind`` a sheet has in one row, and the table below it.

    A row above that holds only ``Levels`` is tolerated.
    """
    roles = HEADINGS[kind]
    rows = sheet.rows()

    def count(row: int) -> int:  # the digits 1 to 7 are headings of every kind of table
        return len({roles.get(_folded(cell), _NOT_READ) for cell in rows[row]} - {_NOT_READ, *_DIGITS})

    best = max(list(rows)[:_TOP_ROWS], key=count)
    above = rows.get(best - 1, [])
    is_over = bool(above) and all(_is_over_digits(cell) for cell in above)
    columns: dict[str, Cell] = {}
    unknown = []
    levels = None
    for cell in rows[best]:
        role = roles.get(_folded(cell))
        if _is_over_digits(cell) and _DIGITS[0] in roles.values():
            covered = _covered(cell, sheet)
            if len(covered) == len(LEVELS):
                columns |= {digit: cell._replace(column=at) for digit, at in zip(_DIGITS, covered, strict=True)}
            else:
                levels = cell  # which level has no column, nobody can tell
        elif role is None or (role != _NOT_READ and columns.setdefault(role, cell) is not cell):
            unknown.append(cell)
    headings = frozenset({best - 1, best} if is_over else {best})
    return count(best), Table(kind, sheet, columns, tuple(unknown), best + 1, headings, levels)


def _is_over_digits(cell: Cell) -> bool:
    return _folded(cell) == fold(LEVELS_HEADING)


def _covered(heading: Cell, sheet: Sheet) -> range:
    """The columns below ``Levels``: its own and those right of it that have no heading, seven at most."""
    right = (cell.column for cell in sheet.cells.values() if cell.row == heading.row and cell.column > heading.column)
    end = min(right, default=heading.column + len(LEVELS))
    return range(heading.column, min(end, heading.column + len(LEVELS)))


def _folded(cell: Cell) -> str:
    return fold(name_in(cell.text))


def not_read(table: Table) -> frozenset[int]:
    """The columns that are known and not read: the number of a row, and digits below a ``Levels`` at fault."""
    roles = HEADINGS[table.kind]
    cells = table.sheet.cells.values()
    numbers = [cell.column for cell in cells if cell.row in table.headings and roles.get(_folded(cell)) == _NOT_READ]
    return frozenset([*numbers, *(_covered(table.levels, table.sheet) if table.levels else ())])


def with_attributes(table: Table) -> tuple[Table, tuple[Cell, ...]]:
    """A table of levels without its columns of attributes, and the headings of these.

    In edition 8 the sheet of the levels holds the attributes at each level, and no essence.
    """
    if table.kind != OF_LEVELS or "essence" in table.columns:
        return table, ()
    attributes: dict[str, Cell] = {}
    repeats = [
        cell
        for cell in table.unknown
        if _folded(cell) in HEADINGS[OF_LEVELS] or attributes.setdefault(_folded(cell), cell) is not cell
    ]
    return table._replace(unknown=tuple(repeats)), tuple(attributes.values())


def column_problems(table: Table, *, has_attributes: bool) -> Iterator[Problem]:
    """The headings that are unknown, there twice, or missing, and ``Levels`` over other than seven columns."""
    roles, sheet = HEADINGS[table.kind], table.sheet
    first: dict[str, Cell] = {}
    for cell in table.unknown:
        word = _folded(cell)
        earlier = table.columns.get(roles[word]) if word in roles else first.setdefault(word, cell)
        if earlier is not None and earlier is not cell:
            yield problem("column-twice", sheet.span(cell), sheet.span(earlier), heading=name_in(cell.text))
            continue
        count = sum(below.column == cell.column and below.row >= table.top for below in sheet.cells.values())
        yield problem("column-unknown", sheet.span(cell), heading=name_in(cell.text), count=count)
    if table.levels:
        yield problem("levels-columns", sheet.span(table.levels), count=len(_covered(table.levels, sheet)))
    columns = [cell.column for cell in sheet.cells.values() if cell.row in table.headings]
    missing = [role for role in dict.fromkeys(roles.values()) if role not in table.columns and role not in _OPTIONAL]
    words = []
    if not table.columns.keys() & {*_DIGITS}:
        words = [LEVELS_HEADING] if _DIGITS[0] in missing and not table.levels else []
        missing = [role for role in missing if role not in _DIGITS]
    if has_attributes:
        missing = [role for role in missing if role not in {"title", "essence"}]
    words += [next(word for word in roles if roles[word] == role) for role in missing]
    for word in words:
        span = sheet.range(max(table.headings), min(columns), max(columns))
        yield problem("column-missing", span, heading=word.capitalize())
