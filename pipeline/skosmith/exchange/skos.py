"""Plain SKOS in Turtle, for SKOS browsers: our own terms in those of SKOS, XKOS and Dublin Core."""

from collections.abc import Iterator

from skosmith.exchange.reading import Reading
from skosmith.model import DCTERMS, PREFIXES, RDF, SKM, SKOS, XSD, Compact, Statement, arrange, iri_of, literal
from skosmith.rdf import document

FILE = "framework.skos.ttl"

_PREFIXES = {name: PREFIXES[name] for name in ("dc", "dcat", "dcterms", "owl", "skos", "xkos", "xsd")}

# A property of ours in SKOS, and its inverse; SKOS browsers look for both.
_IN_SKOS = {
    SKM.definedAtLevel: (SKOS.narrower, SKOS.broader),
    SKM.level: (SKOS.related, SKOS.related),
    SKM.lowerLevelsNote: (SKOS.note, ""),
    SKM.higherLevelsNote: (SKOS.note, ""),
    SKM.developmentNote: (SKOS.note, ""),
    SKM.lowerLevelsDevelopmentNote: (SKOS.note, ""),
    SKM.higherLevelsDevelopmentNote: (SKOS.note, ""),
}
_CLASSES = {
    SKM.Framework: SKOS.ConceptScheme,
    SKM.Skill: SKOS.Concept,
    SKM.SkillLevel: SKOS.Concept,
    SKM.Attribute: SKOS.Concept,
    SKM.AttributeLevel: SKOS.Concept,
    SKM.Level: SKOS.Concept,
}
_short = Compact().__getitem__
_OWN = (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)


def files(reading: Reading) -> dict[str, bytes]:
    names = reading.names
    rank = {names.framework: 0, names.levels: 1}
    statements = sorted(
        set(_statements(reading)), key=lambda statement: (rank.get(statement.subject, 2), statement.triple)
    )
    return {FILE: document(arrange(statements), names.root, _PREFIXES).encode()}


def _statements(reading: Reading) -> Iterator[Statement]:
    if day := reading.options.modified:
        yield Statement(reading.names.framework, DCTERMS.modified, literal(day, datatype=XSD.date))
    for kind, above in (*_CLASSES.items(), *zip(_OWN, _OWN, strict=True)):
        for thing in reading.instances_of(kind, _short(above)):
            yield Statement(thing, RDF.type, above)
    for subject, node in reading.graph.nodes.items():
        if not reading.graph.is_a(subject, SKM.Essence):  # its level has its texts
            for predicate in node:
                yield from _property(reading, subject, predicate)


def _property(reading: Reading, subject: str, predicate: str) -> Iterator[Statement]:
    """A property in SKOS; nothing if SKOS has no word for it."""
    if predicate in _IN_SKOS:
        there, back = _IN_SKOS[predicate]
        for term in reading.terms(subject, predicate, _short(there)):
            yield Statement(subject, there, term)
            if back:
                yield Statement(term, back, subject)
    elif predicate == SKM.essence:
        for language, texts in reading.essences(subject, _short(SKOS.definition)).items():
            for text in texts:
                yield Statement(subject, SKOS.definition, literal(text, "" if language == "und" else language))
    elif predicate != RDF.type and iri_of(predicate).startswith(tuple(_PREFIXES.values())):
        for term in reading.terms(subject, predicate, _short(predicate)):
            yield Statement(subject, predicate, term)
