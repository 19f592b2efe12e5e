"""A document as the JSON-LD of ``graph.jsonld``: a tree in the words of the published context, which it holds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from skosmith.model import Statement, arrange, data_folder
from skosmith.rdf import NESTED, node_object

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _context() -> dict[str, Any]:
    text = (data_folder("ontology") / "context.jsonld").read_text("utf-8")
    return dict(json.loads(text)["@context"])


def tree(statements: list[Statement], mentioned: list[Statement]) -> str:
    """``statements`` as a tree whose root is the subject of the first; the context has only the terms that are used.

    The subjects of ``mentioned`` follow as ``@included``. Empty if a statement has a blank node, or if there is a ring.
    """
    if not statements or any("_:" in {one.subject[:2], one.object[:2]} for one in statements):
        return ""
    root = statements[0].subject
    subjects = dict.fromkeys(one.subject for one in statements)
    nested = [(one.subject, one.object) for one in statements if one.predicate in NESTED]
    if any(term in subjects and (subject != root or term == root) for subject, term in nested):
        return ""
    if subjects.keys() - {root} - {term for _, term in nested}:
        return ""
    node = json.loads(node_object(root, arrange(statements)))
    others = arrange(mentioned)
    if included := [json.loads(node_object(subject, others)) for subject in others]:
        node["@included"] = included
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
