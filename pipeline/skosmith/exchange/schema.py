"""schema.org: the framework, its levels and its categories as sets of defined terms, in JSON-LD.

Search engines read it. The vocabulary is named in the file: nothing is fetched to read it.
"""

from collections.abc import Iterator
from typing import Any

from skosmith.exchange.json_text import present, text_of
from skosmith.exchange.reading import Reading
from skosmith.model import DC, DCAT, DCTERMS, RDF, SCHEMA, SKM, SKOS, iri_of

FILE = "framework.schema.jsonld"

_LINKS = ("hasDefinedTerm", "hasPart", "inDefinedTermSet", "isPartOf", "license", "sameAs", "url", "usageInfo")
CONTEXT: dict[str, Any] = {
    "@vocab": SCHEMA.NS,
    **{key: {"@type": "@id"} for key in _LINKS},
    "dateModified": {"@type": "Date"},
}
"""The context of the file: every key is a term of schema.org, and which of them are links."""

_TERMS = (SKM.Skill, SKM.SkillLevel, SKM.Attribute, SKM.AttributeLevel, SKM.Level)


def files(reading: Reading) -> dict[str, bytes]:
    graph = [_framework(reading), *_levels(reading), *_categories(reading)]
    graph += [_term(reading, term) for kind in _TERMS for term in reading.instances_of(kind, "DefinedTerm")]
    return {FILE: text_of({"@context": CONTEXT, "@graph": graph})}


def _texts(texts: dict[str, list[str]]) -> list[Any]:
    """Texts as values with their language; a text in none is a string."""
    return [
        text if language == "und" else {"@language": language, "@value": text}
        for language, values in texts.items()
        for text in values
    ]


def _framework(reading: Reading) -> dict[str, Any]:
    names, framework = reading.names, reading.names.framework
    reading.instances_of(SKM.Framework, "DefinedTermSet")
    publishers: list[dict[str, Any]] = [{"@id": iri} for iri in reading.iris(framework, DCTERMS.publisher, "publisher")]
    named = reading.by_language(framework, DC.publisher, into="publisher")
    if named:
        publishers.append({"@id": f"{names.root}#publisher", "@type": "Organization", "name": _texts(named)})
    return present(
        {
            "@id": iri_of(framework),
            "@type": "DefinedTermSet",
            "name": _texts(reading.by_language(framework, DCTERMS.title, into="name")),
            "description": _texts(reading.by_language(framework, DCTERMS.description, into="description")),
            "inLanguage": reading.values(framework, DC.language, "inLanguage"),
            "version": reading.text(framework, DCAT.version, into="version"),
            "datePublished": reading.text(framework, DCTERMS.issued, into="datePublished"),
            "dateModified": reading.options.modified,
            "publisher": publishers,
            "copyrightNotice": _texts(reading.by_language(framework, DC.rights, into="copyrightNotice")),
            "usageInfo": reading.iris(framework, DCTERMS.rights, "usageInfo"),
            "license": reading.iris(framework, DCTERMS.license, "license"),
            "hasPart": reading.iris(framework, DCTERMS.hasPart, "hasPart"),
            "hasDefinedTerm": reading.iris(framework, SKOS.hasTopConcept, "hasDefinedTerm"),
        }
    )


def _levels(reading: Reading) -> Iterator[dict[str, Any]]:
    names = reading.names
    if reading.has_link(names.levels, RDF.type, SKOS.ConceptScheme, "DefinedTermSet"):
        yield present(
            {
                "@id": iri_of(names.levels),
                "@type": "DefinedTermSet",
                "name": _texts(reading.by_language(names.levels, SKOS.prefLabel, into="name")),
                "isPartOf": reading.iris(names.levels, DCTERMS.isPartOf, "isPartOf"),
                "hasDefinedTerm": reading.iris(names.levels, SKOS.hasTopConcept, "hasDefinedTerm"),
            }
        )


def _categories(reading: Reading) -> Iterator[dict[str, Any]]:
    collections = reading.instances_of(SKOS.Collection, "DefinedTermSet")
    for category in collections:
        members = reading.links(category, SKOS.member, "hasDefinedTerm")
        is_within = any(category in reading.graph.objects(collection, SKOS.member) for collection in collections)
        yield present(
            {
                "@id": iri_of(category),
                "@type": "DefinedTermSet",
                "name": _texts(reading.by_language(category, SKOS.prefLabel, into="name")),
                "isPartOf": "" if is_within else iri_of(reading.names.framework),
                "hasPart": [iri_of(term) for term in members if term in collections],
                "hasDefinedTerm": [iri_of(term) for term in members if term not in collections],
            }
        )


def _term(reading: Reading, term: str) -> dict[str, Any]:
    definitions = reading.by_language(term, SKOS.definition, into="description")
    return present(
        {
            "@id": iri_of(term),
            "@type": "DefinedTerm",
            "termCode": reading.text(term, SKOS.notation, into="termCode"),
            "name": _texts(reading.by_language(term, SKOS.prefLabel, into="name")),
            "alternateName": _texts(reading.by_language(term, SKOS.altLabel, into="alternateName")),
            "description": _texts(definitions or reading.essences(term, "description")),
            "inDefinedTermSet": reading.iris(term, SKOS.inScheme, "inDefinedTermSet"),
            "sameAs": reading.iris(term, SKOS.exactMatch, "sameAs"),
        }
    )
