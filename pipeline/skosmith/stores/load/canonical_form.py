"""A triple as one line, the same for literals that stores are known to rewrite: the value counts, not its form.

A language tag is written in small letters, a number, a truth value and a time in their shortest form, and the types
below ``xsd:integer`` as ``xsd:integer``. A literal that is no value of its type stays as it is.
Source: XML Schema 1.1, part 2, appendix E (canonical mappings) for the forms; the stores for what needs them.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from skosmith.rdf import term_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPED = re.compile(rf'"([^"\\]*)"\^\^<{re.escape(_XSD)}(\w+)>')


class _Type(NamedTuple):
    """The pattern of the values of a type, what makes one of them canonical, and the type of the result."""

    pattern: re.Pattern[str]
    canonical: Callable[[str], str]
    name: str


def _number(text: str) -> str:
    exact = Context(prec=len(text))
    return format(exact.plus(Decimal(text)).normalize(exact), "f")


def _moment(text: str) -> str:
    return re.sub(r"(?:\.0+|(\.[0-9]*[1-9])0+)(?![0-9])", r"\1", text)


_INTEGER = _Type(re.compile(r"[+-]?[0-9]+"), _number, "integer")
_DOUBLE = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_TYPES = {
    "decimal": _Type(re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"), _number, "decimal"),
    "double": _Type(_DOUBLE, lambda text: repr(float(text)), "double"),
    "float": _Type(_DOUBLE, lambda text: repr(float(text)), "float"),
    "boolean": _Type(re.compile("[01]"), lambda text: "true" if text == "1" else "false", "boolean"),
    "dateTime": _Type(re.compile(r"[0-9:T.Z+-]+"), _moment, "dateTime"),
    **dict.fromkeys(("integer", "long", "int", "short", "byte"), _INTEGER),
    **dict.fromkeys(("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"), _INTEGER),
    **dict.fromkeys(("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"), _INTEGER),
}


def canonical(triple: pyoxigraph.Triple | pyoxigraph.Quad) -> bytes:
    """A triple as a line of ``Lines``."""
    return f"{term_of(triple.subject)} {term_of(triple.predicate)} {_value(term_of(triple.object))} .\n".encode()


def _value(term: str) -> str:
    if term[0] != '"' or term[-1] == '"':
        return term
    if term[-1] != ">":
        text, at, tag = term.rpartition('"@')
        return f"{text}{at}{tag.lower()}"
    match = _TYPED.fullmatch(term)
    kind = _TYPES.get(match[2]) if match else None
    if not match or not kind or not kind.pattern.fullmatch(match[1]):
        return term
    return f'"{kind.canonical(match[1])}"^^<{_XSD}{kind.name}>'
