"""The description of the data set in VoID and DCAT, for ``/.well-known/void``; the same as ``metadata.ttl``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from skosmith.model import DCAT, DCTERMS, FORMATS, RDF, VOID, Statement, arrange, is_iri, value_of
from skosmith.rdf import SHARED, About, Counts, Dump, metadata_statements
from skosmith.web.explorer.documents import DATA_FORMS, serialise_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skosmith.web.explorer.catalogue import Explorer


def descriptions(explorer: Explorer, base: str, downloads: dict[str, bytes]) -> dict[str, bytes]:
    """The description in each of ``DATA_FORMS``, by suffix; ``base``, ending with ``/``, is where the files are.

    ``downloads`` are the files with the whole graph, by name.
    """
    counts = Counts()
    counts.add(arrange(explorer.dataset.graph.statements))
    dumps = [
        Dump(name, FORMATS[name.rpartition(".")[2]].media_type, len(body), hashlib.sha256(body).hexdigest())
        for name, body in downloads.items()
    ]
    statements = [*metadata_statements(_about(explorer, base), counts, dumps), *_catalogue(explorer, base)]
    return {suffix: serialise_statements(statements, suffix) for suffix in DATA_FORMS}


def _catalogue(explorer: Explorer, base: str) -> Iterator[Statement]:
    """The catalogue of several editions, each a dataset of its own; none for a single one."""
    if len(explorer.frameworks) == 1:
        return
    here = f"{base}.well-known/void"
    catalogue = f"<{here}#catalog>"
    datasets: dict[str, str] = {}
    for number, framework in enumerate(explorer.frameworks, 1):
        datasets[framework.iri] = f"<{here}#edition-{quote(framework.edition, safe='') or number}>"
    yield Statement(catalogue, RDF.type, DCAT.Catalog)
    yield Statement(catalogue, DCAT.dataset, f"<{here}#dataset>")
    for iri, dataset in datasets.items():
        node = explorer.dataset.graph.node(iri)
        yield Statement(catalogue, DCAT.dataset, dataset)
        yield Statement(dataset, RDF.type, DCAT.Dataset)
        yield from (Statement(dataset, one, term) for one in (*SHARED, DCAT.version) for term in node.get(one, ()))
        yield Statement(dataset, VOID.rootResource, iri)
        yield Statement(dataset, DCAT.landingPage, iri)
        for former in node.get(DCAT.previousVersion, ()):
            if former in datasets:
                yield Statement(dataset, DCAT.previousVersion, datasets[former])
    main = explorer.dataset.graph.node(explorer.frameworks[-1].iri)
    for one in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher):
        yield from (Statement(catalogue, one, term) for term in main.get(one, ()))


def _about(explorer: Explorer, base: str) -> About:
    frameworks, graph = explorer.frameworks, explorer.dataset.graph
    properties = [
        (predicate, term)
        for framework in frameworks
        for predicate, terms in graph.node(framework.iri).items()
        for term in terms
        if term[0] != "_" and (predicate != DCTERMS.license or is_iri(value_of(term)))  # some have a text
    ]
    return About(
        dataset=f"<{base}.well-known/void#dataset>",
        document=f"<{base}.well-known/void>",
        base=base,
        page=f"<{base}>",
        frameworks=tuple(framework.iri for framework in frameworks),
        framework_properties=tuple(properties),
        root=explorer.base,
        example=next((skill.iri for framework in frameworks for skill in framework.skills), ""),
        edition=frameworks[0].edition if len(frameworks) == 1 else "",
        endpoint="" if explorer.is_site else f"<{base}sparql>",
    )
