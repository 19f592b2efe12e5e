"""Answers -> differences: with the expected ones, and with those of another graph."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skosmith.compare.contracts.answer import SECONDS, Answer, Row, answers_of
from skosmith.compare.contracts.expected import Expected, new_file, plain, read_expected, short, write_expected
from skosmith.compare.contracts.query import Contract
from skosmith.model import Build, Problem, Span, problem, whole

_SHOWN = 3  # rows of either kind that a problem names
_WIDTH = 60  # characters of a value that a problem shows


@dataclass(frozen=True, slots=True)
class Difference:
    """What one answer has and the other has not; rows in their order, as often as they are missing or too much.

    ``first_moved`` is the first row, from 0, that stands elsewhere where the rows are the same in another order.
    """

    missing: tuple[Row, ...] = ()
    surplus: tuple[Row, ...] = ()
    first_moved: int | None = None

    def __bool__(self) -> bool:
        """Whether there is a difference."""
        return bool(self.missing or self.surplus or self.first_moved is not None)


@dataclass(frozen=True, slots=True)
class Checked:
    """A contract, the graph's answer (None where there is none) and what is wrong with it."""

    contract: Contract
    answer: Answer | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A query that answers otherwise in another graph.

    ``gone`` are the rows that only the old graph gives, ``added`` those that only the new one gives; ``is_reordered``
    tells that the rows are the same in another order. ``variables`` names the columns, none for ASK and CONSTRUCT.
    ``problems`` says why one of the graphs gives no answer; there are then no rows.
    """

    contract: Contract
    variables: tuple[str, ...] = ()
    gone: tuple[Row, ...] = ()
    added: tuple[Row, ...] = ()
    is_reordered: bool = False
    problems: tuple[Problem, ...] = ()


def changed_answers(
    old: Build, new: Build, contracts: Sequence[Contract], seconds: float = SECONDS
) -> list[ChangedAnswer]:
    """The queries among ``contracts`` whose answers change from one graph to another, and by which rows.

    In the order of ``contracts``; those that answer the same are left out. What the expected answers are does not
    matter. IRIs of the framework are the same where they are the same below its root, so that another edition changes
    only what it changes; rows are shown with those of ``new``. No query takes longer than ``seconds`` on either graph.
    """
    changed = []
    old_root, new_root = f"<{old.names.root}", f"<{new.names.root}"
    before, after = (answers_of(made, contracts, seconds) if contracts else [] for made in (old, new))
    for contract, one, other in zip(contracts, before, after, strict=True):
        if isinstance(one, Problem) or isinstance(other, Problem):
            refused = [said for said in (one, other) if isinstance(said, Problem)]
            changed.append(ChangedAnswer(contract, problems=tuple(refused[:1])))
            continue
        rows = [tuple(_moved(term, old_root, new_root) for term in row) for row in one.rows]
        differs = compare(rows, other.rows, is_ordered=contract.is_ordered)
        if differs:
            is_reordered = differs.first_moved is not None
            changed.append(ChangedAnswer(contract, other.variables, differs.missing, differs.surplus, is_reordered))
    return changed


def _moved(term: str, old: str, new: str) -> str:
    return new + term[len(old) :] if term.startswith(old) else term


def compare(expected: Sequence[Row], found: Sequence[Row], *, is_ordered: bool) -> Difference:
    """How two answers differ: as multisets, and where ``is_ordered`` also in their order."""
    missing, surplus = _more(expected, found), _more(found, expected)
    if missing or surplus or not is_ordered:
        return Difference(missing, surplus)
    moved = (at for at, (one, other) in enumerate(zip(expected, found, strict=True)) if one != other)
    return Difference(first_moved=next(moved, None))


def _more(one: Sequence[Row], other: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that ``one`` has more often than ``other``, in its order, the last ones of those that are the same."""
    spare = Counter(one)
    spare.subtract(Counter(other))
    found = []
    for row in reversed(one):
        if spare[row] > 0:
            spare[row] -= 1
            found.append(row)
    return tuple(reversed(found))


