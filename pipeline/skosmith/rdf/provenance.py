"""The origin of each text, as PROV: pages as entities, and the line range of each node's texts on each page."""

from collections.abc import Iterable, Iterator

from skosmith.model import (
    DC,
    DCTERMS,
    MAPPINGS,
    PROV,
    RDF,
    SCHEMA,
    SKM,
    Build,
    Span,
    Statement,
    cells_of,
    is_literal,
    lines_of,
    literal,
)


def provenance_of_pages(build: Build) -> Iterator[Statement]:
    """Each page, and each table next to them: its name, the SHA-256 of its bytes; of a page, its language."""
    for page in {page.name: page for page in build.pages}.values():  # each row of a workbook is one
        iri = build.names.page(page.name)
        yield Statement(iri, RDF.type, PROV.Entity)
        yield Statement(iri, DCTERMS.identifier, literal(page.name))
        yield Statement(iri, DC.language, literal(page.language))
        yield Statement(iri, SCHEMA.sha256, literal(page.sha256))
    for table in build.supplements:
        iri = build.names.page(table.name)
        yield Statement(iri, RDF.type, PROV.Entity)
        yield Statement(iri, DCTERMS.identifier, literal(table.name))
        yield Statement(iri, SCHEMA.sha256, literal(table.sha256))


def provenance_of_texts(build: Build, statements: Iterable[Statement], described: set[str]) -> Iterator[Statement]:
    """For each subject with texts or mappings, its lines on each page, from the first to the last.

    A text of several pages has the place on the first of them; a file of RDF is no page. ``described`` are the lines
    that have a type and a page already, and grows.
    """
    tables = {table.path for table in build.supplements}  # of which each row stands for itself
    details = {triple: pairs for table in build.supplements for triple, pairs in table.details.items()}
    of_row: dict[str, tuple[tuple[str, str], ...]] = {}
    ranges: dict[tuple[str, str], tuple[Span, Span]] = {}
    for subject, predicate, term, span in statements:
        if span is not None and (is_literal(term) or predicate in MAPPINGS):
            if span.path in tables and (pairs := details.get((subject, predicate, term))):
                of_row[f"{span.path}\0{span.line}"] = pairs
            key = subject, f"{span.path}\0{span.line if span.path in tables else span.sheet}"
            first, last = ranges.get(key, (span, span))
            ranges[key] = min(first, span), max(last, span, key=_end)
    pages = {page.path: build.names.page(page.name) for page in build.pages}
    pages |= {table.path: build.names.page(table.name) for table in build.supplements}
    pages_of_lines: dict[str, str] = {}
    cells: dict[str, str] = {}
    rows: dict[str, tuple[tuple[str, str], ...]] = {}
    for (subject, path), (first, last) in ranges.items():
        page = pages.get(path.partition("\0")[0])
        if page is None:
            continue
        lines = lines_of(page, first, last)
        pages_of_lines[lines] = page
        rows[lines] = of_row.get(path, ())
        if first.sheet:
            cells[lines] = cells_of(first, last)
        yield Statement(subject, PROV.wasDerivedFrom, lines)
    for lines, page in pages_of_lines.items():
        if lines not in described:
            described.add(lines)
            yield Statement(lines, RDF.type, PROV.Entity)
            yield Statement(lines, DCTERMS.isPartOf, page)
            yield from (Statement(lines, *pair) for pair in rows[lines])
            if lines in cells:
                yield Statement(lines, SKM.cells, literal(cells[lines]))


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
