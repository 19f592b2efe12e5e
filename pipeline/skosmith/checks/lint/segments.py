"""The segments of short texts, by which those that may be alike find each other.

If ``n`` letters are added or deleted to turn a text into another, one of any ``n + 1`` parts of the text is whole in
the other, and not far from its place.
Source: Li, Deng, Wang and Feng, Pass-Join: A Partition-based Method for Similarity Joins (2011).
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import ceil, floor

Segment = tuple[int, int, str]
"""The length of the text, the number of the segment, and its letters."""

_MARGIN = 1e-9  # shares of letters are no exact numbers


def shortest(length: int, ratio: float) -> int:
    """The least length of a text that may be alike to one of ``length`` letters; ``ratio`` is of 100."""
    return ceil(length * ratio / (200 - ratio) - _MARGIN)


def segments_of(text: str, ratio: float) -> list[Segment]:
    """The segments under which a text is kept; texts up to the longest that may be alike to it look for them."""
    length = len(text)
    return [(length, number, text[begin:end]) for number, (begin, end) in enumerate(_parts(length, ratio))]


def segments_in(text: str, ratio: float) -> Iterator[Segment]:
    """The segments of texts that are no longer than ``text`` and may be alike to it, as far as its letters tell."""
    for length in range(max(shortest(len(text), ratio), 1), len(text) + 1):
        longer = len(text) - length
        most = _edits(length + len(text), ratio)
        left, right = (most - longer) // 2, (most + longer) // 2  # how far a part that is whole may be moved
        for number, (begin, end) in enumerate(_parts(length, ratio)):
            for start in range(max(begin - left, 0), min(begin + right, len(text) - (end - begin)) + 1):
                yield length, number, text[start : start + end - begin]


@cache
def _parts(length: int, ratio: float) -> list[tuple[int, int]]:
    """Where the segments of a text of ``length`` letters begin and end: one more than letters that may differ."""
    longest = floor(length * (200 - ratio) / ratio + _MARGIN)
    count = min(_edits(length + longest, ratio) + 1, length)
    bounds = [length * number // count for number in range(count + 1)] if count else []
    return list(pairwise(bounds))


def _edits(letters: int, ratio: float) -> int:
    """How many letters may be added or deleted between two alike texts with ``letters`` together."""
    return floor(letters * (1 - ratio / 100) + _MARGIN)
