"""Build -> problems: what the shapes find, each on the line of the page that says it or should.

The only module that knows a SHACL engine or rdflib, and none of them before it is called for.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from skosmith import resources
from skosmith.graph import Build, Places, literal, ntriples, places
from skosmith.model import Problem, Severity, Span
from skosmith.source import line_text, read
from skosmith.vocabulary import RDF, SHAPES_NS

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_STEP = re.compile(r"(\^?)(<[^>]*>)")
_LANGUAGE = re.compile(r'.*"@([A-Za-z0-9-]+)', re.DOTALL)


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
class _Shape:
    """What a shape says of itself: its words by language, its pattern, and the properties it compares its path with."""

    messages: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)
    pattern: str = ""


def validate(build: Build, engine: str = "shacl", jobs: int = 1) -> tuple[Problem, ...]:
    """The problems of a graph, in the order of their places.

    ``engine`` is a key of ``ENGINES``. ``jobs`` chunks of skills are checked at a time; the answer is the same.
    """
    run = ENGINES[engine]

    def check(skills: list[str]) -> list[Problem]:
        statements = [*build.framework, *build.top_concepts(skills), *chain(*map(build.skills.__getitem__, skills))]
        results = run(ntriples(statements))
        return list(_problems(results, places(statements), build.headings)) if results else []

    if jobs == 1:
        found = chain(*map(check, build.chunks()))
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a tenth of the start-up

        with ThreadPoolExecutor(jobs) as pool:
            found = chain(*pool.map(check, build.chunks()))
    distinct = {(problem.code, problem.focus_node, problem.value, problem.spans): problem for problem in found}
    return tuple(sorted(distinct.values(), key=lambda problem: (problem.spans, problem.code, str(problem.value))))


def _problems(results: Iterable[Result], nodes: Places, headings: dict[tuple[str, str], Span]) -> Iterator[Problem]:
    shapes = _shapes()
    for result in results:
        shape = shapes[result.source_shape]
        for spans in _places(result, shape, nodes, headings):
            yield Problem(
                code=result.source_shape.removeprefix(f"<{SHAPES_NS}").removesuffix(">"),
                severity=cast("Severity", result.severity.removeprefix(f"<{_SH}").removesuffix(">").lower()),
                messages=shape.messages,
                helps=shape.descriptions,
                spans=_narrow(spans, shape.pattern) if _is_about_pattern(result) else spans,
                focus_node=result.focus_node,
                result_path=result.result_path or None,
                value=result.value or None,
                source_shape=result.source_shape,
            )


def _places(
    result: Result, shape: _Shape, nodes: Places, headings: dict[tuple[str, str], Span]
) -> Iterator[tuple[Span, ...]]:
    """Where the pages say what a result is about; for texts that are not unique, once for each language.

    In order: what says the value beside the path (``sh:equals``, ``sh:disjoint``), what says it along the path, all
    that stands at the end of the path, the heading that should hold it, the place where the focus node begins.
    """
    focus = result.focus_node
    if not focus.startswith("<") and not result.result_path:  # a text: wherever it is said
        yield _spans(node[p].get(focus) for node in nodes.values() for p in node)
        return
    ends = list(_walk(focus, result.result_path, nodes))
    if result.constraint_component.endswith("UniqueLangConstraintComponent>"):
        for language in sorted({_language(term) for term, _ in ends}):
            spans = _spans(span for term, span in ends if _language(term) == language)
            if sum(_language(term) == language for term, _ in ends) > 1:
                yield spans
        return
    node = nodes.get(focus, {})
    beside = [node.get(predicate, {}).get(result.value) for predicate in shape.compared]
    along = [span for term, span in ends if term == result.value]
    first = _STEP.search(result.result_path)
    heading = headings.get((focus, first[2])) if first else None
    begins = next(iter(node.get(RDF.type, {}).values()), None)
    for found in (beside + along, [span for _, span in ends], [heading], [begins]):
        spans = _spans(found)
        if spans:
            yield spans
            return
    yield ()


def _is_about_pattern(result: Result) -> bool:
    return result.constraint_component == f"<{_SH}PatternConstraintComponent>"


def _narrow(spans: tuple[Span, ...], pattern: str) -> tuple[Span, ...]:
    """The characters of each text that break ``pattern``: the first it stops at, or the end where it asks for one."""
    return tuple(_narrow_one(span, pattern) for span in spans)


def _narrow_one(span: Span, pattern: str) -> Span:
    if not pattern.endswith("$"):
        return span
    if not pattern.startswith("^"):
        return span._replace(line=span.end_line, column=max(span.end_column - 1, 1))
    data = read(span.path)
    if isinstance(data, Problem):
        return span
    for number in range(span.line, span.end_line + 1):
        text = line_text(data, number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(text)
        match = re.match(pattern[:-1], text[start:end])
        if match and start + match.end() < end:
            column = start + match.end() + 1
            return Span(span.path, number, column, number, column + 1)
    return span


def _walk(focus: str, path: str, nodes: Places) -> Iterator[tuple[str, Span | None]]:
    """The terms at the end of a path and what says the last step.

    Of the branches and repetitions of a path the first steps are taken: enough to point at a line.
    """
    steps = _STEP.findall(path)
    sequences = [[step] for step in steps] if "|" in path else [steps]
    for sequence in sequences:
        ends: list[tuple[str, Span | None]] = [(focus, None)]
        for inverse, predicate in sequence:
            if inverse:
                ends = [
                    (subject, node[predicate][term])
                    for term, _ in ends
                    for subject, node in nodes.items()
                    if term in node.get(predicate, {})
                ]
            else:
                ends = [end for term, _ in ends for end in nodes.get(term, {}).get(predicate, {}).items()]
        yield from ends


def _spans(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for span in spans if span is not None))


def _language(term: str) -> str:
    match = _LANGUAGE.fullmatch(term)
    return match[1] if match else ""


def shapes_turtle() -> str:
    """All shapes as one Turtle text."""
    return "\n".join(file.read_text("utf-8") for file in resources.turtle("shapes"))


@cache
def _shapes() -> dict[str, _Shape]:
    """What each shape says of itself, by its IRI."""
    import pyoxigraph  # noqa: PLC0415 - only a graph with problems needs it

    shapes: dict[str, _Shape] = {}
    for triple in pyoxigraph.parse(shapes_turtle().encode(), pyoxigraph.RdfFormat.TURTLE):
        shape = shapes.setdefault(str(triple.subject), _Shape())
        predicate = str(triple.predicate).removeprefix(f"<{_SH}").removesuffix(">")
        if predicate in {"message", "description"}:
            text = cast("pyoxigraph.Literal", triple.object)
            (shape.messages if predicate == "message" else shape.descriptions)[text.language or ""] = text.value
        elif predicate == "pattern":
            shape.pattern = cast("pyoxigraph.Literal", triple.object).value
        elif predicate in {"equals", "disjoint"}:
            shape.compared.append(str(triple.object))
    return shapes


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
    shapes = rdflib.Graph().parse(data=shapes_turtle(), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    sh = rdflib.Namespace(_SH)
    report = cast("rdflib.Graph", report)
    results = []
    for node in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        shape = report.value(node, sh.sourceShape)
        path = _term(shapes, shapes.value(shape, sh.path))  # pySHACL copies nested paths into its report incompletely
        focus, component, severity, value = (
            _term(report, report.value(node, name))
            for name in (sh.focusNode, sh.sourceConstraintComponent, sh.resultSeverity, sh.value)
        )
        results.append(Result(focus, path, _term(shapes, shape), component, severity, value))
    return results


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
    sh = rdflib.Namespace(_SH)
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


def rdflib_graph(build: Build) -> "rdflib.Graph":
    """The graph of a build, provenance left out, as an ``rdflib.Graph`` with the prefixes that the files have."""
    import rdflib  # noqa: PLC0415 - slow to import

    from skosmith.vocabulary import PREFIXES  # noqa: PLC0415

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=ntriples(build.statements()), format="nt")
