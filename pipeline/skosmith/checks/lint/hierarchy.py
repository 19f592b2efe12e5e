"""Concepts and what links them, in a graph that may come from anywhere: circles, lone groups, links to nowhere."""

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
    """What is said to be broader than each concept, and where, whichever of the two says it."""
    edges: dict[str, dict[str, Span | None]] = {}
    for subject, predicate, term, span in statements:
        if predicate in up:
            edges.setdefault(subject, {}).setdefault(term, span)
        elif predicate in down:
            edges.setdefault(term, {}).setdefault(subject, span)
    return edges


def cycles(part: Part) -> Iterator[Problem]:
    """A problem for each group of concepts of which each is broader than itself, by way of the others."""
    edges = _edges(part.graph.statements, _STEPS_UP + _FAR_UP, _STEPS_DOWN + _FAR_DOWN)
    above = {node: set(several) - {node} for node, several in edges.items()}
    left = _in_circles(above)
    groups = Groups()
    for node in left:
        for other in above[node] & left:
            groups.join(node, other)
    for group in groups.all():
        members = set(group)
        spans = [span for node in group for other, span in edges[node].items() if other in members]
        yield fault("hierarchy-cycle", group[0], spans)


def _in_circles(above: Mapping[str, set[str]]) -> set[str]:
    """The nodes that are left when those without one above, and those without one below, are taken away in turn."""
    left = {node for node in above if above[node]}
    for edges in (above, _turned(above)):
        counts = {node: len(edges.get(node, set()) & left) for node in left}
        turned = _turned(edges)
        ends = [node for node, count in counts.items() if count == 0]
        while ends:
            node = ends.pop()
            left.discard(node)
            for other in turned.get(node, ()):
                if other in left:
                    counts[other] -= 1
                    if counts[other] == 0:
                        ends.append(other)
    return left


def _turned(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {}
    for node, several in edges.items():
        for other in several:
            turned.setdefault(other, set()).add(node)
    return turned


def to_themselves(part: Part) -> Iterator[Problem]:
    """A problem for each statement that links a concept with itself."""
    for subject, predicate, term, span in part.graph.statements:
        if subject == term and predicate in _LINKS:
            yield fault("relation-to-itself", subject, [span])


def only_transitive(part: Part) -> Iterator[Problem]:
    """A problem for each broader concept that is said by skos:broaderTransitive with no steps that lead to it."""
    steps = _edges(part.graph.statements, _STEPS_UP, _STEPS_DOWN)
    reached: dict[str, set[str]] = {}
    for node, several in _edges(part.graph.statements, _FAR_UP, _FAR_DOWN).items():
        if node not in reached:
            reached[node] = _reached(node, steps)
        for other, span in several.items():
            if other not in reached[node]:
                yield fault("relation-only-transitive", node, [span])


def redundant(part: Part) -> Iterator[Problem]:
    """A problem for each concept with two broader ones of which one is broader than the other."""
    steps = {node: part.graph.objects(node, SKOS.broader) for node in part.graph.nodes}
    for node, broader in steps.items():
        if len(broader) > 1:
            above = {one: _reached(one, steps) for one in broader}
            again = [one for one in broader if any(one in above[other] for other in broader if other != one)]
            if again:
                yield fault("concept-broader-redundant", node, [broader[one] for one in again])


def _reached(node: str, steps: Mapping[str, Mapping[str, object]]) -> set[str]:
    found: set[str] = set()
    left = [node]
    while left:
        for other in steps.get(left.pop(), ()):
            if other not in found:
                found.add(other)
                left.append(other)
    return found


def apart(part: Part) -> Iterator[Problem]:
    """A problem where the concepts fall into groups with no link between them, at what begins each but the largest."""
    concepts = set(part.graph.instances_of(SKOS.Concept))
    places: dict[str, Span | None] = {}
    joined = Groups(concepts)
    for subject, predicate, term, span in part.graph.statements:
        if predicate == RDF.type:
            places.setdefault(subject, span)
        elif predicate in _LINKS and subject in concepts and term in concepts:
            joined.join(subject, term)
    groups = sorted(joined.all(), key=len, reverse=True)
    if len(groups) > 1:
        yield fault("clusters-apart", groups[1][0], [places.get(group[0]) for group in groups[1:]], count=len(groups))


def dead_references(part: Part) -> Iterator[Problem]:
    """A problem for each thing of the framework that is named and of which nothing is said."""
    named: dict[str, list[Span | None]] = {}
    for _, predicate, term, span in part.graph.statements:
        if term.startswith(f"<{part.names.root}") and term not in part.graph.nodes and predicate != DCTERMS.isPartOf:
            named.setdefault(term, []).append(span)
    for term, spans in named.items():
        yield fault("reference-dead", term, spans, name=iri_of(term))
