"""schema.org: the framework, its levels and its categories as sets of defined terms, in JSON-LD.

Search engines read it. The vocabulary is named in the file: nothing is fetched to read it.
"""

from collections.abc import Iterator
from typing import Any

from skosmith.exchange.json_text import present, text_of
from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.structure import essences_of
from skosmith.model import DC, DCTERMS, OWL, RDF, SCHEMA, SKM, SKOS, Names, iri_of

FILE = "framework.schema.jsonld"

_LINKS = ("hasDefinedTerm", "hasPart", "inDefinedTermSet", "isPartOf", "license", "sameAs", "url", "usageInfo")
CONTEXT: dict[str, Any] = {
    "@vocab": SCHEMA.NS,
    **{key: {"@type": "@id"} for key in _LINKS},
    "dateModified": {"@type": "Date"},
}
"""The context of the file: every key is a term of schema.org, and which of them are links."""

_TERMS = (SKM.Skill, SKM.SkillLevel, SKM.Attribute, SKM.AttributeLevel, SKM.Level)


def files(reading: Reading, names: Names, given: Given) -> dict[str, bytes]:
    """The one file, by its name."""
    graph = [_framework(reading, names, given), *_levels(reading, names), *_categories(reading, names)]
    graph += [_term(reading, term) for kind in _TERMS for term in reading.things(kind, "DefinedTerm")]
    return {FILE: text_of({"@context": CONTEXT, "@graph": graph})}


def _texts(found: dict[str, list[str]]) -> list[Any]:
    """Texts as values with their language; a text in none is a string."""
    return [
        text if language == "und" else {"@language": language, "@value": text}
        for language, texts in found.items()
        for text in texts
    ]


def _iris(terms: list[str]) -> list[str]:
    return [iri_of(term) for term in terms]


def _framework(reading: Reading, names: Names, given: Given) -> dict[str, Any]:
    framework = names.framework
    reading.things(SKM.Framework, "DefinedTermSet")
    publishers: list[dict[str, Any]] = [
        {"@id": iri} for iri in _iris(reading.links(framework, DCTERMS.publisher, "publisher"))
    ]
    named = reading.by_language(framework, [DC.publisher], "publisher")
    if named:
        publishers.append({"@id": f"{names.root}#publisher", "@type": "Organization", "name": _texts(named)})
    return present(
        {
            "@id": iri_of(framework),
            "@type": "DefinedTermSet",
            "name": _texts(reading.by_language(framework, [DCTERMS.title], "name")),
            "inLanguage": [one.value for one in reading.values(framework, DC.language, "inLanguage")],
            "version": reading.text(framework, [OWL.versionInfo], "version"),
            "dateModified": given.modified,
            "publisher": publishers,
            "copyrightNotice": _texts(reading.by_language(framework, [DC.rights], "copyrightNotice")),
            "usageInfo": _iris(reading.links(framework, DCTERMS.rights, "usageInfo")),
            "license": _iris(reading.links(framework, DCTERMS.license, "license")),
            "hasPart": _iris(reading.links(framework, DCTERMS.hasPart, "hasPart")),
            "hasDefinedTerm": _iris(reading.links(framework, SKOS.hasTopConcept, "hasDefinedTerm")),
        }
    )


def _levels(reading: Reading, names: Names) -> Iterator[dict[str, Any]]:
    if reading.link(names.levels, RDF.type, SKOS.ConceptScheme, "DefinedTermSet"):
        yield present(
            {
                "@id": iri_of(names.levels),
                "@type": "DefinedTermSet",
                "name": _texts(reading.by_language(names.levels, [SKOS.prefLabel], "name")),
                "isPartOf": _iris(reading.links(names.levels, DCTERMS.isPartOf, "isPartOf")),
                "hasDefinedTerm": _iris(reading.links(names.levels, SKOS.hasTopConcept, "hasDefinedTerm")),
            }
        )


def _categories(reading: Reading, names: Names) -> Iterator[dict[str, Any]]:
    collections = reading.things(SKOS.Collection, "DefinedTermSet")
    for one in collections:
        members = reading.links(one, SKOS.member, "hasDefinedTerm")
        yield present(
            {
                "@id": iri_of(one),
                "@type": "DefinedTermSet",
                "name": _texts(reading.by_language(one, [SKOS.prefLabel], "name")),
                "isPartOf": [] if _is_within(reading, one, collections) else iri_of(names.framework),
                "hasPart": [iri_of(term) for term in members if term in collections],
                "hasDefinedTerm": [iri_of(term) for term in members if term not in collections],
            }
        )


def _is_within(reading: Reading, collection: str, others: list[str]) -> bool:
    return any(collection in reading.graph.objects(one, SKOS.member) for one in others)


def _term(reading: Reading, term: str) -> dict[str, Any]:
    definitions = reading.by_language(term, [SKOS.definition], "description")
    return present(
        {
            "@id": iri_of(term),
            "@type": "DefinedTerm",
            "termCode": reading.text(term, [SKOS.notation], "termCode"),
            "name": _texts(reading.by_language(term, [SKOS.prefLabel], "name")),
            "description": _texts(definitions or essences_of(reading, term, "description")),
            "inDefinedTermSet": _iris(reading.links(term, SKOS.inScheme, "inDefinedTermSet")),
            "sameAs": _iris(reading.links(term, SKOS.exactMatch, "sameAs")),
        }
    )
