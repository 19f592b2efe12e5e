"""CASE 1.1: a CFPackage with one document, its items and the associations between them, one file for each language.

An item has its texts in one language, so a framework in two is two packages, the second a translation of the first.
Source: 1EdTech Competencies and Academic Standards Exchange (CASE) Service 1.1, information model and REST/JSON
binding, final release of 24 January 2025.
"""

from collections.abc import Iterator
from typing import Any

from skosmith.exchange.json_text import present, text_of, uuid_of
from skosmith.exchange.reading import Reading
from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
    OWL,
    RDF,
    SKM,
    SKOS,
    XKOS,
    XSD,
    Problem,
    iri_of,
    literal,
    problem,
    value_of,
)

FILE = "framework.case.json"

_FRAMEWORK_NOTES = (
    SKOS.note,
    SKM.lowerLevelsNote,
    SKM.higherLevelsNote,
    SKM.developmentNote,
    SKM.lowerLevelsDevelopmentNote,
    SKM.higherLevelsDevelopmentNote,
)
_NOTES = (SKOS.scopeNote, SKOS.note, SKOS.changeNote)
_KINDS = {
    SKOS.Collection: "Category",
    SKM.Skill: "Skill",
    SKM.SkillLevel: "Skill at a level",
    SKM.Attribute: "Attribute",
    SKM.AttributeLevel: "Attribute at a level",
    SKM.Level: "Level of responsibility",
}
"""What an item of a class is called."""

# A mapping as an association; CASE has none for a broader or narrower item of another framework.
_MATCHES = {
    SKOS.exactMatch: "exactMatchOf",
    SKOS.closeMatch: "isRelatedTo",
    SKOS.relatedMatch: "isRelatedTo",
}


_LINKS = ((SKM.level, "hasSkillLevel"), (XKOS.next, "precedes"), (DCTERMS.isReplacedBy, "replacedBy"))
"""The properties that link items, each with its type of association."""

# What is in the scheme of the framework as an item of its package; a category is no concept, a level is in another one.
_IN_SCHEME = (SKM.Skill, SKM.SkillLevel, SKM.Attribute, SKM.AttributeLevel)


class _Package:
    """The items and associations of one language, as they come."""

    def __init__(self, reading: Reading, language: str) -> None:
        self.reading, self.language = reading.only(language), language
        self.framework = reading.names.framework
        self.changed = f"{reading.options.modified}T00:00:00Z"
        self.items: dict[str, dict[str, Any]] = {}
        self.associations: list[dict[str, Any]] = []

    def identifier(self, term: str) -> str:
        """The UUID of a thing in the language: of ``IRI@tag``."""
        return uuid_of(f"{iri_of(term)}@{self.language}")

    def node(self, term: str) -> dict[str, Any]:
        """A thing as an association names it; ``term`` is an item, the document, or something elsewhere."""
        item = self.items.get(term, {})
        title = item.get("abbreviatedStatement") or item.get("title") or item.get("humanCodingScheme") or iri_of(term)
        return {"title": title, "identifier": item.get("identifier") or uuid_of(iri_of(term)), "uri": iri_of(term)}

    def associate(self, origin: str, kind: str, target: dict[str, Any], place: int = 0) -> None:
        """Links the item ``origin`` to ``target``; ``place`` counts from 1, 0 if the order means nothing."""
        identifier = uuid_of(f"{self.items[origin]['identifier']} {kind} {target['identifier']}")
        association = {
            "identifier": identifier,
            "associationType": kind,
            "sequenceNumber": place or None,
            "uri": f"urn:uuid:{identifier}",
            "originNodeURI": self.node(origin),
            "destinationNodeURI": target,
            "lastChangeDateTime": self.changed,
        }
        self.associations.append(present(association))


def problems(reading: Reading) -> Iterator[Problem]:
    """What CASE asks for and neither the graph nor the options have."""
    framework = reading.graph.node(reading.names.framework)
    if not reading.options.modified:
        yield problem("export-without-day")
    if not reading.options.publisher and not framework.keys() & {DC.publisher, DCTERMS.publisher}:
        yield problem("export-without-publisher")


