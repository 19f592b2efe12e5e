"""Blocks -> Markdown. Source: CommonMark 0.31; GitHub Flavored Markdown, section 4.10, for the table of digits."""

import re
from collections.abc import Mapping, Sequence

from skosmith.authoring.render.blocks import Block
from skosmith.authoring.render.form import CANONICAL, Form
from skosmith.authoring.render.headings import depth

# What would be a mark: within a line, at its start, at its end.
_WITHIN = re.compile(r"[\\`*_\[\]<]|~~|&(?=#?\w+;)")
_AT_START = re.compile(r"(?:[#>|=+-]|\d{1,9}(?=[.)](?: |$)))")
_AT_END = re.compile(r"(?:(?<= )#+|\|)$")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?: |$))")
_DIGITS = re.compile(r"\d+")
_LISTED = frozenset({"item", "nested"})


def as_markdown(blocks: Sequence[Block], form: Form = CANONICAL) -> bytes:
    """``blocks`` as a page of Markdown in UTF-8."""
    links = dict(form.links)
    parts: list[str] = []
    for number, block in enumerate(blocks):
        above = blocks[number - 1] if number else None
        if above and not (block.kind in _LISTED and above.kind in _LISTED):
            parts.append("")
        if above and above.kind == "level" and block.kind in {"paragraph", *_LISTED}:
            parts += ["---", ""]
        parts.append(_line(block, links))
    return ("\n".join(parts) + "\n").encode()


def _line(block: Block, links: Mapping[str, str]) -> str:
    text = block.text
    if marks := depth(block):
        return f"{'#' * marks} {escaped(text)}"
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
    """``text`` with a backslash before what Markdown would take for a mark."""
    shown = _WITHIN.sub(lambda match: "".join(f"\\{letter}" for letter in match[0]), text)
    if number := _NUMBERED.match(shown):
        shown = f"{shown[: number.end()]}\\{shown[number.end() :]}"
    elif _AT_START.match(shown):
        shown = f"\\{shown}"
    return _AT_END.sub(lambda match: f"\\{match[0]}", shown)
