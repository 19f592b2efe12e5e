"""Triples of pyoxigraph -> the bytes of a file of RDF, the same for the same triples in the same order."""

import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph

from skosmith.model import PREFIXES, Statement, arrange, recommended_case
from skosmith.rdf.parse import term_of
from skosmith.rdf.write.turtle_text import document

_TEXT = rb'"(?:[^"\\]|\\.)*"'
_IN_TEXT = rb"(" + _TEXT + rb"@)([a-z0-9-]+)|" + _TEXT  # takes each text as a whole: one may contain the end of another
_TAGS = {
    "nt": _IN_TEXT,
    "nq": _IN_TEXT,
    "trig": _IN_TEXT,
    "rdf": rb'(<[^<>]* xml:lang=")([a-z0-9-]+)',
    "jsonld": rb'("@language":")([a-z0-9-]+)',
}
"""A language tag and what precedes it, by format; pyoxigraph writes tags in small letters."""

_BEFORE = (b" ", b"\t", b"\n", b"^^", b"<", b"</", b"(", b"[", b",")  # what can precede a prefixed name


def serialise(triples: Iterable[Any], suffix: str) -> bytes:
    """``triples``, or quads, in the format of ``suffix``, a key of ``FORMATS``.

    Declares the prefixes in use, in the order of their names: pyoxigraph declares all, in a different order each time.
    """
    if suffix == "ttl":
        return document(
            arrange(Statement(term_of(one.subject), term_of(one.predicate), term_of(one.object)) for one in triples)
        ).encode()
    form = pyoxigraph.RdfFormat.from_extension(suffix)
    text = pyoxigraph.serialize(triples, format=form, prefixes=PREFIXES) or b""
    text = re.sub(_TAGS[suffix], _with_tag, text)
    if suffix == "rdf":
        head, start, rest = text.partition(b"<rdf:RDF ")
        attributes, end, body = rest.partition(b">")
        used = [one for one in sorted(attributes.split()) if one.startswith(b"xmlns:rdf=") or _is_used(one[6:], body)]
        return head + start + b" ".join(used) + end + body
    lines = text.split(b"\n")
    last = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    body = b"\n".join(lines[last:])
    return b"".join(one + b"\n" for one in sorted(lines[:last]) if _is_used(one[8:], body)) + body


def _with_tag(match: re.Match[bytes]) -> bytes:
    return match[1] + recommended_case(match[2].decode()).encode() if match[2] else match[0]


def _is_used(declaration: bytes, body: bytes) -> bool:
    """Whether ``body`` seems to have a name with the prefix that ``declaration`` begins with."""
    prefix = re.split(rb"[:=]", declaration)[0] + b":"
    return prefix in body and (body.startswith(prefix) or any(before + prefix in body for before in _BEFORE))
