"""A number and what it counts, one or several."""

_LONG = 10_000  # from here on a comma helps to read it


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
