"""RDF/XML: a typed element for each subject."""

import re
from collections.abc import Iterator

from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    SKM,
    SKOS,
    XKOS,
    Build,
    Nodes,
    Problem,
    iri_of,
    is_link,
    is_literal,
    parse_literal,
    problem,
    value_of,
)

_NAMESPACES = (DC.NS, DCAT.NS, DCTERMS.NS, FOAF.NS, OWL.NS, RDF.NS, RDFS.NS, SKM.NS, SKOS.NS, XKOS.NS)
# Source: XML 1.0, production 2 (Char).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The end of an IRI that can be the name of an element. Source: XML Namespaces, production 4 (NCName), in ASCII.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_SPECIAL = re.compile('[&<>"\r]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], text)


def unwritable(build: Build) -> Iterator[Problem]:
    """A problem for each text with a character that XML forbids, and for each property that no element can name."""
    for _, _, term, span in build.asserted():
        match = FORBIDDEN.search(value_of(term)) if is_literal(term) else None
        if match:
            yield problem("not-in-xml", *([span] if span else []), character=f"U+{ord(match[0]):04X}")
    for predicate, span in {predicate: span for _, predicate, _, span in build.asserted()}.items():
        if not _LOCAL.search(predicate, 0, len(predicate) - 1):
            yield problem("property-not-in-xml", *([span] if span else []), property=iri_of(predicate))


def _name(iri: str) -> tuple[str, str]:
    """The name of an element for a term, and the namespace declaration that it needs, or nothing."""
    for prefix, namespace in PREFIXES.items():
        if namespace in _NAMESPACES and iri.startswith(namespace, 1):
            return f"{prefix}:{iri[len(namespace) + 1 : -1]}", ""
    match = _LOCAL.search(iri, 0, len(iri) - 1)
    local = match[0] if match else ""  # an unwritable property
    return f"other:{local}", f' xmlns:other="{_escape(iri[1 : len(iri) - 1 - len(local)])}"'


def _property(name: str, term: str, declaration: str) -> str:
    opening = f"{name}{declaration}"
    if is_link(term):
        return f'    <{opening} rdf:resource="{_escape(iri_of(term))}"/>\n'
    value, language, datatype = parse_literal(term)
    attribute = f' xml:lang="{language}"' if language else f' rdf:datatype="{iri_of(datatype)}"' if datatype else ""
    return f"    <{opening}{attribute}>{_escape(value)}</{name}>\n"


def _elements(nodes: Nodes) -> str:
    parts = []
    for subject, node in nodes.items():
        kinds = dict(node).get(RDF.type, [])
        known = [kind for kind in kinds if not _name(kind)[1]]
        element = _name(known[0])[0] if known else "rdf:Description"
        parts.append(f'  <{element} rdf:about="{_escape(iri_of(subject))}">\n')
        for predicate, terms in node:
            name, declaration = _name(predicate)
            parts += [
                _property(name, term, declaration) for term in terms if predicate != RDF.type or term not in known[:1]
            ]
        parts.append(f"  </{element}>\n")
    return "".join(parts)


def head(_: Build, framework: Nodes, __: Nodes) -> str:
    """The opening of the document, the framework, its levels and essences."""
    declarations = "".join(f'\n    xmlns:{p}="{n}"' for p, n in PREFIXES.items() if n in _NAMESPACES)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declarations}>\n' + _elements(framework)


def part(_: Build, skills: Nodes, __: Nodes) -> str:
    return _elements(skills)


def tail(_: Build) -> str:
    return "</rdf:RDF>\n"
