"""The outline of a page: its title, its blocks, its levels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lsprotocol.types import DocumentSymbol, Location, SymbolInformation, SymbolKind

from skosmith.authoring.lsp.session import State
from skosmith.model import LevelPage, Page, Span


@dataclass
class _Entry:
    name: str
    kind: SymbolKind
    span: Span
    detail: str = ""
    below: list["_Entry"] = field(default_factory=list)


def document_symbols(page: Page | LevelPage, state: State) -> list[DocumentSymbol]:
    """The symbol of a page, with those of its blocks and levels below it; none for the row of a table."""
    last = max((line.number for line in page.lines), default=1)
    return [_symbol(entry, page.path, last, state) for entry in _entries(page)]


def flat_symbols(symbols: Iterable[DocumentSymbol], uri: str, above: str | None = None) -> Iterator[SymbolInformation]:
    """The same for an editor without nested symbols."""
    for symbol in symbols:
        yield SymbolInformation(Location(uri, symbol.range), symbol.name, symbol.kind, container_name=above)
        yield from flat_symbols(symbol.children or (), uri, symbol.name)


def _entries(page: Page | LevelPage) -> list[_Entry]:
    if isinstance(page, LevelPage):
        top = _Entry(page.heading.value, SymbolKind.Class, page.heading.span)
        top.below = [_Entry(one.pref_label.value, SymbolKind.Property, one.pref_label.span) for one in page.attributes]
        return [top]
    if page.notation.span.sheet:
        return []
    label = page.pref_label or page.notation
    name = f"{page.pref_label.value if page.pref_label else ''} {page.notation.value}".strip()
    top = _Entry(name, SymbolKind.Class, label.span)
    top.below = sorted([*_labels(page), *_levels(page)], key=lambda one: one.span)
    return [top]


def _labels(page: Page) -> Iterator[_Entry]:
    """The labels; the two on undefined levels are below the label of their block."""
    texts = {line.number: line.text for line in page.lines}
    above: dict[str, _Entry] = {}
    for claim in sorted(page.claims, key=lambda one: one.span):
        if claim.kind == "label":
            entry = _Entry(texts.get(claim.span.line, claim.role), SymbolKind.Property, claim.span, claim.role)
            outer, _, inner = claim.role.partition("/")
            if inner and outer in above:
                above[outer].below.append(entry)
            else:
                above.setdefault(outer, entry)
                yield entry


def _levels(page: Page) -> Iterator[_Entry]:
    for section in page.sections:
        title = section.title.value if section.title else ""
        yield _Entry(section.heading.value, SymbolKind.Method, section.heading.span, title)


def _symbol(entry: _Entry, path: str, last: int, state: State) -> DocumentSymbol:
    """``entry`` as a symbol that ends on line ``last``; those below it end on the line before the next."""
    lines = state.lines(path)
    ends = [*(after.span.line - 1 for after in entry.below[1:]), last]
    children = [_symbol(one, path, end, state) for one, end in zip(entry.below, ends, strict=False)]
    return DocumentSymbol(
        name=entry.name or "-",
        kind=entry.kind,
        range=lines.whole_lines(entry.span.line, max(last, entry.span.end_line)),
        selection_range=lines.range(entry.span),
        detail=entry.detail or None,
        children=children,
    )
