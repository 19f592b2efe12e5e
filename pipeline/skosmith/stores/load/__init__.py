"""Parts of a graph -> a triple store, and the proof that they are there.

Each part goes to a named graph of its own and takes the place of what is there. A part that the store holds already is
left alone, so a load that was cut short is taken up where it ended.
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
    """A store that is loaded into; both methods raise ``Refused`` where it does not do as asked."""

    name: str

    def held(self, part: Part) -> Lines:
        """The triples of the graph that ``part`` goes to; none where it is not there."""

    def put(self, part: Part) -> None:
        """Puts ``part`` in the place of what its graph holds: all of it, or the graph stays as it is."""


class Loaded(NamedTuple):
    """What became of a part: ``written``, ``unchanged``, or on a dry run ``to write``; and how the store differs."""

    part: Part
    what: str
    problem: Problem | None


def load_graph(parts: Iterable[Part], target: Target, *, dry_run: bool = False) -> Iterator[Loaded]:
    """Puts each of ``parts`` into ``target``, reads it back, and holds it to what was sent.

    Raises ``Refused`` where the store does not do as asked.
    """
    for part in parts:
        if target.held(part) == part.lines:
            yield Loaded(part, "unchanged", None)
        elif dry_run:
            yield Loaded(part, "to write", None)
        else:
            target.put(part)
            yield Loaded(part, "written", _difference(part, target))


def _difference(part: Part, target: Target) -> Problem | None:
    """What the store returns that was not sent, or does not return that was."""
    returned = target.held(part)
    if returned == part.lines:
        return None
    counts, named = {"-": 0, "+": 0}, {"-": "", "+": ""}
    for mark, line in differences(part.lines, returned):
        counts[mark] += 1
        if counts[mark] <= _SHOWN:
            named[mark] += f" {mark} {line.decode().rstrip()}"
    return problem(
        "load-differs",
        whole(target.name),
        graph=part.graph or "default",
        sent=part.lines.count,
        found=returned.count,
        lacking=counts["-"],
        surplus=counts["+"],
        triples=f"{named['-']}{named['+']}".strip(),
    )
