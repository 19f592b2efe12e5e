"""A graph and its sources -> the evidence for each statement about a thing."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from skosmith.model import (
    BLANK,
    DC,
    DCAT,
    DCTERMS,
    RANK,
    SKOS,
    XKOS,
    Build,
    Files,
    Problem,
    Span,
    Statement,
    Triple,
    is_address,
    is_rdf,
)
from skosmith.pages import expand
from skosmith.project import Project, SourceReading
from skosmith.rdf import read_statements

Origin = Literal["page", "file", "derived", "options"]
"""Where a statement comes from: a page, a file of RDF, other statements, or the options and the project file."""

_OF_OPTIONS = {DC.publisher, DC.rights, DCTERMS.license, DCTERMS.publisher, DCTERMS.rights, DCTERMS.title}
_OF_OPTIONS |= {DCAT.version, DCTERMS.issued, DCTERMS.created, DCTERMS.isVersionOf, DCTERMS.modified}
_OF_OPTIONS |= {DCAT.previousVersion, SKOS.closeMatch, SKOS.exactMatch}
_DERIVED = {XKOS.next, XKOS.previous}  # derived from the levels of a page, and kept with its statements


@dataclass(slots=True)
class SourceStatements:
    """The statements of the sources, each with the places of all sources that make it, in the order of the pages."""

    places: dict[Triple, list[Span]]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement, where it comes from, and its places.

    The place of a derived statement is that of the statement it follows from; of options, only a retired skill has one.
    """

    subject: str
    predicate: str
    object: str
    origin: Origin
    places: tuple[Span, ...]


def statements_of_sources(read: SourceReading, project: Project) -> SourceStatements:
    """The statements of the pages, or of the files of RDF, which are read again."""
    if read.is_graph:
        return SourceStatements(_places(_of_files(project, read.build.files)), "file")
    of_pages = (one for page in read.build.pages for one in chain(page.of_skill, page.of_framework))
    statements = chain(of_pages, *(table.statements for table in read.build.supplements))
    return SourceStatements(_places(one for one in statements if one.predicate not in _DERIVED), "page")


def _of_files(project: Project, files: Files) -> Iterator[Statement]:
    paths = (path for path in expand(project.sources) if isinstance(path, str))
    for number, path in enumerate((path for path in paths if is_rdf(path) and not is_address(path)), 1):
        data = files.read(path)
        if not isinstance(data, Problem):
            yield from read_statements(path, data, number, has_named=True)[0]


def _places(statements: Iterable[Statement]) -> dict[Triple, list[Span]]:
    places: dict[Triple, dict[Span, None]] = {}
    for subject, predicate, term, span in statements:
        if span is not None:
            places.setdefault((subject, predicate, term), {})[span] = None
    return {triple: list(spans) for triple, spans in places.items()}


def evidence_of(build: Build, sources: SourceStatements, node: str, *, incoming: bool = False) -> list[Evidence]:
    """The evidence for each statement about ``node``, or ``incoming`` with it as object, in the order of ``RANK``.

    Those of named graphs, such as that of the provenance, are among them.
    """
    graph = build.full_graph
    if incoming:
        statements = [Statement(subject, predicate, node, span) for subject, predicate, span in graph.incoming(node)]
    else:
        of_node = graph.node(node).items()
        statements = [Statement(node, predicate, *pair) for predicate, terms in of_node for pair in terms.items()]
    known = {one.triple for one in statements}
    at = 2 if incoming else 0
    statements += [
        Statement(*triple, spans[0])
        for triple, spans in sources.places.items()
        if triple[at] == node and triple not in known
    ]
    retired = {one.triple for one in build.retired}
    evidence = [_evidence(sources, statement, retired) for statement in statements]
    rank = len(RANK)
    return sorted(evidence, key=lambda one: (RANK.get(one.predicate, rank), one.subject if incoming else one.object))


def blank_nodes(evidence: Iterable[Evidence], sources: SourceStatements) -> Iterator[str]:
    """The nodes without a name that ``evidence`` leads to, whose statements belong to it."""
    subjects = {subject for subject, _, _ in sources.places}
    left = [one.object for one in evidence if one.object.startswith(BLANK)]
    visited: set[str] = set()
    while left:
        node = left.pop(0)
        if node in subjects and node not in visited:
            visited.add(node)
            yield node
            left += [term for subject, _, term in sources.places if subject == node and term.startswith(BLANK)]


def _evidence(sources: SourceStatements, statement: Statement, retired: Container[Triple]) -> Evidence:
    subject, predicate, term, span = statement
    places = sources.places.get((subject, predicate, term))
    if places:
        return Evidence(subject, predicate, term, sources.origin, tuple(places))
    is_of_options = statement.triple in retired or (span is None and predicate in _OF_OPTIONS)
    origin: Origin = "options" if is_of_options else "derived"
    return Evidence(subject, predicate, term, origin, (span,) if span else ())
