"""Things that are joined pair by pair -> the groups that they make."""

from collections.abc import Iterable


class Groups:
    """Disjoint sets of things that can be ordered."""

    def __init__(self, things: Iterable[str] = ()) -> None:
        self._above = {thing: thing for thing in things}

    def of(self, thing: str) -> str:
        """What stands for the group of ``thing``, the same for all in it as long as none are joined."""
        above = self._above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, one: str, other: str) -> None:
        """Makes the groups of two things one."""
        self._above[self.of(other)] = self.of(one)

    def all(self) -> list[list[str]]:
        """The groups, those of the least things first."""
        found: dict[str, list[str]] = {}
        for thing in sorted(self._above):
            found.setdefault(self.of(thing), []).append(thing)
        return list(found.values())
