"""Links between concepts in a graph that may come from anywhere: cycles, separate groups, dead references."""

from collections.abc import Iterable, Iterator, Mapping

from skosmith.checks.lint.groups import Groups
from skosmith.checks.lint.index import Part, fault
from skosmith.model import DCTERMS, RDF, SKM, SKOS, XKOS, Problem, Span, Statement, iri_of

_STEPS_UP = (SKOS.broader,)
_STEPS_DOWN = (SKOS.narrower, SKM.definedAtLevel)
_FAR_UP = (SKOS.broaderTransitive,)
_FAR_DOWN = (SKOS.narrowerTransitive,)
_LINKS = frozenset({
    *_STEPS_UP, *_STEPS_DOWN, *_FAR_UP, *_FAR_DOWN, SKOS.related,
    SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
    SKM.level, SKM.declaredLevel, XKOS.next, XKOS.previous,
})  # fmt: skip


def _edges(
    statements: Iterable[Statement], up: tuple[str, ...], down: tuple[str, ...]
) -> dict[str, dict[str, Span | None]]:
    """The broader concepts of each, by properties that lead ``up`` or ``down``, with their places."""
    edges: dict[str, dict[str, Span | None]] = {}
    for subject, predicate, term, span in statements:
        if predicate in up:
            edges.setdefault(subject, {}).setdefault(term, span)
        elif predicate in down:
            edges.setdefault(term, {}).setdefault(subject, span)
    return edges


def _namespace(term: str) -> str:
    """The term of an IRI up to its last ``/`` or ``#``."""
    return term[: max(term.rfind("/"), term.rfind("#")) + 1]


def hierarchy_cycles(part: Part) -> Iterator[Problem]:
    """A problem for each group of concepts that are all broader than themselves."""
    edges = _edges(part.graph.statements, _STEPS_UP + _FAR_UP, _STEPS_DOWN + _FAR_DOWN)
    above = {node: set(broader) - {node} for node, broader in edges.items()}
    left = _cyclic_nodes(above)
    groups = Groups()
    for node in left:
        for other in above[node] & left:
            groups.join(node, other)
    for group in groups.all():
        members = set(group)
        spans = [span for node in group for other, span in edges[node].items() if other in members]
        yield fault("hierarchy-cycle", group[0], spans)


def _cyclic_nodes(above: Mapping[str, set[str]]) -> set[str]:
    """The nodes left after removing in turn those without a node above, and those without one below."""
    left = {node for node in above if above[node]}
    for edges in (above, _inverse(above)):
        counts = {node: len(edges.get(node, set()) & left) for node in left}
        inverse = _inverse(edges)
        ends = [node for node, count in counts.items() if count == 0]
        while ends:
            node = ends.pop()
            left.discard(node)
            for other in inverse.get(node, ()):
                if other in left:
                    counts[other] -= 1
                    if counts[other] == 0:
                        ends.append(other)
    return left


def _inverse(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    inverse: dict[str, set[str]] = {}
    for node, targets in edges.items():
        for target in targets:
            inverse.setdefault(target, set()).add(node)
    return inverse


def self_relations(part: Part) -> Iterator[Problem]:
    """A problem for each statement that links a concept with itself."""
    for subject, predicate, term, span in part.graph.statements:
        if subject == term and predicate in _LINKS:
            yield fault("relation-to-itself", subject, [span])


def transitive_only(part: Part) -> Iterator[Problem]:
    """A problem for each concept that is broader by skos:broaderTransitive, with no steps that lead to it."""
    steps = _edges(part.graph.statements, _STEPS_UP, _STEPS_DOWN)
    reached: dict[str, set[str]] = {}
    for node, broader in _edges(part.graph.statements, _FAR_UP, _FAR_DOWN).items():
        if node not in reached:
            reached[node] = _reached(node, steps)
        for other, span in broader.items():
            if other not in reached[node]:
                yield fault("relation-only-transitive", node, [span])


def redundant_broader(part: Part) -> Iterator[Problem]:
    """A problem for each concept with two broader ones of which one is broader than the other."""
    steps = {node: part.graph.objects(node, SKOS.broader) for node in part.graph.nodes}
    for node, broader in steps.items():
        if len(broader) > 1:
            above = {concept: _reached(concept, steps) for concept in broader}
            redundant = [one for one in broader if any(one in above[other] for other in broader if other != one)]
            if redundant:
                yield fault("concept-broader-redundant", node, [broader[one] for one in redundant])


def _reached(node: str, steps: Mapping[str, Mapping[str, object]]) -> set[str]:
    reached: set[str] = set()
    stack = [node]
    while stack:
        for target in steps.get(stack.pop(), ()):
            if target not in reached:
                reached.add(target)
                stack.append(target)
    return reached


def separate_clusters(part: Part) -> Iterator[Problem]:
    """A problem if the concepts fall into groups with no link between them, at the first of each but the largest.

    A retired concept is in no group.
    """
    concepts = {one for one in part.graph.instances_of(SKOS.Concept) if not part.graph.is_retired(one)}
    places: dict[str, Span | None] = {}
    clusters = Groups(concepts)
    for subject, predicate, term, span in part.graph.statements:
        if predicate == RDF.type:
            places.setdefault(subject, span)
        elif predicate in _LINKS and subject in concepts and term in concepts:
            clusters.join(subject, term)
    groups = sorted(clusters.all(), key=len, reverse=True)
    if len(groups) > 1:
        yield fault("clusters-apart", groups[1][0], [places.get(group[0]) for group in groups[1:]], count=len(groups))


def dead_references(part: Part) -> Iterator[Problem]:
    """A problem for each IRI of the framework that is used and has no statements.

    In a graph that describes no framework, one for each IRI in the namespace of a concept that a concept is linked to.
    """
    graph = part.graph
    concepts = () if graph.subjects(RDF.type, SKM.Framework) else graph.subjects(RDF.type, SKOS.Concept)
    namespaces = set(map(_namespace, concepts))
    references: dict[str, list[Span | None]] = {}
    for _, predicate, term, span in graph.statements:
        if term in graph.nodes:
            continue
        is_of_framework = term.startswith(f"<{part.names.root}") and predicate != DCTERMS.isPartOf
        if is_of_framework or (predicate in _LINKS and _namespace(term) in namespaces):
            references.setdefault(term, []).append(span)
    for term, spans in references.items():
        yield fault("reference-dead", term, spans, name=iri_of(term))
