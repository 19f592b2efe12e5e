"""What the data set is: VoID and DCAT, as served at ``/.well-known/void``; said as ``metadata.ttl`` says it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import DCTERMS, FORMATS, is_iri, ntriples
from skosmith.rdf import About, Counts, Dump, metadata_statements
from skosmith.web.explorer.documents import written

if TYPE_CHECKING:
    from skosmith.web.explorer.catalogue import Explorer


def described(explorer: Explorer, base: str, downloads: dict[str, bytes], suffixes: list[str]) -> dict[str, bytes]:
    """The description in the form of each of ``suffixes``; ``base``, ending with ``/``, is where the files lie.

    ``downloads`` are the files with the whole graph, by name.
    """
    counts = Counts()
    nodes = explorer.dataset.nodes
    counts.add({one: [(said, list(map(str, terms))) for said, terms in node.items()] for one, node in nodes.items()})
    dumps = [
        Dump(name, FORMATS[name.rpartition(".")[2]].media_type, len(body), hashlib.sha256(body).hexdigest())
        for name, body in downloads.items()
    ]
    text = ntriples(metadata_statements(_about(explorer, base), counts, dumps))
    triples = [quad.triple for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES)]
    return {suffix: written(triples, suffix) for suffix in suffixes}


def _about(explorer: Explorer, base: str) -> About:
    frameworks, nodes = explorer.frameworks, explorer.dataset.nodes
    said = [
        (predicate, str(term))
        for framework in frameworks
        for predicate, terms in nodes[framework.iri].items()
        for term in terms
        if str(term)[0] != "_" and (predicate != DCTERMS.license or is_iri(term.value))  # which some say in words
    ]
    return About(
        dataset=f"<{base}.well-known/void#dataset>",
        document=f"<{base}.well-known/void>",
        base=base,
        page=f"<{base}>",
        frameworks=tuple(framework.iri for framework in frameworks),
        framework_properties=tuple(said),
        root=explorer.base,
        example=next((skill.iri for framework in frameworks for skill in framework.skills), ""),
        edition=frameworks[0].edition if len(frameworks) == 1 else "",
        endpoint="" if explorer.is_site else f"<{base}sparql>",
    )
