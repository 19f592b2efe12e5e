"""The description of the files of a graph: DCAT for the files, VoID for their content, and the rights in the texts.

It is a file of its own, since no file can hold its own checksum. It reads no clock: the caller gives the day of the
last change.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    PREFIXES,
    RDF,
    SKM,
    SPDX,
    VOID,
    XSD,
    Build,
    Compact,
    Counted,
    Nodes,
    Statement,
    Triple,
    arrange,
    literal,
)
from skosmith.rdf.write.turtle_text import document

FILE = "metadata.ttl"
"""The name of the file, next to those of the graph."""

SHAPES_FILE = "shapes.ttl"
"""The name of the file of the shapes, if a project has its own."""

_ONTOLOGY = f"<{SKM.NS[:-1]}>"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# The properties of the framework that hold for its files, too.
_OF_TEXTS = (DC.rights, DCTERMS.rights, DCTERMS.license)
SHARED = (DCTERMS.title, DCTERMS.description, DCTERMS.issued, DC.language, DC.publisher, DCTERMS.publisher, *_OF_TEXTS)
"""The properties of a framework that hold for a dataset of it, too."""


class Dump(NamedTuple):
    """A file with the whole graph: its size in bytes, and the SHA-256 of these as a hex digest."""

    name: str
    media_type: str
    size: int
    sha256: str


def dump_of(path: Path, media_type: str) -> Dump:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Dump(path.name, media_type, path.stat().st_size, digest)


@dataclass(slots=True)
class Counts:
    """The number of subjects of a graph, and of its statements by property and by class."""

    subjects: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    def add(self, nodes: Nodes) -> None:
        """Adds ``nodes``; none of their subjects has been added before."""
        self.subjects += len(nodes)
        for node in nodes.values():
            for predicate, terms in node:
                self.properties[predicate] += len(terms)
                if predicate == RDF.type:
                    self.classes.update(terms)


@dataclass(frozen=True, slots=True)
class About:
    """The dataset that is described, as N-Triples terms; ``base`` is the IRI below which its files lie.

    ``document`` is the resource that describes it, ``page`` its web page. ``frameworks`` are its subjects and
    ``framework_properties`` pairs of predicate and object that the graph states of them. ``root`` begins their IRIs,
    ``example`` is one of the skills, ``endpoint`` answers SPARQL; each may be empty.
    """

    dataset: str
    document: str
    base: str
    page: str
    frameworks: tuple[str, ...]
    framework_properties: tuple[tuple[str, str], ...]
    root: str = ""
    example: str = ""
    edition: str = ""
    modified: str = ""
    endpoint: str = ""


def about_build(build: Build) -> About:
    """The dataset of ``build``, its files next to the framework."""
    names, profile = build.names, build.profile
    return About(
        dataset=names.dataset,
        document=names.file(FILE),
        base=names.root,
        page=names.framework,
        frameworks=(names.framework,),
        framework_properties=tuple(
            (predicate, term) for subject, predicate, term, _ in build.framework if subject == names.framework
        ),
        root=names.root,
        example=next(iter(build.skills), ""),
        edition=profile.edition,
        modified=profile.modified,
    )


def turtle_of(build: Build, counts: Counts, dumps: Iterable[Dump], *, has_shapes: bool = False) -> str:
    """The text of ``metadata.ttl``; ``has_shapes`` if the shapes of the graph are a file next to it."""
    statements = list(metadata_statements(about_build(build), counts, list(dumps)))
    if has_shapes:
        shapes = build.names.file(SHAPES_FILE)
        statements.append(Statement(build.names.dataset, DCTERMS.conformsTo, shapes))
    return document(arrange(statements), build.names.root)


def metadata_statements(about: About, counts: Counts, dumps: list[Dump]) -> Iterator[Statement]:
    """The statements about the dataset and each of ``dumps``, none twice."""
    dataset = about.dataset
    triples = [
        (about.document, RDF.type, VOID.DatasetDescription),
        (about.document, FOAF.primaryTopic, dataset),
    ]
    triples += [(dataset, predicate, term) for predicate, term in about.framework_properties if predicate in SHARED]
    if not any(predicate == DCTERMS.description for predicate, _ in about.framework_properties):
        triples.append((dataset, DCTERMS.description, _description(counts)))
    triples += _agent_triples(about)
    triples += _dataset_triples(about, counts)
    for dump in dumps:
        triples += _dump_triples(about, dump)
    triples += _partitions(dataset, _CLASSES, counts.classes)
    triples += _partitions(dataset, _PROPERTIES, counts.properties)
    yield from (Statement(*triple) for triple in dict.fromkeys(triples))


def _description(counts: Counts) -> str:
    """What the dataset is, for a framework that does not say; DCAT-AP requires it."""
    skills, levels = counts.classes[SKM.Skill], counts.classes[SKM.SkillLevel]
    return literal(f"A skills framework as linked data: {Counted(skills):skill|skills} at {levels} levels.", "en")


def _agent_triples(about: About) -> Iterator[Triple]:
    """The publisher as an agent, as DCAT has it: one that the graph names, or has the IRI of."""
    mark = "-" if "#" in about.dataset else "#"
    for predicate, term in about.framework_properties:
        if predicate == DCTERMS.publisher:
            yield term, RDF.type, FOAF.Agent
        elif predicate == DC.publisher:
            agent = f"{about.dataset[:-1]}{mark}publisher>"
            yield about.dataset, DCTERMS.publisher, agent
            yield agent, RDF.type, FOAF.Agent
            yield agent, FOAF.name, term


def _dataset_triples(about: About, counts: Counts) -> Iterator[Triple]:
    dataset = about.dataset
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, RDF.type, VOID.Dataset
    if about.edition:
        yield dataset, DCAT.version, literal(about.edition)
    if about.modified:
        yield dataset, DCTERMS.modified, literal(about.modified, datatype=XSD.date)
    yield dataset, DCTERMS.conformsTo, _ONTOLOGY
    used = {
        term[1:].rpartition("#")[0] or term[1:].rpartition("/")[0] for term in (*counts.classes, *counts.properties)
    }
    for namespace in PREFIXES.values():
        if namespace[:-1] in used:
            yield dataset, VOID.vocabulary, f"<{namespace}>"
    if about.root:
        yield dataset, VOID.uriSpace, literal(about.root)
    yield from ((dataset, VOID.rootResource, framework) for framework in about.frameworks)
    if about.example:
        yield dataset, VOID.exampleResource, about.example
    if about.endpoint:
        yield dataset, VOID.sparqlEndpoint, about.endpoint
    for predicate, number in (
        (VOID.triples, counts.properties.total()),
        (VOID.entities, counts.subjects),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        yield dataset, predicate, _integer(number)


def _dump_triples(about: About, dump: Dump) -> Iterator[Triple]:
    file = f"<{about.base}{dump.name}>"
    checksum = f"{file[:-1]}#sha256>"
    yield about.dataset, DCAT.distribution, file
    yield about.dataset, VOID.dataDump, file
    yield file, RDF.type, DCAT.Distribution
    yield from ((file, predicate, term) for predicate, term in about.framework_properties if predicate in _OF_TEXTS)
    yield file, DCAT.mediaType, f"<{_MEDIA_TYPES}{dump.media_type}>"
    yield file, DCAT.byteSize, literal(str(dump.size), datatype=XSD.nonNegativeInteger)
    yield file, DCAT.accessURL, about.page
    yield file, DCAT.downloadURL, file
    yield file, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, literal(dump.sha256, datatype=XSD.hexBinary)


class _Partition(NamedTuple):
    """The terms of VoID for a part of a dataset: of a class or a property, whose name is ``kind``."""

    kind: str
    partition: str
    of: str
    size: str


_CLASSES = _Partition("class", VOID.classPartition, VOID.class_, VOID.entities)
_PROPERTIES = _Partition("property", VOID.propertyPartition, VOID.property, VOID.triples)


def _partitions(dataset: str, terms: _Partition, counts: Counter[str]) -> Iterator[Triple]:
    names, mark = Compact(), "-" if "#" in dataset else "#"
    for term, number in sorted(counts.items()):
        short = names[term].strip("<>").replace(":", "-", 1)
        part = f"{dataset[:-1]}{mark}{terms.kind}-{quote(short, safe='-')}>"
        yield dataset, terms.partition, part
        yield part, terms.of, term
        yield part, terms.size, _integer(number)


def _integer(number: int) -> str:
    return literal(str(number), datatype=XSD.integer)
