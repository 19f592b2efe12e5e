"""Triples -> a file of RDF by way of pyoxigraph: the same bytes for the same triples in the same order."""

import re
from collections.abc import Iterable
from typing import Any

from skosmith.model import PREFIXES

_BEFORE = (b" ", b"\t", b"\n", b"^^", b"<", b"</", b"(", b"[", b",")  # what a prefixed name can come after


def serialised(triples: Iterable[Any], form: str) -> bytes:
    """``triples``, or quads, of pyoxigraph in ``form``, a name of its RdfFormat such as ``TURTLE``.

    Only the prefixes that are used are declared, in the order of their names: pyoxigraph declares all, each time in
    another order.
    """
    import pyoxigraph  # noqa: PLC0415 - slow to import

    text = pyoxigraph.serialize(triples, format=getattr(pyoxigraph.RdfFormat, form), prefixes=PREFIXES) or b""
    if form == "RDF_XML":
        head, start, rest = text.partition(b"<rdf:RDF ")
        declared, end, body = rest.partition(b">")
        used = [one for one in sorted(declared.split()) if one.startswith(b"xmlns:rdf=") or _is_used(one[6:], body)]
        return head + start + b" ".join(used) + end + body
    lines = text.split(b"\n")
    last = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    body = b"\n".join(lines[last:])
    return b"".join(one + b"\n" for one in sorted(lines[:last]) if _is_used(one[8:], body)) + body


def _is_used(declared: bytes, body: bytes) -> bool:
    """Whether a name with the prefix that ``declared`` begins with seems to stand in ``body``."""
    prefix = re.split(rb"[:=]", declared)[0] + b":"
    return prefix in body and (body.startswith(prefix) or any(before + prefix in body for before in _BEFORE))
