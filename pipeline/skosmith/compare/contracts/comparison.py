"""Answers -> differences: from the expected ones, and from those of another graph."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skosmith.compare.contracts.answer import SECONDS, Answer, AnswerRow, answers_of
from skosmith.compare.contracts.expected import Expected, expected_text, plain, read_expected, short, suffix_for
from skosmith.compare.contracts.query import Contract
from skosmith.model import Build, Problem, Span, problem, whole

_SHOWN = 3  # rows of either kind that a problem names
_WIDTH = 60  # characters of a value that a problem shows


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that only one of two answers has, in their order, as often as they are missing or surplus.

    If the rows are the same in another order, ``first_moved`` is the number of the first that differs, from 0.
    """

    missing: tuple[AnswerRow, ...] = ()
    surplus: tuple[AnswerRow, ...] = ()
    first_moved: int | None = None

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.first_moved is not None)


@dataclass(frozen=True, slots=True)
class ContractResult:
    """A contract, the graph's answer (None if there is none) and its problems."""

    contract: Contract
    answer: Answer | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A query with another answer in another graph.

    ``gone`` are the rows of the old graph alone, ``added`` those of the new one alone; ``is_reordered`` tells that the
    rows are the same in another order. ``variables`` names the columns, none for ASK and CONSTRUCT. ``problems`` says
    why one of the graphs gives no answer; there are then no rows.
    """

    contract: Contract
    variables: tuple[str, ...] = ()
    gone: tuple[AnswerRow, ...] = ()
    added: tuple[AnswerRow, ...] = ()
    is_reordered: bool = False
    problems: tuple[Problem, ...] = ()


def changed_answers(
    old: Build, new: Build, contracts: Sequence[Contract], seconds: float = SECONDS
) -> list[ChangedAnswer]:
    """The queries among ``contracts`` whose answers change from one graph to another, and by which rows.

    In the order of ``contracts``, without those whose answers stay the same. The expected answers do not matter.
    IRIs are the same if they are the same below the root of their framework, so that another edition changes only what
    it changes; rows have the IRIs of ``new``. No query takes longer than ``seconds`` on either graph.
    """
    changes = []
    old_root, new_root = f"<{old.names.root}", f"<{new.names.root}"
    before, after = (answers_of(build, contracts, seconds) if contracts else [] for build in (old, new))
    for contract, was, now in zip(contracts, before, after, strict=True):
        if isinstance(was, Problem):
            changes.append(ChangedAnswer(contract, problems=(was,)))
        elif isinstance(now, Problem):
            changes.append(ChangedAnswer(contract, problems=(now,)))
        else:
            rows = [
                tuple(new_root + term[len(old_root) :] if term.startswith(old_root) else term for term in row)
                for row in was.rows
            ]
            if differs := compare(rows, now.rows, is_ordered=contract.is_ordered):
                is_reordered = differs.first_moved is not None
                changes.append(ChangedAnswer(contract, now.variables, differs.missing, differs.surplus, is_reordered))
    return changes


def compare(expected: Sequence[AnswerRow], actual: Sequence[AnswerRow], *, is_ordered: bool) -> Difference:
    """How two answers differ: as multisets, and if ``is_ordered`` also in their order."""
    missing, surplus = _positions(expected, actual), _positions(actual, expected)
    if missing or surplus or not is_ordered:
        return Difference(tuple(expected[at] for at in missing), tuple(actual[at] for at in surplus))
    moved = (at for at, (row, other) in enumerate(zip(expected, actual, strict=True)) if row != other)
    return Difference(first_moved=next(moved, None))


def _positions(rows: Sequence[AnswerRow], others: Sequence[AnswerRow]) -> list[int]:
    """The positions of the rows that are more often in ``rows`` than in ``others``; of equal rows, the last ones."""
    spare = Counter(rows)
    spare.subtract(Counter(others))
    positions = []
    for at in range(len(rows) - 1, -1, -1):
        if spare[rows[at]] > 0:
            spare[rows[at]] -= 1
            positions.append(at)
    return positions[::-1]


def run_contracts(build: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[ContractResult]:
    """Asks each query of a graph and compares the answer with the expected ones; starts no process without a query."""
    answers = answers_of(build, contracts, seconds) if contracts else []
    return [
        ContractResult(contract, None, (answer,))
        if isinstance(answer, Problem)
        else ContractResult(contract, answer, tuple(_problems(contract, answer)))
        for contract, answer in zip(contracts, answers, strict=True)
    ]


def check_contracts(build: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[Problem]:
    """The problems of the answers of a graph, in the order of ``contracts``."""
    return [problem for result in run_contracts(build, contracts, seconds) for problem in result.problems]


def update(results: Sequence[ContractResult]) -> tuple[list[str], list[Problem]]:
    """Writes the answers into the files that do not hold them yet, and a new file for a query that has none.

    Returns the paths written, in order, and the problems of answers and files. A file that holds the answer already, in
    whatever layout, stays as it is; so does one that cannot hold an answer of its query (a ``.ttl`` next to a SELECT).
    """
    written: list[str] = []
    problems: list[Problem] = []
    for result in results:
        contract, answer = result.contract, result.answer
        if answer is None:
            problems += result.problems
            continue
        outdated = {span.path for one in result.problems for span in one.spans}
        for path in contract.answers or [contract.path.removesuffix(".rq") + suffix_for(answer)]:
            text = expected_text(path, answer)
            if text is None:
                problems += [one for one in result.problems if one.spans[0].path == path]
            elif path in outdated or not contract.answers:
                try:
                    Path(path).write_text(text, "utf-8", newline="")
                    written.append(path)
                except OSError as error:
                    problems.append(problem("contract-not-written", whole(path), reason=error))
    return written, problems


def _problems(contract: Contract, answer: Answer) -> Iterator[Problem]:
    if not contract.answers:
        yield problem("contract-without-answer", contract.span(), name=contract.name)
    for path in contract.answers:
        expected = read_expected(path)
        if isinstance(expected, Problem):
            yield expected
        elif expected.form != answer.form:
            values = {"form": answer.form.upper(), "suffix": suffix_for(answer)}
            yield problem("contract-form", whole(path), contract.span(), **values)
        elif set(expected.variables) != set(answer.variables):
            variables, wanted = (", ".join(f"?{name}" for name in one.variables) for one in (answer, expected))
            yield problem("contract-variables", Span(path, 1, 1, 1, 2), contract.span(), said=variables, wanted=wanted)
        else:
            yield from _differences(contract, answer, expected)


def _differences(contract: Contract, answer: Answer, expected: Expected) -> Iterator[Problem]:
    """A problem on the lines of the missing rows, else on the query, if the answer is not the expected one."""
    columns = [answer.variables.index(name) for name in expected.variables]
    rows = [tuple(row[at] for at in columns) if columns else row for row in answer.rows]
    if expected.is_plain and answer.form == "select":
        rows = [tuple(map(plain, row)) for row in rows]
    differs = compare(expected.rows, rows, is_ordered=contract.is_ordered)
    if differs.first_moved is not None:
        at = differs.first_moved
        values = {"row": row_text(expected.rows[at]), "found": row_text(rows[at])}
        yield problem("contract-order", expected.places[at], contract.span(), **values)
    elif differs:
        spans = [*(expected.places[at] for at in _positions(expected.rows, rows)), contract.span()]
        if not differs.missing:
            spans.append(whole(expected.path))
        lines = [f"- {row_text(row)}" for row in differs.missing[:_SHOWN]]
        lines += [f"+ {row_text(row)}" for row in differs.surplus[:_SHOWN]]
        lines += ["…"] if max(len(differs.missing), len(differs.surplus)) > _SHOWN else []
        counts = {"missing": len(differs.missing), "surplus": len(differs.surplus), "rows": "; ".join(lines)}
        yield problem("contract-differs", *spans, **counts)


def row_text(row: AnswerRow) -> str:
    """A row in a message: its values between commas, a long one cut, ``-`` for an unbound variable."""
    return ", ".join(
        (value if len(value) <= _WIDTH else f"{value[: _WIDTH - 1]}…").replace("\n", " ") or "-"
        for value in map(short, row)
    )
