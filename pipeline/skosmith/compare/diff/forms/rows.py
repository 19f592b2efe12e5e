"""The rows by which the answer to a query changes, as lines for people."""

from collections.abc import Iterator
from itertools import chain

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.model import Compact

_SHOWN = 10  # rows of one query


def rows_of(answer: ChangedAnswer, root: str) -> Iterator[tuple[str, str]]:
    """``-`` or ``+`` and a row, IRIs relative to ``root``; the last, with an empty sign, counts those left out."""
    compact = Compact(root)
    signed = chain((("-", row) for row in answer.gone), (("+", row) for row in answer.added))
    for number, (sign, row) in enumerate(signed):
        if number == _SHOWN:
            yield "", f"… {len(answer.gone) + len(answer.added) - _SHOWN}"
            return
        yield sign, " | ".join(compact[term] if term.startswith("<") else term for term in row)
