"""Tables -> records: a row is a skill, an attribute or a level.

Each cell ends in a record or in a problem. A level's text has its own column, so a missing one moves no other.
"""

import re
from collections.abc import Iterator, Sequence

from skosmith.model import AttributeSection, Claim, LevelPage, LevelSection, Number, Page, Problem, Span, Text, problem
from skosmith.pages.labels import Labels
from skosmith.pages.run_languages import in_force
from skosmith.pages.workbook.cells import Cell, name_in
from skosmith.pages.workbook.columns import LEVELS, OF_LEVELS, Table, not_read
from skosmith.pages.workbook.row import Row

_CODE = r"[A-Za-z0-9_-]{1,20}"  # what an IRI may hold; the shapes demand four capital letters
_OWN_CODE = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,19}"  # of a project with a pattern of its own
_LIKE_A_CODE = r"\S{1,8}"


def records(
    table: Table, attributes: Sequence[Cell], sha256: str, labels: Labels, language: str
) -> tuple[list[Page | LevelPage], list[Problem]]:
    """The records of a table, in the order of its rows, and what is wrong with them.

    ``attributes`` are the headings below which a table of levels holds its attributes. Of two rows with one code, or
    one level, the first is read.
    """
    is_of_levels = table.kind == OF_LEVELS
    first: dict[str, tuple[Page | LevelPage, Span]] = {}
    rows = {number: cells for number, cells in table.sheet.rows().items() if number not in table.headings}
    key = table.columns.get("level" if is_of_levels else "code")
    columns = {cell.column for cell in (*table.columns.values(), *attributes)}
    known = columns | {cell.column for cell in table.unknown} | not_read(table)
    problems = [*_cells_without_heading(table, rows, known), *_hidden_cells(table, rows, columns)]
    last = max((number for number, cells in rows.items() if _is_of_table(cells, key)), default=0)
    for number, cells in rows.items():
        row = Row(table, cells, labels, language)
        is_inside = any(cell.column in columns for cell in cells)
        is_note = number > last and len(cells) == 1 and not _is_of_table(cells, key)
        if not is_inside or number < table.top or is_note:
            if is_inside or any(cell.column in known for cell in cells):
                problems.append(problem("row-outside-table", row.span))
            continue
        record = _level(row, attributes, sha256) if is_of_levels else _skill(row, sha256)
        problems += row.problems
        if record:
            name = str(record.number) if isinstance(record, LevelPage) else record.notation.value
            _, span = first.setdefault(name, (record, row.span))
            if span != row.span:
                problems.append(problem("row-twice", row.span, span, named=name))
    return [record for record, _ in first.values()], problems


def _is_of_table(cells: Sequence[Cell], key: Cell | None) -> bool:
    """Whether a row has its code or level, and is no note in that column."""
    first = next((cell for cell in cells if key and cell.column == key.column), None)
    return first is not None and (len(cells) > 1 or bool(re.fullmatch(_LIKE_A_CODE, name_in(first.text))))


def _cells_without_heading(table: Table, rows: dict[int, list[Cell]], known: set[int]) -> Iterator[Problem]:
    """One problem for each column that has cells and no heading."""
    columns: dict[int, list[Cell]] = {}
    for number, cells in rows.items():
        for cell in cells:
            if cell.column not in known and number >= table.top:
                columns.setdefault(cell.column, []).append(cell)
            elif cell.column not in known and not any(other.column in known for other in cells):
                yield problem("row-outside-table", table.sheet.span(cell))
    for column, cells in sorted(columns.items()):
        heading = table.sheet.range(table.top - 1, column, column)
        yield problem("column-without-heading", heading, table.sheet.span(cells[0]), count=len(cells))


def _hidden_cells(table: Table, rows: dict[int, list[Cell]], columns: set[int]) -> Iterator[Problem]:
    """One problem for the cells that are read and that nobody sees: a filter left on is no reason to lose a skill."""
    hidden = [cell for cells in rows.values() for cell in cells if cell.is_hidden and cell.column in columns]
    if hidden:
        yield problem("cells-hidden", table.sheet.span(hidden[0]), count=len(hidden))


