"""Parts of a graph -> a triple store, and the proof that they are there.

Each part goes to a named graph of its own and takes the place of what is there. A part that the store holds already is
left alone, so a load that was cut short is taken up where it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from skosmith.load.parts import Part  # noqa: TC001 - a field of Loaded
from skosmith.problems import problem
from skosmith.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skosmith.model import Problem

_SHOWN = 3  # triples of each side that a difference names


class Target(Protocol):
    """A store that is loaded into; both methods raise ``Refused`` where it does not do as asked."""

    name: str

    def held(self, graph: str) -> list[str] | None:
        """The triples of a named graph, ``""`` for the default one, as ``Part.lines``; None where it is not there."""

    def put(self, part: Part) -> None:
        """Puts ``part`` in the place of what its graph holds: all of it, or the graph stays as it is."""


class Loaded(NamedTuple):
    """What became of a part: ``written``, ``unchanged``, or on a dry run ``to write``; and how the store differs."""

    part: Part
    what: str
    problem: Problem | None


def load(parts: Iterable[Part], target: Target, *, dry_run: bool = False) -> Iterator[Loaded]:
    """Puts each of ``parts`` into ``target``, reads it back, and holds it to what was sent.

    Raises ``Refused`` where the store does not do as asked.
    """
    for part in parts:
        if target.held(part.graph) == part.lines:
            yield Loaded(part, "unchanged", None)
        elif dry_run:
            yield Loaded(part, "to write", None)
        else:
            target.put(part)
            yield Loaded(part, "written", _difference(part, target))


def _difference(part: Part, target: Target) -> Problem | None:
    """What the store returns that was not sent, or does not return that was."""
    returned = target.held(part.graph) or []
    if returned == part.lines:
        return None
    sent, found = set(part.lines), set(returned)
    lacking, surplus = sorted(sent - found), sorted(found - sent)
    named = [f"- {line}" for line in lacking[:_SHOWN]] + [f"+ {line}" for line in surplus[:_SHOWN]]
    return problem(
        "load-differs",
        whole(target.name),
        graph=part.graph or "default",
        sent=len(sent),
        found=len(found),
        lacking=len(lacking),
        surplus=len(surplus),
        triples=" ".join(named),
    )
