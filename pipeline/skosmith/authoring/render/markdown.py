"""Outline -> Markdown; and what a page of Markdown has besides its text: addresses, and marks that would be lost.

Source: CommonMark 0.31; GitHub Flavored Markdown, section 4.10, for the table of digits.
"""

import re
from collections.abc import Iterator, Mapping

from skosmith.authoring.render.blocks import Block, Outline
from skosmith.authoring.render.reading import lines_with_parts
from skosmith.model import LevelPage, LevelSection, Page, Source, Span, decode
from skosmith.pages import has_marks, is_rule

# What would be a mark: within a line, at its start, at its end.
_WITHIN = re.compile(r"[\\`*_\[\]<]|~~|&(?=#?\w+;)")
_AT_START = re.compile(r"(?:[#>|=+-]|\d{1,9}(?=[.)](?: |$)))")
_AT_END = re.compile(r"(?:(?<= )#+|\|)$")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?: |$))")
_DIGITS = re.compile(r"\d+")
_LISTED = frozenset({"item", "nested"})

_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_EMPHASIS = re.compile(r"(?<![\\\w])([*_])(?=\S).*?\S\1(?!\w)")  # which the reader reads as text
_IN_FRAMES = frozenset({"digits", "level"})  # keep a link around them; a level's title stays strong


def as_markdown(outline: Outline) -> bytes:
    """A page of Markdown in UTF-8."""
    parts: list[str] = []
    for number, block in enumerate(outline.blocks):
        above = outline.blocks[number - 1] if number else None
        if above and not (block.kind in _LISTED and above.kind in _LISTED):
            parts.append("")
        if above and above.kind == "level" and block.kind in {"paragraph", *_LISTED}:
            parts += ["---", ""]
        parts.append(_line(block, outline.links))
    return ("\n".join(parts) + "\n").encode()


def _line(block: Block, links: Mapping[str, str]) -> str:
    text = block.text
    if block.heading_depth:
        return f"{'#' * block.heading_depth} {escaped(text)}"
    match block.kind:
        case "digits":
            digits = _DIGITS.findall(text)
            cells = [_linked(digit, links.get(f"digit {digit}", "")) for digit in digits]
            return f"| {' | '.join(cells)} |\n|{' --- |' * len(digits)}"
        case "level" if block.lead:
            lead = _linked(escaped(text[: block.lead]), links.get(f"level {block.number}", ""))
            rest = text[block.lead :].strip()
            return f"**{lead}**{f' {escaped(rest)}' if rest else ''}"
        case "item" | "nested":
            return f"{'    ' * (block.kind == 'nested')}- {escaped(text)}"
        case _:
            return escaped(text)


def _linked(text: str, address: str) -> str:
    return f"[{text}]({address})" if address else text


def escaped(text: str) -> str:
    """``text`` with a backslash before what Markdown would read as a mark."""
    text = _WITHIN.sub(lambda match: "".join(f"\\{letter}" for letter in match[0]), text)
    if number := _NUMBERED.match(text):
        text = f"{text[: number.end()]}\\{text[number.end() :]}"
    elif _AT_START.match(text):
        text = f"\\{text}"
    return _AT_END.sub(lambda match: f"\\{match[0]}", text)


def links_of(page: Page | LevelPage, data: bytes) -> tuple[tuple[str, str], ...]:
    """The addresses behind the digits and the titles of the levels, as in ``Form.links``."""
    text_of_line = _lines(page, data)
    addresses: dict[str, str] = {}
    for line, part in lines_with_parts(page):
        links = _LINK.findall(text_of_line.get(line.number, ""))
        if part.kind == "digits":
            addresses |= {f"digit {text}": address for text, address in links}
        elif part.kind == "level" and isinstance(part.section, LevelSection) and links:
            addresses.setdefault(f"level {part.section.number}", links[0][1])
    return tuple(addresses.items())


def lost_marks(page: Page | LevelPage, data: bytes) -> Iterator[Span]:
    """The lines with marks that the graph does not hold and that would be missing from the page written from it."""
    kinds = {line.number: part.kind for line, part in lines_with_parts(page)}
    for number, text in _lines(page, data).items():
        if number not in kinds:
            is_lost = not is_rule(text)
        else:
            is_lost = kinds[number] not in _IN_FRAMES and bool(has_marks(text) or _EMPHASIS.search(text))
        if is_lost:
            yield Span(page.path, number, 1, number, len(text) + 1)


def _lines(page: Page | LevelPage, data: bytes) -> dict[int, str]:
    """The lines of the file that are not blank, by number, with their marks."""
    source = decode(page.path, data)
    return {line.number: line.text for line in source.lines} if isinstance(source, Source) else {}
