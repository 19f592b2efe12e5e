"""Which statement holds which line of a page, so that no line is lost."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise

from skosmith.model import Claim, LevelPage, Line, Names, Page, Problem, Quoted, Span, Statement, problem, shortened
from skosmith.pages import labels_for
from skosmith.rdf.statements import page_parts

_SIDES = ("", "/lower", "/higher")
_NOTES = frozenset(f"{label}{side}" for label in ("understanding", "developing") for side in _SIDES)
_END_OF_LINE = 1_000_000_000  # a column beyond the end of any line


def lost_lines(page: Page | LevelPage, *groups: Iterable[Statement]) -> Iterator[Problem]:
    """A problem for each run of non-blank lines that are neither label nor chrome and in no statement of ``groups``.

    Runs below the same missing labels are one problem.
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
    columns = {number: parts for number, parts in columns.items() if number in shared}
    runs: dict[object, list[list[Line]]] = {}
    for is_lost, run in groupby(page.lines, lambda line: not _is_covered(line, covered, columns)):
        if is_lost:
            lines = list(run)
            labels = Quoted(_missing_labels(page, _span_of(page, lines)))
            runs.setdefault(labels or lines[0], []).append(lines)
    for first, *others in runs.values():
        labels = Quoted(_missing_labels(page, _span_of(page, first)))
        count = len(first) + sum(map(len, others))
        spans = (_span_of(page, lines) for lines in (first, *others))
        yield problem("line-not-held", *spans, text=shortened(first[0].text), count=count, labels=labels)


def _span_of(page: Page | LevelPage, lines: Sequence[Line]) -> Span:
    return lines[0].span(page.path).to(lines[-1].span(page.path))


def _is_covered(line: Line, covered: Container[int], columns: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    parts = columns.get(line.number)
    return line.number in covered and (parts is None or any(start <= line.column < end for start, end in parts))


def _missing_labels(page: Page | LevelPage, span: Span) -> Iterator[str]:
    """The labels that a page lacks and that may be missing above a place: of those of the notes, if it has any.

    Directly below the label of understanding it is that for lower levels, if only the other is there.
    """
    labels = labels_for(page.language)
    if labels is None or not isinstance(page, Page) or not page.pref_label:
        return
    begin = page.pref_label.span.line
    end = min((section.heading.span.line for section in page.sections), default=span.line + 1)
    lines = {claim.role: claim.span.line for claim in reversed(page.claims) if claim.kind == "label"}
    roles = lines.keys()
    if lines.get("understanding", end) < span.line < lines.get("understanding/higher", begin):
        yield from (labels.words["lower"],) if "understanding/lower" not in roles else ()
        return
    owed = {"guidance", "levels"} | ({"understanding", "developing"} if roles & _NOTES else set())
    if begin < span.line < end and not span.sheet:
        yield from (word for role, word in labels.words.items() if role in owed - roles)


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
