"""Where each text came from, as PROV: pages as entities, and the line range of each node's texts on each page."""

from collections.abc import Iterable, Iterator

from skosmith.graph import Build, Statement, literal
from skosmith.vocabulary import DC, DCTERMS, PROV, RDF, SCHEMA


def of_pages(build: Build) -> Iterator[Statement]:
    """Each page: its path as given, its language, and the SHA-256 of its bytes."""
    for page in build.pages:
        iri = build.names.page(page.path)
        yield iri, RDF.type, PROV.Entity, None
        yield iri, DCTERMS.identifier, literal(page.path), None
        yield iri, DC.language, literal(page.language), None
        yield iri, SCHEMA.sha256, literal(page.sha256), None


def of_texts(build: Build, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Each subject that has texts: the lines, from the first to the last, on which each page says them.

    Of a text that several pages say, the place is that on the first of them.
    """
    ranges: dict[tuple[str, str], tuple[int, int]] = {}
    for subject, _, term, span in statements:
        if span is not None and term[0] == '"':
            key = subject, span.path
            first, last = ranges.get(key, (span.line, span.end_line))
            ranges[key] = min(first, span.line), max(last, span.end_line)
    for (subject, path), (first, last) in ranges.items():
        lines = build.names.lines(path, first, last)
        yield subject, PROV.wasDerivedFrom, lines, None
        yield lines, DCTERMS.isPartOf, build.names.page(path), None
