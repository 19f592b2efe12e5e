"""The namespaces, closed: a misspelt term is an AttributeError.

A term is written as N-Triples writes it, ``<https://...>``, so that a statement is ready for every writer.
"""

from typing import Final


class RDF:
    """The RDF terms used here."""

    NS: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    type: Final = f"<{NS}type>"
    value: Final = f"<{NS}value>"


class XSD:
    """The XML Schema datatypes used here."""

    NS: Final = "http://www.w3.org/2001/XMLSchema#"
    date: Final = f"<{NS}date>"
    hexBinary: Final = f"<{NS}hexBinary>"
    integer: Final = f"<{NS}integer>"
    nonNegativeInteger: Final = f"<{NS}nonNegativeInteger>"


class OWL:
    """The OWL terms used here."""

    NS: Final = "http://www.w3.org/2002/07/owl#"
    deprecated: Final = f"<{NS}deprecated>"
    versionInfo: Final = f"<{NS}versionInfo>"
    versionIRI: Final = f"<{NS}versionIRI>"


class DC:
    """The Dublin Core elements used here: those whose DCMI Terms namesakes do not take a literal."""

    NS: Final = "http://purl.org/dc/elements/1.1/"
    language: Final = f"<{NS}language>"
    publisher: Final = f"<{NS}publisher>"
    rights: Final = f"<{NS}rights>"


class DCTERMS:
    """The DCMI Metadata Terms used here."""

    NS: Final = "http://purl.org/dc/terms/"
    conformsTo: Final = f"<{NS}conformsTo>"
    hasPart: Final = f"<{NS}hasPart>"
    identifier: Final = f"<{NS}identifier>"
    isPartOf: Final = f"<{NS}isPartOf>"
    isReplacedBy: Final = f"<{NS}isReplacedBy>"
    license: Final = f"<{NS}license>"
    modified: Final = f"<{NS}modified>"
    publisher: Final = f"<{NS}publisher>"
    rights: Final = f"<{NS}rights>"
    title: Final = f"<{NS}title>"


class SKOS:
    """The SKOS terms used here; ``lint.terms`` knows all there are."""

    NS: Final = "http://www.w3.org/2004/02/skos/core#"
    Collection: Final = f"<{NS}Collection>"
    Concept: Final = f"<{NS}Concept>"
    ConceptScheme: Final = f"<{NS}ConceptScheme>"
    altLabel: Final = f"<{NS}altLabel>"
    broadMatch: Final = f"<{NS}broadMatch>"
    broader: Final = f"<{NS}broader>"
    broaderTransitive: Final = f"<{NS}broaderTransitive>"
    changeNote: Final = f"<{NS}changeNote>"
    closeMatch: Final = f"<{NS}closeMatch>"
    definition: Final = f"<{NS}definition>"
    exactMatch: Final = f"<{NS}exactMatch>"
    hasTopConcept: Final = f"<{NS}hasTopConcept>"
    hiddenLabel: Final = f"<{NS}hiddenLabel>"
    inScheme: Final = f"<{NS}inScheme>"
    member: Final = f"<{NS}member>"
    narrowMatch: Final = f"<{NS}narrowMatch>"
    narrower: Final = f"<{NS}narrower>"
    narrowerTransitive: Final = f"<{NS}narrowerTransitive>"
    notation: Final = f"<{NS}notation>"
    note: Final = f"<{NS}note>"
    prefLabel: Final = f"<{NS}prefLabel>"
    related: Final = f"<{NS}related>"
    relatedMatch: Final = f"<{NS}relatedMatch>"
    scopeNote: Final = f"<{NS}scopeNote>"
    topConceptOf: Final = f"<{NS}topConceptOf>"


class XKOS:
    """The XKOS terms used here: the order of concepts."""

    NS: Final = "http://rdf-vocabulary.ddialliance.org/xkos#"
    next: Final = f"<{NS}next>"
    previous: Final = f"<{NS}previous>"


