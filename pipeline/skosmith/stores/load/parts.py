"""Files of RDF -> parts: what goes to one named graph, as canonical lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import OWL, SKM, Statement, problem, whole
from skosmith.rdf import build_from_statements
from skosmith.stores.load.canonical_form import canonical
from skosmith.stores.load.lines import Lines, Sorter
from skosmith.stores.query.data import BASE, fault_of_reading
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to one graph of a store: its IRI, ``""`` for the default graph, and its triples, at least one."""

    graph: str
    lines: Lines


def parts_of(paths: Sequence[str], folder: str, *, to_default: bool = False) -> list[Part]:
    """The parts of the files of RDF at ``paths``: one for each named graph, and one for the default graph.

    The latter goes to the graph ``data`` below the IRI of the framework that it describes, and to the default graph of
    the store where ``to_default``. ``folder`` takes what is sorted. Raises StoreError for what is wrong with a file:
    a blank node, too, which has no name to be found by again.
    """
    sorters: dict[str, Sorter] = defaultdict(lambda: Sorter(folder))
    for path in paths:
        _sort(path, sorters)
    default = sorters.pop("", Sorter(folder)).lines()
    if not default.count:
        raise StoreError(problem("graph-empty", whole(paths[0])))
    root = _framework(default, paths[0])
    parts = [Part("" if to_default else f"{root}data", default)]
    return parts + [Part(graph, sorter.lines()) for graph, sorter in sorted(sorters.items())]


def _sort(path: str, sorters: dict[str, Sorter]) -> None:
    """Adds the triples of a file to those of their graphs."""

    def sort() -> None:
        for quad in pyoxigraph.parse(path=path, base_iri=BASE):
            if _has_blank(quad):
                raise StoreError(problem("graph-blank-node", whole(path), node=str(quad.subject)))
            name = getattr(getattr(quad, "graph_name", None), "value", "")  # the default graph has no name
            sorters[name].add(canonical(quad))

    if fault := fault_of_reading(path, sort):
        raise StoreError(fault)


def _has_blank(quad: pyoxigraph.Quad) -> bool:
    return any(str(term).startswith("_:") for term in (quad.subject, quad.object))


def _framework(lines: Lines, path: str) -> str:
    """The IRI of the one framework that the triples describe; raises StoreError where there are more, or none."""
    marks = (f" {SKM.Framework} .\n".encode(), f" {OWL.versionInfo} ".encode())
    said = [line for number, line in enumerate(lines) if number == 0 or any(mark in line for mark in marks)]
    made, problems = build_from_statements([Statement(*_split(line.decode())) for line in said], path)
    if problems:
        raise StoreError(problems[0])
    return made.names.root


def _split(line: str) -> tuple[str, str, str]:
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-3]
