"""CTDL-ASN: a competency framework as the Credential Registry describes it, in JSON-LD.

The file has its context: nothing is fetched to read it. The keys are those of the registry's own context.
Source: CTDL Profile of the Achievement Standards Network Description Language, release 20250926.
"""

from collections.abc import Iterator
from typing import Any

from skosmith.exchange.json_text import present, text_of, uuid_of
from skosmith.exchange.reading import Reading
from skosmith.model import DC, DCTERMS, RDF, SKM, SKOS, XKOS, iri_of

FILE = "framework.ctdlasn.jsonld"

_BY_LANGUAGE = (
    "ceasn:name", "ceasn:description", "ceasn:publisherName", "ceasn:rights", "ceasn:comment",
    "ceasn:competencyCategory", "ceasn:competencyLabel", "ceasn:competencyText",
    "skos:prefLabel", "skos:definition", "skos:note",
)  # fmt: skip
# A mapping is the property of its strength; a close match is a major overlap of meaning, a related one a minor.
_ALIGNMENTS = {
    SKOS.exactMatch: "ceasn:exactAlignment",
    SKOS.closeMatch: "ceasn:majorAlignment",
    SKOS.broadMatch: "ceasn:broadAlignment",
    SKOS.narrowMatch: "ceasn:narrowAlignment",
    SKOS.relatedMatch: "ceasn:minorAlignment",
}
_LINKS = (
    "ceasn:publisher", "ceasn:license", "ceasn:hasTopChild", "ceasn:isTopChildOf", "ceasn:hasChild", "ceasn:isChildOf",
    "ceasn:isPartOf", "ceasn:complexityLevel", *_ALIGNMENTS.values(), "ceasn:inProgressionModel", "ceterms:precedes",
    "ceterms:precededBy", "skos:hasTopConcept", "skos:topConceptOf",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "asn": "http://purl.org/ASN/schema/core/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "skos": SKOS.NS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{key: {"@id": key, "@container": "@language"} for key in _BY_LANGUAGE},
    **{key: {"@id": key, "@type": "@id"} for key in _LINKS},
    "ceasn:dateModified": {"@id": "ceasn:dateModified", "@type": "xsd:date"},
}
"""The context of the file: which texts are by language, and what is a link."""

_CREATOR = "<http://purl.org/dc/elements/1.1/creator>"
_COMPETENCIES = (SKM.Skill, SKM.Attribute)


def files(reading: Reading) -> dict[str, bytes]:
    graph = [_framework(reading), *_competencies(reading), *_progression(reading)]
    return {FILE: text_of({"@context": CONTEXT, "@graph": graph})}


def _node(term: str, kind: str) -> dict[str, Any]:
    iri = iri_of(term)
    return {"@id": iri, "@type": kind, "ceterms:ctid": f"ce-{uuid_of(iri)}"}


def _one(texts: dict[str, list[str]]) -> dict[str, str]:
    """One text for each language, as the registry has it."""
    return {language: "\n\n".join(values) for language, values in texts.items()}


def _authors(reading: Reading) -> list[str]:
    """Who made the framework, by name: its creators if the graph has any, else its publisher."""
    framework = reading.names.framework
    creators = reading.values(framework, _CREATOR, "ceasn:author")
    return creators or reading.values(framework, DC.publisher, "ceasn:author")


def _framework(reading: Reading) -> dict[str, Any]:
    framework = reading.names.framework
    reading.instances_of(SKM.Framework, "ceasn:CompetencyFramework")
    return present(
        {
            **_node(framework, "ceasn:CompetencyFramework"),
            "ceasn:name": _one(reading.by_language(framework, DCTERMS.title, into="ceasn:name")),
            "ceasn:description": _one(reading.by_language(framework, DCTERMS.description, into="ceasn:description")),
            "ceasn:author": _authors(reading),
            "ceasn:inLanguage": reading.values(framework, DC.language, "ceasn:inLanguage"),
            "ceasn:publisher": reading.iris(framework, DCTERMS.publisher, "ceasn:publisher"),
            "ceasn:publisherName": reading.by_language(framework, DC.publisher, into="ceasn:publisherName"),
            "ceasn:rights": _one(reading.by_language(framework, DC.rights, into="ceasn:rights")),
            "ceasn:license": reading.iris(framework, DCTERMS.license, "ceasn:license"),
            "ceasn:dateModified": reading.options.modified,
            "ceasn:hasTopChild": reading.iris(framework, SKOS.hasTopConcept, "ceasn:hasTopChild"),
        }
    )


