"""The heading ``Levels``, merged over the seven columns of the digits 1 to 7, of which only the first has it."""

from skosmith.pages.labels import fold
from skosmith.pages.workbook.cells import Cell, Sheet, name_in

LEVELS = range(1, 8)
OF_LEVELS = "Levels"


def is_merged_heading(cell: Cell) -> bool:
    """Whether a cell is the heading over the digits."""
    return fold(name_in(cell.text)) == fold(OF_LEVELS)


def covered_by(heading: Cell, sheet: Sheet) -> range:
    """The columns below ``Levels``: its own and those right of it that have no heading, seven at most."""
    right = (cell.column for cell in sheet.cells.values() if cell.row == heading.row and cell.column > heading.column)
    end = min(right, default=heading.column + len(LEVELS))
    return range(heading.column, min(end, heading.column + len(LEVELS)))