class PROV:
    """The PROV-O terms used here."""

    NS: Final = "http://www.w3.org/ns/prov#"
    Entity: Final = f"<{NS}Entity>"
    wasDerivedFrom: Final = f"<{NS}wasDerivedFrom>"


class SCHEMA:
    """The schema.org terms used here."""

    NS: Final = "https://schema.org/"
    sha256: Final = f"<{NS}sha256>"


class DCAT:
    """The DCAT 3 terms used here: the files that a graph is written to."""

    NS: Final = "http://www.w3.org/ns/dcat#"
    Dataset: Final = f"<{NS}Dataset>"
    Distribution: Final = f"<{NS}Distribution>"
    accessURL: Final = f"<{NS}accessURL>"
    byteSize: Final = f"<{NS}byteSize>"
    distribution: Final = f"<{NS}distribution>"
    downloadURL: Final = f"<{NS}downloadURL>"
    mediaType: Final = f"<{NS}mediaType>"
    version: Final = f"<{NS}version>"


class VOID:
    """The VoID terms used here: how much a graph holds of what."""

    NS: Final = "http://rdfs.org/ns/void#"
    Dataset: Final = f"<{NS}Dataset>"
    DatasetDescription: Final = f"<{NS}DatasetDescription>"
    class_: Final = f"<{NS}class>"
    classPartition: Final = f"<{NS}classPartition>"
    classes: Final = f"<{NS}classes>"
    dataDump: Final = f"<{NS}dataDump>"
    distinctSubjects: Final = f"<{NS}distinctSubjects>"
    entities: Final = f"<{NS}entities>"
    exampleResource: Final = f"<{NS}exampleResource>"
    properties: Final = f"<{NS}properties>"
    property: Final = f"<{NS}property>"
    propertyPartition: Final = f"<{NS}propertyPartition>"
    rootResource: Final = f"<{NS}rootResource>"
    sparqlEndpoint: Final = f"<{NS}sparqlEndpoint>"
    triples: Final = f"<{NS}triples>"
    uriSpace: Final = f"<{NS}uriSpace>"
    vocabulary: Final = f"<{NS}vocabulary>"


class SPDX:
    """The SPDX terms used here: the checksum of a file."""

    NS: Final = "http://spdx.org/rdf/terms#"
    Checksum: Final = f"<{NS}Checksum>"
    algorithm: Final = f"<{NS}algorithm>"
    checksum: Final = f"<{NS}checksum>"
    checksumAlgorithm_sha256: Final = f"<{NS}checksumAlgorithm_sha256>"
    checksumValue: Final = f"<{NS}checksumValue>"


class FOAF:
    """The FOAF terms used here."""

    NS: Final = "http://xmlns.com/foaf/0.1/"
    page: Final = f"<{NS}page>"
    primaryTopic: Final = f"<{NS}primaryTopic>"


class SKM:
    """The terms of our own ontology; ``ontology/skosmith.ttl`` defines them."""

    NS: Final = "https://w3id.org/skosmith/ns#"
    Attribute: Final = f"<{NS}Attribute>"
    AttributeLevel: Final = f"<{NS}AttributeLevel>"
    Essence: Final = f"<{NS}Essence>"
    Framework: Final = f"<{NS}Framework>"
    Level: Final = f"<{NS}Level>"
    Skill: Final = f"<{NS}Skill>"
    SkillLevel: Final = f"<{NS}SkillLevel>"
    declaredLevel: Final = f"<{NS}declaredLevel>"
    definedAtLevel: Final = f"<{NS}definedAtLevel>"
    developmentNote: Final = f"<{NS}developmentNote>"
    essence: Final = f"<{NS}essence>"
    higherLevelsDevelopmentNote: Final = f"<{NS}higherLevelsDevelopmentNote>"
    higherLevelsNote: Final = f"<{NS}higherLevelsNote>"
    level: Final = f"<{NS}level>"
    lowerLevelsDevelopmentNote: Final = f"<{NS}lowerLevelsDevelopmentNote>"
    lowerLevelsNote: Final = f"<{NS}lowerLevelsNote>"


