"""Two skills, or two languages or editions of one, side by side."""

from dataclasses import dataclass

from skosmith.compare import word_diff
from skosmith.web.explorer.drawing import LEVELS
from skosmith.web.explorer.records import Framework, Skill, Texts, pick

_ALIKE = 0.4  # of two texts that are compared word by word, the least that is the same

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
        pair = [side.skill.skill_level(number) for side in (left, right)]
        if any(pair):
            texts = [skill_level.definition if skill_level else {} for skill_level in pair]
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
    words = word_diff(before, after)
    kept = sum(len(text) for mark, text in words if mark == "=")
    if 2 * kept < _ALIKE * (len(before) + len(after)):  # texts with little in common are not told apart by their words
        return [("same", before)], [("same", after)]
    pieces: list[tuple[str, Piece]] = [(mark, ("same" if mark == "=" else "other", text)) for mark, text in words]
    return [piece for mark, piece in pieces if mark != "+"], [piece for mark, piece in pieces if mark != "-"]
