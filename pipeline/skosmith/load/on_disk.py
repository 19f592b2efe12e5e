"""An Oxigraph store in a folder, as a target: made where it is not there, changed in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skosmith.load.parts import Part, canonical
from skosmith.problems import problem
from skosmith.query.data import STORE
from skosmith.source import whole
from skosmith.stores.refused import Refused

if TYPE_CHECKING:
    import pyoxigraph


class OnDisk:
    """The store ``name``, ``store:DIR``. Raises Refused where it cannot be opened."""

    def __init__(self, name: str) -> None:
        """Opens the store, or makes it."""
        import pyoxigraph  # noqa: PLC0415 - slow to import

        self.name = name
        try:
            self._store = pyoxigraph.Store(name.removeprefix(STORE))
        except (OSError, ValueError) as error:
            raise Refused(problem("store-not-opened", whole(name), reason=str(error))) from error

    def held(self, graph: str) -> list[str] | None:
        """See ``Target``."""
        return canonical(self._store.quads_for_pattern(None, None, None, _graph(graph))) or None

    def put(self, part: Part) -> None:
        """See ``Target``: what is too much is taken out and what is lacking put in, by one update."""
        import pyoxigraph  # noqa: PLC0415 - slow to import

        held = set(self.held(part.graph) or [])
        if not held:
            self._store.load(part.data(), pyoxigraph.RdfFormat.N_TRIPLES, to_graph=_graph(part.graph))
        else:
            wanted = set(part.lines)
            self._store.update(
                f"DELETE DATA {{ {_block(part.graph, sorted(held - wanted))} }} ;\n"
                f"INSERT DATA {{ {_block(part.graph, sorted(wanted - held))} }}"
            )
        self._store.flush()


def _graph(name: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    import pyoxigraph  # noqa: PLC0415 - slow to import

    return pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()


def _block(graph: str, lines: list[str]) -> str:
    """Triples as the data of an update. Source: SPARQL 1.1 Update, section 3.1."""
    triples = "\n".join(lines)
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples
