"""Outline -> HTML: a complete page, without a script, a style or an address."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from skosmith.authoring.render.blocks import Block, Outline

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


def as_html(outline: Outline) -> bytes:
    """A page of HTML in UTF-8."""
    return _PAGE.format(
        language=escape(outline.language),
        direction=outline.direction,
        title=_escaped(next((block.text for block in outline.blocks if block.kind == "title"), "")),
        body="\n".join(_lines(outline.blocks)),
    ).encode()


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    open_lists = 0
    for number, block in enumerate(blocks):
        depth = _DEPTH.get(block.kind, 0)
        yield from ["<ul>"] * (depth - open_lists)
        open_lists = depth
        below = _DEPTH.get(blocks[number + 1].kind, 0) if number + 1 < len(blocks) else 0
        yield _line(block) + ("</li>" if depth and below <= depth else "")
        yield from ["</ul>", "</li>"] * (depth - below if depth and below else 0)
        if depth and not below:
            yield from ["</ul>", "</li>"] * (depth - 1)
            yield "</ul>"


def _line(block: Block) -> str:
    text = _escaped(block.text)
    if depth := block.heading_depth:
        return f"<h{depth}>{text}</h{depth}>"
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
