"""Which statement holds which line of a page, so that none is lost."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from skosmith.model import LevelPage, Page, Problem, Statement, problem

_MANY = 1_000_000_000  # columns: beyond the end of any line


def lost_lines(page: Page | LevelPage, *made: Iterable[Statement]) -> Iterator[Problem]:
    """A problem for each non-blank line that no statement holds and that is neither label nor chrome.

    Counted from the statements, not from the parser's word: what the parser reads and the graph leaves out is found.
    """
    held: set[int] = set()
    on_line: dict[int, list[tuple[int, int]]] = {}  # where two lines of a page stand on one line of its file
    shared = {line.number for line, below in pairwise(page.lines) if line.number == below.number}
    spans = chain((claim.span for claim in page.claims), (one.span for statements in made for one in statements))
    for span in spans:
        if span is None:
            continue
        if shared and (span.line in shared or span.end_line in shared):
            on_line.setdefault(span.line, []).append(
                (span.column, _MANY if span.end_line > span.line else span.end_column)
            )
            if span.end_line > span.line:
                on_line.setdefault(span.end_line, []).append((0, span.end_column))
        if span.line == span.end_line:
            held.add(span.line)
        else:
            held.update(range(span.line, span.end_line + 1))
    for line in page.lines:
        number, column, *_ = line
        is_held = number in held
        if is_held and number in shared and number in on_line:
            is_held = any(start <= column < end for start, end in on_line[number])
        if not is_held:
            yield problem("line-not-held", line.span(page.path))
