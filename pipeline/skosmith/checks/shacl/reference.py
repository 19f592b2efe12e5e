"""pySHACL, the reference engine, and rdflib: about a second to import, so only on request."""

from collections.abc import Iterable
from functools import cache
from typing import cast

import pyshacl
import rdflib
from rdflib.collection import Collection

from skosmith.checks.shacl.engines import SH, Kind, Own, Result, shapes_turtle
from skosmith.model import PREFIXES, Statement, literal, ntriples


def run_pyshacl(data: str, kind: Kind = "graph", own: Own | None = None) -> list[Result]:
    """As ``engines.Engine``."""
    graph = rdflib.Graph().parse(data=data, format="nt", bnode_context=_Labels())
    shapes_graph = _shapes_graph(kind, own)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph)
    sh = rdflib.Namespace(SH)
    report = cast("rdflib.Graph", report)
    results = []
    for node in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        shape = report.value(node, sh.sourceShape)
        path = _term(shapes_graph, shapes_graph.value(shape, sh.path))  # pySHACL copies nested paths incompletely
        focus, component, severity, value = (
            _term(report, report.value(node, name))
            for name in (sh.focusNode, sh.sourceConstraintComponent, sh.resultSeverity, sh.value)
        )
        results.append(Result(focus, path, _term(shapes_graph, shape), component, severity, value))
    return results


class _Labels(dict[str, rdflib.BNode]):
    """Blank nodes by their labels, which they keep."""

    def get(self, label: str, _: object = None) -> rdflib.BNode:
        return self.setdefault(label, rdflib.BNode(label))


@cache
def _shapes_graph(kind: Kind, own: Own | None) -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_turtle(kind, own), format="turtle")


def _term(graph: rdflib.Graph, term: object) -> str:
    """A term of a pySHACL report as N-Triples, a path as SPARQL, nothing as an empty string."""
    if term is None:
        return ""
    if isinstance(term, rdflib.Literal):
        datatype = "" if term.language or not term.datatype or term.datatype == rdflib.XSD.string else term.datatype
        return literal(str(term), term.language or "") + (f"^^<{datatype}>" if datatype else "")
    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    sh = rdflib.Namespace(SH)
    node = cast("rdflib.BNode", term)
    if inverse := graph.value(node, sh.inversePath):
        return f"^{_term(graph, inverse)}"
    if repeated := graph.value(node, sh.oneOrMorePath):
        return f"({_term(graph, repeated)})+"
    options = graph.value(node, sh.alternativePath)
    parts = [_term(graph, part) for part in Collection(graph, options or node)]
    return "(" + ("|" if options else "/").join(parts) + ")" if parts else f"_:{node}"


def rdflib_graph(statements: Iterable[Statement]) -> rdflib.Graph:
    """Statements as an ``rdflib.Graph`` with the prefixes that the files have."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=ntriples(statements), format="nt")
