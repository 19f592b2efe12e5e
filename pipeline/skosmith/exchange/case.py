"""CASE 1.1: a CFPackage with one document, its items and the associations between them, one file for each language.

An item has its texts in one language, so a framework in two is two packages, the second a translation of the first.
Source: 1EdTech Competencies and Academic Standards Exchange (CASE) Service 1.1, information model and REST/JSON
binding, final release of 24 January 2025.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from skosmith.exchange.json_text import present, text_of, uuid_of
from skosmith.exchange.reading import Given, Reading
from skosmith.exchange.structure import essences_of
from skosmith.model import DC, DCTERMS, OWL, RDF, SKM, SKOS, XKOS, Names, Problem, iri_of, problem

FILE = "framework.case.json"

_FRAMEWORK_NOTES = (
    SKOS.note,
    SKM.lowerLevelsNote,
    SKM.higherLevelsNote,
    SKM.developmentNote,
    SKM.lowerLevelsDevelopmentNote,
    SKM.higherLevelsDevelopmentNote,
)
_TEXTS = (SKOS.prefLabel, SKOS.definition)


class _Kind(NamedTuple):
    """What an item of a class is called, and where its texts come from."""

    name: str
    title: tuple[str, ...] = (SKOS.prefLabel,)
    statement: tuple[str, ...] = (SKOS.definition,)
    notes: tuple[str, ...] = (SKOS.scopeNote, SKOS.note, SKOS.changeNote)
    is_by_number: bool = False  # what it is called needs no translation


_KINDS = {
    SKOS.Collection: _Kind("Category"),
    SKM.Skill: _Kind("Skill"),
    SKM.SkillLevel: _Kind("Skill at a level"),
    SKM.Attribute: _Kind("Attribute"),
    SKM.AttributeLevel: _Kind("Attribute at a level"),
    SKM.Level: _Kind("Level of responsibility", is_by_number=True),
}
# What is in the scheme of the framework by being an item of its package; a category is no concept, a level in another.
_IN_SCHEME = (SKM.Skill, SKM.SkillLevel, SKM.Attribute, SKM.AttributeLevel)


class _Package:
    """The items and associations of one language, as they come."""

    def __init__(self, reading: Reading, language: str, given: Given) -> None:
        self.reading, self.language = reading.only(language), language
        self.at = f"{given.modified}T00:00:00Z"
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
        """Adds that the item ``origin`` is linked to ``target``, in order at ``place`` where that counts from 1."""
        identifier = uuid_of(f"{self.items[origin]['identifier']} {kind} {target['identifier']}")
        association = {
            "identifier": identifier,
            "associationType": kind,
            "sequenceNumber": place or None,
            "uri": f"urn:uuid:{identifier}",
            "originNodeURI": self.node(origin),
            "destinationNodeURI": target,
            "lastChangeDateTime": self.at,
        }
        self.associations.append(present(association))


def refused(reading: Reading, names: Names, given: Given) -> Iterator[Problem]:
    """What CASE asks for and neither the graph nor the caller says."""
    said = reading.graph.node(names.framework)
    if not given.modified:
        yield problem("export-without-day")
    if not given.publisher and not said.get(DC.publisher) and not said.get(DCTERMS.publisher):
        yield problem("export-without-publisher")


def files(reading: Reading, names: Names, given: Given) -> dict[str, bytes]:
    """A file for each language, by its name; the second and those after it are translations of the first."""
    tags = reading.tags()
    named = {FILE if len(tags) == 1 else FILE.replace(".json", f".{tag}.json"): tag for tag in tags}
    return {name: text_of(_package(reading, tag, tags[0], names, given)) for name, tag in named.items()}


def _package(reading: Reading, tag: str, first: str, names: Names, given: Given) -> dict[str, Any]:
    package = _Package(reading, tag, given)
    licences = _licences(package, names)
    package.items[names.framework] = _document(package, names, given, licences)
    for kind, about in _KINDS.items():
        for term in package.reading.things(kind, f"CFItem.CFItemType {about.name}"):
            if about.is_by_number or _is_in(package, term):
                package.items[term] = _item(package, term, about)
    if package.reading.link(names.levels, RDF.type, SKOS.ConceptScheme, "CFItem"):
        package.items[names.levels] = _item(package, names.levels, _Kind("Levels of responsibility"))
    _associations(package, names)
    if tag != first:
        _translate(package, _Package(reading, first, given), names)
    document = package.items.pop(names.framework)
    return present(
        {
            "CFDocument": document,
            "CFItems": list(package.items.values()),
            "CFAssociations": package.associations,
            "CFDefinitions": present({"CFLicenses": licences}),
        }
    )


def _translate(package: _Package, first: _Package, names: Names) -> None:
    """Says of the document and of each item what it is a translation of."""
    for term in package.items:
        if term == names.framework or _is_in(first, term):
            target = {**package.node(term), "identifier": first.identifier(term)}
            package.associate(term, "isTranslationOf", target)


def _is_in(package: _Package, term: str) -> bool:
    """Whether a thing has a text in the language, or none in any: one that is not translated is in other packages."""
    graph = package.reading.graph
    tags = {text.language for predicate in _TEXTS for text in graph.texts(term, predicate)}
    return not tags or package.language in tags


def _document(package: _Package, names: Names, given: Given, licences: list[dict[str, Any]]) -> dict[str, Any]:
    reading, framework = package.reading, names.framework
    reading.things(SKM.Framework, "CFDocument")
    name = reading.text(framework, [DC.publisher], "CFDocument.creator")
    publisher = "" if name else reading.first(framework, DCTERMS.publisher, "CFDocument.creator")
    creator = _line(name) or publisher or given.publisher
    licence = reading.first(framework, DCTERMS.license, "CFDocument.licenseURI")
    link = {"title": licence, "identifier": uuid_of(licence), "uri": licence} if licence else None
    if licences:
        link = {key: licences[0][key] for key in ("title", "identifier", "uri")}
    reading.link(framework, DC.language, f'"{package.language}"', "CFDocument.language")
    return present(
        {
            "identifier": package.identifier(framework),
            "uri": iri_of(framework),
            "caseVersion": "1.1",
            "creator": creator,
            "title": _line(reading.text(framework, [DCTERMS.title], "CFDocument.title")) or iri_of(framework),
            "lastChangeDateTime": package.at,
            "publisher": creator if publisher or name else "",
            "language": package.language,
            "version": _line(reading.text(framework, [OWL.versionInfo], "CFDocument.version")),
            "licenseURI": link,
            "notes": reading.text(framework, _FRAMEWORK_NOTES, "CFDocument.notes"),
        }
    )


def _licences(package: _Package, names: Names) -> list[dict[str, Any]]:
    """The rights statement as the text of a licence, with the IRI of the licence where the framework names one."""
    text = package.reading.text(names.framework, [DC.rights], "CFLicense.licenseText")
    if not text:
        return []
    named = package.reading.first(names.framework, DCTERMS.license, "CFDocument.licenseURI")
    identifier = uuid_of(named or f"{package.identifier(names.framework)} licence")
    uri = named or f"urn:uuid:{identifier}"
    title = uri if named else _line(text)
    licence = {"identifier": identifier, "uri": uri, "title": title, "licenseText": text}
    return [{**licence, "lastChangeDateTime": package.at}]


def _line(text: str) -> str:
    """A text as CASE's NormalizedString has it: without line breaks and tabs."""
    return " ".join(text.split())


