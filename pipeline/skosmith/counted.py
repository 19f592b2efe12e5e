"""A number and what it counts, one or several."""


class Counted(int):
    """A number that knows singular and plural, in any text with a place for it.

    ``f"{Counted(1):page|pages}"`` is ``1 page``, ``f"{Counted(1200):page|pages}"`` is ``1,200 pages``.
    """

    def __format__(self, spec: str) -> str:
        """With the noun of ``spec``, ``one|several``; without ``|`` as any number."""
        one, bar, several = spec.partition("|")
        return f"{int(self):,} {one if self == 1 else several}" if bar else super().__format__(spec)
