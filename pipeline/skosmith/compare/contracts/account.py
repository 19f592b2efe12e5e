"""Contracts and their answers -> text and JSON."""

import json
from collections.abc import Sequence
from typing import Any

from skosmith.compare.contracts.comparison import Checked
from skosmith.model import Counted, Problem
from skosmith.reports import as_dict


def contracts_text(checked: Sequence[Checked], written: Sequence[str]) -> str:
    """A line for each contract: its name, what it answers, and whether that is what is expected; the files written."""
    wide = max((len(one.contract.name) for one in checked), default=0)
    lines = [f"{one.contract.name:<{wide}}  {_size(one):>12}  {_state(one, written)}" for one in checked]
    return "".join(f"{line}\n" for line in [*lines, *(f"written  {path}" for path in written)])


def contracts_json(checked: Sequence[Checked], problems: Sequence[Problem], written: Sequence[str]) -> str:
    """An object with the members ``contracts``, ``problems`` and ``written``; terms as N-Triples."""
    contracts: list[dict[str, Any]] = [
        {
            "name": one.contract.name,
            "query": one.contract.path,
            "expected": list(one.contract.answers),
            "form": one.answer.form if one.answer else None,
            "variables": list(one.answer.variables) if one.answer else [],
            "rows": [list(row) for row in one.answer.rows] if one.answer else [],
            "problems": [found.code for found in one.problems],
        }
        for one in checked
    ]
    found = {"contracts": contracts, "problems": list(map(as_dict, problems)), "written": list(written)}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _size(one: Checked) -> str:
    if one.answer is None:
        return "no answer"
    if one.answer.form == "ask":
        return one.answer.rows[0][0]
    count = Counted(len(one.answer.rows))
    return f"{count:triple|triples}" if one.answer.form == "construct" else f"{count:row|rows}"


def _state(one: Checked, written: Sequence[str]) -> str:
    if any(path.rpartition(".")[0] == one.contract.path.removesuffix(".rq") for path in written):
        return "updated"
    return ", ".join(dict.fromkeys(found.code for found in one.problems)) or "as expected"
