"""The retired skills of a framework -> statements, each at its place in the project file."""

from collections.abc import Iterable, Iterator

from skosmith.model import (
    DCTERMS,
    OWL,
    RDF,
    SKM,
    SKOS,
    XSD,
    Names,
    Retirement,
    Span,
    Statement,
    is_day,
    literal,
)


def retired_statements(retirements: Iterable[Retirement], names: Names) -> Iterator[Statement]:
    """What stays of each retired skill: its code and names, since when and why, and what replaces it.

    It is a concept of the framework and no ``skm:Skill``, so whoever asks for the skills of an edition gets those in
    force.
    """
    for one in retirements:
        concept, place = names.concept("skill", one.notation.value), one.notation.span
        triples: list[tuple[str, str, Span]] = [
            (RDF.type, SKOS.Concept, place),
            (SKOS.notation, literal(one.notation.value), place),
            (SKOS.inScheme, names.framework, place),
            (OWL.deprecated, literal("true", datatype=XSD.boolean), place),
        ]
        triples += [(SKOS.prefLabel, literal(name.value, name.language), name.span) for name in one.names]
        if one.since:
            kind = XSD.date if is_day(one.since.value) else ""
            triples.append((SKM.retiredSince, literal(one.since.value, datatype=kind), one.since.span))
        triples += [(SKOS.historyNote, literal(why.value, why.language), why.span) for why in one.reasons]
        triples += [(DCTERMS.isReplacedBy, names.concept("skill", code.value), code.span) for code in one.replaced_by]
        yield from (Statement(concept, *triple) for triple in triples)
