"""A graph and its sources -> the evidence for each statement about a thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from skosmith.model import (
    DC,
    DCTERMS,
    OWL,
    RANK,
    XKOS,
    Build,
    Problem,
    Span,
    Statement,
    Triple,
    is_address,
    is_rdf,
    read,
)
from skosmith.pages import expand
from skosmith.project import Project, SourceReading
from skosmith.rdf import read_statements

Origin = Literal["page", "file", "derived", "options"]
"""Where a statement comes from: a page, a file of RDF, other statements, or the options and the project file."""

_OF_OPTIONS = {
    DC.publisher,
    DC.rights,
    DCTERMS.license,
    DCTERMS.publisher,
    DCTERMS.rights,
    DCTERMS.title,
    OWL.versionInfo,
}
_DERIVED = {XKOS.next, XKOS.previous}  # made of the levels of a page, and held with what it says


@dataclass(slots=True)
class Claims:
    """What the sources say one by one: each statement with the places of all that say it, in the order of the pages."""

    places: dict[Triple, list[Span]]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement, where it comes from, and its places.

    The places of a derived statement are those of what it follows from, where that has any; options have none.
    """

    subject: str
    predicate: str
    object: str
    origin: Origin
    places: tuple[Span, ...]


def statements_of_sources(found: SourceReading, project: Project) -> Claims:
    """What each page says, or each file of RDF, which is read again for it."""
    if found.is_graph:
        return Claims(_places(_of_files(project)), "file")
    pages = found.build.pages
    stated = (said for page in pages for said in chain(page.of_skill, page.of_framework))
    own = (said for said in stated if said.predicate not in _DERIVED)
    return Claims(_places(own), "page")


def _of_files(project: Project) -> Iterator[Statement]:
    for path in expand(project.sources):
        if isinstance(path, str) and is_rdf(path) and not is_address(path):
            data = read(path)
            if not isinstance(data, Problem):
                yield from read_statements(path, data)[0]


def _places(statements: Iterable[Statement]) -> dict[Triple, list[Span]]:
    places: dict[Triple, dict[Span, None]] = {}
    for subject, predicate, term, span in statements:
        if span is not None:
            places.setdefault((subject, predicate, term), {})[span] = None
    return {triple: list(spans) for triple, spans in places.items()}


def evidence_of(made: Build, claims: Claims, node: str, *, incoming: bool = False) -> list[Evidence]:
    """Each statement of a graph about ``node``, in the order of ``vocabulary.ORDER``; with ``incoming``, to it."""
    graph = made.graph
    if incoming:
        statements = [Statement(subject, predicate, node, span) for subject, predicate, span in graph.incoming(node)]
    else:
        of_node = graph.node(node).items()
        statements = [Statement(node, predicate, *pair) for predicate, terms in of_node for pair in terms.items()]
    found = [_evidence(claims, statement) for statement in statements]
    return sorted(found, key=lambda one: (RANK.get(one.predicate, len(RANK)), one.subject if incoming else one.object))


def _evidence(claims: Claims, statement: Statement) -> Evidence:
    subject, predicate, term, span = statement
    places = claims.places.get((subject, predicate, term))
    if places:
        return Evidence(subject, predicate, term, claims.origin, tuple(places))
    origin: Origin = "options" if span is None and predicate in _OF_OPTIONS else "derived"
    return Evidence(subject, predicate, term, origin, (span,) if span else ())
