"""Blocks -> HTML: a page of its own, without a script, a style or an address."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from skosmith.authoring.render.blocks import Block
from skosmith.authoring.render.headings import depth
from skosmith.pages import Labels

_DIGITS = re.compile(r"\d+")
_DEPTH = {"item": 1, "nested": 2}
_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def as_html(blocks: Sequence[Block], labels: Labels, language: str) -> bytes:
    """``blocks`` as a page of HTML in UTF-8, in a language with its direction."""
    title = next((block.text for block in blocks if block.kind == "title"), "")
    values = {"language": escape(language), "direction": labels.direction, "title": _escaped(title)}
    return _PAGE.format(body="\n".join(_lines(blocks)), **values).encode()


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    open_lists = 0
    for number, block in enumerate(blocks):
        wanted = _DEPTH.get(block.kind, 0)
        if open_lists < wanted:
            yield from ["<ul>"] * (wanted - open_lists)
        open_lists = wanted
        text = _line(block)
        below = _DEPTH.get(blocks[number + 1].kind, 0) if number + 1 < len(blocks) else 0
        if wanted and below <= wanted:
            text += "</li>"
        yield text
        yield from ["</ul>", "</li>"] * (wanted - below if wanted and below else 0)
        if wanted and not below:
            yield from ["</ul>", "</li>"] * (wanted - 1)
            yield "</ul>"


def _line(block: Block) -> str:
    text = _escaped(block.text)
    if marks := depth(block):
        return f"<h{marks}>{text}</h{marks}>"
    match block.kind:
        case "digits":
            cells = "".join(f"<td>{digit}</td>" for digit in _DIGITS.findall(block.text))
            return f"<table><tbody><tr>{cells}</tr></tbody></table>"
        case "level" if block.lead:
            lead, rest = _escaped(block.text[: block.lead]), _escaped(block.text[block.lead :])
            return f"<p><strong>{lead}</strong>{rest}</p>"
        case "item" | "nested":
            return f"<li>{text}"
        case _:
            return f"<p>{text}</p>"


def _escaped(text: str) -> str:
    return escape(text, quote=False)
