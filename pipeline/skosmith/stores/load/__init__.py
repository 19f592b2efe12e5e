"""Parts of a graph -> a triple store, and the proof that they are there.

Each part replaces a named graph of its own. A part that the store has already is left alone, so a load that was cut
short goes on where it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from skosmith.model import problem, whole
from skosmith.stores.load.lines import differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skosmith.model import Problem
    from skosmith.stores.load.lines import Lines
    from skosmith.stores.load.parts import Part

_SHOWN = 3  # triples of each side that a difference names


class Target(Protocol):
    """A store that is loaded into; both methods raise StoreError if it does not do as it is told."""

    name: str

    def triples_of(self, part: Part) -> Lines:
        """The triples of the graph that ``part`` goes to; none if there is no such graph."""

    def put(self, part: Part) -> None:
        """Replaces the graph that ``part`` goes to: by all of it, or the graph stays as it is."""


class PartResult(NamedTuple):
    """The ``status`` of a part is ``written``, ``unchanged``, or on a dry run ``to write``; a problem if it differs."""

    part: Part
    status: str
    problem: Problem | None = None


def load_parts(parts: Iterable[Part], target: Target, *, dry_run: bool = False) -> Iterator[PartResult]:
    """Puts each of ``parts`` into ``target``, reads it back, and compares it with what was sent.

    Raises StoreError if the store does not do as it is told.
    """
    for part in parts:
        if target.triples_of(part) == part.lines:
            yield PartResult(part, "unchanged")
        elif dry_run:
            yield PartResult(part, "to write")
        else:
            target.put(part)
            yield PartResult(part, "written", _difference(part, target))


def _difference(part: Part, target: Target) -> Problem | None:
    """The triples that the store returns and were not sent, or does not return and were."""
    returned = target.triples_of(part)
    if returned == part.lines:
        return None
    counts, examples = {"-": 0, "+": 0}, {"-": "", "+": ""}
    for mark, line in differences(part.lines, returned):
        counts[mark] += 1
        if counts[mark] <= _SHOWN:
            examples[mark] += f" {mark} {line.decode().rstrip()}"
    return problem(
        "load-differs",
        whole(target.name),
        graph=part.graph or "default",
        sent=part.lines.count,
        found=returned.count,
        lacking=counts["-"],
        surplus=counts["+"],
        triples=f"{examples['-']}{examples['+']}".strip(),
    )
