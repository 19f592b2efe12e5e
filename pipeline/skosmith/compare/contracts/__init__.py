"""Query contracts: the queries that consumers ask of the graph, each with the answer they rely on beside it.

``check_contracts(made, contracts)`` asks each query of a graph and says where the answer is not the expected one.
``changed_answers(old, new, contracts)`` says which queries answer otherwise in another graph, and by which rows.
``read_contracts(project.contracts)`` finds them. The only package, beside ``rdf_file`` and ``validate``, that knows
Oxigraph, and none of it before it is called for.
"""

from skosmith.compare.contracts.answer import Answer, Row
from skosmith.compare.contracts.comparison import (
    ChangedAnswer,
    Checked,
    changed_answers,
    check_contracts,
    run_contracts,
    update,
)
from skosmith.compare.contracts.query import Contract, read_contracts

__all__ = [
    "Answer",
    "ChangedAnswer",
    "Checked",
    "Contract",
    "Row",
    "changed_answers",
    "check_contracts",
    "read_contracts",
    "run_contracts",
    "update",
]
