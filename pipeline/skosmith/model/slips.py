"""What a name that is not known may be a slip of."""

from collections.abc import Iterable
from difflib import get_close_matches

_NEAR = 0.75  # of 1, as difflib counts: two letters in eight; of three letters, none


def slip_of(said: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Those of ``known`` that ``said`` may be a slip of, the nearest first; none where none is near."""
    return get_close_matches(said.lower(), list(known), most, _NEAR)
