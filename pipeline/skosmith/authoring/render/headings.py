"""How deep the headings of a page stand, in Markdown and in HTML."""

from skosmith.authoring.render.blocks import Block

_BY_ROLE = {
    "levels": 2,
    "changes": 3,
    "guidance": 3,
    "understanding": 3,
    "developing": 4,
    "lower": 5,
    "higher": 5,
    "attributes": 2,
}


def depth(block: Block) -> int:
    """The depth of a heading, from 1; 0 for what is none. Source: the page layouts, flavours of extraction."""
    if block.kind == "title":
        return 1
    if block.kind == "heading":
        return 3
    return _BY_ROLE.get(block.role.rpartition("/")[2], 3) if block.kind == "label" else 0
