"""Statements that follow from others, for clients without a reasoner: written with the graph, checked and counted once.

A graph is kept without them: what reads one from a file leaves them out, what writes or queries one adds them.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from skosmith.model.graph import Graph, Statement, statement
from skosmith.model.terms import is_link, is_literal, literal, parse_literal
from skosmith.model.vocabulary import DCTERMS, RDF, RDFS, SKM, SKOS

_PREMISES = (
    RDF.type, DCTERMS.hasPart, DCTERMS.isReplacedBy, DCTERMS.isVersionOf, DCTERMS.title, SKM.definedAtLevel,
    SKM.essence, RDF.value, SKOS.member, SKOS.notation, SKOS.prefLabel,
)  # fmt: skip


def derived_statements(statements: Iterable[Statement]) -> Iterator[Statement]:
    """What follows from ``statements``, each at the place of the statement that it follows from.

    * ``skos:narrower`` from ``skm:definedAtLevel``
    * the ``skos:definition`` of a level from the texts of its essence
    * ``dcterms:isPartOf`` from ``skos:member``, in a framework: the category on the skill
    * the ``skos:prefLabel`` of a framework from its title, and the ``dcterms:title`` of the scheme of its levels from
      its label
    * ``dcterms:replaces`` from ``dcterms:isReplacedBy``
    * ``dcterms:hasVersion`` and ``rdfs:label`` of what a thing is a version of, from its names; every edition states
      them, so they have no place
    """
    premises: dict[str, list[Statement]] = {predicate: [] for predicate in _PREMISES}
    for one in statements:
        group = premises.get(one[1])
        if group is not None:
            group.append(one)
    for subject, _, term, span in premises[SKM.definedAtLevel]:
        yield statement((subject, SKOS.narrower, term, span))
    texts = Graph(premises[RDF.value])
    for level, _, essence, _ in premises[SKM.essence]:
        for term, span in texts.objects(essence, RDF.value).items():
            yield statement((level, SKOS.definition, term, span))
    for subject, _, term, span in premises[DCTERMS.isReplacedBy]:
        yield statement((term, DCTERMS.replaces, subject, span))
    yield from _of_stable(premises)
    frameworks = {subject for subject, _, term, _ in premises[RDF.type] if term == SKM.Framework}
    if frameworks:
        for collection, _, term, span in premises[SKOS.member]:
            yield statement((term, DCTERMS.isPartOf, collection, span))
        parts = {one.object for one in premises[DCTERMS.hasPart] if one.subject in frameworks}
        schemes = {one.subject for one in premises[RDF.type] if one.object == SKOS.ConceptScheme}
        yield from _also(premises[DCTERMS.title], frameworks, SKOS.prefLabel)
        yield from _also(premises[SKOS.prefLabel], parts & schemes - frameworks, DCTERMS.title)


def _of_stable(premises: Mapping[str, list[Statement]]) -> Iterator[Statement]:
    """The versions and the labels of what things are versions of; an essence has the names of its level."""
    named = {one.object: one.subject for one in premises[SKM.essence]}
    properties = (SKOS.prefLabel, DCTERMS.title, SKOS.notation) if premises[DCTERMS.isVersionOf] else ()
    names = [Graph(premises[predicate]) for predicate in properties]
    for subject, _, stable, _ in premises[DCTERMS.isVersionOf]:
        yield Statement(stable, DCTERMS.hasVersion, subject)
        owner = named.get(subject, subject)
        known = (graph.objects(owner, of) for graph, of in zip(names, properties, strict=True))
        for term in filter(is_literal, next(filter(None, known), ())):
            value, language, _ = parse_literal(term)
            yield Statement(stable, RDFS.label, literal(value, language))


def _also(premises: Iterable[Statement], subjects: Container[str], predicate: str) -> Iterator[Statement]:
    """The values of ``premises`` about ``subjects`` as those of ``predicate``."""
    for subject, _, term, span in premises:
        if subject in subjects:
            yield statement((subject, predicate, term, span))


def asserted_statements(statements: Sequence[Statement]) -> list[Statement]:
    """``statements`` without those that follow from the others."""
    derived = {one.triple for one in derived_statements(statements)}
    return [one for one in statements if one.triple not in derived]


_OF_CONCEPTS = frozenset({
    SKOS.broader, SKOS.narrower, SKOS.related, SKOS.broaderTransitive, SKOS.narrowerTransitive, SKOS.broadMatch,
    SKOS.narrowMatch, SKOS.relatedMatch, SKOS.closeMatch, SKOS.exactMatch, SKOS.topConceptOf,
})  # fmt: skip
_OF_BOTH = frozenset({SKOS.broader, SKOS.narrower, SKOS.related, SKOS.broaderTransitive, SKOS.narrowerTransitive})


def implied_concepts(statements: Sequence[Statement]) -> Iterator[Statement]:
    """That what has no class is a concept, where the domain or the range of a property says so.

    Source: SKOS Reference, sections 4.3 (S5, S6), 8.3 (S19, S20). A mapping says it of its subject only, since its
    object is described elsewhere.
    """
    known = {one.subject for one in statements if one.predicate == RDF.type}
    for subject, predicate, term, span in statements:
        ends = [subject] if predicate in _OF_CONCEPTS else []
        if predicate == SKOS.hasTopConcept or predicate in _OF_BOTH:
            ends.append(term)
        for end in ends:
            if is_link(end) and end not in known:
                known.add(end)
                yield statement((end, RDF.type, SKOS.Concept, span))
