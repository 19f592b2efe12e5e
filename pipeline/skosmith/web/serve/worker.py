"""A process that answers queries from standard input, one at a time, and can be killed at any moment."""

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


def _bounded(pieces: Iterable[str], most: int) -> bytes:
    """``pieces`` together; raises TooMuch beyond ``most`` bytes."""
    found, size = [], 0
    for piece in pieces:
        data = piece.encode("utf-8", "replace")
        size += len(data)
        if size > most:
            raise TooMuchError(f"The answer is longer than {most:,} bytes.")
        found.append(data)
    return b"".join(found)


def _limited(rows: Iterator[T], most: int) -> Iterator[T]:
    """``rows``; raises TooMuch beyond ``most`` of them."""
    yield from islice(rows, most)
    if next(rows, None) is not None:
        raise TooMuchError(f"The answer has more than {most:,} rows. Add LIMIT {most} to the query, or ask for less.")


def answer(store: pyoxigraph.Store, asked: dict[str, Any], *, is_union: bool) -> tuple[dict[str, Any], bytes]:
    """The answer to a query: what it is (``status``, ``media_type`` or ``message``) and its body.

    ``asked`` may name the graphs, by ``default`` and ``named``: then those are all there are, whatever the query says.
    Source: SPARQL 1.1 Protocol, section 2.1.4.
    """
    graphs: dict[str, list[Any]] = {
        name: [pyoxigraph.NamedNode(iri) for iri in asked[name]] for name in ("default", "named")
    }
    is_given = any(graphs.values())
    try:
        found = store.query(
            asked["query"],
            use_default_graph_as_union=is_union and not is_given and not asked["has_from"],
            default_graph=graphs["default"] if is_given else None,
            named_graphs=graphs["named"] if is_given else None,
        )
        return _written(found, asked)
    except SyntaxError as error:
        return {"status": 400, "message": _syntax(str(error), asked["query"])}, b""
    except TooMuchError as error:
        return {"status": 422, "message": str(error)}, b""
    except MemoryError:
        raise  # the pool puts another in its place
    except Exception as error:  # noqa: BLE001 - whatever a query brings about, the next one is answered
        return {"status": 422, "message": f"The query cannot be answered: {error}"}, b""


def _written(found: Answer, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    is_of_triples = isinstance(found, pyoxigraph.QueryTriples)
    media_type = asked["triples" if is_of_triples else "results"]
    if media_type is None:
        offers = ", ".join(TRIPLE_TYPES if is_of_triples else RESULTS)
        return {"status": 406, "message": f"This query is answered as {offers}."}, b""
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = list(_limited(found, asked["rows"]))
        body = serialise(triples, TRIPLE_TYPES[media_type])
        if len(body) > asked["bytes"]:
            raise TooMuchError(f"The answer is longer than {asked['bytes']:,} bytes.")
    elif isinstance(found, pyoxigraph.QueryBoolean):
        body = RESULTS[media_type][1](value=bool(found)).encode()
    else:
        names = [variable.value for variable in found.variables]
        body = _bounded(RESULTS[media_type][0](names, _limited(found, asked["rows"])), asked["bytes"])
    return {"status": 200, "media_type": media_type}, body


def _syntax(message: str, query: str) -> str:
    """What is wrong, and below it the line of the query with a caret under the place."""
    if is_update(query):
        return f"error: {UPDATE}"
    found = syntax_fault(query, message)
    if not found:
        return message
    number, column, reason = found
    line, start = query.split("\n")[number - 1], max(0, column - 60)
    return f"error at {number}:{column}: {reason}\n{line[start : start + 100]}\n{' ' * (column - 1 - start)}^"


def answer_all(
    store: pyoxigraph.Store, stdin: BinaryIO, stdout: BinaryIO, *, is_union: bool, seconds: float = 0.0
) -> None:
    """Says by a byte that it is ready, and answers each query that comes in until there are no more.

    A query of more than ``seconds`` ends the process, unless they are 0: there may be no server any more to end it.
    """
    stdout.write(READY)
    stdout.flush()
    while (asked := read_message(stdin)) is not None:
        _end_after(seconds)
        found, body = answer(store, asked, is_union=is_union)
        _end_after(0)
        write_message(stdout, json.dumps(found).encode(), body)


def _end_after(seconds: float) -> None:
    """Has the system end the process after some seconds; 0 has it not do so."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Answers until standard input ends.

    Arguments: the store, whether all graphs are asked, the bytes of memory, the most seconds of a query.
    """
    folder, is_union, memory, seconds = sys.argv[1], sys.argv[2] == "union", int(sys.argv[3]), float(sys.argv[4])
    if sys.platform == "linux":
        os.nice(_NICENESS)
        limit_memory(memory)
    store = pyoxigraph.Store.read_only(folder)
    answer_all(store, sys.stdin.buffer, sys.stdout.buffer, is_union=is_union, seconds=seconds)


if __name__ == "__main__":
    main()
