"""The terms of SKOS and of our ontology, which are closed lists."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Part, fault
from skosmith.model import SKM, SKOS, Problem, Span, iri_of

_SKOS = """Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader broaderTransitive changeNote
    closeMatch definition editorialNote exactMatch example hasTopConcept hiddenLabel historyNote inScheme
    mappingRelation member memberList narrowMatch narrower narrowerTransitive notation note prefLabel related
    relatedMatch scopeNote semanticRelation topConceptOf"""

_CLOSED = {
    f"<{SKOS.NS}": frozenset(f"<{SKOS.NS}{name}>" for name in _SKOS.split()),
    f"<{SKM.NS}": frozenset(term for term in vars(SKM).values() if isinstance(term, str)),
}
"""The terms of each namespace, by the beginning of their IRIs. Source: SKOS Reference, appendix B; our ontology."""


def undefined_terms(part: Part) -> Iterator[Problem]:
    """A problem for each undefined term of SKOS or of our ontology, with all its places."""
    known: dict[str, bool] = {}
    spans: dict[str, list[Span | None]] = {}
    for _, predicate, term, span in part.graph.statements:
        for iri in (predicate, term):
            if iri not in known:
                known[iri] = all(iri in terms for begin, terms in _CLOSED.items() if iri.startswith(begin))
            if not known[iri]:
                spans.setdefault(iri, []).append(span)
    for iri, places in spans.items():
        yield fault("term-undefined", iri, places, term=iri_of(iri))
