"""Places in JSON-LD, and those of its errors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

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
"""Messages of pyoxigraph without a place: a pattern for the place, and the message for people."""

_MANY = 100  # a node has no text more often: once for each language

At = tuple[int, int]


@dataclass(slots=True)
class Node:
    """An object of JSON: its ``@id`` and the place of that, the last key, each value with its keys and places."""

    identifier: str = ""
    at: At = (0, 0)
    key: str = ""
    values: dict[str, list[tuple[str, At]]] = field(default_factory=dict)


def of_json(text: Text) -> Place:
    """Finds the place of a value in the object of its subject; else of the subject; else the first line.

    If a value occurs several times, its place is that below the key of its language, else the next one.
    """
    by_id: dict[str, list[Node]] = {}
    prefixes: dict[str, str] = {}
    for node in _nodes(text.written, prefixes):
        by_id.setdefault(node.identifier, []).append(node)
    of_subject: dict[str, list[Node]] = {}
    used: dict[tuple[str, str], int] = {}

    def spellings(iri: str) -> list[str]:
        short = [f"{name}:{iri[len(begin) :]}" for begin, name in prefixes.items() if iri.startswith(begin)]
        return [iri, *short, *endings(iri)[1:]]

    def nodes_of(subject: str) -> list[Node]:
        if subject not in of_subject:
            nodes = next((by_id[end] for end in spellings(subject) if end in by_id), [])
            of_subject[subject] = [node for node in nodes if node.values] or nodes[:1]
        return of_subject[subject]

    def place(subject: str, term: PlainTerm, _: int, __: int) -> Span:
        value = term.value
        nodes = nodes_of(subject.strip("<>"))
        for spelling in [value] if isinstance(term, pyoxigraph.Literal) else spellings(value):
            groups = [group for node in nodes if (group := node.values.get(spelling))]
            if groups:
                places = groups[0] if len(groups) == 1 else list(chain(*groups))
                number = used[subject, value] = used.get((subject, value), -1) + 1
                return text.span(*_choose(places, number, getattr(term, "language", None)))
        return text.span(*nodes[0].at) if nodes else text.whole_line(1)

    return place


def _choose(places: list[tuple[str, At]], number: int, language: str | None) -> At:
    """The place below the key of the language of a value, else the one with this number."""
    tagged = [at for key, at in places[:_MANY] if language and key.lower() == language]
    return tagged[0] if tagged else places[min(number, len(places) - 1)][1]


def _nodes(written: str, prefixes: dict[str, str]) -> Iterator[Node]:
    """The objects of a JSON text that have an identifier, with the values of nested objects that have none.

    ``prefixes`` grows by possible ones: the beginning of an IRI, and its key.
    """
    nodes: list[Node] = []
    names = {"@id"}  # and its aliases in the context
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
            _add_value(nodes[-1], value, at, names)
            if value.endswith(("/", "#")) and len(prefixes) < _MANY:
                prefixes.setdefault(value, nodes[-1].key)


def _tokens(written: str) -> Iterator[tuple[str, str, At]]:
    """The keys, values and braces of a JSON text: the kind of token, its text, its place."""
    before: tuple[str, At] | None = None  # a string, a key if a colon comes next
    for match in _TOKEN.finditer(written):
        mark = match["mark"]
        if before:
            yield "key" if mark == ":" else "value", *before
        before = (unescaped(match["text"]), match.span("text")) if match["text"] is not None else None
        if match["bare"]:
            yield "value", match["bare"], match.span()
        elif mark in {"{", "}"}:
            yield mark, mark, match.span()


def _add_value(node: Node, value: str, at: At, names: set[str]) -> None:
    if value == "@id":
        names.add(node.key)
    if node.key in names and not node.identifier:
        node.identifier, node.at = value, at
    else:
        node.values.setdefault(value, []).append((node.key, at))


def _close(node: Node, parent: Node) -> None:
    """Adds the identifier of a closed object, or its values if it has none, to its parent."""
    if node.identifier:
        parent.values.setdefault(node.identifier, []).append((parent.key, node.at))
    elif not parent.values:
        parent.values = node.values
    else:
        for value, places in node.values.items():
            parent.values.setdefault(value, []).extend(places)


def place_of_fault(text: Text, message: str) -> tuple[Span | None, str]:
    """The likely place of an error that pyoxigraph gives no place for, and its message for people."""
    pattern, reason = _FAULTS.get(message, ("", message))
    keyword = _KEYWORD.search(message)
    if not pattern and keyword:  # the first one whose value is no string, else the first one
        pattern = rf'("{keyword[0]}")\s*:\s*(?!")'
    match = re.search(pattern, text.written) if pattern else None
    match = match or (re.search(rf'("{keyword[0]}")', text.written) if keyword else None)
    return (text.span(*match.span(1)) if match else None), reason
