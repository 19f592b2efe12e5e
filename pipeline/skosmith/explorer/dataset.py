"""DATA -> Dataset: a snapshot of files of RDF, or of a store on disk, and its statements by subject."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skosmith.model import Problem
from skosmith.problems import problem
from skosmith.query.data import STORE, load_file, on_store
from skosmith.rdf_file import read_statements, term_of
from skosmith.source import read, whole
from skosmith.vocabulary import PROV, RDF, SKM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


Node = dict[str, list[Any]]
"""What is said of one thing: predicate (``<iri>``) -> objects, terms of pyoxigraph, in the order of their text."""


@dataclass(slots=True)
class Dataset:
    """What a server or a site shows, as it was when it was opened.

    ``folder`` holds the snapshot, an Oxigraph store that nobody writes to. ``nodes`` are the statements of the data by
    subject (``<iri>``), ``origin`` those of the provenance. ``is_union`` tells that all data is in named graphs, so
    that a query without ``GRAPH`` looks into all of them. ``sources`` are the names that were given.
    """

    folder: Path
    nodes: dict[str, Node] = field(default_factory=dict)
    origin: dict[str, Node] = field(default_factory=dict)
    is_union: bool = False
    sources: tuple[str, ...] = ()

    def objects(self, subject: str, predicate: str) -> list[Any]:
        """The objects of a subject and a predicate, both ``<iri>``; none where nothing is said."""
        return self.nodes.get(subject, {}).get(predicate, [])

    def of_class(self, kind: str) -> list[str]:
        """The subjects of a class, in the order of their IRIs."""
        return sorted(
            subject for subject, node in self.nodes.items() if any(str(term) == kind for term in node.get(RDF.type, ()))
        )


@contextlib.contextmanager
def open_dataset(data: Sequence[str]) -> Iterator[tuple[Dataset | None, list[Problem]]]:
    """The dataset that ``data`` names, files of RDF or one ``store:DIR``; None where there are problems.

    The snapshot is gone at the end.
    """
    folder = Path(tempfile.mkdtemp(prefix="skosmith-"))
    try:
        problems = _fill(data, folder / "store")
        dataset = None if problems else _indexed(folder / "store", data)
        if dataset and not dataset.of_class(SKM.Framework):
            code = "graph-without-framework" if dataset.nodes else "graph-empty"
            dataset, problems = None, [problem(code, *map(whole, data), count=0)]
        yield dataset, problems
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(data: Sequence[str], target: Path) -> list[Problem]:
    """Makes the snapshot; what is wrong where it cannot be made."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    stores = [name for name in data if name.startswith(STORE)]
    if stores:
        return [problem("data-mixed", whole(stores[0]))] if len(data) > 1 else _copy(stores[0], target)
    store = pyoxigraph.Store(target)
    problems = [found for path in data if (found := load_file(path, store))]
    store.flush()
    return problems


def _copy(name: str, target: Path) -> list[Problem]:
    """A snapshot of the store ``name``, mostly of hard links: what is loaded into it later does not disturb."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    found = on_store(name, lambda folder: pyoxigraph.Store(folder).backup(target))
    return [found] if isinstance(found, Problem) else []


def _bytes(path: str) -> bytes | Problem:
    """A file of RDF, however long: that of a whole framework is longer than any page."""
    found = read(path)
    if isinstance(found, Problem) and found.code == "file-too-large":
        return Path(path).read_bytes()
    return found


def _indexed(folder: Path, data: Sequence[str]) -> Dataset:
    """The statements by subject; a named graph that says where things come from is provenance, any other is data."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    store = pyoxigraph.Store.read_only(str(folder))
    default = pyoxigraph.DefaultGraph()
    entity, derived = pyoxigraph.NamedNode(PROV.Entity[1:-1]), pyoxigraph.NamedNode(PROV.wasDerivedFrom[1:-1])
    origins = {
        name
        for name in store.named_graphs()
        if next(store.quads_for_pattern(None, derived, None, name), None)
        or next(store.quads_for_pattern(None, None, entity, name), None)
    }
    nodes: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    origin: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    is_union = True
    for quad in store:
        target = origin if quad.graph_name in origins else nodes
        is_union = is_union and quad.graph_name != default
        target[str(quad.subject)][str(quad.predicate)].add(quad.object)
    return Dataset(folder, _ordered(nodes), _ordered(origin), is_union, tuple(data))


def _ordered(nodes: dict[str, dict[str, set[Any]]]) -> dict[str, Node]:
    return {
        subject: {predicate: sorted(terms, key=str) for predicate, terms in sorted(node.items())}
        for subject, node in sorted(nodes.items())
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
