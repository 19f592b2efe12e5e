"""The formats of RDF, in one table: how their files end, what they are called, and what they can hold."""

from typing import NamedTuple


class Format(NamedTuple):
    """A format of RDF: its name for people, its media type, and whether it holds named graphs."""

    name: str
    media_type: str
    has_graphs: bool = False


FORMATS: dict[str, Format] = {
    "ttl": Format("Turtle", "text/turtle"),
    "jsonld": Format("JSON-LD", "application/ld+json"),
    "nq": Format("N-Quads", "application/n-quads", has_graphs=True),
    "nt": Format("N-Triples", "application/n-triples"),
    "trig": Format("TriG", "application/trig", has_graphs=True),
    "rdf": Format("RDF/XML", "application/rdf+xml"),
}
"""The formats by the suffix of their files."""

GRAPH_SUFFIXES = tuple(f".{suffix}" for suffix in FORMATS)
"""How files of RDF end."""


def suffix_of(path: str) -> str:
    """The suffix of a file, in small letters and without its dot; empty if it has none."""
    name = path.rpartition("/")[2].lower()
    return name.rpartition(".")[2] if "." in name else ""


def is_rdf(path: str) -> bool:
    """Whether a file is named as one of RDF is."""
    return suffix_of(path) in FORMATS
