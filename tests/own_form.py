"""How the bytes of a page of plain text are laid out: a page, its form and this layout alone give the file again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from skosmith.authoring.render.blocks import Block, outline
from skosmith.authoring.render.form import Form
from skosmith.authoring.render.text import ITEM_STARTS, TIGHT, kind_in_layout
from skosmith.model import WHITE, LevelPage, Page, plain_text
from skosmith.pages.parse.marks import ITEM
from skosmith.pages.parse.reading import BULLETS

_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHITE = re.compile(f"[{re.escape(WHITE)}]*")
_WORD = re.compile(f"[^{re.escape(WHITE)}]+")
_LISTED = frozenset({"item", "nested"})


Gap = tuple[str, ...]
"""The blank lines between two lines of a page; each entry is the white space on one of them, mostly none."""

_BLANK: Gap = ("",)


class Odd(NamedTuple):
    """How one line is written otherwise than its page writes such lines; None where it is not.

    ``line`` counts the lines that are not blank, from 0. ``spaces`` is the white space before the first word of the
    line, between each two, and after the last.
    """

    line: int
    gap: Gap | None = None
    bullet: str | None = None
    spaces: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How the lines of a page are laid out; the default is that of ``as_text``.

    ``gap`` is the blank lines between two lines, ``gaps`` those of a pair of kinds, ``end`` what follows the last one.
    """

    bullet: str = ITEM_STARTS["item"]
    nested: str = ITEM_STARTS["nested"]
    gap: Gap = _BLANK
    gaps: tuple[tuple[tuple[str, str], Gap], ...] = tuple((pair, ()) for pair in sorted(TIGHT))
    end: Gap = _BLANK
    byte_order_mark: bool = False
    line_end: str = "\n"
    odd: tuple[Odd, ...] = ()


def text_in_layout(page: Page | LevelPage, form: Form, layout: TextLayout) -> bytes:
    """``page`` as plain text in its form and its layout."""
    blocks, odd, gaps = outline(page, form).blocks, {one.line: one for one in layout.odd}, dict(layout.gaps)
    lines: list[str] = []
    for number, block in enumerate(blocks):
        one = odd.get(number, Odd(number))
        pair = (kind_in_layout(blocks[number - 1]), kind_in_layout(block))
        gap = gaps.get(pair, layout.gap) if number else ()
        lines += gap if one.gap is None else one.gap
        bullet = {"item": layout.bullet, "nested": layout.nested}.get(block.kind, "")
        line = (bullet if one.bullet is None else one.bullet) + block.text
        lines.append(line if one.spaces is None else _spaced(line, one.spaces))
    return (_MARK * layout.byte_order_mark + layout.line_end.join((*lines, *layout.end))).encode()


def _spaced(line: str, spaces: Sequence[str]) -> str:
    """The words of ``line`` with ``spaces`` around them."""
    return "".join(space + word for space, word in zip(spaces, (*_words(line), ""), strict=True))


def layout_of(page: Page | LevelPage, data: bytes, form: Form) -> TextLayout:
    """The layout of the file of ``page``: bullets, blank lines, white space, line ends.

    ``text_in_layout`` then gives ``data`` again, unless its lines end in more than one way or its letters are not NFC.
    """
    text = data.decode("utf-8", "replace")
    ends = Counter(_LINE_END.findall(text)).most_common(1)
    written = _LINE_END.split(text.removeprefix(_MARK))
    gaps, lines, end = _parted(written)
    blocks = outline(page, form).blocks
    layout = TextLayout(
        byte_order_mark=text.startswith(_MARK),
        line_end=ends[0][0] if ends else "\n",
        end=end,
    )
    if len(blocks) != len(lines):  # a line that nothing holds
        return layout
    bullets = {block.kind: _bullet(line) for block, line in zip(reversed(blocks), reversed(lines), strict=True)}
    pairs = [
        ((kind_in_layout(above), kind_in_layout(block)), gap)
        for (above, block), gap in zip(pairwise(blocks), gaps[1:], strict=True)
    ]
    common = [gap for gap, _ in Counter(gap for _, gap in pairs).most_common(1)]
    gap = common[0] if common else layout.gap
    layout = replace(
        layout,
        bullet=bullets.get("item", layout.bullet),
        nested=bullets.get("nested", layout.nested),
        gap=gap,
        gaps=tuple((pair, its) for pair, its in _rules(pairs) if its != gap),
    )
    return replace(layout, odd=tuple(_odd(blocks, layout, gaps, lines)))


def _rules(pairs: Sequence[tuple[tuple[str, str], Gap]]) -> Iterator[tuple[tuple[str, str], Gap]]:
    """The blank lines that each pair of kinds has most often between them."""
    for pair in dict.fromkeys(pair for pair, _ in pairs):
        yield pair, Counter(gap for other, gap in pairs if other == pair).most_common(1)[0][0]


def _parted(written: Sequence[str]) -> tuple[list[Gap], list[str], Gap]:
    """The blank lines above each line that is not blank, these lines, and the blank ones at the end."""
    gaps: list[Gap] = []
    lines: list[str] = []
    blank: list[str] = []
    for line in written:
        if _WHITE.fullmatch(line):
            blank.append(line)
        else:
            gaps.append(tuple(blank))
            lines.append(line)
            blank = []
    return gaps, lines, tuple(blank)


def _odd(blocks: Sequence[Block], layout: TextLayout, gaps: Sequence[Gap], lines: Sequence[str]) -> Iterator[Odd]:
    """The lines that are written otherwise than the rules of ``layout`` say."""
    rules = dict(layout.gaps)
    for number, (block, gap, line) in enumerate(zip(blocks, gaps, lines, strict=True)):
        rule = rules.get((kind_in_layout(blocks[number - 1]), kind_in_layout(block)), layout.gap) if number else ()
        bullet = {"item": layout.bullet, "nested": layout.nested}.get(block.kind, "")
        is_other = block.kind in _LISTED and not line.startswith(bullet)
        own = _bullet(line) if is_other else None
        text = (bullet if own is None else own) + block.text
        spaces = _spaces(line) if text != line and _words(text) == _words(line) else None
        if gap != rule or own is not None or spaces is not None:
            yield Odd(number, gap if gap != rule else None, own, spaces)


def _bullet(line: str) -> str:
    start = _WHITE.match(line)
    at = start.end() if start else 0
    match = ITEM.match(plain_text(line), at) if line[at : at + 1] in BULLETS else None
    return line[: match.end()] if match else ""


def _spaces(line: str) -> tuple[str, ...]:
    """The white space before, between and after the words of ``line``."""
    return tuple(_WORD.sub("\n", line).split("\n"))


def _words(line: str) -> list[str]:
    return _WORD.findall(line)