def files(reading: Reading) -> dict[str, bytes]:
    """A file for each language, by its name; the second and those after it are translations of the first."""
    tags = reading.tags()
    names = {FILE if len(tags) == 1 else FILE.replace(".json", f".{tag}.json"): tag for tag in tags}
    return {name: text_of(_package(reading, tag, tags[0])) for name, tag in names.items()}


def _package(reading: Reading, tag: str, first: str) -> dict[str, Any]:
    package = _Package(reading, tag)
    licences = _licences(package)
    package.items[package.framework] = _document(package, licences)
    for kind, name in _KINDS.items():
        for term in package.reading.instances_of(kind, f"CFItem.CFItemType {name}"):
            if kind == SKM.Level or _is_in(package, term):  # a level's number needs no translation
                package.items[term] = _item(package, term, name)
    for term in package.reading.graph.instances_of(SKOS.Concept):
        if term not in package.items and package.reading.graph.is_retired(term) and _is_in(package, term):
            package.items[term] = _item(package, term, _KINDS[SKM.Skill]) | _end(package, term)
    levels = reading.names.levels
    if package.reading.has_link(levels, RDF.type, SKOS.ConceptScheme, "CFItem"):
        package.items[levels] = _item(package, levels, "Levels of responsibility")
    _associate(package)
    if tag != first:
        _translate(package, _Package(reading, first))
    document = package.items.pop(package.framework)
    return present(
        {
            "CFDocument": document,
            "CFItems": list(package.items.values()),
            "CFAssociations": package.associations,
            "CFDefinitions": present({"CFLicenses": licences}),
        }
    )


def _translate(package: _Package, first: _Package) -> None:
    """Links the document and each item to what it is a translation of."""
    for term in package.items:
        if term == package.framework or _is_in(first, term):
            target = {**package.node(term), "identifier": first.identifier(term)}
            package.associate(term, "isTranslationOf", target)


def _is_in(package: _Package, term: str) -> bool:
    """Whether a thing has a text in the language, or none in any: one that is not translated is in other packages."""
    graph = package.reading.graph
    tags = {text.language for predicate in (SKOS.prefLabel, SKOS.definition) for text in graph.texts(term, predicate)}
    return not tags or package.language in tags


def _document(package: _Package, licences: list[dict[str, Any]]) -> dict[str, Any]:
    reading, framework = package.reading, package.framework
    reading.instances_of(SKM.Framework, "CFDocument")
    name = reading.text(framework, DC.publisher, into="CFDocument.creator")
    publisher = "" if name else reading.first_iri(framework, DCTERMS.publisher, "CFDocument.creator")
    creator = _line(name) or publisher or reading.options.publisher
    licence = reading.first_iri(framework, DCTERMS.license, "CFDocument.licenseURI")
    link = {"title": licence, "identifier": uuid_of(licence), "uri": licence} if licence else None
    if licences:
        link = {key: licences[0][key] for key in ("title", "identifier", "uri")}
    reading.has_link(framework, DC.language, f'"{package.language}"', "CFDocument.language")
    return present(
        {
            "identifier": package.identifier(framework),
            "uri": iri_of(framework),
            "caseVersion": "1.1",
            "creator": creator,
            "title": _line(reading.text(framework, DCTERMS.title, into="CFDocument.title")) or iri_of(framework),
            "description": _line(reading.text(framework, DCTERMS.description, into="CFDocument.description")),
            "lastChangeDateTime": package.changed,
            "publisher": creator if publisher or name else "",
            "language": package.language,
            "version": _line(reading.text(framework, DCAT.version, into="CFDocument.version")),
            "licenseURI": link,
            "notes": reading.text(framework, *_FRAMEWORK_NOTES, into="CFDocument.notes"),
        }
    )


def _licences(package: _Package) -> list[dict[str, Any]]:
    """The rights statement as the text of a licence, with the IRI of the licence if the framework names one."""
    text = package.reading.text(package.framework, DC.rights, into="CFLicense.licenseText")
    if not text:
        return []
    iri = package.reading.first_iri(package.framework, DCTERMS.license, "CFDocument.licenseURI")
    identifier = uuid_of(iri or f"{package.identifier(package.framework)} licence")
    uri = iri or f"urn:uuid:{identifier}"
    title = uri if iri else _line(text)
    licence = {"identifier": identifier, "uri": uri, "title": title, "licenseText": text}
    return [{**licence, "lastChangeDateTime": package.changed}]


