"""JSON-LD 1.1: one tree, framework -> skills -> levels, with the published context in the file."""

import json
from functools import cache
from typing import Any, NamedTuple

from skosmith.model import DCTERMS, RDF, SKM, SKOS, XSD, Build, Nodes, data_folder

NESTED = frozenset({DCTERMS.hasPart, SKOS.hasTopConcept, SKOS.member, SKM.essence, SKM.definedAtLevel})
"""The links below which the linked node is written out, the first time it is met."""

_STEP = "  "
_WIDTH = 80


class _Key(NamedTuple):
    """How the context names a property: its key, whether values stand by language or in a list, or are links."""

    name: str
    by_language: bool
    listed: bool
    is_link: bool = False

    def fits(self, terms: list[str]) -> bool:
        """Whether the key says what ``terms`` are; a graph that was read may say other things than ours."""
        if self.by_language:
            return all(term[0] == '"' and term[-1] != ">" for term in terms)
        return all((term[0] == "<") == self.is_link for term in terms)


@cache
def _context() -> str:
    """The published context, ``ontology/context.jsonld``: an object with the one member ``@context``."""
    return (data_folder("ontology") / "context.jsonld").read_text("utf-8").strip()


@cache
def _terms() -> tuple[dict[str, _Key], dict[str, str]]:
    """The keys of the properties and the names of the classes, by their IRI."""
    terms: dict[str, Any] = json.loads(_context())["@context"]
    prefixes = {name: value for name, value in terms.items() if isinstance(value, str) and value.endswith(("#", "/"))}

    def iri(compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return f"<{prefixes[prefix]}{local}>"

    keys = {
        iri(term["@id"]): _Key(
            name, term.get("@container") == "@language", term.get("@container") == "@set", term.get("@type") == "@id"
        )
        for name, term in terms.items()
        if isinstance(term, dict)
    }
    keys[RDF.type] = _Key("type", by_language=False, listed=True, is_link=True)
    classes = {
        iri(value): name
        for name, value in terms.items()
        if isinstance(value, str) and name not in prefixes and not value.startswith("@") and ":" in value
    }
    return keys, classes


def _value(term: str, classes: dict[str, str]) -> str:
    """A term as JSON: an N-Triples string is a JSON string, since both escape alike."""
    if term[0] == "<":
        return f'"{classes.get(term, term[1:-1])}"'
    if term.endswith(XSD.integer):
        return term[1 : term.index('"', 1)]
    end = term.rindex('"')
    if term[-1] == ">":
        return f'{{ "@type": "{term[end + 4 : -1]}", "@value": {term[: end + 1]} }}'
    return f'{{ "@language": "{term[end + 2 :]}", "@value": {term[: end + 1]} }}' if term[end + 1 :] else term


def _of_other(term: str) -> str:
    """The value of a property that the context does not name, and so does not say to be a link."""
    if term[0] == "<":
        return f'{{ "@id": "{term[1:-1]}" }}'
    if term.endswith(XSD.integer):
        end = term.rindex('"')
        return f'{{ "@type": "{XSD.integer[1:-1]}", "@value": {term[: end + 1]} }}'
    return _value(term, {})


def _array(values: list[str], indent: str) -> str:
    """A list: short values on one line, others one to a line."""
    if sum(map(len, values)) <= _WIDTH and values[0][0] != "{":
        return "[" + ", ".join(values) + "]"
    inner = indent + _STEP
    return f"[\n{inner}" + f",\n{inner}".join(values) + f"\n{indent}]"


def _by_language(terms: list[str], indent: str) -> str:
    texts: dict[str, list[str]] = {}
    for term in terms:
        end = term.rindex('"')
        texts.setdefault(term[end + 2 :] or "@none", []).append(term[: end + 1])
    inner = indent + _STEP
    members = [
        f'"{tag}": {values[0] if len(values) == 1 else _array(values, inner)}' for tag, values in sorted(texts.items())
    ]
    return (
        f"{{ {members[0]} }}" if len(members) == 1 else f"{{\n{inner}" + f",\n{inner}".join(members) + f"\n{indent}}}"
    )


def _members(subject: str, nodes: Nodes, indent: str, seen: set[str]) -> list[str]:
    """The members of a node's object; what hangs below it is nested where it is met first.

    ``seen`` are the nodes that were written, and grows.
    """
    keys, classes = _terms()
    members = [f'"id": "{subject[1:-1]}"']
    seen.add(subject)
    for predicate, terms in nodes[subject]:
        key = keys.get(predicate)
        if key is None or not key.fits(terms):
            members.append(f'"{predicate[1:-1]}": {_array([_of_other(term) for term in terms], indent)}')
            continue
        name, by_language, listed, _ = key
        if by_language:
            members.append(f'"{name}": {_by_language(terms, indent)}')
            continue
        listed = listed or len(terms) > 1
        if predicate in NESTED:
            inner = indent + _STEP if listed else indent
            values = [
                _object(term, nodes, inner, seen) if term in nodes and term not in seen else _value(term, classes)
                for term in terms
            ]
        else:
            values = [_value(term, classes) for term in terms]
        members.append(f'"{name}": {_array(values, indent) if listed else values[0]}')
    return members


def _object(subject: str, nodes: Nodes, indent: str, seen: set[str]) -> str:
    inner = indent + _STEP
    return f"{{\n{inner}" + f",\n{inner}".join(_members(subject, nodes, inner, seen)) + f"\n{indent}}}"


def node_object(subject: str, nodes: Nodes) -> str:
    """A node as JSON without a context: what hangs below it is nested where it is met first."""
    return _object(subject, nodes, "", set())


def head(build: Build, framework: Nodes, _: Nodes) -> str:
    """The context, the framework with its levels and essences, and the opening of its list of skills.

    Of a graph that was read from a file of RDF, everything: what does not hang below the framework comes after it.
    """
    root, seen = build.names.framework, set[str]()
    if not build.pages:
        members = [_context()[1:-1].strip(), *(_members(root, framework, _STEP, seen) if root in framework else ())]
        apart = [_object(node, framework, _STEP + _STEP, seen) for node in framework if node not in seen]
        if apart:
            members.append(f'"@included": [\n{_STEP}{_STEP}' + f",\n{_STEP}{_STEP}".join(apart) + f"\n{_STEP}]")
        return f"{{\n{_STEP}" + f",\n{_STEP}".join(members) + "\n}\n"
    own = {**framework, root: [pair for pair in framework[root] if pair[0] != SKOS.hasTopConcept]}
    members = [_context()[1:-1].strip(), *_members(root, own, _STEP, seen)]
    return f"{{\n{_STEP}" + f",\n{_STEP}".join(members) + f',\n{_STEP}"{_terms()[0][SKOS.hasTopConcept].name}": ['


def part(build: Build, skills: Nodes, _: Nodes) -> str:
    """Some skills, each with its levels."""
    inner = _STEP + _STEP
    first = next(iter(build.skills), "")
    found = [subject for subject in skills if subject in build.skills]
    return "".join(
        ("" if subject == first else ",") + f"\n{inner}{_object(subject, skills, inner, set())}" for subject in found
    )


def tail(build: Build) -> str:
    """The end of the list of skills and of the framework."""
    return f"\n{_STEP}]\n}}\n" if build.pages else ""