def _competencies(reading: Reading) -> Iterator[dict[str, Any]]:
    categories = _categories(reading)
    for kind in _COMPETENCIES:
        for skill in reading.instances_of(kind, "ceasn:Competency"):
            levels = reading.links(skill, SKM.definedAtLevel, "ceasn:hasChild")
            yield present(
                {
                    **_competency(reading, skill),
                    "ceasn:comment": reading.by_language(skill, SKOS.scopeNote, SKOS.changeNote, into="ceasn:comment"),
                    "ceasn:competencyCategory": categories.get(skill, {}),
                    "ceasn:isTopChildOf": iri_of(reading.names.framework),
                    "ceasn:hasChild": [iri_of(level) for level in levels],
                }
            )
            for place, level in enumerate(levels, 1):
                if place < len(levels):
                    reading.has_link(level, XKOS.next, levels[place], "ceasn:listID")
                yield present(_at_level(reading, skill, level, place))


def _competency(reading: Reading, term: str) -> dict[str, Any]:
    reading.has_link(term, SKOS.inScheme, reading.names.framework, "ceasn:isPartOf")
    return {
        **_node(term, "ceasn:Competency"),
        "ceasn:codedNotation": reading.text(term, SKOS.notation, into="ceasn:codedNotation"),
        "ceasn:competencyLabel": _one(reading.by_language(term, SKOS.prefLabel, into="ceasn:competencyLabel")),
        "ceasn:competencyText": _one(reading.by_language(term, SKOS.definition, into="ceasn:competencyText")),
        "ceasn:isPartOf": iri_of(reading.names.framework),
        **{into: reading.iris(term, match, into) for match, into in _ALIGNMENTS.items()},
    }


def _at_level(reading: Reading, skill: str, term: str, place: int) -> dict[str, Any]:
    """A skill, or an attribute, at a level; ``place`` counts those of one skill from the lowest."""
    for kind in (SKM.SkillLevel, SKM.AttributeLevel):
        reading.has_link(term, RDF.type, kind, "ceasn:Competency")
    return {
        **_competency(reading, term),
        "ceasn:listID": str(place),
        "ceasn:isChildOf": [iri_of(skill)],
        "ceasn:complexityLevel": reading.iris(term, SKM.level, "ceasn:complexityLevel"),
    }


def _categories(reading: Reading) -> dict[str, dict[str, str]]:
    """The names of the categories of each skill, from the outer to the inner, by language."""
    into = "ceasn:competencyCategory"
    things = [thing for kind in _COMPETENCIES for thing in reading.instances_of(kind, "ceasn:Competency")]
    paths = reading.category_paths(things, into)
    categories = {category for path in paths.values() for category in path}
    names = {category: _one(reading.by_language(category, SKOS.prefLabel, into=into)) for category in categories}
    return {
        skill: {
            tag: " / ".join(names[category][tag] for category in path if tag in names[category])
            for tag in sorted({tag for category in path for tag in names[category]})
        }
        for skill, path in paths.items()
    }


def _progression(reading: Reading) -> Iterator[dict[str, Any]]:
    scheme = reading.names.levels
    levels = reading.instances_of(SKM.Level, "asn:ProgressionLevel")
    if not levels:
        return
    reading.has_link(scheme, RDF.type, SKOS.ConceptScheme, "asn:ProgressionModel")
    yield present(
        {
            **_node(scheme, "asn:ProgressionModel"),
            "ceasn:name": _one(reading.by_language(scheme, SKOS.prefLabel, into="ceasn:name")),
            "skos:hasTopConcept": reading.iris(scheme, SKOS.hasTopConcept, "skos:hasTopConcept"),
        }
    )
    for level in levels:
        yield present(
            {
                **_node(level, "asn:ProgressionLevel"),
                "skos:notation": reading.text(level, SKOS.notation, into="skos:notation"),
                "skos:prefLabel": _one(reading.by_language(level, SKOS.prefLabel, into="skos:prefLabel")),
                "skos:definition": _one(reading.essences(level, "skos:definition")),
                "skos:note": reading.by_language(level, SKOS.scopeNote, SKOS.note, into="skos:note"),
                "ceasn:inProgressionModel": iri_of(scheme),
                "skos:topConceptOf": iri_of(scheme),
                "ceterms:precededBy": reading.iris(level, XKOS.previous, "ceterms:precededBy"),
                "ceterms:precedes": reading.iris(level, XKOS.next, "ceterms:precedes"),
            }
        )
