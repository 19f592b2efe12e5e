"""The data of a document, and of the whole, in the forms of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import DCTERMS, FORMATS, RANK, RDF, SKM, SKOS, Statement, ntriples
from skosmith.rdf import serialise
from skosmith.web.explorer.jsonld_tree import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skosmith.model import Graph
    from skosmith.web.explorer.dataset import Dataset

DATA_FORMS = {suffix: form.media_type for suffix, form in FORMATS.items() if not form.has_graphs}
"""The forms of RDF of each document, by suffix, with their media types."""

_PARTS = (SKM.definedAtLevel, SKM.essence)
"""The links to what a document describes as well: a skill's levels, a level's essence."""


_MENTIONS = (SKM.level, SKM.declaredLevel, DCTERMS.isPartOf)
_NAMES = (RDF.type, SKOS.notation, SKOS.prefLabel)


def _subjects(graph: Graph, subject: str) -> list[str]:
    """The subjects that the document about ``subject`` describes: itself, what is part of it, and its blank nodes."""
    subjects = {subject: None}
    queue = [subject]
    for node in queue:
        parts = [part for predicate in _PARTS for part in graph.objects(node, predicate)] if node == subject else []
        blanks = [term for terms in graph.node(node).values() for term in terms if term.startswith("_:")]
        new = [part for part in (*parts, *blanks) if part in graph.nodes and part not in subjects]
        subjects |= dict.fromkeys(new)
        queue += new
    return list(subjects)


def _statements(graphs: Iterable[Graph], subjects: Iterable[str]) -> Iterator[Statement]:
    for subject in subjects:
        for graph in graphs:
            node = graph.node(subject)
            for predicate in sorted(node, key=lambda one: (RANK.get(one, len(RANK)), one)):
                for term in node[predicate]:
                    yield Statement(subject, predicate, term)


def _mentioned(graph: Graph, subjects: list[str]) -> Iterator[Statement]:
    """What the levels and categories that a document mentions are called, so that a reader need not look them up."""
    mentioned = dict.fromkeys(
        term for subject in subjects for predicate in _MENTIONS for term in graph.objects(subject, predicate)
    )
    for term in mentioned:
        if term not in subjects:
            node = graph.node(term)
            yield from (Statement(term, name, value) for name in _NAMES for value in node.get(name, ()))


def document_data(dataset: Dataset, iri: str, suffix: str) -> bytes:
    """The statements about a bare IRI, in the form of ``suffix``, a key of ``DATA_FORMS``; always the same bytes."""
    subjects = _subjects(dataset.graph, f"<{iri}>")
    statements = list(_statements((dataset.graph, dataset.provenance), subjects))
    mentioned = list(_mentioned(dataset.graph, subjects))
    if suffix == "jsonld" and (text := tree(statements, mentioned)):
        return text.encode()
    return serialise_statements([*statements, *mentioned], suffix)


def serialise_statements(statements: Iterable[Statement], suffix: str) -> bytes:
    """``statements`` in the form of ``suffix``, a key of ``DATA_FORMS``."""
    quads = pyoxigraph.parse(ntriples(statements).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return serialise((quad.triple for quad in quads), suffix)


def whole_graph(dataset: Dataset, suffix: str) -> bytes:
    """The whole graph in the form of ``suffix``, a key of ``FORMATS``, with its named graphs if that has them."""
    if suffix == "nq":
        return dataset.quads
    if suffix == "trig":
        quads = pyoxigraph.parse(dataset.quads, pyoxigraph.RdfFormat.N_QUADS)
        return serialise(sorted(quads, key=lambda quad: str(quad.graph_name)), suffix)
    return serialise_statements(_statements((dataset.graph,), dataset.graph.nodes), suffix)
