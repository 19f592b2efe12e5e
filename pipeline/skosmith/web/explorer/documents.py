"""The data of a document, and of the whole, in the forms of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from skosmith.model import FORMATS, RANK, SKM, iri_of
from skosmith.rdf import serialise
from skosmith.web.explorer.dataset import Dataset
from skosmith.web.explorer.jsonld_tree import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA_FORMS = {suffix: form.media_type for suffix, form in FORMATS.items() if not form.has_graphs}
"""The forms of RDF that each document has beside its page, by suffix, with their media types."""

_WITH = (SKM.definedAtLevel, SKM.essence)
"""The links to what a document describes beside its own subject: a skill's levels, a level's essence."""


def _subjects(dataset: Dataset, subject: str) -> list[str]:
    """The subjects that the document about ``subject`` describes: itself, what is part of it, and its blank nodes."""
    found = dict.fromkeys([subject])
    queue = [subject]
    for one in queue:
        node = dataset.nodes.get(one, {})
        parts = [str(term) for predicate in _WITH for term in node.get(predicate, ())] if one == subject else []
        blanks = [str(term) for terms in node.values() for term in terms if str(term).startswith("_:")]
        new = [part for part in (*parts, *blanks) if part in dataset.nodes and part not in found]
        found |= dict.fromkeys(new)
        queue += new
    return list(found)


def _triples(dataset: Dataset, subjects: list[str]) -> Iterator[Any]:
    for subject in subjects:
        about = pyoxigraph.BlankNode(subject[2:]) if subject[:2] == "_:" else pyoxigraph.NamedNode(iri_of(subject))
        for nodes in (dataset.nodes, dataset.origin):
            node = nodes.get(subject, {})
            for predicate in sorted(node, key=lambda one: (RANK.get(one, len(RANK)), one)):
                for term in node[predicate]:
                    yield pyoxigraph.Triple(about, pyoxigraph.NamedNode(iri_of(predicate)), term)


def about(dataset: Dataset, iri: str, suffix: str) -> bytes:
    """What the graph says of a bare IRI, in the form of ``suffix``, a key of ``DATA_FORMS``; always the same bytes."""
    subjects = _subjects(dataset, f"<{iri}>")
    if suffix == "jsonld" and (text := tree(dataset, subjects)):
        return text.encode()
    return written(_triples(dataset, subjects), suffix)


def written(triples: Iterable[Any], suffix: str) -> bytes:
    """Triples, or quads, of pyoxigraph in the form of ``suffix``."""
    return serialise(triples, suffix)


def whole(dataset: Dataset, suffix: str) -> bytes:
    """The whole graph in the form of ``suffix``, a key of ``FORMATS``, with its named graphs if that has them."""
    if suffix == "nq":
        return dataset.quads
    if suffix == "trig":
        quads = pyoxigraph.parse(dataset.quads, pyoxigraph.RdfFormat.N_QUADS)
        return written(sorted(quads, key=lambda quad: str(quad.graph_name)), suffix)
    subjects = list(dataset.nodes)
    bare = Dataset(dataset.folder, dataset.nodes)  # without the provenance
    return written(_triples(bare, subjects), suffix)