PREFIXES: Final[dict[str, str]] = {
    "dc": DC.NS,
    "dcat": DCAT.NS,
    "dcterms": DCTERMS.NS,
    "foaf": FOAF.NS,
    "owl": OWL.NS,
    "prov": PROV.NS,
    "rdf": RDF.NS,
    "schema": SCHEMA.NS,
    "skm": SKM.NS,
    "skos": SKOS.NS,
    "spdx": SPDX.NS,
    "void": VOID.NS,
    "xkos": XKOS.NS,
    "xsd": XSD.NS,
}
"""The prefixes of the files written, in alphabetical order; each namespace under the prefix that prefix.cc gives it."""

SHAPES_NS: Final = "https://w3id.org/skosmith/shapes#"
"""The namespace of the shapes; the local name of a shape is the code of its problem."""

PROBLEMS_NS: Final = "https://w3id.org/skosmith/problems#"
"""The namespace of the codes of problems, as the headings of docs/problems.md have them."""


TEXTS: Final[tuple[str, ...]] = (
    SKOS.prefLabel,
    SKOS.definition,
    RDF.value,
    SKOS.scopeNote,
    SKOS.note,
    SKOS.changeNote,
    SKM.lowerLevelsNote,
    SKM.higherLevelsNote,
    SKM.developmentNote,
    SKM.lowerLevelsDevelopmentNote,
    SKM.higherLevelsDevelopmentNote,
)
"""The properties whose values are texts in a language."""

ORDER: Final[tuple[str, ...]] = (
    RDF.type,
    DCTERMS.identifier,
    DCTERMS.title,
    OWL.versionInfo,
    OWL.versionIRI,
    DCAT.version,
    DC.language,
    SCHEMA.sha256,
    DC.publisher,
    DCTERMS.publisher,
    DC.rights,
    DCTERMS.rights,
    DCTERMS.license,
    DCTERMS.modified,
    DCTERMS.conformsTo,
    SKOS.notation,
    *TEXTS,
    SKOS.inScheme,
    SKOS.topConceptOf,
    SKOS.broader,
    SKOS.narrower,
    SKOS.related,
    SKOS.exactMatch,
    FOAF.page,
    SKM.level,
    SKM.essence,
    XKOS.previous,
    XKOS.next,
    SKM.declaredLevel,
    SKM.definedAtLevel,
    DCTERMS.isPartOf,
    DCTERMS.hasPart,
    SKOS.member,
    SKOS.hasTopConcept,
    PROV.wasDerivedFrom,
    FOAF.primaryTopic,
    VOID.class_,
    VOID.property,
    VOID.uriSpace,
    VOID.rootResource,
    VOID.exampleResource,
    VOID.sparqlEndpoint,
    VOID.vocabulary,
    VOID.triples,
    VOID.entities,
    VOID.distinctSubjects,
    VOID.classes,
    VOID.properties,
    VOID.classPartition,
    VOID.propertyPartition,
    VOID.dataDump,
    DCAT.distribution,
    DCAT.mediaType,
    DCAT.byteSize,
    DCAT.accessURL,
    DCAT.downloadURL,
    SPDX.checksum,
    SPDX.algorithm,
    SPDX.checksumValue,
)
"""The properties in the order in which every writer writes them: what a thing is, its texts, its links."""

LINKS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "skill": (SKM.Skill, ("notation",)),
    "skill-level": (SKM.SkillLevel, ("notation", "level")),
    "level": (SKM.Level, ("level",)),
}
"""What can be linked to its identifier elsewhere: its class, and the placeholders of the identifier's pattern."""

RANK: Final[dict[str, int]] = {predicate: rank for rank, predicate in enumerate(ORDER)}
