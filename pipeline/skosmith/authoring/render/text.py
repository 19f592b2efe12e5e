"""Blocks -> plain text, in a form."""

import re
from collections.abc import Sequence

from skosmith.authoring.render.blocks import Block
from skosmith.authoring.render.form import CANONICAL, Form, Odd
from skosmith.model import WHITE

_MARK = "\ufeff"
_WORD = re.compile(f"[^{re.escape(WHITE)}]+")
_LISTED = frozenset({"item", "nested"})


def as_text(blocks: Sequence[Block], form: Form = CANONICAL) -> bytes:
    """``blocks`` as a page of plain text in UTF-8."""
    odd = {one.line: one for one in form.odd}
    gaps = dict(form.gaps)
    lines: list[str] = []
    for number, block in enumerate(blocks):
        one = odd.get(number, Odd(number))
        gap = gaps.get((kind_in_layout(blocks[number - 1]), kind_in_layout(block)), form.gap) if number else ()
        lines += gap if one.gap is None else one.gap
        bullet = {"item": form.bullet, "nested": form.nested}.get(block.kind, "") if one.bullet is None else one.bullet
        line = bullet + block.text
        lines.append(line if one.spaces is None else _spaced(line, one.spaces))
    text = form.line_end.join((*lines, *form.end))
    return (_MARK * form.byte_order_mark + text).encode()


def kind_in_layout(block: Block) -> str:
    """What tells how much room a block has: the two labels on undefined levels stand tight, other labels do not."""
    last = block.role.rpartition("/")[2]
    return last if last in {"lower", "higher"} else "item" if block.kind in _LISTED else block.kind


def _words(line: str) -> list[str]:
    return _WORD.findall(line)


def _spaced(line: str, spaces: Sequence[str]) -> str:
    """The words of ``line`` with ``spaces`` around them."""
    words = (*_words(line), "")
    return "".join(space + word for space, word in zip(spaces, words, strict=True))
