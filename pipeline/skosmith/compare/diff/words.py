"""Two texts -> the words removed and added, as a reader would mark them."""

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel

from skosmith.rdf import words_of

Mark = Literal["=", "-", "+"]

Words = tuple[tuple[Mark, str], ...]
"""A text as runs of words: kept, removed, added; a removed run comes before the one added in its place."""

_FILLS = re.compile(r"[\W_]*")


@lru_cache(maxsize=2048)
def word_diff(old: str, new: str) -> Words:
    """The runs that turn ``old`` into ``new``: kept and removed runs are ``old``, kept and added ones ``new``.

    Blanks and signs alone do not separate two changes.
    """
    before, after = words_of(old), words_of(new)
    runs: list[tuple[bool, str, str]] = []  # whether it is kept, the old and the new words
    for step in Indel.opcodes(before, after):
        was, now = "".join(before[step.src_start : step.src_end]), "".join(after[step.dest_start : step.dest_end])
        is_last = step.src_end == len(before) and step.dest_end == len(after)
        is_kept = step.tag == "equal" and (not runs or is_last or not _FILLS.fullmatch(was))
        if runs and not is_kept and not runs[-1][0]:
            _, was_before, now_before = runs.pop()
            was, now = was_before + was, now_before + now
        runs.append((is_kept, was, now))
    marks: list[tuple[Mark, str]] = []
    for is_kept, was, now in runs:
        marks += [("=", was)] if is_kept else [("-", was), ("+", now)]
    return tuple((mark, run) for mark, run in marks if run)
