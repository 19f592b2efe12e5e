"""Asks queries of a graph, in a process of its own: ``python -m skosmith.compare.contracts.evaluator``.

The first message has ``data`` (N-Quads), each later one ``query`` and ``rows`` (the most that an answer may have). An
answer has ``form``, ``variables`` and ``rows``, the terms as ``build`` writes them; or ``error`` and ``kind``
(``syntax``, ``rows``, ``failed``).
"""

import json
import sys
from itertools import islice
from typing import IO, Any

import pyoxigraph

from skosmith.model import PREFIXES
from skosmith.rdf import Term, term_of
from skosmith.stores import READY, limit_memory, read_message, write_message

MEMORY = 4_000_000_000
"""The most memory that the process may ask for, in bytes, where the system can hold it to that."""


def main(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answers each message of ``requests``."""
    answers.write(READY)
    answers.flush()
    store = pyoxigraph.Store()
    while (request := read_message(requests)) is not None:
        if "data" in request:
            store.bulk_load(request["data"].encode(), pyoxigraph.RdfFormat.N_QUADS)
            head: dict[str, Any] = {}
        else:
            head = answer(store, request["query"], request["rows"])
        write_message(answers, json.dumps(head).encode(), b"")


def answer(store: pyoxigraph.Store, query: str, most: int) -> dict[str, Any]:
    """The answer to ``query``, or its ``error``."""
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


def _term(term: Term | None) -> str:
    """A term as ``build`` writes it; a blank node, whose name is chance, as ``_:``; nothing as an empty text."""
    if term is None:
        return ""
    written = term_of(term)
    return "_:" if written.startswith("_:") else written


if __name__ == "__main__":
    limit_memory(MEMORY)
    main(sys.stdin.buffer, sys.stdout.buffer)
