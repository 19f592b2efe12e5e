"""Outline -> plain text."""

from skosmith.authoring.render.blocks import Block, Outline

ITEM_STARTS = {"item": "  • ", "nested": "    • "}

TIGHT = frozenset({("item", "item"), ("lower", "item"), ("higher", "item"), ("item", "lower"), ("item", "higher")})
"""The kinds of two lines without a blank line between them. Source: the page layouts, block 7."""


def as_text(outline: Outline) -> bytes:
    """A page of plain text in UTF-8."""
    lines: list[str] = []
    for number, block in enumerate(outline.blocks):
        if number and (kind_in_layout(outline.blocks[number - 1]), kind_in_layout(block)) not in TIGHT:
            lines.append("")
        lines.append(ITEM_STARTS.get(block.kind, "") + block.text)
    return "".join(f"{line}\n" for line in lines).encode()


def kind_in_layout(block: Block) -> str:
    """The kind of a block for ``TIGHT``: labels on undefined levels are ``lower`` and ``higher``."""
    last = block.role.rpartition("/")[2]
    return last if last in {"lower", "higher"} else "item" if block.kind in ITEM_STARTS else block.kind
