"""Asks queries of a graph, in a process of its own: ``python -m skosmith.compare.contracts.evaluator``.

Oxigraph cannot be stopped within a query, a process can. On the standard input there is one JSON object with the
members ``data`` (N-Quads), ``queries`` and ``rows`` (the most that an answer may have). On the standard output comes a
line ``{}`` when the data is loaded, then a line for each query: ``form``, ``variables`` and ``rows``, the terms as
``build`` writes them; or ``error`` and ``kind`` (``syntax``, ``rows``, ``failed``).
"""

import json
import sys
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from skosmith.model import PREFIXES
from skosmith.rdf import term_of

if TYPE_CHECKING:
    import pyoxigraph

MEMORY = 4_000_000_000
"""The most memory that the process may ask for, in bytes, where the system can hold it to that."""


def main(given: IO[str], answers: IO[str]) -> None:
    """Answers each query of the request ``given``, a line each."""
    import pyoxigraph  # noqa: PLC0415 - as above

    request = json.load(given)
    store = pyoxigraph.Store()
    store.bulk_load(request["data"].encode(), pyoxigraph.RdfFormat.N_QUADS)
    print("{}", file=answers, flush=True)
    for query in request["queries"]:
        print(json.dumps(answer(store, query, request["rows"])), file=answers, flush=True)


def answer(store: "pyoxigraph.Store", query: str, most: int) -> dict[str, Any]:
    """The answer to ``query``, or its ``error``."""
    import pyoxigraph  # noqa: PLC0415 - as above

    try:
        found = store.query(query, prefixes=PREFIXES)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return {"form": "ask", "variables": [], "rows": [["true" if found else "false"]]}
        if isinstance(found, pyoxigraph.QueryTriples):
            triples = ([_term(part) for part in triple] for triple in islice(found, most + 1))
            made = {
                "form": "construct",
                "variables": [],
                "rows": [list(row) for row in dict.fromkeys(map(tuple, triples))],
            }
        else:
            variables = [variable.value for variable in found.variables]
            rows = [[_term(row[at]) for at in range(len(variables))] for row in islice(found, most + 1)]
            made = {"form": "select", "variables": variables, "rows": rows}
    except SyntaxError as error:
        return {"error": str(error), "kind": "syntax"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": str(error), "kind": "failed"}
    return made if len(made["rows"]) <= most else {"error": "", "kind": "rows"}


def _term(term: Any) -> str:  # noqa: ANN401 - one of pyoxigraph's terms, or None
    """A term as ``build`` writes it; a blank node, whose name is chance, as ``_:``; nothing as an empty text."""
    if term is None:
        return ""
    written = term_of(term)
    return "_:" if written.startswith("_:") else written


def limit_memory() -> None:
    """Holds this process to ``MEMORY``, or to what it is held to already where that is less."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most < 0 else min(MEMORY, most), most))


if __name__ == "__main__":
    limit_memory()
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.stdin, sys.stdout)
