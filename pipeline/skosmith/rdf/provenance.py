"""Where each text came from, as PROV: pages as entities, and the line range of each node's texts on each page."""

from collections.abc import Iterable, Iterator

from skosmith.model import DC, DCTERMS, PROV, RDF, SCHEMA, Build, Span, Statement, is_literal, lines_of, literal


def provenance_of_pages(build: Build) -> Iterator[Statement]:
    """Each page: its name, its language, and the SHA-256 of its bytes."""
    for page in {page.name: page for page in build.pages}.values():  # each row of a workbook is one
        iri = build.names.page(page.name)
        yield Statement(iri, RDF.type, PROV.Entity)
        yield Statement(iri, DCTERMS.identifier, literal(page.name))
        yield Statement(iri, DC.language, literal(page.language))
        yield Statement(iri, SCHEMA.sha256, literal(page.sha256))


def provenance_of_texts(build: Build, statements: Iterable[Statement], described: set[str]) -> Iterator[Statement]:
    """Each subject that has texts: the lines, from the first to the last, on which each page says them.

    Of a text that several pages say, the place is that on the first of them; a file of RDF is no page. ``described``
    are the lines that were said to be of their page already; it grows by those said so now.
    """
    ranges: dict[tuple[str, str], tuple[Span, Span]] = {}
    for subject, _, term, span in statements:
        if span is not None and is_literal(term):
            key = subject, f"{span.path}\0{span.sheet}"
            first, last = ranges.get(key, (span, span))
            ranges[key] = min(first, span), max(last, span, key=_end)
    pages = {page.path: build.names.page(page.name) for page in build.pages}
    whole: dict[str, str] = {}
    for (subject, path), (first, last) in ranges.items():
        page = pages.get(path.partition("\0")[0])
        if page is None:
            continue
        lines = lines_of(page, first, last)
        whole[lines] = page
        yield Statement(subject, PROV.wasDerivedFrom, lines)
    for lines, page in whole.items():
        if lines not in described:
            described.add(lines)
            yield Statement(lines, RDF.type, PROV.Entity)
            yield Statement(lines, DCTERMS.isPartOf, page)


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
