"""RDF terms as canonical N-Triples writes them; no other module encodes or decodes one.

Source: RDF 1.2 N-Triples, section 3 (canonical form). What that escapes is escaped as in JSON, too.
"""

import json
import re
from typing import NamedTuple

from skosmith.model.language_tags import recommended_case

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_STRING = "<http://www.w3.org/2001/XMLSchema#string>"


class Literal(NamedTuple):
    """A literal: its value, its BCP 47 tag or "", and its datatype as a term (``<iri>``), "" for a string."""

    value: str
    language: str = ""
    datatype: str = ""


def literal(value: str, language: str = "", datatype: str = "") -> str:
    """The term of a literal, its language tag in the recommended case; a ``datatype`` is a term."""
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", value)
    if language:
        return f'"{value}"@{recommended_case(language)}'
    return f'"{value}"^^{datatype}' if datatype else f'"{value}"'


def parse_literal(term: str) -> Literal:
    """The literal that a term is; it must be one."""
    end = term.rindex('"')
    value, kind = term[1:end], term[end + 1 :]
    if "\\" in value:
        value = json.loads(f'"{value}"', strict=False)
    if not kind:
        return Literal(value)
    if kind[0] == "@":
        return Literal(value, kind[1:])
    return Literal(value, "", "" if kind[2:] == _STRING else kind[2:])


def iri_term(text: str) -> str:
    """The term of an IRI."""
    return f"<{text}>"


def iri_of(term: str) -> str:
    """The IRI that a term is, without its brackets; it must be one."""
    return term[1:-1]


def is_literal(term: str) -> bool:
    """Whether a term is a literal."""
    return term[0] == '"'


def is_link(term: str) -> bool:
    """Whether a term is an IRI."""
    return term[0] == "<"


def value_of(term: str) -> str:
    """The value of a literal, an IRI without its brackets, a blank node as it is."""
    return parse_literal(term).value if term[0] == '"' else term[1:-1] if term[0] == "<" else term


def language_of(term: str) -> str:
    """The BCP 47 tag of a literal; empty for one without, and for any other term."""
    return term[term.rindex('"') + 2 :] if term[0] == '"' and term[-1] not in '">' else ""


def lexical(term: str) -> tuple[str, str]:
    """A literal as written: what is between its quotation marks, and what follows, ``@tag`` or ``^^<iri>``."""
    end = term.rindex('"')
    return term[1:end], term[end + 1 :]
