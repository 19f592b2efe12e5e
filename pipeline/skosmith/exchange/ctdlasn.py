"""CTDL-ASN: a competency framework as the Credential Registry describes it, in JSON-LD.

The context stands in the file: nothing is fetched to read it. Its keys are those of the registry's own context.
Source: CTDL Profile of the Achievement Standards Network Description Language, release 20250926.
"""

from collections.abc import Iterator
from typing import Any

from skosmith.exchange.json_text import present, text_of, uuid_of
from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.structure import categories_of, essences_of
from skosmith.model import DC, DCTERMS, RDF, SKM, SKOS, XKOS, Names, iri_of

FILE = "framework.ctdlasn.jsonld"

_BY_LANGUAGE = (
    "ceasn:name", "ceasn:publisherName", "ceasn:rights", "ceasn:comment", "ceasn:competencyCategory",
    "ceasn:competencyLabel", "ceasn:competencyText", "skos:prefLabel", "skos:definition", "skos:note",
)  # fmt: skip
_LINKS = (
    "ceasn:publisher", "ceasn:license", "ceasn:hasTopChild", "ceasn:isTopChildOf", "ceasn:hasChild", "ceasn:isChildOf",
    "ceasn:isPartOf", "ceasn:complexityLevel", "ceasn:exactAlignment", "ceasn:inProgressionModel", "ceterms:precedes",
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
"""The context of the file: which texts stand by language, and what is a link."""

_COMPETENCIES = (SKM.Skill, SKM.Attribute)


def files(reading: Reading, names: Names, given: Given) -> dict[str, bytes]:
    """The one file, by its name."""
    graph = [_framework(reading, names, given), *_competencies(reading, names), *_progression(reading, names)]
    return {FILE: text_of({"@context": CONTEXT, "@graph": graph})}


def _node(term: str, kind: str) -> dict[str, Any]:
    iri = iri_of(term)
    return {"@id": iri, "@type": kind, "ceterms:ctid": f"ce-{uuid_of(iri)}"}


def _one(texts: dict[str, list[str]]) -> dict[str, str]:
    """One text for each language, as the registry has it."""
    return {language: "\n\n".join(several) for language, several in texts.items()}


def _framework(reading: Reading, names: Names, given: Given) -> dict[str, Any]:
    framework = names.framework
    reading.things(SKM.Framework, "ceasn:CompetencyFramework")
    tops = [iri_of(term) for term in reading.links(framework, SKOS.hasTopConcept, "ceasn:hasTopChild")]
    publisher = reading.by_language(framework, [DC.publisher], "ceasn:publisherName")
    return present(
        {
            **_node(framework, "ceasn:CompetencyFramework"),
            "ceasn:name": _one(reading.by_language(framework, [DCTERMS.title], "ceasn:name")),
            "ceasn:inLanguage": [one.value for one in reading.values(framework, DC.language, "ceasn:inLanguage")],
            "ceasn:publisher": [
                iri_of(term) for term in reading.links(framework, DCTERMS.publisher, "ceasn:publisher")
            ],
            "ceasn:publisherName": publisher,
            "ceasn:rights": _one(reading.by_language(framework, [DC.rights], "ceasn:rights")),
            "ceasn:license": [iri_of(term) for term in reading.links(framework, DCTERMS.license, "ceasn:license")],
            "ceasn:dateModified": given.modified,
            "ceasn:hasTopChild": tops,
        }
    )


def _competencies(reading: Reading, names: Names) -> Iterator[dict[str, Any]]:
    categories = _categories(reading)
    for kind in _COMPETENCIES:
        for skill in reading.things(kind, "ceasn:Competency"):
            levels = reading.links(skill, SKM.definedAtLevel, "ceasn:hasChild")
            yield present(
                {
                    **_competency(reading, skill, names),
                    "ceasn:comment": reading.by_language(skill, [SKOS.scopeNote, SKOS.changeNote], "ceasn:comment"),
                    "ceasn:competencyCategory": categories.get(skill, {}),
                    "ceasn:isTopChildOf": iri_of(names.framework),
                    "ceasn:hasChild": [iri_of(level) for level in levels],
                }
            )
            for place, level in enumerate(levels, 1):
                if place < len(levels):
                    reading.link(level, XKOS.next, levels[place], "ceasn:listID")
                yield present(_at_level(reading, skill, level, place, names))


def _competency(reading: Reading, term: str, names: Names) -> dict[str, Any]:
    reading.link(term, SKOS.inScheme, names.framework, "ceasn:isPartOf")
    return {
        **_node(term, "ceasn:Competency"),
        "ceasn:codedNotation": reading.text(term, [SKOS.notation], "ceasn:codedNotation"),
        "ceasn:competencyLabel": _one(reading.by_language(term, [SKOS.prefLabel], "ceasn:competencyLabel")),
        "ceasn:competencyText": _one(reading.by_language(term, [SKOS.definition], "ceasn:competencyText")),
        "ceasn:isPartOf": iri_of(names.framework),
        "ceasn:exactAlignment": [
            iri_of(match) for match in reading.links(term, SKOS.exactMatch, "ceasn:exactAlignment")
        ],
    }


def _at_level(reading: Reading, skill: str, term: str, place: int, names: Names) -> dict[str, Any]:
    """A skill, or an attribute, at a level; ``place`` counts those of one skill from the lowest."""
    for kind in (SKM.SkillLevel, SKM.AttributeLevel):
        reading.link(term, RDF.type, kind, "ceasn:Competency")
    return {
        **_competency(reading, term, names),
        "ceasn:listID": str(place),
        "ceasn:isChildOf": [iri_of(skill)],
        "ceasn:complexityLevel": [iri_of(level) for level in reading.links(term, SKM.level, "ceasn:complexityLevel")],
    }


def _categories(reading: Reading) -> dict[str, dict[str, str]]:
    """The names of the categories of each skill, from the outer to the inner, by language."""
    into = "ceasn:competencyCategory"
    things = [thing for kind in _COMPETENCIES for thing in reading.things(kind, "ceasn:Competency")]
    paths = categories_of(reading, things, into)
    names = {one: _one(reading.by_language(one, [SKOS.prefLabel], into)) for path in paths.values() for one in path}
    return {
        skill: {
            tag: " / ".join(names[one][tag] for one in path if tag in names[one])
            for tag in sorted({tag for one in path for tag in names[one]})
        }
        for skill, path in paths.items()
    }


def _progression(reading: Reading, names: Names) -> Iterator[dict[str, Any]]:
    """The scheme of levels, and each level."""
    levels = reading.things(SKM.Level, "asn:ProgressionLevel")
    if not levels:
        return
    reading.link(names.levels, RDF.type, SKOS.ConceptScheme, "asn:ProgressionModel")
    yield present(
        {
            **_node(names.levels, "asn:ProgressionModel"),
            "ceasn:name": _one(reading.by_language(names.levels, [SKOS.prefLabel], "ceasn:name")),
            "skos:hasTopConcept": [
                iri_of(term) for term in reading.links(names.levels, SKOS.hasTopConcept, "skos:hasTopConcept")
            ],
        }
    )
    for level in levels:
        essences = essences_of(reading, level, "skos:definition")
        yield present(
            {
                **_node(level, "asn:ProgressionLevel"),
                "skos:notation": reading.text(level, [SKOS.notation], "skos:notation"),
                "skos:prefLabel": _one(reading.by_language(level, [SKOS.prefLabel], "skos:prefLabel")),
                "skos:definition": _one(essences),
                "skos:note": reading.by_language(level, [SKOS.scopeNote, SKOS.note], "skos:note"),
                "ceasn:inProgressionModel": iri_of(names.levels),
                "skos:topConceptOf": iri_of(names.levels),
                "ceterms:precededBy": [
                    iri_of(term) for term in reading.links(level, XKOS.previous, "ceterms:precededBy")
                ],
                "ceterms:precedes": [iri_of(term) for term in reading.links(level, XKOS.next, "ceterms:precedes")],
            }
        )
