"""A document as the JSON-LD of ``graph.jsonld``: a tree in the words of the published context, which it holds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from skosmith.model import (
    PREFIXES,
    RANK,
    RDF,
    XSD,
    Statement,
    arrange,
    data_folder,
    is_link,
    is_literal,
    parse_literal,
)
from skosmith.rdf import NESTED, node_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skosmith.model import Graph


@cache
def _context() -> dict[str, Any]:
    text = (data_folder("ontology") / "context.jsonld").read_text("utf-8")
    return dict(json.loads(text)["@context"])


@cache
def _properties() -> dict[str, dict[str, str]]:
    """The definition of each property in the context, by its IRI."""
    terms = [term for term in _context().values() if isinstance(term, dict)]
    definitions = {f"<{PREFIXES[term['@id'].split(':')[0]]}{term['@id'].split(':')[1]}>": term for term in terms}
    return {RDF.type: {"@type": "@id"}, **{iri: term for iri, term in definitions.items() if iri in RANK}}


def _fits(predicate: str, term: str) -> bool:
    definition = _properties().get(predicate)
    if definition is None:
        return False
    if not is_literal(term):
        return definition.get("@type") == "@id" and is_link(term)
    _, language, datatype = parse_literal(term)
    if "@language" in definition.get("@container", ""):
        return bool(language)
    return "@type" not in definition and (bool(language) or datatype in {"", XSD.integer})


def tree(graph: Graph, subjects: list[str]) -> str:
    """The statements about ``subjects``, the first of them at the root; the context has only the terms that are used.

    Empty if the context has no word for a statement, or if there is a ring.
    """
    statements = [
        Statement(subject, predicate, term)
        for subject in subjects
        for predicate, terms in graph.node(subject).items()
        for term in terms
    ]
    if not statements or not all(is_link(subject) and _fits(*rest) for subject, *rest, _ in statements):
        return ""
    if not all(graph.objects(subject, RDF.type) for subject in subjects):
        return ""
    nested = [(subject, term) for subject, predicate, term, _ in statements if predicate in NESTED]
    if any(term in subjects and (subject != subjects[0] or term == subjects[0]) for subject, term in nested):
        return ""
    node = json.loads(node_object(subjects[0], arrange(statements)))
    return json.dumps({"@context": _used(node), **node}, ensure_ascii=False, indent=2) + "\n"


def _used(node: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The terms of the context that a tree uses, and their prefixes."""
    context, words = _context(), {*_words(node), "@version", "id", "type"}
    iris = [term["@id"] if isinstance(term, dict) else term for name, term in context.items() if name in words]
    words |= {str(iri).partition(":")[0] for iri in iris}
    return {name: term for name, term in context.items() if name in words}


def _words(node: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """The keys of a JSON-LD tree, and the names of its classes."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from value if key == "type" else _words(value)
    elif isinstance(node, list):
        for item in node:
            yield from _words(item)
