"""Turtle and TriG: a block for each subject, prefixed, relative to the framework's IRI."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from skosmith.model import PREFIXES, RDF, XSD, Build, Compact, Nodes, is_literal, lexical

_ESCAPE = re.compile(r"\\.")
_BARE = {XSD.integer: re.compile(r"[+-]?[0-9]+"), XSD.boolean: re.compile("true|false")}
_WIDTH = 100  # characters of a list of objects on one line

# The prefixes of the data graph, and those of a file that has the provenance graph, too.
_DATA = {
    name: PREFIXES[name] for name in ("dc", "dcat", "dcterms", "foaf", "owl", "rdf", "rdfs", "skm", "skos", "xkos")
}
_PROVENANCE = {name: space for name, space in PREFIXES.items() if name in {*_DATA, "prov", "schema"}}


def _literal(term: str, types: Compact | None = None) -> str:
    """A literal: numbers and booleans bare, a text of several lines in long quotes so that a diff shows its lines.

    ``types`` shortens datatypes.
    """
    is_typed = term[-1] == ">"
    if not is_typed and "\\n" not in term:
        return term
    value, kind = lexical(term)
    if not is_typed:
        text = _ESCAPE.sub(lambda match: "\n" if match[0] == "\\n" else match[0], value)
        return f'"""{text}"""{kind}'
    datatype = kind.removeprefix("^^")
    if datatype in _BARE and _BARE[datatype].fullmatch(value):
        return value
    return f'"{value}"^^{types[datatype]}' if types else term


def blocks(terms: Compact, nodes: Nodes, indent: str = "", types: Compact | None = None) -> list[str]:
    """A block for each subject, indented by ``indent``; ``types`` shortens datatypes."""
    between, wrapped = f" ;\n{indent}    ", f",\n{indent}        "
    texts = []
    for subject, node in nodes.items():
        lines = []
        for predicate, objects in node:
            if len(objects) == 1:
                term = objects[0]
                text = _literal(term, types) if is_literal(term) else terms[term]
            else:
                parts = [_literal(term, types) if is_literal(term) else terms[term] for term in objects]
                text = ", ".join(parts)
                if len(text) > _WIDTH:
                    text = wrapped.join(parts)
            lines.append(f"{'a' if predicate == RDF.type else terms[predicate]} {text}")
        texts.append(f"{indent}{terms[subject]} {between.join(lines)} .\n")
    return texts


def _header(root: str, prefixes: Mapping[str, str]) -> str:
    base = f"@base <{root}> .\n" if root else ""
    return base + "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()) + "\n"


def head(build: Build, framework: Nodes, _: Nodes) -> str:
    """The prefixes, the framework, its levels and essences."""
    return _header(build.names.root, _DATA) + _body(build, framework)


def part(build: Build, skills: Nodes, _: Nodes) -> str:
    """Some skills and their levels."""
    return "\n" + _body(build, skills)


def document(
    nodes: Nodes,
    root: str = "",
    prefixes: Mapping[str, str] = PREFIXES,
    comments: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A whole file with those of ``prefixes`` that it uses, its IRIs relative to ``root`` unless that is empty.

    ``comments`` are lines of comment before the blocks, by subject.
    """
    terms = Compact(root, prefixes)
    body = list(zip(nodes, blocks(terms, nodes, types=terms), strict=True))
    names = {text.partition(":")[0] for text in terms.values()}
    used = {name: space for name, space in prefixes.items() if name in names}
    return _header(root, used) + "\n".join(f"{comments.get(subject, '')}{block}" for subject, block in body)


def trig_head(build: Build, framework: Nodes, origin: Nodes) -> str:
    """The head of the Turtle file, and the provenance of the framework."""
    return _header(build.names.root, _PROVENANCE) + _body(build, framework) + _graph(build, origin)


def trig_part(build: Build, skills: Nodes, origin: Nodes) -> str:
    """Some skills and their levels, and their provenance."""
    return part(build, skills, origin) + _graph(build, origin)


def _graph(build: Build, nodes: Nodes) -> str:
    terms = Compact(build.names.root)
    return f"\n{terms[build.names.provenance]} {{\n{_body(build, nodes, '    ')}}}\n"


def _body(build: Build, nodes: Nodes, indent: str = "") -> str:
    return "\n".join(blocks(Compact(build.names.root), nodes, indent))
