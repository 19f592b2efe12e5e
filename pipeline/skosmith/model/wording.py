"""How messages are worded: numbers with what they count, and the names that an unknown one may be a slip of."""

import errno
import re
import sys
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches

from skosmith.model.resources import read_data

_LONG = 10_000  # from here on a comma helps to read it
LONGEST = 60
"""The most characters of a text that a message quotes."""

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


def shortened(text: str) -> str:
    """The beginning of a text on one line, to quote it in a message."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def reason_of(error: BaseException, language: str = "en") -> str:
    """What went wrong, without a full stop: the words of the system, without names of classes and addresses in memory.

    Errors of the operating system are in ``language`` if os_errors.toml has them.
    """
    if language != "en" and isinstance(error, OSError) and error.errno is not None:
        module = sys.modules["socket"] if type(error).__name__ == "gaierror" else errno
        for name, words in tomllib.loads(read_data("model/os_errors.toml")).get(language, {}).items():
            if getattr(module, name, None) == error.errno:
                return str(words)
    text = str(getattr(error, "verify_message", None) or getattr(error, "strerror", None) or error)
    return re.sub(r"<[^<>]* at 0x[0-9a-f]+>:? ?", "", text).strip().rstrip(".") or type(error).__name__


def near_names(name: str, names: Iterable[str], most: int = 1) -> list[str]:
    """Those of ``names`` that ``name`` may be a slip of, at most ``most``, the nearest first."""
    return get_close_matches(name.lower(), list(names), most, _NEAR)
