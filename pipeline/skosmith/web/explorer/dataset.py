"""Files of RDF, or a store on disk -> Dataset: a snapshot to query, and two graphs, of the data and its provenance."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph

from skosmith.model import PROV, RDF, SKM, Files, Graph, Problem, Statement, iri_of, is_link, problem, whole
from skosmith.rdf import read_statements, term_of
from skosmith.stores import BASE, STORE, load_file, on_store
from skosmith.web.explorer.snapshot import snapshot_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    _Graphs = dict[str, set[Statement]]

_DEFAULT = str(pyoxigraph.DefaultGraph())


@dataclass
class Dataset:
    """The data of a server or a site, as it was when it was opened.

    ``folder`` has the snapshot, an Oxigraph store that nobody writes to. ``graph`` has the statements of the data,
    ``provenance`` those about its pages, both in the order of their terms. ``is_union`` if all data is in named graphs,
    so that a query without ``GRAPH`` sees all of them. ``sources`` are the names of files or of the store,
    ``named_graphs`` the bare IRIs of the named graphs.
    """

    folder: Path
    graph: Graph = field(default_factory=Graph)
    provenance: Graph = field(default_factory=Graph)
    is_union: bool = False
    sources: tuple[str, ...] = ()
    named_graphs: frozenset[str] = frozenset()

    @cached_property
    def quads(self) -> bytes:
        """All as sorted N-Quads; reading them from the snapshot takes most of the time."""
        store = pyoxigraph.Store.read_only(str(self.folder))
        lines = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))


@contextlib.contextmanager
def open_dataset(data: Sequence[str]) -> Iterator[tuple[Dataset | None, list[Problem]]]:
    """The dataset in ``data``, files of RDF or one ``store:DIR``; None if there are problems.

    The snapshot is deleted at the end.
    """
    with snapshot_folder() as folder:
        graphs, problems = _snapshot(data, folder / "store")
        dataset = None if problems else _dataset(graphs, folder / "store", data)
        if dataset and not dataset.graph.instances_of(SKM.Framework):
            code = "graph-without-framework" if dataset.graph.statements else "graph-empty"
            dataset, problems = None, [problem(code, *map(whole, data), count=0)]
        yield dataset, problems


def _snapshot(data: Sequence[str], target: Path) -> tuple[_Graphs, list[Problem]]:
    """Makes the snapshot at ``target`` and reads it; problems if it cannot be made."""
    stores = [name for name in data if name.startswith(STORE)]
    if stores:
        problems = [problem("data-mixed", whole(stores[0]))] if len(data) > 1 else _copy(stores[0], target)
        return {} if problems else _sort(pyoxigraph.Store.read_only(str(target)), defaultdict(set)), problems
    store = pyoxigraph.Store(target)
    problems = [fault for path in data if (fault := load_file(path, store))]
    store.flush()
    graphs: _Graphs = defaultdict(set)
    for path in [] if problems else data:  # reading them from the store takes four times as long
        _sort(pyoxigraph.parse(path=path, base_iri=BASE, rename_blank_nodes=len(data) > 1), graphs)
    return graphs, problems


def _copy(name: str, target: Path) -> list[Problem]:
    """Copies the store ``name``, mostly by hard links: what is loaded into it later is not in the copy."""
    problem = on_store(name, lambda folder: pyoxigraph.Store(folder).backup(target))
    return [problem] if isinstance(problem, Problem) else []


def _sort(quads: Iterable[Any], graphs: _Graphs) -> _Graphs:
    for subject, predicate, term, graph in quads:
        graphs[str(graph)].add(Statement(str(subject), str(predicate), term_of(term)))
    return graphs


def _bytes(path: str) -> bytes | Problem:
    """A file of RDF of any size: that of a whole framework is longer than any page."""
    data = Files().read(path)
    if isinstance(data, Problem) and data.code == "file-too-large":
        return Path(path).read_bytes()
    return data


def _dataset(graphs: _Graphs, folder: Path, data: Sequence[str]) -> Dataset:
    """The dataset of ``graphs``: named graphs that say where things come from are provenance, the others are data."""
    origins = {name for name, statements in graphs.items() if name != _DEFAULT and any(map(_is_of_origin, statements))}
    graph, provenance = (
        Graph(sorted({statement for name in names for statement in graphs[name]}))
        for names in (graphs.keys() - origins, origins)
    )
    named = frozenset(iri_of(name) for name in graphs if is_link(name))
    return Dataset(folder, graph, provenance, _DEFAULT not in graphs, tuple(data), named)


def _is_of_origin(statement: Statement) -> bool:
    return statement.predicate == PROV.wasDerivedFrom or statement[1:3] == (RDF.type, PROV.Entity)


def statements_of(dataset: Dataset) -> list[Statement]:
    """The statements of the data, with their places if they come from files."""
    statements: dict[Any, Statement] = {}
    for path in dataset.sources:
        if not path.startswith(STORE):
            data = _bytes(path)
            for statement in [] if isinstance(data, Problem) else read_statements(path, data)[0]:
                statements.setdefault(statement.triple, statement)
    return list(statements.values()) or list(dataset.graph.statements)
