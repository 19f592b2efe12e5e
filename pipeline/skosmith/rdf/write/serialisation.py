"""Triples of pyoxigraph -> the bytes of a file of RDF, the same for the same triples in the same order."""

import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph

from skosmith.model import PREFIXES, Statement, arrange
from skosmith.rdf.parse import term_of
from skosmith.rdf.write.turtle_text import document

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
    if suffix == "rdf":
        head, start, rest = text.partition(b"<rdf:RDF ")
        attributes, end, body = rest.partition(b">")
        used = [one for one in sorted(attributes.split()) if one.startswith(b"xmlns:rdf=") or _is_used(one[6:], body)]
        return head + start + b" ".join(used) + end + body
    lines = text.split(b"\n")
    last = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    body = b"\n".join(lines[last:])
    return b"".join(one + b"\n" for one in sorted(lines[:last]) if _is_used(one[8:], body)) + body


def _is_used(declaration: bytes, body: bytes) -> bool:
    """Whether ``body`` seems to have a name with the prefix that ``declaration`` begins with."""
    prefix = re.split(rb"[:=]", declaration)[0] + b":"
    return prefix in body and (body.startswith(prefix) or any(before + prefix in body for before in _BEFORE))
