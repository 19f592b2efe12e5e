"""Plain SKOS in Turtle, for SKOS browsers: our own terms said in those of SKOS, XKOS and Dublin Core."""

from collections.abc import Iterator

from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.structure import essences_of
from skosmith.model import DCTERMS, PREFIXES, RDF, SKM, SKOS, XSD, Compact, Names, Statement, arrange, iri_of, literal
from skosmith.rdf import document

FILE = "framework.skos.ttl"

_PREFIXES = {name: PREFIXES[name] for name in ("dc", "dcterms", "owl", "skos", "xkos", "xsd")}

# What a property of ours is called in SKOS, and what is said the other way round; SKOS browsers ask for both.
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


def files(reading: Reading, names: Names, given: Given) -> dict[str, bytes]:
    """The one file, by its name."""
    said = list(dict.fromkeys(_statements(reading, names, given)))
    rank = {names.framework: 0, names.levels: 1}
    said.sort(key=lambda one: (rank.get(one.subject, 2), one.triple))
    return {FILE: document(arrange(said), names.root, _PREFIXES).encode()}


def _statements(reading: Reading, names: Names, given: Given) -> Iterator[Statement]:
    if given.modified:
        yield Statement(names.framework, DCTERMS.modified, literal(given.modified, datatype=XSD.date))
    for kind, above in (*_CLASSES.items(), *((one, one) for one in _OWN)):
        for thing in reading.things(kind, _short(above)):
            yield Statement(thing, RDF.type, above)
    for subject, node in reading.graph.nodes.items():
        if not reading.graph.is_a(subject, SKM.Essence):  # which is said of its level
            for predicate in node:
                yield from _said(reading, subject, predicate)


def _said(reading: Reading, subject: str, predicate: str) -> Iterator[Statement]:
    """What a property says, in SKOS; nothing where SKOS has no word for it."""
    if predicate in _IN_SKOS:
        yield from _in_skos(reading, subject, predicate)
    elif predicate == SKM.essence:
        for language, texts in essences_of(reading, subject, _short(SKOS.definition)).items():
            for text in texts:
                yield Statement(subject, SKOS.definition, literal(text, "" if language == "und" else language))
    elif predicate != RDF.type and iri_of(predicate).startswith(tuple(_PREFIXES.values())):
        for term in reading.terms(subject, predicate, _short(predicate)):
            yield Statement(subject, predicate, term)


def _in_skos(reading: Reading, subject: str, predicate: str) -> Iterator[Statement]:
    there, back = _IN_SKOS[predicate]
    for term in reading.terms(subject, predicate, _short(there)):
        yield Statement(subject, there, term)
        if back:
            yield Statement(term, back, subject)
