"""Turtle and TriG: a block for each subject, prefixed, relative to the framework's IRI."""

import re

from skosmith.model import (
    DC,
    DCTERMS,
    FOAF,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    SCHEMA,
    SKM,
    SKOS,
    XKOS,
    XSD,
    Build,
    Compact,
    Nodes,
    is_link,
    lexical,
)

_ESCAPE = re.compile(r"\\.")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_WIDTH = 100  # a list of objects that is longer stands one to a line

# The prefixes that the data graph needs, and the provenance graph beside it.
_DATA = (DC.NS, DCTERMS.NS, FOAF.NS, OWL.NS, RDF.NS, SKM.NS, SKOS.NS, XKOS.NS)
_PROVENANCE = (*_DATA, PROV.NS, SCHEMA.NS)


def _literal(term: str, types: Compact | None = None) -> str:
    """A literal: numbers bare, a text of several lines between three quotes so that a diff shows its lines.

    With ``types`` its datatype is prefixed.
    """
    if term[-1] == ">":
        value, kind = lexical(term)
        datatype = kind.removeprefix("^^")
        return (
            value
            if datatype == XSD.integer and _INTEGER.fullmatch(value)
            else f'"{value}"^^{types[datatype]}'
            if types
            else term
        )
    if "\\n" not in term:
        return term
    value, kind = lexical(term)
    text = _ESCAPE.sub(lambda match: "\n" if match[0] == "\\n" else match[0], value)
    return f'"""{text}"""{kind}'


def _blocks(terms: Compact, nodes: Nodes, indent: str = "", types: Compact | None = None) -> str:
    between, wrapped = f" ;\n{indent}    ", f",\n{indent}        "
    blocks = []
    for subject, node in nodes.items():
        lines = []
        for predicate, objects in node:
            if len(objects) == 1:
                term = objects[0]
                text = terms[term] if is_link(term) else _literal(term, types)
            else:
                written = [terms[term] if is_link(term) else _literal(term, types) for term in objects]
                text = ", ".join(written)
                if len(text) > _WIDTH:
                    text = wrapped.join(written)
            lines.append(f"{'a' if predicate == RDF.type else terms[predicate]} {text}")
        blocks.append(f"{indent}{terms[subject]} {between.join(lines)} .\n")
    return "\n".join(blocks)


def _header(root: str, namespaces: tuple[str, ...]) -> str:
    prefixes = "".join(
        f"@prefix {p}: <{namespace}> .\n" for p, namespace in PREFIXES.items() if namespace in namespaces
    )
    return f"@base <{root}> .\n{prefixes}\n"


def head(build: Build, framework: Nodes, _: Nodes) -> str:
    """The prefixes, the framework, its levels and essences."""
    return _header(build.names.root, _DATA) + _blocks(Compact(build.names.root), framework)


def part(build: Build, skills: Nodes, _: Nodes) -> str:
    """Some skills and their levels."""
    return "\n" + _blocks(Compact(build.names.root), skills)


def document(root: str, nodes: Nodes, namespaces: tuple[str, ...]) -> str:
    """A whole file with ``nodes``, prefixed with those of ``namespaces`` that they use, and relative to ``root``."""
    terms = Compact(root)
    used = tuple(one for one in namespaces if any(_uses(node, one) for node in nodes.values()))
    return _header(root, used) + _blocks(terms, nodes, types=terms)


def _uses(node: list[tuple[str, list[str]]], namespace: str) -> bool:
    iri = f"<{namespace}"
    return any(
        (predicate.startswith(iri) and predicate != RDF.type)
        or any(term.startswith(iri) or (term[-1] == ">" and f"^^{iri}" in term) for term in terms)
        for predicate, terms in node
    )


def tail(_: Build) -> str:
    """Nothing."""
    return ""


def trig_head(build: Build, framework: Nodes, origin: Nodes) -> str:
    """The head of the Turtle file, and where the framework comes from."""
    return (
        _header(build.names.root, _PROVENANCE) + _blocks(Compact(build.names.root), framework) + _graph(build, origin)
    )


def trig_part(build: Build, skills: Nodes, origin: Nodes) -> str:
    """Some skills and their levels, and where they come from."""
    return part(build, skills, origin) + _graph(build, origin)


def _graph(build: Build, nodes: Nodes) -> str:
    terms = Compact(build.names.root)
    return f"\n{terms[build.names.provenance]} {{\n{_blocks(terms, nodes, '    ')}}}\n"
