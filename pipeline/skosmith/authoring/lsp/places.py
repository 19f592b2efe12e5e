"""What holds a place of a page: as a hover, where other pages say the same, and all lines about the same thing."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from skosmith.authoring.lsp.projects import Checked
from skosmith.authoring.lsp.session import State
from skosmith.model import (
    SKM,
    Claim,
    Compact,
    LevelPage,
    Page,
    Span,
    Statement,
    arrange,
    iri_of,
    is_literal,
    literal,
    parse_literal,
)
from skosmith.rdf import blocks

_LONGEST = 72  # characters of a text that are shown: the whole text is on the page
_TICKS = re.compile("`+")


class Content(NamedTuple):
    """What holds a place: statements, or the claim that its line is a label or chrome; ``span`` is the narrowest."""

    checked: Checked
    page: Page | LevelPage
    statements: list[Statement]
    claim: Claim | None
    span: Span


def content_at(state: State, path: str, line: int, column: int) -> Content | None:
    """What holds a line and a column, from 1, of the page at ``path``; None if nothing does.

    Of the statements of the line, those whose place contains the column; all if none does.
    """
    checked, page = state.check_of(path), state.page(path)
    if checked is None or page is None:
        return None
    on_line = {one.triple: one for one in _statements(checked, path) if _is_on_line(one.span, line)}
    statements = [one for one in on_line.values() if _contains(one.span, line, column)] or list(on_line.values())
    claim = next((one for one in page.claims if _contains(one.span, line, column)), None)
    claim = claim or next((one for one in page.claims if not statements and _is_on_line(one.span, line)), None)
    spans = [*(span for *_, span in statements if span), *([claim.span] if claim else [])]
    if not spans:
        return None
    narrowest = min(spans, key=lambda span: (span.end_line - span.line, span.end_column - span.column))
    return Content(checked, page, statements, claim, narrowest)


def _statements(checked: Checked, path: str) -> Iterator[Statement]:
    pages = [page for page in checked.read.build.pages if page.path == path]
    yield from chain(*(page.of_skill for page in pages))
    yield from chain(*(page.of_framework for page in pages[:1]))  # shared by all subjects of a level page


def _is_on_line(span: Span | None, line: int) -> bool:
    return span is not None and not span.sheet and span.line <= line <= span.end_line


def _contains(span: Span | None, line: int, column: int) -> bool:
    return (
        span is not None
        and _is_on_line(span, line)
        and (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)
    )


def hover(content: Content, state: State, *, is_markdown: bool) -> Hover:
    """The IRIs of the subjects and the statements as Turtle; or that the line is a label or chrome."""
    parts = []
    if content.claim:
        text = state.words[content.claim.kind].format(role=content.claim.role)
        parts.append(text if is_markdown else text.replace("`", ""))
    if content.statements:
        subjects = list(dict.fromkeys(iri_of(subject) for subject, *_ in content.statements))
        short = (statement._replace(object=_shortened(statement.object)) for statement in content.statements)
        turtle = "\n".join(blocks(Compact(content.checked.read.build.names.root), arrange(short))).rstrip("\n")
        if is_markdown:
            parts += ["  \n".join(map(_code, subjects)), _fenced(turtle)]
        else:
            parts += ["\n".join(subjects), turtle]
    kind = MarkupKind.Markdown if is_markdown else MarkupKind.PlainText
    return Hover(MarkupContent(kind, "\n\n".join(parts)), state.lines(content.page.path).range(content.span))


def _shortened(term: str) -> str:
    if not is_literal(term):
        return term
    value, language, datatype = parse_literal(term)
    return literal(f"{value[:_LONGEST]}…", language, datatype) if len(value) > _LONGEST else term


def _code(text: str) -> str:
    """``text`` between as many ticks as it takes. Source: CommonMark 0.31, section 6.1."""
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{ticks}{text}{ticks}"


def _fenced(text: str) -> str:
    """``text`` in a fence longer than any in it. Source: CommonMark 0.31, section 4.5."""
    fence = "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{fence}turtle\n{text}\n{fence}"


def counterparts(content: Content) -> list[Span]:
    """Where the other pages of the same skill, or level, say the same, those of other languages first.

    Texts are counterparts if subject and predicate are the same, labels if they open the same block.
    If no other page of the skill says it, the first of each other language that does.
    """
    page, claim = content.page, content.claim
    pages = sorted(content.checked.read.pages, key=lambda one: (one.language == page.language, one.language, one.path))
    if claim and not content.statements:
        same_claims = (
            next((one.span for one in other.claims if (one.kind, one.role) == (claim.kind, claim.role)), None)
            for other in pages
            if _is_same_subject(other, page)
        )
        return list(dict.fromkeys(span for span in same_claims if span and not span.sheet))
    keys = {_key(one) for one in content.statements if is_literal(one.object)} or set(map(_key, content.statements))
    same: list[Span] = []
    first: dict[str, Span] = {}
    for other in pages:
        if other.path != page.path:
            statements = _statements(content.checked, other.path)
            spans = [one.span for one in statements if _key(one) in keys and one.span and not one.span.sheet]
            if spans and _is_same_subject(other, page):
                same += spans
            elif spans and other.language != page.language:
                first.setdefault(other.language, spans[0])
    return list(dict.fromkeys(same or first.values()))


def _is_same_subject(other: Page | LevelPage, page: Page | LevelPage) -> bool:
    """Whether another page is about the same skill, attribute or level."""
    if other.path == page.path:
        return False
    if isinstance(other, Page) and isinstance(page, Page):
        return (other.kind, other.notation) == (page.kind, page.notation)
    return isinstance(other, LevelPage) and isinstance(page, LevelPage) and other.number == page.number


def _key(statement: Statement) -> tuple[str, ...]:
    """A statement without its text, if its object is one."""
    subject, predicate, term, _ = statement
    return (subject, predicate) if is_literal(term) else (subject, predicate, term)


def references(content: Content) -> list[Span]:
    """Each line, of any page or table, with a statement about the thing at a place or with it as object, in order.

    The thing is the level of a digit, else the subject of the first text.
    """
    if not content.statements:
        return []
    texts = (one for one in content.statements if is_literal(one.object))
    subject, predicate, term, _ = next(texts, content.statements[0])
    node = term if predicate == SKM.declaredLevel else subject
    lines: dict[tuple[str, int], Span] = {}
    build = content.checked.read.build
    of_pages = ((*page.of_skill, *page.of_framework) for page in build.pages)
    for statement in chain(*of_pages, *(table.statements for table in build.supplements)):
        span = statement.span
        if span is not None and not span.sheet and node in {statement.subject, statement.object}:
            lines.setdefault((span.path, span.line), span)
    return sorted(lines.values())
