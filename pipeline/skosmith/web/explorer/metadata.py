"""What the data set is: VoID and DCAT, as served at ``/.well-known/void``; said as ``metadata.ttl`` says it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from skosmith.model import DCTERMS, FORMATS, arrange, is_iri, value_of
from skosmith.rdf import About, Counts, Dump, metadata_statements
from skosmith.web.explorer.documents import written

if TYPE_CHECKING:
    from skosmith.web.explorer.catalogue import Explorer


def described(explorer: Explorer, base: str, downloads: dict[str, bytes], suffixes: list[str]) -> dict[str, bytes]:
    """The description in the form of each of ``suffixes``; ``base``, ending with ``/``, is where the files lie.

    ``downloads`` are the files with the whole graph, by name.
    """
    counts = Counts()
    counts.add(arrange(explorer.dataset.graph.statements))
    dumps = [
        Dump(name, FORMATS[name.rpartition(".")[2]].media_type, len(body), hashlib.sha256(body).hexdigest())
        for name, body in downloads.items()
    ]
    statements = list(metadata_statements(_about(explorer, base), counts, dumps))
    return {suffix: written(statements, suffix) for suffix in suffixes}


def _about(explorer: Explorer, base: str) -> About:
    frameworks, graph = explorer.frameworks, explorer.dataset.graph
    said = [
        (predicate, term)
        for framework in frameworks
        for predicate, terms in graph.node(framework.iri).items()
        for term in terms
        if term[0] != "_" and (predicate != DCTERMS.license or is_iri(value_of(term)))  # which some say in words
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
