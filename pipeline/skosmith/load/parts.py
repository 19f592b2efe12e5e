"""Files of RDF -> parts: what goes to one named graph, as canonical lines."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from skosmith.problems import problem
from skosmith.query.data import reading
from skosmith.rdf_file import graph_of, term_of
from skosmith.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skosmith.model import Problem

_INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
_NUMBER = re.compile(r'"([+-]?\d+)"')


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to one graph of a store.

    ``graph`` is its IRI, ``""`` for the default graph. ``lines`` are its triples as canonical N-Triples without line
    ends, sorted, each once.
    """

    graph: str
    lines: list[str] = field(repr=False)

    def data(self) -> bytes:
        """The part as N-Triples."""
        return "".join(f"{line}\n" for line in self.lines).encode()

    def sha256(self) -> str:
        """The canonical hash, in hex.

        Source: RDF Dataset Canonicalization (RDFC-1.0): without blank nodes that of the sorted N-Quads.
        """
        return hashlib.sha256(self.data()).hexdigest()


def canonical(triples: Iterable[Any]) -> list[str]:
    """Triples of pyoxigraph as ``Part.lines``.

    What stores are known to rewrite is written in one way: a language tag in small letters, an integer without leading
    zeros or plus.
    """
    return sorted({f"{term_of(one.subject)} {term_of(one.predicate)} {_normal(one.object)} ." for one in triples})


def _normal(term: Any) -> str:  # noqa: ANN401 - one of pyoxigraph's terms
    written = term_of(term)
    if written[0] != '"':
        return written
    if written.endswith(_INTEGER):
        return _NUMBER.sub(lambda match: f'"{int(match[1])}"', written, count=1)
    end = written.rindex('"')
    return written[: end + 1] + written[end + 1 :].lower() if written[end + 1 : end + 2] == "@" else written


def parts_of(paths: Sequence[str], *, to_default: bool = False) -> list[Part] | Problem:
    """The parts of the files of RDF at ``paths``: one for each named graph, and one for the default graph.

    The latter goes to the graph ``data`` below the IRI of the framework that it describes, and to the default graph of
    the store where ``to_default``. A blank node has no name to be found by again, and is a problem.
    """
    graphs: dict[str, list[Any]] = {}
    for path in paths:
        fault = _sort(path, graphs)
        if fault:
            return fault
    default = canonical(graphs.pop("", []))
    if not default:
        return problem("graph-empty", whole(paths[0]))
    made, problems = graph_of([(*_split(line), None) for line in default], paths[0])
    if problems:
        return problems[0]
    parts = [Part("" if to_default else f"{made.names.root}data", default)]
    return parts + [Part(graph, canonical(quads)) for graph, quads in sorted(graphs.items())]


def _sort(path: str, graphs: dict[str, list[Any]]) -> Problem | None:
    """Adds the triples of a file to those of their graphs; what is wrong with the file."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    blank = []

    def sort(form: pyoxigraph.RdfFormat) -> None:
        for quad in pyoxigraph.parse(path=path, format=form, base_iri="file:///"):
            if _has_blank(quad):
                blank.append(quad)
            name = getattr(quad, "graph_name", None)
            graphs.setdefault(getattr(name, "value", ""), []).append(quad)  # the default graph has no name

    fault = reading(path, sort)
    if blank and not fault:
        return problem("graph-blank-node", whole(path), node=str(blank[0].subject))
    return fault


def _has_blank(quad: Any) -> bool:  # noqa: ANN401 - pyoxigraph's
    return any(str(term).startswith("_:") for term in (quad.subject, quad.object))


def _split(line: str) -> tuple[str, str, str]:
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-2]
