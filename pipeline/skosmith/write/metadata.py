"""What the files of a graph are: DCAT for the files, VoID for what they hold, and whose the texts are.

It stands in a file of its own, since no file can hold its own checksum. No clock: the day of the last change is the
caller's to say.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from skosmith.graph import Build, Nodes, Statement, arrange, literal
from skosmith.iris import Compact  # fmt: skip
from skosmith.vocabulary import DC, DCAT, DCTERMS, FOAF, PREFIXES, RDF, SKM, SPDX, VOID, XSD  # fmt: skip
from skosmith.write import turtle

FILE = "metadata.ttl"
"""The name of the file, beside those of the graph."""

ONTOLOGY = f"<{SKM.NS[:-1]}>"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# What is said of the framework and holds for the files, too.
_OF_TEXTS = (DC.rights, DCTERMS.rights, DCTERMS.license)
_SHARED = (DCTERMS.title, DC.language, DC.publisher, DCTERMS.publisher, *_OF_TEXTS)


class Dump(NamedTuple):
    """A file with the whole graph: its size in bytes, and the SHA-256 of these as a hex digest."""

    name: str
    media_type: str
    size: int
    sha256: str


def dump_of(path: Path, media_type: str) -> Dump:
    """The file at ``path``."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Dump(path.name, media_type, path.stat().st_size, digest)


@dataclass(slots=True)
class Counts:
    """How much a graph holds: its subjects, each counted once, and statements by property and by class."""

    subjects: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    def add(self, nodes: Nodes) -> None:
        """Counts in ``nodes``, whose subjects were not counted before."""
        self.subjects += len(nodes)
        for node in nodes.values():
            for predicate, terms in node:
                self.properties[predicate] += len(terms)
                if predicate == RDF.type:
                    self.classes.update(terms)


def turtle_of(build: Build, counts: Counts, dumps: Iterable[Dump]) -> str:
    """The text of ``metadata.ttl``."""
    return turtle.document(build.names.root, arrange(statements(build, counts, list(dumps))), tuple(PREFIXES.values()))


def statements(build: Build, counts: Counts, dumps: list[Dump]) -> Iterator[Statement]:
    """What is said of the dataset and of each of ``dumps``."""
    names = build.names
    shared = [said for said in build.framework if said[0] == names.framework and said[1] in _SHARED]
    triples = [
        (names.file(FILE), RDF.type, VOID.DatasetDescription),
        (names.file(FILE), FOAF.primaryTopic, names.dataset),
    ]
    triples += [(names.dataset, predicate, term) for _, predicate, term, _ in shared]
    triples += _of_dataset(build, counts)
    for dump in dumps:
        triples += _of_dump(build, dump)
        triples += [
            (names.file(dump.name), predicate, term) for _, predicate, term, _ in shared if predicate in _OF_TEXTS
        ]
    triples += _partitions(names.dataset, "class", VOID.classPartition, VOID.class_, VOID.entities, counts.classes)
    triples += _partitions(
        names.dataset, "property", VOID.propertyPartition, VOID.property, VOID.triples, counts.properties
    )
    yield from ((*triple, None) for triple in dict.fromkeys(triples))


def _of_dataset(build: Build, counts: Counts) -> Iterator[tuple[str, str, str]]:
    dataset, profile = build.names.dataset, build.profile
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, RDF.type, VOID.Dataset
    if profile.edition:
        yield dataset, DCAT.version, literal(profile.edition)
    if profile.modified:
        yield dataset, DCTERMS.modified, f'"{profile.modified}"^^{XSD.date}'
    yield dataset, DCTERMS.conformsTo, ONTOLOGY
    used = {
        term[1:].rpartition("#")[0] or term[1:].rpartition("/")[0] for term in (*counts.classes, *counts.properties)
    }
    for namespace in PREFIXES.values():
        if namespace[:-1] in used:
            yield dataset, VOID.vocabulary, f"<{namespace}>"
    yield dataset, VOID.uriSpace, literal(build.names.root)
    yield dataset, VOID.rootResource, build.names.framework
    yield from ((dataset, VOID.exampleResource, skill) for skill in list(build.skills)[:1])
    for predicate, number in (
        (VOID.triples, counts.properties.total()),
        (VOID.entities, counts.subjects),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        yield dataset, predicate, _integer(number)


def _of_dump(build: Build, dump: Dump) -> Iterator[tuple[str, str, str]]:
    file = build.names.file(dump.name)
    checksum = f"{file[:-1]}#sha256>"
    yield build.names.dataset, DCAT.distribution, file
    yield build.names.dataset, VOID.dataDump, file
    yield file, RDF.type, DCAT.Distribution
    yield file, DCAT.mediaType, f"<{_MEDIA_TYPES}{dump.media_type}>"
    yield file, DCAT.byteSize, f'"{dump.size}"^^{XSD.nonNegativeInteger}'
    yield file, DCAT.accessURL, build.names.framework
    yield file, DCAT.downloadURL, file
    yield file, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, f'"{dump.sha256}"^^{XSD.hexBinary}'


def _partitions(  # noqa: PLR0913, PLR0917 - the terms of classes, or those of properties
    dataset: str, kind: str, partition: str, of: str, counted: str, counts: Counter[str]
) -> Iterator[tuple[str, str, str]]:
    names = Compact("-:")
    for term, number in sorted(counts.items()):
        short = names[term].strip("<>").replace(":", "-", 1)
        part = f"{dataset[:-1]}#{kind}-{quote(short, safe='-')}>"
        yield dataset, partition, part
        yield part, of, term
        yield part, counted, _integer(number)


def _integer(number: int) -> str:
    return f'"{number}"^^{XSD.integer}'
