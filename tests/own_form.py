"""What the form of a page of plain text is, to the byte: a page and its form alone give the file again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from skosmith.authoring.render.blocks import Block, outline
from skosmith.authoring.render.form import Form, Gap, Odd
from skosmith.authoring.render.text import kind_in_layout
from skosmith.model import WHITE, LevelPage, Page, plain_text
from skosmith.pages.parse.headings import BULLETS
from skosmith.pages.parse.marks import ITEM

_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHITE = re.compile(f"[{re.escape(WHITE)}]*")
_WORD = re.compile(f"[^{re.escape(WHITE)}]+")
_LISTED = frozenset({"item", "nested"})


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
        ((kind_in_layout(above), kind_in_layout(block)), gap)
        for (above, block), gap in zip(pairwise(blocks), gaps[1:], strict=True)
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
        rule = rules.get((kind_in_layout(blocks[number - 1]), kind_in_layout(block)), form.gap) if number else ()
        bullet = {"item": form.bullet, "nested": form.nested}.get(block.kind, "")
        is_other = block.kind in _LISTED and not line.startswith(bullet)
        own = _bullet(line) if is_other else None
        made = (bullet if own is None else own) + block.text
        spaces = _spaces(line) if made != line and _words(made) == _words(line) else None
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
