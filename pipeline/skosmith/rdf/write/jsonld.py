"""JSON-LD 1.1: one tree, framework -> skills -> levels, with the published context in the file."""

from functools import cache
from typing import Any, NamedTuple

import orjson

from skosmith.model import (
    DCTERMS,
    RDF,
    SKM,
    SKOS,
    XSD,
    Build,
    Nodes,
    data_folder,
    iri_of,
    is_link,
    parse_literal,
    value_of,
)

NESTED = frozenset(
    {DCTERMS.hasPart, SKOS.hasTopConcept, SKOS.member, SKM.essence, SKM.definedAtLevel}
    | {DCTERMS.isVersionOf, DCTERMS.replaces}
)
"""The links below which the linked node is nested, the first time that it occurs."""

_MAX_INTEGER = 2**53  # beyond, readers of JSON round numbers. Source: RFC 8259, section 6


class _Key(NamedTuple):
    """The key of a property in the context; its values are texts by language, IRIs, or anything else."""

    name: str
    is_by_language: bool = False
    is_list: bool = False
    is_link: bool = False

    def fits(self, terms: list[str]) -> bool:
        """Whether the key can hold ``terms``: a graph from elsewhere may use a property in another way."""
        return all((term[0] == "<") == self.is_link and not (self.is_by_language and term[-1] == ">") for term in terms)


class _Words(NamedTuple):
    """The published context, ``ontology/context.jsonld``, and its keys and class names by IRI."""

    context: dict[str, Any]
    keys: dict[str, _Key]
    classes: dict[str, str]


@cache
def _words() -> _Words:
    context = orjson.loads((data_folder("ontology") / "context.jsonld").read_bytes())["@context"]
    prefixes = {name: value for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}

    def iri(compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return f"<{prefixes[prefix]}{local}>"

    keys = {RDF.type: _Key("type", is_list=True, is_link=True)}
    classes = {}
    for name, value in context.items():
        if isinstance(value, dict):
            containers = value.get("@container", "")  # one, or an array of two
            keys[iri(value["@id"])] = _Key(
                name, "@language" in containers, "@set" in containers, value.get("@type") == "@id"
            )
        elif isinstance(value, str) and name not in prefixes and ":" in value:
            classes[iri(value)] = name
    return _Words(context, keys, classes)


def _typed(term: str) -> str | dict[str, str]:
    """A literal; an object if it has a datatype or a language."""
    value, language, datatype = parse_literal(term)
    if datatype:
        return {"@type": iri_of(datatype), "@value": value}
    return {"@language": language, "@value": value} if language else value


def _explicit(term: str) -> str | dict[str, str]:
    """A value that is the same whatever the context says of its property."""
    return {"@id": iri_of(term)} if is_link(term) else _typed(term)


def _literal(term: str) -> str | int | dict[str, str]:
    """A literal of a property of the context; an integer is a number if JSON holds it as it is."""
    if term.endswith(XSD.integer):
        value = value_of(term)
        if value.removeprefix("-").isdecimal() and str(number := int(value)) == value and abs(number) < _MAX_INTEGER:
            return number
    return _typed(term)


def _by_language(terms: list[str], *, is_list: bool) -> dict[str, str | list[str]]:
    texts: dict[str, list[str]] = {}
    for term in terms:
        value, language, _ = parse_literal(term)
        texts.setdefault(language or "@none", []).append(value)
    return {tag: values if is_list or len(values) > 1 else values[0] for tag, values in sorted(texts.items())}


def _object(subject: str, nodes: Nodes, visited: set[str]) -> dict[str, Any]:
    """A node, with those nested in it that are not in ``visited``, which grows."""
    _, keys, classes = _words()
    members: dict[str, Any] = {"id": iri_of(subject)}
    values: list[Any]
    visited.add(subject)
    for predicate, terms in nodes[subject]:
        key = keys.get(predicate)
        if key is None or not key.fits(terms):
            members[iri_of(predicate)] = [_explicit(term) for term in terms]
        elif key.is_by_language:
            members[key.name] = _by_language(terms, is_list=key.is_list)
        else:
            if predicate in NESTED:
                values = [
                    _object(term, nodes, visited) if term in nodes and term not in visited else iri_of(term)
                    for term in terms
                ]
            elif key.is_link:
                values = [classes.get(term) or term[1:-1] for term in terms]
            else:
                values = [_literal(term) for term in terms]
            members[key.name] = values if key.is_list or len(values) > 1 else values[0]
    return members


def _text(node: dict[str, Any]) -> str:
    return orjson.dumps(node, option=orjson.OPT_INDENT_2).decode()


def node_object(subject: str, nodes: Nodes) -> str:
    """A node as JSON without a context: what hangs below it is nested where it is met first."""
    return _text(_object(subject, nodes, set()))


def head(build: Build, framework: Nodes, _: Nodes) -> str:
    """The context, the framework with its levels and essences, and the opening of its list of skills.

    Nodes that no link nests come after the framework; a graph from a file of RDF is written as a whole.
    """
    root, visited = build.names.framework, set[str]()
    document: dict[str, Any] = {"@context": _words().context}
    if build.pages:
        own = {**framework, root: [pair for pair in framework[root] if pair[0] != SKOS.hasTopConcept]}
        document |= _object(root, own, visited)
    elif root in framework:
        document |= _object(root, framework, visited)
    if separate := [_object(node, framework, visited) for node in framework if node not in visited]:
        document["@included"] = separate
    if not build.pages:
        return _text(document) + "\n"
    name = _words().keys[SKOS.hasTopConcept].name
    return _text(document).removesuffix("\n}") + f',\n  "{name}": ['


def part(build: Build, skills: Nodes, _: Nodes) -> str:
    """Some skills, each with its levels."""
    first = next(iter(build.skills), "")
    return "".join(
        ("\n    " if subject == first else ",\n    ") + _text(_object(subject, skills, set())).replace("\n", "\n    ")
        for subject in skills
        if subject in build.skills
    )


def tail(build: Build) -> str:
    """The end of the list of skills and of the framework."""
    return "\n  ]\n}\n" if build.pages else ""