def run_contracts(made: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[Checked]:
    """Asks each query of a graph and holds the answer to the expected ones; no process is begun where there is none."""
    answers = answers_of(made, contracts, seconds) if contracts else []
    return [
        Checked(contract, None, (answer,))
        if isinstance(answer, Problem)
        else Checked(contract, answer, tuple(_problems(contract, answer)))
        for contract, answer in zip(contracts, answers, strict=True)
    ]


def check_contracts(made: Build, contracts: Sequence[Contract], seconds: float = SECONDS) -> list[Problem]:
    """What is wrong with the answers of a graph, in the order of ``contracts``."""
    return [found for checked in run_contracts(made, contracts, seconds) for found in checked.problems]


def update(checked: Sequence[Checked]) -> tuple[list[str], list[Problem]]:
    """Writes the answers into the files that do not hold them yet, and a new file where there is none.

    The paths written, in order, and what could not be written or answered. A file that holds the answer already, in
    whatever way it is laid out, stays as it is; so does one that can hold no answer of its query (the triples of a
    ``.ttl`` beside a SELECT).
    """
    written: list[str] = []
    problems: list[Problem] = []
    for contract, answer, found in ((one.contract, one.answer, one.problems) for one in checked):
        if answer is None:
            problems += found
            continue
        wrong = {span.path for one in found for span in one.spans}
        for path in contract.answers or [contract.path.removesuffix(".rq") + new_file(answer)]:
            text = write_expected(path, answer)
            if text is None:
                problems += [one for one in found if one.spans[0].path == path]
            elif path in wrong or not contract.answers:
                try:
                    Path(path).write_text(text, "utf-8", newline="")
                    written.append(path)
                except OSError as error:
                    problems.append(problem("contract-not-written", whole(path), reason=error.strerror or str(error)))
    return written, problems


def _problems(contract: Contract, answer: Answer) -> Iterator[Problem]:
    if not contract.answers:
        yield problem("contract-without-answer", contract.span(), name=contract.name)
    for path in contract.answers:
        expected = read_expected(path)
        if isinstance(expected, Problem):
            yield expected
        elif expected.form != answer.form:
            yield problem(
                "contract-form", whole(path), contract.span(), form=answer.form.upper(), suffix=new_file(answer)
            )
        elif set(expected.variables) != set(answer.variables):
            said, wanted = (", ".join(f"?{name}" for name in one.variables) for one in (answer, expected))
            yield problem("contract-variables", Span(path, 1, 1, 1, 2), contract.span(), said=said, wanted=wanted)
        else:
            yield from _differs(contract, answer, expected)


def _differs(contract: Contract, answer: Answer, expected: Expected) -> Iterator[Problem]:
    """A problem on the lines of the missing rows, else on the query, where the answer is not the expected one."""
    columns = [answer.variables.index(name) for name in expected.variables]
    found = [tuple(row[at] for at in columns) if columns else row for row in answer.rows]
    if expected.is_plain and answer.form == "select":
        found = [tuple(map(plain, row)) for row in found]
    differs = compare(expected.rows, found, is_ordered=contract.is_ordered)
    if differs.first_moved is not None:
        at = differs.first_moved
        values = {"row": shown(expected.rows[at]), "found": shown(found[at])}
        yield problem("contract-order", expected.places[at], contract.span(), **values)
    elif differs:
        spans = [*_places(expected, differs.missing), contract.span()]
        if not differs.missing:
            spans.append(whole(expected.path))
        rows = [
            *(f"- {shown(row)}" for row in differs.missing[:_SHOWN]),
            *(f"+ {shown(row)}" for row in differs.surplus[:_SHOWN]),
        ]
        rows += ["…"] if max(len(differs.missing), len(differs.surplus)) > _SHOWN else []
        counts = {"missing": len(differs.missing), "surplus": len(differs.surplus), "rows": "; ".join(rows)}
        yield problem("contract-differs", *spans, **counts)


def _places(expected: Expected, missing: Sequence[Row]) -> list[Span]:
    """The places of the rows that are missing: of rows that are the same, the last ones."""
    left = Counter(missing)
    places = []
    for row, place in reversed(list(zip(expected.rows, expected.places, strict=True))):
        if left[row] > 0:
            left[row] -= 1
            places.append(place)
    return places[::-1]


def shown(row: Row) -> str:
    """A row as a message shows it: its values between commas, a long one cut, ``-`` for what is not bound."""
    return ", ".join(
        (value if len(value) <= _WIDTH else f"{value[: _WIDTH - 1]}…").replace("\n", " ") or "-"
        for value in map(short, row)
    )
