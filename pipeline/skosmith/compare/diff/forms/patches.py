"""Diff -> SPARQL Update and RDF Patch, which turn the graph of OLD into that of NEW."""

import re
import uuid
from collections.abc import Iterable

from skosmith.compare.diff import Diff
from skosmith.model import Counted, Triple

_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9A-F]{4})|\\(?P<letter>[uU])|.)")
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs, by RFC 9562


def as_sparql(diff: Diff) -> str:
    """A SPARQL 1.1 Update of the default graph; only a comment if the sides are the same."""
    parts = []
    for keyword, triples in (("DELETE DATA", diff.removed), ("INSERT DATA", diff.added)):
        if triples:
            parts.append(f"{keyword} {{\n{''.join(f'  {_sparql(triple)} .{chr(10)}' for triple in triples)}}}\n")
    count = f"{Counted(len(diff.removed)):statement|statements} less, {len(diff.added):,} more."
    return f"# {count}\n" + ";\n".join(parts)


def as_rdf_patch(diff: Diff) -> str:
    """An RDF Patch as Apache Jena reads it: one transaction, its id derived from its content.

    Source: RDF Patch, https://afs.github.io/rdf-delta/rdf-patch.html.
    """
    rows = [*_rows("D", diff.removed), *_rows("A", diff.added)]
    name = uuid.uuid5(_SPACE, "".join(rows))
    return "".join([f"H id <uuid:{name}> .\n", "TX .\n", *rows, "TC .\n"])


def _rows(letter: str, triples: Iterable[Triple]) -> list[str]:
    return [f"{letter} {' '.join(triple)} .\n" for triple in triples]


def _sparql(triple: Triple) -> str:
    r"""A triple in SPARQL, safe for parsers that read ``\u`` before anything else.

    Source: SPARQL 1.1, 19.2: a backslash before a u would be read as an escaped character. With eight digits, a digit
    behind an escaped character is not read as a part of it.
    """

    def escaped(match: re.Match[str]) -> str:
        if match["letter"]:
            return f"\\\\\\U{ord(match['letter']):08X}"
        return f"\\U0000{match['code']}" if match["code"] else match[0]

    return _ESCAPE.sub(escaped, " ".join(triple))
