"""Two skills, or two languages or editions of one, side by side."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from skosmith.web.explorer.drawing import LEVELS
from skosmith.web.explorer.records import Framework, Skill, Texts, pick

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 4_000  # words of a text, beyond which its differences are not marked: the time grows by their square

Piece = tuple[str, str]
"""How a piece of a text stands to the other side, ``same`` or ``other``, and the piece."""


@dataclass(frozen=True, slots=True)
class Side:
    """A skill, or an attribute, in a language, as one side shows it."""

    framework: Framework
    skill: Skill
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A text of both sides: its ``word``, the ``number`` of the level (0 for none), and the pieces of each side.

    Each side has the language that its text is in; no pieces where it has no such text.
    """

    word: str
    number: int
    left: tuple[Piece, ...]
    left_language: str
    right: tuple[Piece, ...]
    right_language: str


def compare(left: Side, right: Side) -> list[Row]:
    """The texts of both sides in pairs: name, description, guidance, then each level that either has.

    Where both are of one code and in one language, as in two editions, the words in which they differ are told apart.
    """
    rows = [
        _row(left, right, (word, 0), getattr(left.skill, word), getattr(right.skill, word))
        for word in ("names", "definition", "scope_note")
    ]
    for number in LEVELS:
        pair = [side.skill.rung(number) for side in (left, right)]
        if any(pair):
            texts = [rung.definition if rung else {} for rung in pair]
            rows.append(_row(left, right, ("level", number), texts[0], texts[1]))
    return [row for row in rows if row.left or row.right]


def _row(left: Side, right: Side, what: tuple[str, int], one: Texts, other: Texts) -> Row:
    (before, left_language), (after, right_language) = pick(one, left.language), pick(other, right.language)
    is_same = left_language == right_language and left.skill.notation == right.skill.notation
    if is_same and before and after:
        pieces = _pieces(before, after)
    else:
        pieces = [("same", before)] if before else [], [("same", after)] if after else []
    return Row(*what, tuple(pieces[0]), left_language, tuple(pieces[1]), right_language)


def _pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if len(one) + len(other) > _LONGEST:
        return [("same", before)], [("same", after)]
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < 0.4:  # noqa: PLR2004 - texts that have little in common are not told apart word by word
        return [("same", before)], [("same", after)]
    for kind, start, end, begin, stop in matcher.get_opcodes():
        how = "same" if kind == "equal" else "other"
        if start < end:
            left.append((how, "".join(one[start:end])))
        if begin < stop:
            right.append((how, "".join(other[begin:stop])))
    return left, right
