"""What a file of a graph should hold."""

from pathlib import Path

from skosmith.model import FORMATS, Build, ntriples
from skosmith.rdf import provenance


def expected(build: Build, path: Path) -> set[str]:
    """What the file should hold: the data, and for formats with graphs the provenance."""
    data = set(ntriples(build.statements()).splitlines())
    if FORMATS[path.suffix[1:]].has_graphs:
        origin = [
            *provenance.provenance_of_pages(build),
            *provenance.provenance_of_texts(build, build.statements(), set()),
        ]
        data |= {f"{line[:-1]}{build.names.provenance} ." for line in ntriples(origin).splitlines()}
    return data
