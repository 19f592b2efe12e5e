"""The texts of cells, as they are shown next to a problem."""

from skosmith import pages
from skosmith.model import FileLines, Span


class LinesAndCells(FileLines):
    """Reads the lines of pages and the cells of workbooks, each file once."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, dict[tuple[str, int, int], str]] = {}

    def cell(self, span: Span) -> str:
        """The text of the cell that a place begins at, on one line; empty where there is no such cell or file."""
        if span.path not in self._cells:
            self._cells[span.path] = pages.cells_of(span.path, self.data(span.path))
        cells, place = self._cells[span.path], (span.line, span.column)
        return " ".join((cells.get((span.sheet, *place)) or cells.get(("", *place), "")).split())
