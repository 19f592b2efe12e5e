"""An Oxigraph store in a folder, as a target: created if it is missing, changed in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import problem, whole
from skosmith.stores.load.canonical_form import canonical
from skosmith.stores.load.lines import Lines, Sorter, differences
from skosmith.stores.query.data import STORE, is_store, is_taken
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skosmith.stores.load.parts import Part

_TAKEN = "the folder holds other files, and no store"


class OnDisk:
    """The store ``name``, ``store:DIR``, which is created if it is missing, unless it is only read.

    Sorted lines are written to ``folder``. Raises StoreError if the store cannot be opened.
    """

    def __init__(self, name: str, folder: str, *, is_read_only: bool = False) -> None:
        self.name = name
        self._folder = folder
        place = name.removeprefix(STORE)
        with self._store_errors():
            if is_taken(place):
                raise OSError(_TAKEN)
            if not is_read_only:
                self._store = pyoxigraph.Store(place)
            else:
                self._store = pyoxigraph.Store.read_only(place) if is_store(place) else pyoxigraph.Store()

    def triples_of(self, part: Part) -> Lines:
        sorter = Sorter(self._folder)
        with self._store_errors():
            for quad in self._store.quads_for_pattern(None, None, None, _graph(part.graph)):
                sorter.add(canonical(quad))
        return sorter.lines()

    def put(self, part: Part) -> None:
        """See ``Target``: surplus triples are deleted and missing ones inserted by one update."""
        current = self.triples_of(part)
        with self._store_errors():
            if not current.count:
                form = pyoxigraph.RdfFormat.N_TRIPLES
                self._store.load(path=part.lines.path, format=form, to_graph=_graph(part.graph))
            else:
                changes: dict[str, list[str]] = {"-": [], "+": []}
                for mark, line in differences(current, part.lines):
                    changes[mark].append(line.decode())
                self._store.update(
                    f"DELETE DATA {{ {_block(part.graph, changes['-'])} }} ;\n"
                    f"INSERT DATA {{ {_block(part.graph, changes['+'])} }}"
                )
            self._store.flush()

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            reason = str(error).removeprefix("IO error: ").partition(", acquire time")[0]
            code = "store-not-opened" if "lock " in reason else "store-not-written"
            raise StoreError(problem(code, whole(self.name), reason=reason)) from error
        except RuntimeError as error:
            raise StoreError(problem("store-damaged", whole(self.name), reason=str(error).rstrip(" ."))) from error


def _graph(name: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    return pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()


def _block(graph: str, lines: list[str]) -> str:
    """Triples as the data of an update. Source: SPARQL 1.1 Update, section 3.1."""
    triples = "".join(lines)
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples
