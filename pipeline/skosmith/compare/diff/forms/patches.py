"""Diff -> SPARQL Update and RDF Patch, which turn the graph of OLD into that of NEW."""

import re
import uuid
from collections.abc import Iterable

from skosmith.compare.diff import Diff
from skosmith.model import Counted, Triple

_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9A-F]{4})|\\(?P<letter>[uU])|.)")
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs, by RFC 9562


def as_sparql(diff: Diff) -> str:
    """A SPARQL 1.1 Update of the default graph; empty but for a comment where nothing is different."""
    parts = []
    for keyword, triples in (("DELETE DATA", diff.removed), ("INSERT DATA", diff.added)):
        if triples:
            parts.append(f"{keyword} {{\n{''.join(f'  {_sparql(triple)} .{chr(10)}' for triple in triples)}}}\n")
    return f"# {_count(diff)}\n" + ";\n".join(parts)


def as_rdf_patch(diff: Diff) -> str:
    """An RDF Patch as Apache Jena reads it: one transaction, its id made from what it does.

    Source: RDF Patch, https://afs.github.io/rdf-delta/rdf-patch.html.
    """
    rows = [*_rows("D", diff.removed), *_rows("A", diff.added)]
    name = uuid.uuid5(_SPACE, "".join(rows))
    return "".join([f"H id <uuid:{name}> .\n", "TX .\n", *rows, "TC .\n"])


def _rows(letter: str, triples: Iterable[Triple]) -> list[str]:
    return [f"{letter} {' '.join(triple)} .\n" for triple in triples]


def _sparql(triple: Triple) -> str:
    r"""A triple as SPARQL takes it, also where ``\u`` is read before anything else.

    Source: SPARQL 1.1, 19.2: a text with a backslash before a u would be taken for an escaped character. With eight
    digits, no digit behind an escaped character is taken for one of its own.
    """

    def written(found: re.Match[str]) -> str:
        if found["letter"]:
            return f"\\\\\\U{ord(found['letter']):08X}"
        return f"\\U0000{found['code']}" if found["code"] else found[0]

    return _ESCAPE.sub(written, " ".join(triple))


def _count(diff: Diff) -> str:
    return f"{Counted(len(diff.removed)):statement|statements} less, {len(diff.added):,} more."
