"""A process that answers queries from standard input, one at a time, and may be killed at any moment."""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TypeVar

import pyoxigraph

from skosmith.rdf import serialise
from skosmith.stores import (
    READY,
    RESULTS,
    TRIPLE_TYPES,
    UPDATE,
    is_update,
    limit_memory,
    read_message,
    syntax_fault,
    write_message,
)

T = TypeVar("T")
Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

_NICENESS = 5  # pages go before queries


class TooMuchError(Exception):
    """An answer beyond a limit."""


def _join(pieces: Iterable[str], limit: int) -> bytes:
    """``pieces`` joined; raises TooMuchError beyond ``limit`` bytes."""
    parts, size = [], 0
    for piece in pieces:
        data = piece.encode("utf-8", "replace")
        size += len(data)
        if size > limit:
            raise TooMuchError(f"The answer is longer than {limit:,} bytes.")
        parts.append(data)
    return b"".join(parts)


def _limit(rows: Iterator[T], limit: int) -> Iterator[T]:
    """``rows``; raises TooMuchError beyond ``limit`` of them."""
    yield from islice(rows, limit)
    if next(rows, None) is not None:
        raise TooMuchError(f"The answer has more than {limit:,} rows. Add LIMIT {limit} to the query, or ask for less.")


def answer(store: pyoxigraph.Store, message: dict[str, Any], *, is_union: bool) -> tuple[dict[str, Any], bytes]:
    """The answer to a query: its head (``status``, ``media_type`` or ``message``) and its body.

    ``message`` may name graphs, as ``default`` and ``named``: then the query sees only those, whatever it says itself.
    Source: SPARQL 1.1 Protocol, section 2.1.4.
    """
    graphs: dict[str, list[Any]] = {
        name: [pyoxigraph.NamedNode(iri) for iri in message[name]] for name in ("default", "named")
    }
    has_graphs = any(graphs.values())
    try:
        result = store.query(
            message["query"],
            use_default_graph_as_union=is_union and not has_graphs and not message["has_from"],
            default_graph=graphs["default"] if has_graphs else None,
            named_graphs=graphs["named"] if has_graphs else None,
        )
        return _write(result, message)
    except SyntaxError as error:
        return {"status": 400, "message": _syntax(str(error), message["query"])}, b""
    except TooMuchError as error:
        return {"status": 422, "message": str(error)}, b""
    except MemoryError:
        raise  # the pool replaces the process
    except Exception as error:  # noqa: BLE001 - whatever a query brings about, the next one is answered
        return {"status": 422, "message": f"The query cannot be answered: {error}"}, b""


def _write(result: Answer, message: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    is_of_triples = isinstance(result, pyoxigraph.QueryTriples)
    media_type = message["triples" if is_of_triples else "results"]
    if media_type is None:
        offers = ", ".join(TRIPLE_TYPES if is_of_triples else RESULTS)
        return {"status": 406, "message": f"This query is answered as {offers}."}, b""
    if isinstance(result, pyoxigraph.QueryTriples):
        triples = list(_limit(result, message["rows"]))
        body = serialise(triples, TRIPLE_TYPES[media_type])
        if len(body) > message["bytes"]:
            raise TooMuchError(f"The answer is longer than {message['bytes']:,} bytes.")
    elif isinstance(result, pyoxigraph.QueryBoolean):
        body = RESULTS[media_type][1](value=bool(result)).encode()
    else:
        names = [variable.value for variable in result.variables]
        body = _join(RESULTS[media_type][0](names, _limit(result, message["rows"])), message["bytes"])
    return {"status": 200, "media_type": media_type}, body


def _syntax(message: str, query: str) -> str:
    """The error, and below it the line of the query with a caret under the place."""
    if is_update(query):
        return f"error: {UPDATE}"
    fault = syntax_fault(query, message)
    if not fault:
        return message
    number, column, reason = fault
    line, start = query.split("\n")[number - 1], max(0, column - 60)
    return f"error at {number}:{column}: {reason}\n{line[start : start + 100]}\n{' ' * (column - 1 - start)}^"


def answer_all(
    store: pyoxigraph.Store, stdin: BinaryIO, stdout: BinaryIO, *, is_union: bool, seconds: float = 0.0
) -> None:
    """Sends a byte when it is ready, and answers each message until the input ends.

    A query of more than ``seconds`` ends the process, unless they are 0: the server that should kill it may be gone.
    """
    stdout.write(READY)
    stdout.flush()
    while (message := read_message(stdin)) is not None:
        _end_after(seconds)
        head, body = answer(store, message, is_union=is_union)
        _end_after(0)
        write_message(stdout, json.dumps(head).encode(), body)


def _end_after(seconds: float) -> None:
    """Has the system end the process after ``seconds``, never for 0."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Answers until standard input ends.

    Arguments: the store, ``union`` to query all graphs, the bytes of memory, the most seconds of a query.
    """
    folder, is_union, memory, seconds = sys.argv[1], sys.argv[2] == "union", int(sys.argv[3]), float(sys.argv[4])
    if sys.platform == "linux":
        os.nice(_NICENESS)
        limit_memory(memory)
    store = pyoxigraph.Store.read_only(folder)
    answer_all(store, sys.stdin.buffer, sys.stdout.buffer, is_union=is_union, seconds=seconds)


if __name__ == "__main__":
    main()
