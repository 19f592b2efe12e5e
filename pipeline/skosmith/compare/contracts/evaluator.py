"""Evaluates queries in a process of its own: ``python -m skosmith.compare.contracts.evaluator``.

The first message has ``data`` (N-Quads), each later one ``query`` and ``rows`` (the limit of its answer). An answer has
``form``, ``variables`` and ``rows``, of canonical N-Triples terms; or ``error`` and ``kind`` (``syntax``, ``rows``,
``failed``).
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
"""The memory limit of the process, in bytes, if the system can enforce one."""


def main(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answers each message of ``requests``."""
    answers.write(READY)
    answers.flush()
    store = pyoxigraph.Store()
    while (request := read_message(requests)) is not None:
        if "data" in request:
            store.bulk_load(request["data"].encode(), pyoxigraph.RdfFormat.N_QUADS)
            reply: dict[str, Any] = {}
        else:
            reply = answer(store, request["query"], request["rows"])
        write_message(answers, json.dumps(reply).encode(), b"")


def answer(store: pyoxigraph.Store, query: str, limit: int) -> dict[str, Any]:
    """The answer to ``query``, or its ``error``."""
    try:
        results = store.query(query, prefixes=PREFIXES)
        if isinstance(results, pyoxigraph.QueryBoolean):
            return {"form": "ask", "variables": [], "rows": [["true" if results else "false"]]}
        variables: list[str] = []
        if isinstance(results, pyoxigraph.QueryTriples):
            form, triples = "construct", (tuple(map(row_term, triple)) for triple in islice(results, limit + 1))
            rows = [list(row) for row in dict.fromkeys(triples)]
        else:
            form, variables = "select", [variable.value for variable in results.variables]
            rows = [list(map(row_term, solution)) for solution in islice(results, limit + 1)]
    except SyntaxError as error:
        return {"error": str(error), "kind": "syntax"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": str(error), "kind": "failed"}
    if len(rows) > limit:
        return {"error": "", "kind": "rows"}
    return {"form": form, "variables": variables, "rows": rows}


def row_term(term: Term | None) -> str:
    """A term of an ``AnswerRow``; blank nodes, whose names are random, are all ``_:``."""
    if term is None:
        return ""
    name = term_of(term)
    return "_:" if name.startswith("_:") else name


if __name__ == "__main__":
    limit_memory(MEMORY)
    main(sys.stdin.buffer, sys.stdout.buffer)
