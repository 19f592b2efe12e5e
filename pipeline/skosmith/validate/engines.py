"""The SHACL engines, and what the shapes say of themselves. Nothing slow is imported before it is called for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from skosmith import resources
from skosmith.graph import literal

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

SH = "http://www.w3.org/ns/shacl#"


class Result(NamedTuple):
    """A SHACL validation result: N-Triples terms, empty where there is none.

    ``result_path`` is a SPARQL property path.
    """

    focus_node: str
    result_path: str
    source_shape: str
    constraint_component: str
    severity: str
    value: str


@dataclass(slots=True)
class Shape:
    """What a shape says of itself: its words by language, its severity, its pattern, what it compares with."""

    messages: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    severity: str = ""
    compared: list[str] = field(default_factory=list)
    pattern: str = ""


def shapes_turtle() -> str:
    """All shapes as one Turtle text."""
    return "\n".join(file.read_text("utf-8") for file in resources.turtle("shapes"))


@cache
def shapes() -> dict[str, Shape]:
    """What each shape says of itself, by its IRI."""
    import pyoxigraph  # noqa: PLC0415 - only a graph with problems needs it

    found: dict[str, Shape] = {}
    for triple in pyoxigraph.parse(shapes_turtle().encode(), pyoxigraph.RdfFormat.TURTLE):
        shape = found.setdefault(str(triple.subject), Shape())
        predicate = str(triple.predicate).removeprefix(f"<{SH}").removesuffix(">")
        words = {"message": shape.messages, "description": shape.descriptions, "name": shape.names}.get(predicate)
        if words is not None:
            text = cast("pyoxigraph.Literal", triple.object)
            words[text.language or ""] = text.value
        elif predicate == "severity":
            shape.severity = str(triple.object)
        elif predicate == "pattern":
            shape.pattern = cast("pyoxigraph.Literal", triple.object).value
        elif predicate in {"equals", "disjoint"}:
            shape.compared.append(str(triple.object))
    return found


@cache
def _compiled() -> Any:  # noqa: ANN401 - shacl.Shapes, imported only when called for
    import shacl  # noqa: PLC0415 - only validation needs it

    return shacl.Shapes.from_turtle(shapes_turtle())


def _run_shacl(data: str) -> list[Result]:
    return [
        Result(
            result.focus_node,
            result.path or "",
            result.source_shape or "",
            f"<{result.component_iri}>",
            f"<{result.severity_iri}>",
            result.value or "",
        )
        for result in _compiled().validate_text(data, "ntriples").results
    ]


def _run_pyshacl(data: str) -> list[Result]:
    import pyshacl  # noqa: PLC0415 - slow to import
    import rdflib  # noqa: PLC0415 - slow to import

    graph = rdflib.Graph().parse(data=data, format="nt")
    shapes_graph = _shapes_graph()
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


@cache
def _shapes_graph() -> "rdflib.Graph":
    import rdflib  # noqa: PLC0415 - slow to import

    return rdflib.Graph().parse(data=shapes_turtle(), format="turtle")


def _term(graph: "rdflib.Graph", term: object) -> str:
    """A term of a pySHACL report as N-Triples, a path as SPARQL, nothing as an empty string."""
    import rdflib  # noqa: PLC0415 - slow to import
    from rdflib.collection import Collection  # noqa: PLC0415

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
    return "(" + ("|" if options else "/").join(parts) + ")"


ENGINES: dict[str, Callable[[str], list[Result]]] = {"shacl": _run_shacl, "pyshacl": _run_pyshacl}
"""The SHACL engines: N-Triples in, results out. pySHACL is the reference, and some hundred times slower."""