def _line(text: str) -> str:
    """A text as CASE's NormalizedString has it: without line breaks and tabs."""
    return " ".join(text.split())


def _item(package: _Package, term: str, kind: str) -> dict[str, Any]:
    reading = package.reading
    title = _line(reading.text(term, SKOS.prefLabel, into="CFItem.abbreviatedStatement"))
    code = _line(reading.text(term, SKOS.notation, into="CFItem.humanCodingScheme"))
    statement = reading.text(term, SKOS.definition, into="CFItem.fullStatement")
    if not statement:
        essences = reading.essences(term, "CFItem.fullStatement")
        statement = "\n\n".join(text for texts in essences.values() for text in texts)
    return present(
        {
            "identifier": package.identifier(term),
            "fullStatement": statement or title or code or iri_of(term),
            "CFItemType": kind,
            "uri": iri_of(term),
            "humanCodingScheme": code,
            "abbreviatedStatement": title,
            "alternativeLabel": _line("; ".join(reading.values(term, SKOS.altLabel, "CFItem.alternativeLabel"))),
            "notes": reading.text(term, *_NOTES, into="CFItem.notes"),
            "language": package.language,
            "lastChangeDateTime": package.changed,
        }
    )


def _end(package: _Package, term: str) -> dict[str, Any]:
    """The day since which an item is retired, if the graph has a day, and why."""
    reading = package.reading
    reading.has_link(term, RDF.type, SKOS.Concept, "CFItem")  # this and the next make it an item
    reading.take(term, OWL.deprecated, literal("true", datatype=XSD.boolean), "CFItem")
    days = [one for one in reading.graph.objects(term, SKM.retiredSince) if one.endswith(XSD.date)]
    for day in days[:1]:
        reading.take(term, SKM.retiredSince, day, "CFItem.statusEndDate")
    notes = reading.text(term, *_NOTES, SKOS.historyNote, into="CFItem.notes")
    return present({"statusEndDate": value_of(days[0]) if days else "", "notes": notes})


def _associate(package: _Package) -> None:
    """Links each item to its parent, its level, the next one, its matches elsewhere, and what replaces it."""
    reading, items = package.reading, package.items
    for parent, children in _children(package).items():
        for place, child in enumerate(children, 1):
            package.associate(child, "isChildOf", package.node(parent), place)
    for term in [item for item in items if item != package.framework]:
        if any(reading.graph.is_a(term, kind) for kind in _IN_SCHEME) or reading.graph.is_retired(term):
            reading.has_link(term, SKOS.inScheme, package.framework, "CFItems")
        for predicate, kind in _LINKS:
            for target in reading.graph.objects(term, predicate):
                if target in items:
                    reading.take(term, predicate, target, kind)
                    package.associate(term, kind, package.node(target))
        for predicate, kind in _MATCHES.items():
            for match in reading.links(term, predicate, kind):
                package.associate(term, kind, package.node(match))


# From a parent to its children, the nearest parent first: a skill in a category is below that.
_DOWN = (SKM.definedAtLevel, SKOS.member, SKOS.hasTopConcept, DCTERMS.hasPart)


def _children(package: _Package) -> dict[str, list[str]]:
    """The children of each item, and of the document: what has no parent of its own is below the document."""
    reading, items, framework = package.reading, package.items, package.framework
    children: dict[str, list[str]] = {framework: []}
    placed = {framework}
    for predicate in _DOWN:
        for parent in items:
            for child in reading.graph.objects(parent, predicate):
                if child in items and child not in placed:
                    reading.take(parent, predicate, child, "isChildOf")
                    placed.add(child)
                    children.setdefault(parent, []).append(child)
    for kind in (SKM.Skill, SKM.Attribute):  # which of the items are at the top of the framework, their type says
        for item in reading.instances_of(kind, f"CFItem.CFItemType {_KINDS[kind]}"):
            reading.has_link(framework, SKOS.hasTopConcept, item, "isChildOf")
    children[framework] += [item for item in items if item not in placed]
    return children
