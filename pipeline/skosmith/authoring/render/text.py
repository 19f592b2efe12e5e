"""Blocks -> plain text, in a form; and what the form of a page of plain text is, to the byte."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from skosmith.authoring.render.form import CANONICAL, Form, Gap, Odd
from skosmith.authoring.render.outline import Block, outline
from skosmith.model import WHITE, LevelPage, Page, plain_text
from skosmith.pages import BULLETS, ITEM

_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHITE = re.compile(f"[{re.escape(WHITE)}]*")
_WORD = re.compile(f"[^{re.escape(WHITE)}]+")
_LISTED = frozenset({"item", "nested"})


def as_text(blocks: Sequence[Block], form: Form = CANONICAL) -> bytes:
    """``blocks`` as a page of plain text in UTF-8."""
    odd = {one.line: one for one in form.odd}
    gaps = dict(form.gaps)
    lines: list[str] = []
    for number, block in enumerate(blocks):
        one = odd.get(number, Odd(number))
        gap = gaps.get((_kind(blocks[number - 1]), _kind(block)), form.gap) if number else ()
        lines += gap if one.gap is None else one.gap
        bullet = {"item": form.bullet, "nested": form.nested}.get(block.kind, "") if one.bullet is None else one.bullet
        line = bullet + block.text
        lines.append(line if one.spaces is None else _spaced(line, one.spaces))
    text = form.line_end.join((*lines, *form.end))
    return (_MARK * form.byte_order_mark + text).encode()


def text_form(page: Page | LevelPage, data: bytes, form: Form) -> Form:
    """``form``, that of ``page``, with what the bytes of its file add: bullets, blank lines, white space, line ends.

    ``as_text`` then gives ``data`` again, unless its lines end in more than one way or its letters are not NFC.
    """
    text = data.decode("utf-8", "replace")
    ends = Counter(_LINE_END.findall(text)).most_common(1)
    written = _LINE_END.split(text.removeprefix(_MARK))
    gaps, lines, end = _parted(written)
    blocks = outline(page, form)
    form = replace(
        form,
        byte_order_mark=text.startswith(_MARK),
        line_end=ends[0][0] if ends else "\n",
        end=end,
    )
    if len(blocks) != len(lines):  # a line that nothing holds
        return form
    bullets = {block.kind: _bullet(line) for block, line in zip(reversed(blocks), reversed(lines), strict=True)}
    pairs = [
        ((_kind(above), _kind(block)), gap) for (above, block), gap in zip(pairwise(blocks), gaps[1:], strict=True)
    ]
    common = [gap for gap, _ in Counter(gap for _, gap in pairs).most_common(1)]
    gap = common[0] if common else form.gap
    form = replace(
        form,
        bullet=bullets.get("item", form.bullet),
        nested=bullets.get("nested", form.nested),
        gap=gap,
        gaps=tuple((pair, its) for pair, its in _rules(pairs) if its != gap),
    )
    return replace(form, odd=tuple(_odd(blocks, form, gaps, lines)))


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


def _odd(blocks: Sequence[Block], form: Form, gaps: Sequence[Gap], lines: Sequence[str]) -> Iterator[Odd]:
    """The lines that are written otherwise than the rules of ``form`` say."""
    rules = dict(form.gaps)
    for number, (block, gap, line) in enumerate(zip(blocks, gaps, lines, strict=True)):
        rule = rules.get((_kind(blocks[number - 1]), _kind(block)), form.gap) if number else ()
        bullet = {"item": form.bullet, "nested": form.nested}.get(block.kind, "")
        is_other = block.kind in _LISTED and not line.startswith(bullet)
        own = _bullet(line) if is_other else None
        made = (bullet if own is None else own) + block.text
        spaces = _spaces(line) if made != line and _words(made) == _words(line) else None
        if gap != rule or own is not None or spaces is not None:
            yield Odd(number, gap if gap != rule else None, own, spaces)


def _kind(block: Block) -> str:
    """What tells how much room a block has: the two labels on undefined levels stand tight, other labels do not."""
    last = block.role.rpartition("/")[2]
    return last if last in {"lower", "higher"} else "item" if block.kind in _LISTED else block.kind


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


def _spaced(line: str, spaces: Sequence[str]) -> str:
    """The words of ``line`` with ``spaces`` around them."""
    words = (*_words(line), "")
    return "".join(space + word for space, word in zip(spaces, words, strict=True))
