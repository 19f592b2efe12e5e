"""The data of a document, and of the whole, in the forms of RDF."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from skosmith import resources
from skosmith.explorer.dataset import Dataset
from skosmith.graph import Build, arrange
from skosmith.model import Profile
from skosmith.rdf_file import FORMATS, term_of
from skosmith.vocabulary import PREFIXES, RANK, SKM, Names
from skosmith.write import jsonld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA_FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""The forms of RDF that each document has beside its page, by suffix, with their media types."""

WHOLE = {"ttl": "Turtle", "jsonld": "JSON-LD", "nq": "N-Quads", "trig": "TriG", "nt": "N-Triples", "rdf": "RDF/XML"}
"""The forms that the whole graph is given in, by suffix, with their names."""

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
    import pyoxigraph  # noqa: PLC0415 - slow to import

    for subject in subjects:
        about = pyoxigraph.BlankNode(subject[2:]) if subject[:2] == "_:" else pyoxigraph.NamedNode(subject[1:-1])
        for nodes in (dataset.nodes, dataset.origin):
            node = nodes.get(subject, {})
            for predicate in sorted(node, key=lambda one: (RANK.get(one, len(RANK)), one)):
                for term in node[predicate]:
                    yield pyoxigraph.Triple(about, pyoxigraph.NamedNode(predicate[1:-1]), term)


def about(dataset: Dataset, iri: str, suffix: str) -> bytes:
    """What the graph says of a bare IRI, in the form of ``suffix``, a key of ``DATA_FORMS``; always the same bytes."""
    subjects = _subjects(dataset, f"<{iri}>")
    if suffix == "jsonld" and (text := _tree(dataset, subjects)):
        return text.encode()
    return written(_triples(dataset, subjects), suffix)


def written(triples: Iterable[Any], suffix: str, prefixes: dict[str, str] = PREFIXES) -> bytes:
    """Triples, or quads, of pyoxigraph in the form of ``suffix``; the same bytes for the same in the same order."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    form = getattr(pyoxigraph.RdfFormat, FORMATS[f".{suffix}"])
    return _settled(pyoxigraph.serialize(triples, format=form, prefixes=prefixes) or b"")


def _settled(text: bytes) -> bytes:
    """What pyoxigraph wrote, its prefixes in the order of their names: it writes them in another one each time."""
    head, start, rest = text.partition(b"<rdf:RDF ")
    if start and head.startswith(b"<?xml"):
        declared, end, body = rest.partition(b">")
        return head + start + b" ".join(sorted(declared.split())) + end + body
    lines = text.split(b"\n")
    last = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    return b"\n".join([*sorted(lines[:last]), *lines[last:]])


@cache
def _context() -> dict[str, Any]:
    """The published context."""
    text = (resources.folder("ontology") / "context.jsonld").read_text("utf-8")
    return dict(json.loads(text)["@context"])


def _tree(dataset: Dataset, subjects: list[str]) -> str:
    """A document as the JSON-LD of ``graph.jsonld``, with those terms of the context that it uses.

    Empty where the graph says more than the context has words for.
    """
    statements = [
        (subject, predicate, term_of(term), None)
        for subject in subjects
        for predicate, terms in dataset.nodes.get(subject, {}).items()
        for term in terms
    ]
    context = _context()
    known = {term["@id"] for term in context.values() if isinstance(term, dict)} | {"rdf:type"}
    names = {f"<{PREFIXES[name.split(':')[0]]}{name.split(':')[1]}>" for name in known}
    if not statements or any(subject[0] != "<" for subject in subjects):
        return ""
    if any(predicate not in names or predicate not in RANK for _, predicate, _, _ in statements):
        return ""
    nested = [(subject, term) for subject, predicate, term, _ in statements if predicate in jsonld.NESTED]
    if any(term in subjects and (subject != subjects[0] or term == subjects[0]) for subject, term in nested):
        return ""  # a ring, which no tree can hold
    profile = Profile()
    build = Build(profile, Names(profile), skills={subjects[0]: []})
    node = json.loads(jsonld.part(build, arrange(statements), {}))
    used = {word for word in _words(node) if word in context}
    terms = {name: context[name] for name in context if name in used or name in {"@version", "id", "type"}}
    iris = [term["@id"] if isinstance(term, dict) else term for term in terms.values()]
    prefixes = {str(iri).partition(":")[0] for iri in iris} & context.keys()
    shown = {name: context[name] for name in context if name in terms or name in prefixes}
    return json.dumps({"@context": shown, **node}, ensure_ascii=False, indent=2) + "\n"


def _words(node: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """The keys of a JSON-LD tree, and the names of its classes."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from value if key == "type" else _words(value)
    elif isinstance(node, list):
        for one in node:
            yield from _words(one)


def whole(dataset: Dataset, suffix: str) -> bytes:
    """The whole graph in the form of ``suffix``, a key of ``WHOLE``, with its named graphs where the form has them."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    if suffix in {"nq", "trig"}:
        store = pyoxigraph.Store.read_only(str(dataset.folder))
        quads = sorted(store, key=lambda quad: (str(quad.graph_name), str(quad)))
        return written(quads, suffix)
    subjects = list(dataset.nodes)
    bare = Dataset(dataset.folder, dataset.nodes)  # without the provenance
    return written(_triples(bare, subjects), suffix)
