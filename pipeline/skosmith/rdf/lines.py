"""Which statement holds which line of a page, so that no line is lost."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from skosmith.model import Claim, LevelPage, Names, Page, Problem, Statement, problem
from skosmith.rdf.statements import page_parts

_END_OF_LINE = 1_000_000_000  # a column beyond the end of any line


def lost_lines(page: Page | LevelPage, *groups: Iterable[Statement]) -> Iterator[Problem]:
    """A problem for each non-blank line that is neither label nor chrome and in no statement of ``groups``.

    The statements are the evidence, not the parser: a text that it reads and the graph leaves out is reported.
    """
    covered: set[int] = set()
    columns: dict[int, list[tuple[int, int]]] = {}  # of the lines of the file that hold two lines of the page
    shared = {line.number for line, below in pairwise(page.lines) if line.number == below.number}
    for span in chain((claim.span for claim in page.claims), (one.span for group in groups for one in group)):
        if span is None:
            continue
        is_long = span.end_line > span.line
        if shared and (span.line in shared or span.end_line in shared):
            columns.setdefault(span.line, []).append((span.column, _END_OF_LINE if is_long else span.end_column))
            if is_long:
                columns.setdefault(span.end_line, []).append((0, span.end_column))
        if is_long:
            covered.update(range(span.line, span.end_line + 1))
        else:
            covered.add(span.line)
    for line in page.lines:
        number, column, *_ = line
        is_covered = number in covered
        if is_covered and number in shared and number in columns:
            is_covered = any(start <= column < end for start, end in columns[number])
        if not is_covered:
            yield problem("line-not-held", line.span(page.path))


def coverage_by_line(page: Page | LevelPage, names: Names) -> dict[int, list[Statement | Claim]]:
    """The statements and claims of each non-blank line of a page, by line number; empty for a line that is lost."""
    coverage: dict[int, list[Statement | Claim]] = {line.number: [] for line in page.lines}
    for claim in page.claims:
        coverage[claim.span.line].append(claim)
    concepts, framework = page_parts(page, names, {})
    for statement in chain(*concepts.values(), framework):
        if span := statement.span:
            for line in coverage.keys() & range(span.line, span.end_line + 1):
                coverage[line].append(statement)
    return coverage
