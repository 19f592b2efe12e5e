"""What was worked out before: so that a check after an edit does again only what the edit touches.

Only what follows from its key alone may be recalled, so a check with a memory finds exactly what one without finds.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Same:
    """A part of a key that stands for one object, not for all that are equal to it: quick to compare."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        """For ``thing``, which is held so that no other takes its place in memory."""
        self.thing = thing

    def __hash__(self) -> int:
        """That of the object's identity."""
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        """Whether both stand for the very same object."""
        return isinstance(other, Same) and self.thing is other.thing


class Memo:
    """A memory of one run after another: what a run does not ask for is forgotten when it ends."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._asked: dict[Hashable, Any] = {}
        self._made = 0

    def recall(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gave for ``key`` in this run or the one before, else what it gives now."""
        if key in self._asked:
            found: Made = self._asked[key]
        elif key in self._kept:
            found = self._asked[key] = self._kept[key]
        else:
            found = self._asked[key] = make()
            self._made += 1
        return found

    def end_run(self) -> int:
        """Forgets what this run did not ask for; the number of things that it worked out."""
        made, self._made = self._made, 0
        self._kept, self._asked = self._asked, {}
        return made


def recall(memo: Memo | None, key: Callable[[], Hashable], make: Callable[[], Made]) -> Made:
    """``make()``, recalled where there is a memory; the key is made only then."""
    return make() if memo is None else memo.recall(key(), make)
