"""The namespaces, closed: a misspelt term is an AttributeError.

A term is written as N-Triples writes it, ``<https://...>``, so that a statement is ready for every writer.
"""

from typing import TYPE_CHECKING, Final


class Namespace:
    """A closed namespace: its terms are attributes, written as in N-Triples (``<iri>``); another is an AttributeError.

    ``NS`` is its IRI. A term whose name Python reserves ends with ``_``.
    """

    def __init__(self, iri: str, terms: str) -> None:
        self.NS: Final = iri
        vars(self).update({term: f"<{iri}{term.removesuffix('_')}>" for term in terms.split()})

    if TYPE_CHECKING:

        def __getattr__(self, term: str) -> str:
            """The term of this name."""


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type value")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "boolean date decimal hexBinary integer nonNegativeInteger")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "deprecated versionIRI versionInfo")
DC = Namespace("http://purl.org/dc/elements/1.1/", "language publisher rights")
"""The Dublin Core elements used here: those whose DCMI Terms namesakes do not take a literal."""
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    """
    conformsTo created description hasPart hasVersion identifier isPartOf isReplacedBy issued isVersionOf license
    modified publisher replaces rights title
    """,
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    """
    Collection Concept ConceptScheme altLabel broadMatch broader broaderTransitive changeNote closeMatch
    definition exactMatch hasTopConcept hiddenLabel historyNote inScheme member narrowMatch narrower narrowerTransitive
    notation note prefLabel related relatedMatch scopeNote topConceptOf
    """,
)
"""The SKOS terms used here; ``lint.terms`` knows all there are."""
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#", "next previous")
"""The XKOS terms used here: the order of concepts."""
PROV = Namespace("http://www.w3.org/ns/prov#", "Entity wasDerivedFrom")
SCHEMA = Namespace("https://schema.org/", "sha256")
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    """
    Catalog Dataset Distribution accessURL byteSize dataset distribution downloadURL landingPage mediaType
    previousVersion version
    """,
)
"""The DCAT 3 terms used here: the files that a graph is written to."""
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """
    Dataset DatasetDescription class_ classPartition classes dataDump distinctSubjects entities exampleResource
    properties property propertyPartition rootResource sparqlEndpoint triples uriSpace vocabulary
    """,
)
"""The VoID terms used here: how much a graph holds of what."""
SPDX = Namespace("http://spdx.org/rdf/terms#", "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue")
"""The SPDX terms used here: the checksum of a file."""
SSSOM = Namespace("https://w3id.org/sssom/", "confidence mapping_justification")
"""The SSSOM terms used here: why a mapping was made, and how sure it is, from 0 to 1."""
FOAF = Namespace("http://xmlns.com/foaf/0.1/", "Agent name page primaryTopic")
SKM = Namespace(
    "https://w3id.org/skosmith/ns#",
    """
    Attribute AttributeLevel Essence Framework Level Skill SkillLevel cells declaredLevel definedAtLevel developmentNote
    essence higherLevelsDevelopmentNote higherLevelsNote languagePriority level lowerLevelsDevelopmentNote
    lowerLevelsNote
    retiredSince
    """,
)
"""The terms of our own ontology; ``ontology/skosmith.ttl`` defines them."""

_NAMESPACES = {
    "dc": DC,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skm": SKM,
    "skos": SKOS,
    "spdx": SPDX,
    "sssom": SSSOM,
    "void": VOID,
    "xkos": XKOS,
    "xsd": XSD,
}

PREFIXES: Final[dict[str, str]] = {prefix: namespace.NS for prefix, namespace in _NAMESPACES.items()}
"""The prefixes of the files written, in alphabetical order; each namespace under the prefix that prefix.cc gives it."""

SHAPES_NS: Final = "https://w3id.org/skosmith/shapes#"
"""The namespace of the shapes; the local name of a shape is the code of its problem."""

PROBLEMS_NS: Final = "https://w3id.org/skosmith/problems#"
"""The namespace of the codes of problems, as the headings of docs/problems.md have them."""

BLANK: Final = "<https://w3id.org/skosmith/.well-known/genid/"
"""The beginning of the terms that replace blank nodes. Source: RDF 1.1 Concepts, section 3.5."""


def _terms(names: str) -> tuple[str, ...]:
    """The terms of prefixed names."""
    pairs = (name.split(":") for name in names.split())
    return tuple(getattr(_NAMESPACES[prefix], term) for prefix, term in pairs)


TEXTS: Final = _terms("""
    skos:prefLabel skos:definition rdf:value skos:scopeNote skos:note skos:changeNote skos:historyNote
    skm:lowerLevelsNote skm:higherLevelsNote skm:developmentNote skm:lowerLevelsDevelopmentNote
    skm:higherLevelsDevelopmentNote
""")
"""The properties whose values are texts in a language."""

OTHER_NAMES: Final = _terms("skos:altLabel skos:hiddenLabel")
"""The properties that name a concept differently: in no page, and in a language without a translation of the rest."""

MAPPINGS: Final = _terms("skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch")
"""The properties that lead to concepts of other schemes. Source: SKOS Reference, section 10."""

ORDER: Final = (
    *_terms("""
    rdf:type rdfs:label dcterms:identifier dcterms:title dcterms:description dcat:version dcterms:issued
    dcterms:created dcterms:modified dc:language skm:languagePriority schema:sha256 skm:cells
    sssom:mapping_justification sssom:confidence dc:publisher dcterms:publisher dc:rights dcterms:rights
    dcterms:license dcterms:conformsTo owl:deprecated skm:retiredSince skos:notation skos:prefLabel
    """),
    *OTHER_NAMES,
    *(term for term in TEXTS if term != SKOS.prefLabel),
    *_terms("skos:inScheme skos:topConceptOf skos:broader skos:narrower skos:related"),
    *MAPPINGS,
    *_terms("""
    dcterms:isVersionOf dcterms:hasVersion dcat:previousVersion dcterms:replaces dcterms:isReplacedBy foaf:page
    skm:level skm:essence xkos:previous xkos:next skm:declaredLevel skm:definedAtLevel dcterms:isPartOf
    dcterms:hasPart skos:member skos:hasTopConcept prov:wasDerivedFrom foaf:primaryTopic foaf:name void:class_
    void:property void:uriSpace void:rootResource void:exampleResource void:sparqlEndpoint void:vocabulary
    void:triples void:entities void:distinctSubjects void:classes void:properties void:classPartition
    void:propertyPartition void:dataDump dcat:landingPage dcat:dataset dcat:distribution dcat:mediaType
    dcat:byteSize dcat:accessURL dcat:downloadURL spdx:checksum spdx:algorithm spdx:checksumValue
    """),
)
"""The properties in the order in which every writer writes them: what a thing is, its texts, its links."""

LINKS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "skill": (SKM.Skill, ("notation",)),
    "skill-level": (SKM.SkillLevel, ("notation", "level")),
    "level": (SKM.Level, ("level",)),
}
"""What can be linked to its identifier elsewhere: its class, and the placeholders of the identifier's pattern."""

RANK: Final[dict[str, int]] = {predicate: rank for rank, predicate in enumerate(ORDER)}
