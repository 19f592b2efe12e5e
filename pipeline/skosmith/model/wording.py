"""How messages are worded: numbers with what they count, and what a name that is not known may stand for."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONG = 10_000  # from here on a comma helps to read it
_NEAR = 0.75  # of 1, as difflib counts: two letters in eight; of three letters, none


class Counted(int):
    """A number that knows singular and plural, in any text with a place for it.

    ``f"{Counted(1):page|pages}"`` is ``1 page``, ``f"{Counted(12000):page|pages}"`` is ``12,000 pages``; a number of
    four digits is written without a comma, which other languages read as a decimal point.
    """

    def __format__(self, spec: str) -> str:
        """With the noun of ``spec``, ``one|several``; without ``|`` as any number."""
        one, bar, several = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return f"{int(self):{',' if abs(self) >= _LONG else ''}} {one if self == 1 else several}"


class Quoted(tuple[str, ...]):
    """Words that a text names if there are any: ``f"{Quoted(words): No %.}"`` is `` No 'a', 'b'.``, or empty."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """``spec`` with the words for its ``%``; empty without any."""
        return spec.replace("%", ", ".join(f"'{word}'" for word in self)) if self else ""


def slip_of(said: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Those of ``known`` that ``said`` may be a slip of, the nearest first; none where none is near."""
    return get_close_matches(said.lower(), list(known), most, _NEAR)
