"""Pictures, as SVG: the strip of a skill's levels, bars, the ladder, the chart. The style sheet has the colours."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from skosmith.web.explorer.records import Skill

LEVELS = range(1, 8)
_STEP, _CELL = 22, 18
_WIDTH, _HEIGHT = _STEP * len(LEVELS), _CELL + 2
_BAR, _ROW = 90, 26


def strip(levels: Iterable[int], label: str) -> Markup:
    """Seven squares, those of ``levels`` filled and numbered; ``label`` says the same in words."""
    return Markup(
        '<svg class="strip" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
    ).format(label, _WIDTH, _HEIGHT, _WIDTH, _HEIGHT, _squares(levels))


def strips(skills: Iterable[Skill]) -> Markup:
    """The strips of ``skills``, each once; ``strip_reference`` shows them, as often as a page needs them."""
    drawn = Markup("").join(
        Markup('<symbol id="{}" viewBox="0 0 {} {}">{}</symbol>').format(_id(levels), _WIDTH, _HEIGHT, _squares(levels))
        for levels in sorted({skill.levels for skill in skills})
    )
    return Markup('<svg class="strips" width="0" height="0" aria-hidden="true">{}</svg>').format(drawn)


def strip_reference(levels: Sequence[int], label: str) -> Markup:
    """A strip that ``strips`` has drawn on the same page."""
    return Markup('<svg class="strip" role="img" aria-label="{}"><use href="#{}"/></svg>').format(label, _id(levels))


def _id(levels: Sequence[int]) -> str:
    return f"at{''.join(map(str, levels))}"


def _squares(levels: Iterable[int]) -> Markup:
    filled = set(levels)
    return Markup("").join(_square(level, is_filled=level in filled) for level in LEVELS)


def _square(level: int, *, is_filled: bool) -> Markup:
    x = (level - 1) * _STEP + 1
    kind, number = "none", Markup("")
    if is_filled:
        kind = f"l{level}"
        number = Markup('<text class="t{}" x="{}" y="14.5" text-anchor="middle">{}</text>').format(level, x + 9, level)
    return Markup('<rect class="{}" x="{}" y="1" width="{}" height="{}" rx="4"/>{}').format(
        kind, x, _CELL, _CELL, number
    )


def counts(skills: Sequence[Skill]) -> list[int]:
    return [sum(level in skill.levels for skill in skills) for level in LEVELS]


def bars(numbers: Sequence[int], highest: int, label: str) -> Markup:
    """Seven bars side by side, as high as ``numbers`` are to ``highest``."""
    drawn = Markup("").join(_bar(level, count, highest) for level, count in zip(LEVELS, numbers, strict=True))
    return Markup(
        '<svg class="bars" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
    ).format(label, _STEP * len(LEVELS) * 2, _BAR, _STEP * len(LEVELS) * 2, _BAR, drawn)


def _bar(level: int, count: int, highest: int) -> Markup:
    height = round((_BAR - 34) * count / highest) if highest else 0
    x = (level - 1) * _STEP * 2 + 2
    top = _BAR - 17 - max(height, 1)
    return Markup(
        '<rect class="l{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="count" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="axis" x="{}" y="{}" text-anchor="middle">{}</text>'
    ).format(level, x, top, _STEP * 2 - 6, max(height, 1), x + 19, top - 4, count, x + 19, _BAR - 3, level)


def cell(level: int, count: int, highest: int) -> Markup:
    """A cell of the chart: a square in the colour of its level, as large as ``count`` is to ``highest``."""
    picture = Markup('<svg class="cell" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">{}</svg>')
    if not count:
        return picture.format(Markup('<circle class="dot" cx="18" cy="18" r="1.5"/>'))
    side = round(8 + 26 * (count / highest) ** 0.5)
    start = (36 - side) / 2
    square = Markup('<rect class="l{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>')
    return picture.format(square.format(level, start, start, side, side)) + Markup("<span>{}</span>").format(count)


def rail(level: int, *, is_filled: bool) -> Markup:
    """A piece of the ladder: the number of a level on a rail, which the style sheet ends at the first and the last."""
    return Markup(
        '<svg class="rail-line" preserveAspectRatio="none" viewBox="0 0 4 100" aria-hidden="true">'
        '<line x1="2" x2="2" y1="0" y2="100"/></svg>'
        '<svg class="badge" viewBox="0 0 44 44" width="44" height="44" aria-hidden="true">'
        '<circle class="{}" cx="22" cy="22" r="20"/>'
        '<text class="t{}" x="22" y="28" text-anchor="middle">{}</text></svg>'
    ).format(f"l{level}" if is_filled else "none", level if is_filled else 0, level)
