"""Queries and a graph -> answers, each within its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from skosmith.compare.contracts.query import Contract
from skosmith.model import Build, Problem, ntriples, problem
from skosmith.rdf import provenance_of_pages, provenance_of_texts
from skosmith.stores import QueryProcess, syntax_problem

AnswerRow = tuple[str, ...]
"""A row of an answer: canonical N-Triples terms, a blank node as ``_:``, an unbound variable as an empty text.

That of an ASK is one of ``("true",)`` and ``("false",)``; that of a CONSTRUCT or DESCRIBE a triple.
"""

Form = Literal["select", "ask", "construct"]

SECONDS = 10.0
"""The time limit of a query."""

ROWS = 100_000
"""The limit of the rows of an answer."""

_LOADING = 600  # seconds, more than any framework takes


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query; ``rows`` in the order that the query asks for, else sorted."""

    form: Form
    variables: tuple[str, ...]
    rows: tuple[AnswerRow, ...]


def answers_of(build: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[Answer | Problem]:
    """The answer of a graph to each query, or the problem why there is none.

    The default graph is the statements of ``build``; if a query asks named graphs, there is also the graph of the
    provenance, as in N-Quads. No query has access to the network, and none takes longer than ``seconds``.
    """
    data = ntriples(build.statements())
    if any(contract.has_graph for contract in contracts):
        provenance = [*provenance_of_pages(build)]
        provenance += provenance_of_texts(build, build.statements(), set()) if build.pages else ()
        data += ntriples(provenance).replace(" .\n", f" {build.names.provenance} .\n")
    answers: list[Answer | Problem] = []
    while len(answers) < len(contracts):  # a query that does not end takes its process with it
        rest = contracts[len(answers) :]
        for contract, reply in zip(rest, _replies(data, rest, seconds), strict=False):
            answers.append(_answer(contract, reply, seconds))
    return answers


def _answer(contract: Contract, reply: dict[str, Any], seconds: float) -> Answer | Problem:
    if "error" not in reply:
        rows = [tuple(row) for row in reply["rows"]]
        return Answer(reply["form"], tuple(reply["variables"]), tuple(rows if contract.is_ordered else sorted(rows)))
    if reply["kind"] == "syntax":
        return syntax_problem("contract-syntax", contract.path, contract.query, reply["error"])
    if reply["kind"] == "failed":
        return problem("contract-failed", contract.span(), reason=reply["error"].rstrip("."))
    limit = f"{ROWS:,} rows" if reply["kind"] == "rows" else f"{seconds:g} s"
    return problem("contract-runaway", contract.span(), limit=limit)


def _replies(data: str, contracts: Sequence[Contract], seconds: float) -> Iterator[dict[str, Any]]:
    """The reply of the evaluator to each query, up to the first that does not end."""
    process = QueryProcess("skosmith.compare.contracts.evaluator")
    try:
        process.is_ready()
        process.ask({"data": data}, _LOADING)
        for contract in contracts:
            yield process.ask({"query": contract.query, "rows": ROWS}, seconds)[0]
    except TimeoutError:
        yield {"error": "", "kind": "time"}
    except (EOFError, OSError):
        yield {"error": "the process that asks it has ended, perhaps for want of memory", "kind": "failed"}
    finally:
        process.end()
