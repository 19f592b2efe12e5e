"""What was worked out before: so that a check after an edit does again only what the edit touches.

Only what follows from its key alone may be recalled, so a check with a memory finds exactly what one without finds.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Same:
    """A part of a key that is equal for the same object only, and so is quick to compare."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        """``thing`` is referenced, so that no other object takes its place in memory."""
        self.thing = thing

    def __hash__(self) -> int:
        """That of the object's identity."""
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        """Whether both have the very same object."""
        return isinstance(other, Same) and self.thing is other.thing


class Memo:
    """A memory of one run after another: what a run does not ask for is forgotten when it ends.

    One that is not ``is_lasting`` is of a single run, which asks for nothing twice: it recalls nothing.
    """

    def __init__(self, *, is_lasting: bool = False) -> None:
        self._is_lasting = is_lasting
        self._kept: dict[Hashable, Any] = {}
        self._asked: dict[Hashable, Any] = {}
        self._count = 0

    def recall(self, key: Callable[[], Hashable], make: Callable[[], Value]) -> Value:
        """What ``make`` gave for ``key()`` in this run or the one before, else what it gives now."""
        if not self._is_lasting:
            return make()
        name = key()
        if name in self._asked:
            value: Value = self._asked[name]
        elif name in self._kept:
            value = self._asked[name] = self._kept[name]
        else:
            value = self._asked[name] = make()
            self._count += 1
        return value

    def end_run(self) -> int:
        """Forgets what this run did not ask for; the number of things that it worked out."""
        count, self._count = self._count, 0
        self._kept, self._asked = self._asked, {}
        return count
