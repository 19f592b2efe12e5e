"""Queries and a graph -> answers, each within its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from skosmith.compare.contracts.query import Contract
from skosmith.model import Build, Problem, ntriples, problem
from skosmith.rdf import provenance_of_pages, provenance_of_texts
from skosmith.stores import QueryProcess, syntax_problem

Row = tuple[str, ...]
"""A row of an answer: canonical N-Triples terms, a blank node as ``_:``, what is not bound as an empty text.

That of an ASK is one of ``("true",)`` and ``("false",)``; that of a CONSTRUCT or DESCRIBE a triple.
"""

Form = Literal["select", "ask", "construct"]

SECONDS = 10.0
"""The most that a query may take."""

ROWS = 100_000
"""The most rows that an answer may have."""

_LOADING = 600  # seconds: a graph that takes longer is none of ours


@dataclass(frozen=True, slots=True)
class Answer:
    """What a graph answers to a query; ``rows`` in the order of the query, else sorted."""

    form: Form
    variables: tuple[str, ...]
    rows: tuple[Row, ...]


def answers_of(made: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[Answer | Problem]:
    """The answer of a graph to each query, or the problem for which there is none.

    The default graph is the statements of ``made``; where one of the queries asks named graphs, the provenance is one,
    as in the N-Quads that ``write`` writes. No query sees the network, and none takes longer than ``seconds``.
    """
    data = ntriples(made.statements())
    if any(contract.has_graph for contract in contracts):
        data += _provenance(made)
    answers: list[Answer | Problem] = []
    while len(answers) < len(contracts):  # a query that does not end takes its process with it
        rest = contracts[len(answers) :]
        for contract, said in zip(rest, _ask(data, rest, seconds), strict=False):
            answers.append(_answer(contract, said, seconds))
    return answers


def _provenance(made: Build) -> str:
    statements = [
        *provenance_of_pages(made),
        *(provenance_of_texts(made, made.statements(), set()) if made.pages else ()),
    ]
    return ntriples(statements).replace(" .\n", f" {made.names.provenance} .\n")


def _answer(contract: Contract, said: dict[str, Any], seconds: float) -> Answer | Problem:
    if "error" not in said:
        rows = [tuple(row) for row in said["rows"]]
        return Answer(said["form"], tuple(said["variables"]), tuple(rows if contract.is_ordered else sorted(rows)))
    if said["kind"] == "syntax":
        return syntax_problem("contract-syntax", contract.path, contract.query, said["error"])
    if said["kind"] == "failed":
        return problem("contract-failed", contract.span(), reason=said["error"].rstrip("."))
    limit = f"{ROWS:,} rows" if said["kind"] == "rows" else f"{seconds:g} s"
    return problem("contract-runaway", contract.span(), limit=limit)


def _ask(data: str, contracts: Sequence[Contract], seconds: float) -> Iterator[dict[str, Any]]:
    """What the evaluator says to each query, up to the first that does not end."""
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
