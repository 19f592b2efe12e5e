"""Files of RDF -> parts: what goes to one named graph, as canonical lines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph

from skosmith.model import DCAT, OWL, SKM, Statement, problem, whole
from skosmith.rdf import build_from_statements
from skosmith.stores.load.canonical_form import canonical
from skosmith.stores.load.lines import Lines, Sorter
from skosmith.stores.query.data import BASE, fault_of_reading
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Part(NamedTuple):
    """The triples, at least one, for one graph of a store: its IRI, ``""`` for the default graph."""

    graph: str
    lines: Lines


def parts_of(paths: Sequence[str], folder: str, *, to_default: bool = False) -> list[Part]:
    """The parts of the files of RDF at ``paths``: one for each named graph, and one for the default graph.

    The latter goes to the graph ``data`` below the IRI of the framework that it describes, or, if ``to_default``, to
    the default graph of the store. Sorted lines are written to ``folder``. Raises StoreError for a file that cannot be
    read, and for a blank node, which has no name to be found by again.
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
    def sort() -> None:
        for quad in pyoxigraph.parse(path=path, base_iri=BASE):
            if any(str(term).startswith("_:") for term in (quad.subject, quad.object)):
                raise StoreError(problem("graph-blank-node", whole(path), node=str(quad.subject)))
            name = getattr(getattr(quad, "graph_name", None), "value", "")  # the default graph has no name
            sorters[name].add(canonical(quad))

    if fault := fault_of_reading(path, sort):
        raise StoreError(fault)


def _framework(lines: Lines, path: str) -> str:
    """The IRI of the one framework that the triples describe; raises StoreError if there are more, or none."""
    marks = [f" {SKM.Framework} .\n".encode(), *(f" {term} ".encode() for term in (DCAT.version, OWL.versionInfo))]
    statements: list[Statement] = []
    for number, line in enumerate(lines):
        if number == 0 or any(mark in line for mark in marks):
            subject, predicate, term = line.decode().removesuffix(" .\n").split(" ", 2)
            statements.append(Statement(subject, predicate, term))
    build, problems = build_from_statements(statements, path)
    if problems:
        raise StoreError(problems[0])
    return build.names.root
