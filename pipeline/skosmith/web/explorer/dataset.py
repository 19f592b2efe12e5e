"""DATA -> Dataset: a snapshot of files of RDF, or of a store on disk, and its statements by subject."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph

from skosmith.model import PROV, RDF, SKM, Files, Problem, problem, whole
from skosmith.rdf import read_statements, term_of
from skosmith.stores import BASE, STORE, load_file, on_store, reading
from skosmith.web.explorer.snapshot import snapshot_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    _Graphs = dict[Any, dict[str, dict[str, set[Any]]]]

Node = dict[str, list[Any]]
"""What is said of one thing: predicate (``<iri>``) -> objects, terms of pyoxigraph, in the order of their text."""


@dataclass
class Dataset:
    """What a server or a site shows, as it was when it was opened.

    ``folder`` holds the snapshot, an Oxigraph store that nobody writes to. ``nodes`` are the statements of the data by
    subject (``<iri>``), ``origin`` those of the provenance. ``is_union`` tells that all data is in named graphs, so
    that a query without ``GRAPH`` looks into all of them. ``sources`` are the names that were given,
    ``graphs`` the bare IRIs of the named graphs.
    """

    folder: Path
    nodes: dict[str, Node] = field(default_factory=dict)
    origin: dict[str, Node] = field(default_factory=dict)
    is_union: bool = False
    sources: tuple[str, ...] = ()
    graphs: frozenset[str] = frozenset()

    def objects(self, subject: str, predicate: str) -> list[Any]:
        """The objects of a subject and a predicate, both ``<iri>``; none where nothing is said."""
        return self.nodes.get(subject, {}).get(predicate, [])

    @cached_property
    def quads(self) -> bytes:
        """The whole as N-Quads, its lines in order; read from the snapshot, which takes most of the time."""
        store = pyoxigraph.Store.read_only(str(self.folder))
        lines = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject, node in sorted(self.nodes.items()):
            for term in node.get(RDF.type, ()):
                found[str(term)].append(subject)
        return dict(found)

    def of_class(self, kind: str) -> list[str]:
        """The subjects of a class, in the order of their IRIs."""
        return self._classes.get(kind, [])


@contextlib.contextmanager
def open_dataset(data: Sequence[str]) -> Iterator[tuple[Dataset | None, list[Problem]]]:
    """The dataset that ``data`` names, files of RDF or one ``store:DIR``; None where there are problems.

    The snapshot is gone at the end.
    """
    with snapshot_folder() as folder:
        graphs, problems = _snapshot(data, folder / "store")
        dataset = None if problems else _dataset(graphs, folder / "store", data)
        if dataset and not dataset.of_class(SKM.Framework):
            code = "graph-without-framework" if dataset.nodes else "graph-empty"
            dataset, problems = None, [problem(code, *map(whole, data), count=0)]
        yield dataset, problems


def _snapshot(data: Sequence[str], target: Path) -> tuple[_Graphs, list[Problem]]:
    """Makes the snapshot, and reads it; what is wrong where it cannot be made."""
    stores = [name for name in data if name.startswith(STORE)]
    if stores:
        problems = [problem("data-mixed", whole(stores[0]))] if len(data) > 1 else _copy(stores[0], target)
        return {} if problems else _by_graph(pyoxigraph.Store.read_only(str(target))), problems
    problems = _load(data, target)
    return {} if problems else _read(data), problems  # from the files: a store takes four times as long


def _load(data: Sequence[str], target: Path) -> list[Problem]:
    """Makes a store of files of RDF."""
    store = pyoxigraph.Store(target)
    problems = [found for path in data if (found := load_file(path, store))]
    store.flush()
    return problems


def _copy(name: str, target: Path) -> list[Problem]:
    """A snapshot of the store ``name``, mostly of hard links: what is loaded into it later does not disturb."""
    found = on_store(name, lambda folder: pyoxigraph.Store(folder).backup(target))
    return [found] if isinstance(found, Problem) else []


def _read(data: Sequence[str]) -> _Graphs:
    """The statements of files of RDF."""
    graphs: _Graphs = {}
    for path in data:
        parse = partial(pyoxigraph.parse, path=path, base_iri=BASE, rename_blank_nodes=len(data) > 1)
        reading(path, lambda form, parse=parse: _by_graph(parse(format=form), graphs))  # type: ignore[misc]
    return graphs


def _by_graph(quads: Iterable[Any], graphs: _Graphs | None = None) -> _Graphs:
    """``quads`` by graph, subject and predicate, put into ``graphs``; those of one subject mostly come together."""
    graphs = {} if graphs is None else graphs
    names: dict[Any, str] = {}
    last, node = None, dict[str, set[Any]]()
    for subject, predicate, term, graph in quads:
        if (subject, graph) != last:
            last = subject, graph
            node = graphs.setdefault(graph, {}).setdefault(str(subject), {})
        name = names.get(predicate) or names.setdefault(predicate, str(predicate))
        node.setdefault(name, set()).add(term)
    return graphs


def _bytes(path: str) -> bytes | Problem:
    """A file of RDF, however long: that of a whole framework is longer than any page."""
    found = Files().read(path)
    if isinstance(found, Problem) and found.code == "file-too-large":
        return Path(path).read_bytes()
    return found


def _dataset(graphs: _Graphs, folder: Path, data: Sequence[str]) -> Dataset:
    """A named graph that says where things come from is provenance, any other is data."""
    default = pyoxigraph.DefaultGraph()
    origins = [nodes for name, nodes in graphs.items() if name != default and _is_provenance(nodes)]
    others = [nodes for nodes in graphs.values() if not any(nodes is one for one in origins)]
    named = frozenset(name.value for name in graphs if isinstance(name, pyoxigraph.NamedNode))
    return Dataset(folder, _ordered(others), _ordered(origins), default not in graphs, tuple(data), named)


def _is_provenance(nodes: dict[str, dict[str, set[Any]]]) -> bool:
    return any(
        PROV.wasDerivedFrom in node or any(str(term) == PROV.Entity for term in node.get(RDF.type, ()))
        for node in nodes.values()
    )


def _ordered(graphs: list[dict[str, dict[str, set[Any]]]]) -> dict[str, Node]:
    """What the graphs say together, in the order of the texts."""
    found: dict[str, dict[str, set[Any]]] = {}
    for nodes in graphs:
        for subject, node in nodes.items():
            held = found.setdefault(subject, node)
            if held is not node:
                for predicate, terms in node.items():
                    held.setdefault(predicate, set()).update(terms)
    return {
        subject: {
            predicate: sorted(terms, key=str) if len(terms) > 1 else list(terms)
            for predicate, terms in sorted(node.items())
        }
        for subject, node in sorted(found.items())
    }


def statements_of(dataset: Dataset) -> list[Any]:
    """The statements of the data as ``rdf_file`` reads them, with their places where they come from files."""
    found: dict[tuple[str, str, str], Any] = {}
    for path in dataset.sources:
        if not path.startswith(STORE):
            data = _bytes(path)
            statements, _ = ([], []) if isinstance(data, Problem) else read_statements(path, data)
            for statement in statements:
                found.setdefault(statement[:3], statement)
    return list(found.values()) or [
        (subject, predicate, term_of(value), None)
        for subject, node in dataset.nodes.items()
        for predicate, values in node.items()
        for value in values
    ]
