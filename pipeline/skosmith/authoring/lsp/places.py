"""What stands at a place of a page, where other pages say the same, and who else speaks of it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from skosmith.authoring.lsp.projects import Checked
from skosmith.authoring.lsp.state import State, statements_of
from skosmith.model import SKM, Claim, LevelPage, Page, Span, Statement, is_literal


class Here(NamedTuple):
    """What holds a place: statements, or the claim that its line is a label or chrome; ``span`` is the narrowest."""

    checked: Checked
    page: Page | LevelPage
    statements: list[Statement]
    claim: Claim | None
    span: Span


def here(state: State, path: str, line: int, column: int) -> Here | None:
    """What stands at a line and a column, from 1, of the page at ``path``; None where nothing does.

    Of the statements that the line makes, those whose place holds the column; where none does, all.
    """
    checked, page = state.home(path), state.page(path)
    if checked is None or page is None:
        return None
    said = {said.triple: said for said in statements_of(checked, path) if _holds_line(said.span, line)}
    at = [one for one in said.values() if _holds(one.span, line, column)] or list(said.values())
    claim = next((one for one in page.claims if _holds(one.span, line, column)), None)
    claim = claim or next((one for one in page.claims if not at and _holds_line(one.span, line)), None)
    spans = [*(span for *_, span in at if span), *([claim.span] if claim else [])]
    if not spans:
        return None
    return Here(checked, page, at, claim, min(spans, key=_extent))


def _holds_line(span: Span | None, line: int) -> bool:
    return span is not None and not span.sheet and span.line <= line <= span.end_line


def _holds(span: Span | None, line: int, column: int) -> bool:
    return (
        span is not None
        and _holds_line(span, line)
        and (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)
    )


def _extent(span: Span) -> tuple[int, int]:
    return span.end_line - span.line, span.end_column - span.column


def elsewhere(found: Here) -> list[Span]:
    """Where the other pages of the same skill, or level, say the same thing, those of other languages first.

    A text is the same where it is said of the same thing by the same property; a label where it opens the same block.
    Where no other page of the skill says it, the first of each other language that does.
    """
    if found.claim and not found.statements:
        others = [page for page in found.checked.read.pages if _is_other(page, found.page)]
        spans = [claim.span for page in _ranked(others, found.page) for claim in _like(page, found.claim)]
        return list(dict.fromkeys(span for span in spans if not span.sheet))
    keys = {_key(one) for one in found.statements if _is_text(one)} or {_key(one) for one in found.statements}
    same: list[Span] = []
    first: dict[str, Span] = {}
    for page in _ranked(found.checked.read.pages, found.page):
        if page.path != found.page.path:
            made = statements_of(found.checked, page.path)
            spans = [said.span for said in made if _key(said) in keys and said.span]
            spans = [span for span in spans if not span.sheet]
            if spans and _is_other(page, found.page):
                same += spans
            elif spans and page.language != found.page.language:
                first.setdefault(page.language, spans[0])
    return list(dict.fromkeys(same or first.values()))


def _like(page: Page | LevelPage, claim: Claim) -> list[Claim]:
    return [one for one in page.claims if (one.kind, one.role) == (claim.kind, claim.role)][:1]


def _ranked(pages: Iterable[Page | LevelPage], page: Page | LevelPage) -> list[Page | LevelPage]:
    return sorted(pages, key=lambda one: (one.language == page.language, one.language, one.path))


def _is_other(one: Page | LevelPage, page: Page | LevelPage) -> bool:
    """Whether two pages are about the same skill, attribute or level."""
    if one.path == page.path or type(one) is not type(page):
        return False
    if isinstance(one, Page) and isinstance(page, Page):
        return (one.kind, one.notation) == (page.kind, page.notation)
    return isinstance(one, LevelPage) and isinstance(page, LevelPage) and one.number == page.number


def _is_text(statement: Statement) -> bool:
    return is_literal(statement.object)


def _key(statement: Statement) -> tuple[str, ...]:
    """What a statement says, but for the words in which it says it."""
    subject, predicate, term, _ = statement
    return (subject, predicate) if is_literal(term) else (subject, predicate, term)


def node_of(found: Here) -> str:
    """The thing that a place is about: of a digit the level, else what the first statement is about."""
    subject, predicate, term, _ = next((one for one in found.statements if _is_text(one)), found.statements[0])
    return term if predicate == SKM.declaredLevel else subject


def references(found: Here) -> list[Span]:
    """Each line, of any page, that says something of the thing at a place, or names it; in the order of the pages."""
    if not found.statements:
        return []
    node = node_of(found)
    lines: dict[tuple[str, int], Span] = {}
    for page in found.checked.read.build.pages:
        for span in _spans_about(node, (*page.of_skill, *page.of_framework)):
            lines.setdefault((span.path, span.line), span)
    return sorted(lines.values())


def _spans_about(node: str, statements: Iterable[Statement]) -> Iterator[Span]:
    for subject, _, term, span in statements:
        if span is not None and not span.sheet and node in {subject, term}:
            yield span
