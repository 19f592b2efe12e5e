"""Places in JSON-LD, and where its errors stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph

from skosmith.model import Span
from skosmith.rdf.parse.text import Place, PlainTerm, Text, endings, unescaped

_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]++|\\.)*+)"|(?P<bare>[-+.\w]+)|(?P<mark>[{}:])', re.DOTALL)
_KEYWORD = re.compile(r"@\w+")
_FAULTS = {
    "No LoadDocumentCallback has been set to load remote contexts": (
        r'"@context"\s*:\s*\[?\s*(")',
        "a @context at an address is not fetched: write the context itself into the file",
    ),
}
"""What pyoxigraph says of a file without a place: a pattern for it, and what is said to people."""

_MANY = 100  # a text is not said more often of one thing, once for each language

At = tuple[int, int]


@dataclass(slots=True)
class Node:
    """An object of JSON: what its ``@id`` is and where, the key read last, each value with the key it belongs to."""

    identifier: str = ""
    at: At = (0, 0)
    key: str = ""
    values: dict[str, list[tuple[str, At]]] = field(default_factory=dict)


def of_json(text: Text) -> Place:
    """The place of a value inside the object of its subject; else of the subject; else the file's first line.

    A value that is there several times is that below the key of the text's language, or the next one.
    """
    by_id: dict[str, list[Node]] = {}
    prefixes: dict[str, str] = {}
    for node in _nodes(text.written, prefixes):
        by_id.setdefault(node.identifier, []).append(node)
    of_subject: dict[str, list[Node]] = {}
    used: dict[tuple[str, str], int] = {}

    def writings(iri: str) -> list[str]:
        short = [f"{name}:{iri[len(begin) :]}" for begin, name in prefixes.items() if iri.startswith(begin)]
        return [iri, *short, *endings(iri)[1:]]

    def nodes_of(subject: str) -> list[Node]:
        if subject not in of_subject:
            found = next((by_id[end] for end in writings(subject) if end in by_id), [])
            of_subject[subject] = [node for node in found if node.values] or found[:1]
        return of_subject[subject]

    def place(subject: str, term: PlainTerm, _: int, __: int) -> Span:
        value = term.value
        nodes = nodes_of(subject.strip("<>"))
        for written in [value] if isinstance(term, pyoxigraph.Literal) else writings(value):
            places = [held for node in nodes if (held := node.values.get(written))]
            if places:
                found = places[0] if len(places) == 1 else [one for held in places for one in held]
                number = used[subject, value] = used.get((subject, value), -1) + 1
                return text.span(*_choose(found, number, getattr(term, "language", None)))
        return text.span(*nodes[0].at) if nodes else text.whole_line(1)

    return place


def _choose(found: list[tuple[str, At]], number: int, language: str | None) -> At:
    """Of several places of a value that below the key of its language, else the one that is next."""
    tagged = [at for key, at in found[:_MANY] if language and key.lower() == language]
    return tagged[0] if tagged else found[min(number, len(found) - 1)][1]


def _nodes(written: str, prefixes: dict[str, str]) -> Iterator[Node]:
    """The objects of a JSON text that have an identifier, and what stands in them and in those within without one.

    ``prefixes`` grows by what may be one: how IRIs begin, and the key for it.
    """
    nodes: list[Node] = []
    names = {"@id"}  # and what the context calls so
    for kind, value, at in _tokens(written):
        if kind == "{":
            nodes.append(Node())
        elif kind == "}" and nodes:
            node = nodes.pop()
            if node.identifier:
                yield node
            if nodes:
                _close(node, nodes[-1])
        elif kind == "key" and nodes:
            nodes[-1].key = value
        elif kind == "value" and nodes:
            _hold(nodes[-1], value, at, names)
            if value.endswith(("/", "#")) and len(prefixes) < _MANY:
                prefixes.setdefault(value, nodes[-1].key)


def _tokens(written: str) -> Iterator[tuple[str, str, At]]:
    """The keys, values and braces of a JSON text: which of these, what it says, where."""
    before: tuple[str, At] | None = None  # a string, a key if a colon comes next
    for found in _TOKEN.finditer(written):
        mark = found["mark"]
        if before:
            yield "key" if mark == ":" else "value", *before
        before = (unescaped(found["text"]), found.span("text")) if found["text"] is not None else None
        if found["bare"]:
            yield "value", found["bare"], found.span()
        elif mark in {"{", "}"}:
            yield mark, mark, found.span()


def _hold(node: Node, value: str, at: At, names: set[str]) -> None:
    if value == "@id":
        names.add(node.key)
    if node.key in names and not node.identifier:
        node.identifier, node.at = value, at
    else:
        node.values.setdefault(value, []).append((node.key, at))


def _close(node: Node, parent: Node) -> None:
    """Gives what a closed object holds, or its identifier, to the one around it."""
    if node.identifier:
        parent.values.setdefault(node.identifier, []).append((parent.key, node.at))
    elif not parent.values:
        parent.values = node.values
    else:
        for value, places in node.values.items():
            parent.values.setdefault(value, []).extend(places)


def place_of_fault(text: Text, message: str) -> tuple[Span | None, str]:
    """Where an error stands that pyoxigraph names no place of, as far as it can be found, and what is said of it."""
    pattern, said = _FAULTS.get(message, ("", message))
    keyword = _KEYWORD.search(message)
    if not pattern and keyword:  # the first one whose value is no string, else the first one
        pattern = rf'("{keyword[0]}")\s*:\s*(?!")'
    found = re.search(pattern, text.written) if pattern else None
    found = found or (re.search(rf'("{keyword[0]}")', text.written) if keyword else None)
    return (text.span(*found.span(1)) if found else None), said
