"""What a page of Markdown has beside its text: addresses, and marks that a canonical page would lose."""

import re
from collections.abc import Iterator

from skosmith.authoring.render.reading import rows_of
from skosmith.model import LevelPage, LevelSection, Page, Source, Span, decode
from skosmith.pages import has_marks, is_rule

_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_EMPHASIS = re.compile(r"(?<![\\\w])([*_])(?=\S).*?\S\1(?!\w)")  # which the reader takes for text
_IN_FRAMES = frozenset({"digits", "level"})  # a link around them is kept, and that a level's title is strong


def links_of(page: Page | LevelPage, data: bytes) -> tuple[tuple[str, str], ...]:
    """The addresses behind the digits and the titles of the levels, as ``Form.links`` has them."""
    written = _written(page, data)
    found: dict[str, str] = {}
    for line, held in rows_of(page):
        links = _LINK.findall(written.get(line.number, ""))
        if held.kind == "digits":
            found |= {f"digit {text}": address for text, address in links}
        elif held.kind == "level" and isinstance(held.section, LevelSection) and links:
            found.setdefault(f"level {held.section.number}", links[0][1])
    return tuple(found.items())


def lost_marks(page: Page | LevelPage, data: bytes) -> Iterator[Span]:
    """The lines whose marks say nothing in the graph and would not stand in the page written from it."""
    written = _written(page, data)
    kinds = {line.number: held.kind for line, held in rows_of(page)}
    for number, text in written.items():
        if number not in kinds:
            is_lost = not is_rule(text)
        else:
            is_lost = kinds[number] not in _IN_FRAMES and bool(has_marks(text) or _EMPHASIS.search(text))
        if is_lost:
            yield Span(page.path, number, 1, number, len(text) + 1)


def _written(page: Page | LevelPage, data: bytes) -> dict[int, str]:
    """The lines of the file that are not blank, with their marks."""
    source = decode(page.path, data)
    return {line.number: line.text for line in source.lines} if isinstance(source, Source) else {}