def _skill(row: Row, sha256: str) -> Page | None:
    """The skill or the attribute of a row; None if it has no code that an IRI may hold."""
    code = row.cell("code")
    if code is None:
        row.problems.append(problem("row-without-code", row.span))
        return None
    notation = name_in(code.text)
    if not re.fullmatch(_OWN_CODE if in_force().code_pattern else _CODE, notation):
        row.problems.append(problem("code-not-usable", row.sheet.span(code), row.span, notation=notation))
        return None
    name = row.name("name")
    sections = tuple(_sections(row, name))
    return Page(
        path=row.sheet.path,
        sha256=sha256,
        language=row.language,
        notation=Text(notation, "", row.sheet.span(code)),
        pref_label=name,
        definition=row.passage(row.cell("definition")),
        declared_levels=tuple(_digits(row)),
        scope_note=row.passage(row.cell("scope_note"), is_guidance=True),
        sections=sections,
        kind="skill" if row.table.kind == "Skills" else "attribute",
        category=row.name("category"),
        subcategory=row.name("subcategory"),
        web_page=row.address("web_page"),
        claims=tuple(_places(row)),
    )


def _digits(row: Row) -> Iterator[Number]:
    """The digits of a row, a wrong one read as that of its column, or as its own: of a level that has a text alone."""
    cells = {level: cell for level in LEVELS if (cell := row.cell(f"digit {level}"))}
    for level, cell in cells.items():
        text, span = name_in(cell.text), row.sheet.span(cell)
        is_moved = False
        if text != str(level):
            row.problems.append(problem("level-digit-differs", span, level=level, text=text))
            is_moved = text in map(str, LEVELS) and int(text) not in cells and row.has(f"text {text}")
        yield Number(int(text) if is_moved else level, span)


def _sections(row: Row, name: Text | None) -> Iterator[LevelSection]:
    """The levels of a row; the heading of an attribute's level has no name, as on its page."""
    is_skill = row.table.kind == "Skills"
    for level in LEVELS:
        text = row.passage(row.cell(f"text {level}"))
        if text is None:
            continue
        words = f"{row.labels.level} {level}"
        heading = Text(f"{name.value}: {words}" if name and is_skill else words, row.language, text.span)
        yield LevelSection(level, heading, name if is_skill else None, None, None, text)


def _places(row: Row) -> Iterator[Claim]:
    """The places of the digits and the guidance, also of a row without them."""
    number = row.cells[0].row
    digits = [cell.column for role, cell in row.table.columns.items() if role.startswith("digit ")]
    if digits:
        yield Claim("label", "levels", row.sheet.range(number, min(digits), max(digits)))
    guidance = row.table.columns.get("scope_note")
    if guidance:
        yield Claim("label", "guidance", row.sheet.range(number, guidance.column, guidance.column))


def _level(row: Row, attributes: Sequence[Cell], sha256: str) -> LevelPage | None:
    cell = row.cell("level")
    labels, title = row.labels, row.name("title")
    level = rf"(?:(?:{re.escape(labels.level)}|level)\s*)?(?P<number>[0-9]{{1,3}})(?:\s*[-–—]\s*(?P<title>\S.*))?"
    match = re.fullmatch(level, name_in(cell.text), re.IGNORECASE) if cell else None
    if cell is None or match is None:
        text = name_in(cell.text) if cell else ""
        row.problems.append(problem("row-without-level", row.sheet.span(cell) if cell else row.span, text=text))
        return None
    number = int(match["number"])
    title = title or (Text(match["title"], row.language, row.sheet.span(cell)) if match["title"] else None)
    words = f"{labels.levels}: {labels.level} {number}" + (f" - {title.value}" if title else "")
    return LevelPage(
        path=row.sheet.path,
        sha256=sha256,
        language=row.language,
        number=number,
        heading=Text(words, row.language, row.sheet.span(cell)),
        title=title,
        essence=_essence(row),
        attributes=tuple(
            AttributeSection(None, name, row.passage(row.below(heading)))
            for heading in attributes
            if (name := Text(name_in(heading.text), row.language, row.sheet.span(heading)))
        ),
    )


def _essence(row: Row) -> Text | None:
    """The essence without the label that each cell begins with."""
    text = row.passage(row.cell("essence"))
    match = row.labels.essence_line.match(text.value) if text else None
    if text is None or match is None:
        return text
    rest = text.value[match.start("essence") :].strip()
    return Text(rest, text.language, text.span) if rest else None
