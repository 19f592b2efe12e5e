"""Contracts and their answers -> text and JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from skosmith.compare.contracts.comparison import ContractResult
from skosmith.model import Counted, Problem
from skosmith.reports import as_dict, words_in


def contracts_text(results: Sequence[ContractResult], written: Sequence[str], language: str = "en") -> str:
    """A line for each contract: its name, its answer in short, and its problems; then the paths of files written."""
    words = words_in(language, "compare/words.toml")
    wide = max((len(result.contract.name) for result in results), default=0)
    lines = [
        f"{result.contract.name:<{wide}}  {_size(result, words):>12}  {_state(result, written, words)}"
        for result in results
    ]
    return "".join(f"{line}\n" for line in [*lines, *(f"{words['written']}  {path}" for path in written)])


def contracts_json(results: Sequence[ContractResult], problems: Sequence[Problem], written: Sequence[str]) -> str:
    """An object with the members ``contracts``, ``problems`` and ``written``; terms as N-Triples."""
    contracts: list[dict[str, Any]] = [
        {
            "name": result.contract.name,
            "query": result.contract.path,
            "expected": list(result.contract.answers),
            "form": result.answer.form if result.answer else None,
            "variables": list(result.answer.variables) if result.answer else [],
            "rows": [list(row) for row in result.answer.rows] if result.answer else [],
            "problems": [problem.code for problem in result.problems],
        }
        for result in results
    ]
    members = {"contracts": contracts, "problems": list(map(as_dict, problems)), "written": list(written)}
    return json.dumps(members, ensure_ascii=False, indent=2)


def _size(result: ContractResult, words: Mapping[str, str]) -> str:
    if result.answer is None:
        return words["noAnswer"]
    if result.answer.form == "ask":
        return result.answer.rows[0][0]
    count = Counted(len(result.answer.rows))
    return words["triples" if result.answer.form == "construct" else "rows"].format(count=count)


def _state(result: ContractResult, written: Sequence[str], words: Mapping[str, str]) -> str:
    if any(path.rpartition(".")[0] == result.contract.path.removesuffix(".rq") for path in written):
        return words["updated"]
    return ", ".join(dict.fromkeys(problem.code for problem in result.problems)) or words["expected"]