def _item(package: _Package, term: str, about: _Kind) -> dict[str, Any]:
    reading = package.reading
    title = _line(reading.text(term, about.title, "CFItem.abbreviatedStatement"))
    code = _line(reading.text(term, [SKOS.notation], "CFItem.humanCodingScheme"))
    statement = reading.text(term, about.statement, "CFItem.fullStatement")
    if not statement:
        essences = essences_of(reading, term, "CFItem.fullStatement")
        statement = "\n\n".join(text for texts in essences.values() for text in texts)
    return present(
        {
            "identifier": package.identifier(term),
            "fullStatement": statement or title or code or iri_of(term),
            "CFItemType": about.name,
            "uri": iri_of(term),
            "humanCodingScheme": code,
            "abbreviatedStatement": title,
            "notes": reading.text(term, about.notes, "CFItem.notes"),
            "language": package.language,
            "lastChangeDateTime": package.at,
        }
    )


def _associations(package: _Package, names: Names) -> None:
    """Who is whose child, at which level, after what, and the same as what elsewhere."""
    reading, items = package.reading, package.items
    for parent, children in _children(package, names).items():
        for place, child in enumerate(children, 1):
            package.associate(child, "isChildOf", package.node(parent), place)
    for term in [one for one in items if one != names.framework]:
        if any(reading.graph.is_a(term, kind) for kind in _IN_SCHEME):
            reading.link(term, SKOS.inScheme, names.framework, "CFItems")
        for predicate, kind in ((SKM.level, "hasSkillLevel"), (XKOS.next, "precedes")):
            for target in reading.graph.objects(term, predicate):
                if target in items and reading.link(term, predicate, target, kind):
                    package.associate(term, kind, package.node(target))
        for match in reading.links(term, SKOS.exactMatch, "exactMatchOf"):
            package.associate(term, "exactMatchOf", package.node(match))


# From a parent to its children, the nearest parent first: a skill in a category stands below that.
_DOWN = (SKM.definedAtLevel, SKOS.member, SKOS.hasTopConcept, DCTERMS.hasPart)


def _children(package: _Package, names: Names) -> dict[str, list[str]]:
    """The children of each item, and of the document: what has no parent of its own stands below the document."""
    reading, items = package.reading, package.items
    found: dict[str, list[str]] = {names.framework: []}
    placed = {names.framework}
    for predicate in _DOWN:
        for parent in items:
            for child in reading.graph.objects(parent, predicate):
                if child in items and child not in placed and reading.link(parent, predicate, child, "isChildOf"):
                    placed.add(child)
                    found.setdefault(parent, []).append(child)
    for kind in (SKM.Skill, SKM.Attribute):  # which of the items are at the top of the framework, their type says
        for item in reading.things(kind, f"CFItem.CFItemType {_KINDS[kind].name}"):
            reading.link(names.framework, SKOS.hasTopConcept, item, "isChildOf")
    found[names.framework] += [item for item in items if item not in placed]
    return found
