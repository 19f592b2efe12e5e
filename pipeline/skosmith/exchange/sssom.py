"""SSSOM/TSV: the mappings of the graph, a row each, below the prefixes that shorten their IRIs.

Source: the Simple Standard for Sharing Ontological Mappings, https://mapping-commons.github.io/sssom/spec/, in the
canonical form of its section on SSSOM/TSV.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from skosmith.exchange.reading import Reading
from skosmith.model import DCAT, DCTERMS, MAPPINGS, SSSOM, Compact, iri_of, is_link, value_of
from skosmith.pages import MAPPING_COLUMNS

FILE = "mappings.sssom.tsv"

_SEMAPV = "https://w3id.org/semapv/vocab/"
_UNSPECIFIED = f"<{_SEMAPV}UnspecifiedMatching>"  # a graph does not say why
_NO_LICENCE = "https://w3id.org/sssom/license/unspecified"
_NAMESPACE = re.compile(r"(.*[/#:])[^/#:]+[/#]?", re.DOTALL)


class _Mapping(NamedTuple):
    """A mapping: the IRIs of its ends, its property as a CURIE; why it was made, and how sure it is."""

    subject: str
    predicate: str
    target: str
    justification: str
    confidence: str


def files(reading: Reading) -> dict[str, bytes]:
    mappings = list(_mappings(reading))
    prefixes = _prefixes(reading, {iri for one in mappings for iri in (one.subject, one.target)})
    rows = sorted(
        (_curie(one.subject, prefixes), one.predicate, _curie(one.target, prefixes), one.justification, one.confidence)
        for one in mappings
    )
    columns = (*MAPPING_COLUMNS, "confidence") if any(one.confidence for one in mappings) else MAPPING_COLUMNS
    table = ("\t".join(row[: len(columns)]) for row in rows)
    lines = [*_metadata(reading, prefixes), "\t".join(columns), *table]
    return {FILE: "".join(f"{line}\n" for line in lines).encode()}


def _mappings(reading: Reading) -> Iterator[_Mapping]:
    short = Compact()
    for subject in filter(is_link, reading.graph.nodes):
        for predicate in MAPPINGS:
            for target in reading.iris(subject, predicate, short[predicate]):
                details = dict(reading.details.get((subject, predicate, f"<{target}>"), ()))
                reason = iri_of(details.get(SSSOM.mapping_justification, _UNSPECIFIED)).replace(_SEMAPV, "semapv:", 1)
                sure = value_of(details[SSSOM.confidence]) if SSSOM.confidence in details else ""
                yield _Mapping(iri_of(subject), short[predicate], target, reason, sure)


def _prefixes(reading: Reading, iris: set[str]) -> dict[str, str]:
    """The prefix of each beginning of ``iris``: ``framework`` for the framework's own, ``ns1``, ``ns2`` for others."""
    root = reading.names.root
    begins = {root if iri.startswith(root) else _begin(iri) for iri in iris}
    own = {root: "framework"} if root in begins else {}
    return own | {begin: f"ns{number}" for number, begin in enumerate(sorted(begins - {root}), 1)}


def _begin(iri: str) -> str:
    match = _NAMESPACE.fullmatch(iri)
    return match[1] if match else iri


def _curie(iri: str, prefixes: Mapping[str, str]) -> str:
    begin = max(filter(iri.startswith, prefixes), key=len)
    return f"{prefixes[begin]}:{iri[len(begin) :]}"


def _metadata(reading: Reading, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The block of YAML, its slots in the order of the class MappingSet."""
    framework = reading.names.framework
    if prefixes:
        yield "#curie_map:"
        yield from sorted(f"#  {prefix}: {begin}" for begin, prefix in prefixes.items())
    version = reading.text(framework, DCAT.version, into="mapping_set_version")
    slots = {
        "mapping_set_id": iri_of(reading.names.file(FILE)),
        "mapping_set_version": json.dumps(version, ensure_ascii=False) if version else "",  # never a number
        "license": reading.first_iri(framework, DCTERMS.license, "license") or _NO_LICENCE,
        "publication_date": reading.options.modified,
    }
    yield from (f"#{slot}: {value}" for slot, value in slots.items() if value)
