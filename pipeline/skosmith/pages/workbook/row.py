"""A row of a table: its cells by role, and the texts, names and addresses in them."""

from collections.abc import Sequence

from skosmith.model import Problem, Span, Text, is_address, is_iri, problem
from skosmith.pages.labels import Labels
from skosmith.pages.workbook.cells import Cell, Sheet, name_in, passage_of
from skosmith.pages.workbook.columns import Table


class Row:
    """A row below the headings: its cells that are not empty, and what is wrong with it."""

    def __init__(self, table: Table, cells: Sequence[Cell], labels: Labels, language: str) -> None:
        self.table, self.cells = table, cells
        self.sheet: Sheet = table.sheet
        self.labels, self.language = labels, language
        self.problems: list[Problem] = []
        self.by_column = {cell.column: cell for cell in cells}

    @property
    def span(self) -> Span:
        return self.sheet.span(self.cells[0], self.cells[-1])

    def cell(self, role: str) -> Cell | None:
        """The cell below a heading; None if it is empty or shows no value, which is a problem."""
        heading = self.table.columns.get(role)
        return self.below(heading) if heading else None

    def has(self, role: str) -> bool:
        """Whether the row has a cell below a heading."""
        heading = self.table.columns.get(role)
        return heading is not None and heading.column in self.by_column

    def below(self, heading: Cell) -> Cell | None:
        """As ``cell``, by the heading itself."""
        cell = self.by_column.get(heading.column) or self._merged_over(heading.column)
        if cell and cell.kind != "text":
            code = "cell-error" if cell.kind == "error" else "cell-not-text"
            self.problems.append(problem(code, self.sheet.span(cell), text=cell.text))
        return cell if cell and cell.kind != "error" else None

    def _merged_over(self, column: int) -> Cell | None:
        """The cell of a row above that is shown here, too."""
        above = self.sheet.merged.get((self.cells[0].row, column), (0, 0))
        return self.sheet.cells.get(above) if above[0] >= self.table.top else None

    def name(self, role: str) -> Text | None:
        cell = self.cell(role)
        return Text(name_in(cell.text), self.language, self.sheet.span(cell)) if cell else None

    def address(self, role: str) -> Text | None:
        """The address of a web page; None, and a problem, if no IRI can be made of it."""
        cell = self.cell(role)
        if cell is None:
            return None
        text = name_in(cell.text)
        if not (is_address(text) and is_iri(text)):
            self.problems.append(problem("address-not-usable", self.sheet.span(cell), text=text))
            return None
        return Text(text, "", self.sheet.span(cell))

    def passage(self, cell: Cell | None, *, is_guidance: bool = False) -> Text | None:
        text = passage_of(self.sheet, cell, self.language, is_guidance=is_guidance) if cell else None
        if isinstance(text, Problem):
            self.problems.append(text)
            return None
        return text
