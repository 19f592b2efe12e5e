"""Two texts -> what was taken away and what was added, word by word, as a reader would mark it."""

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel

Mark = Literal["=", "-", "+"]

Words = tuple[tuple[Mark, str], ...]
"""A text as runs of words: kept, taken away, added; a run taken away stands before the one added in its place."""

# A word, with an apostrophe or a hyphen inside; a sign of a script that writes no blanks between words; any other sign.
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’\-][^\W_{_UNSPACED}]+)*|\s+|.", re.DOTALL)
_FILLS = re.compile(r"[\W_]*")


def words_of(text: str) -> list[str]:
    """The words of a text, the blanks and signs between them as words of their own."""
    return _WORD.findall(text)


@lru_cache(maxsize=2048)
def word_diff(old: str, new: str) -> Words:
    """What turns ``old`` into ``new``: kept and taken away runs are ``old``, kept and added ones ``new``.

    Between two changes, blanks and signs alone are no reason to break off.
    """
    before, after = words_of(old), words_of(new)
    runs: list[tuple[bool, str, str]] = []  # whether it is kept, what it was, what it is
    for step in Indel.opcodes(before, after):
        gone, come = "".join(before[step.src_start : step.src_end]), "".join(after[step.dest_start : step.dest_end])
        is_last = step.src_end == len(before) and step.dest_end == len(after)
        is_kept = step.tag == "equal" and (not runs or is_last or not _FILLS.fullmatch(gone))
        if runs and not is_kept and not runs[-1][0]:
            gone, come = runs[-1][1] + gone, runs[-1][2] + come
            runs.pop()
        runs.append((is_kept, gone, come))
    marked: list[tuple[Mark, str]] = []
    for is_kept, gone, come in runs:
        marked += [("=", gone)] if is_kept else [("-", gone), ("+", come)]
    return tuple((mark, run) for mark, run in marked if run)
