"""Disjoint sets: groups of things that are joined pair by pair."""

from collections.abc import Iterable


class Groups:
    """Groups of things that can be ordered."""

    def __init__(self, things: Iterable[str] = ()) -> None:
        self._above = {thing: thing for thing in things}

    def root(self, thing: str) -> str:
        """The representative of the group of ``thing``, until groups are joined."""
        above = self._above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, first: str, second: str) -> None:
        self._above[self.root(second)] = self.root(first)

    def all(self) -> list[list[str]]:
        """The groups, each sorted, by their first things."""
        groups: dict[str, list[str]] = {}
        for thing in sorted(self._above):
            groups.setdefault(self.root(thing), []).append(thing)
        return list(groups.values())
