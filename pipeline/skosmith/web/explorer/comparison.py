"""Two skills, or two languages or editions of one, side by side."""

from dataclasses import dataclass

from skosmith.compare import word_diff
from skosmith.web.explorer.drawing import LEVELS
from skosmith.web.explorer.records import Framework, Skill, Texts, pick

_ALIKE = 0.4  # the least share of two texts that is the same if they are compared word by word

Piece = tuple[str, str]
"""Whether a piece of a text is on the other side, too (``same``), or not (``other``); and the piece."""


@dataclass(frozen=True, slots=True)
class Side:
    framework: Framework
    skill: Skill
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A text of both sides: its ``word``, the ``number`` of the level (0 for none), and the pieces of each side.

    Each side has the language of its text; no pieces if it has no such text.
    """

    word: str
    number: int
    left: tuple[Piece, ...]
    left_language: str
    right: tuple[Piece, ...]
    right_language: str


def compare(left: Side, right: Side) -> list[Row]:
    """The texts of both sides in pairs: name, description, guidance, then each level that either has.

    Two with the same code and language, as in two editions, are compared word by word.
    """
    rows = [
        _row(left, right, word, 0, (getattr(left.skill, word), getattr(right.skill, word)))
        for word in ("names", "definition", "scope_note")
    ]
    for number in LEVELS:
        before, after = left.skill.skill_level(number), right.skill.skill_level(number)
        if before or after:
            texts = (before.definition if before else {}, after.definition if after else {})
            rows.append(_row(left, right, "level", number, texts))
    return [row for row in rows if row.left or row.right]


def _row(left: Side, right: Side, word: str, number: int, texts: tuple[Texts, Texts]) -> Row:
    before, left_language = pick(texts[0], left.language, left.framework.languages)
    after, right_language = pick(texts[1], right.language, right.framework.languages)
    is_same = left_language == right_language and left.skill.notation == right.skill.notation
    if is_same and before and after:
        pieces = _pieces(before, after)
    else:
        pieces = [("same", before)] if before else [], [("same", after)] if after else []
    return Row(word, number, tuple(pieces[0]), left_language, tuple(pieces[1]), right_language)


def _pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    words = word_diff(before, after)
    common = sum(len(text) for mark, text in words if mark == "=")
    if 2 * common < _ALIKE * (len(before) + len(after)):  # word by word tells nothing of texts with little in common
        return [("same", before)], [("same", after)]
    pieces: list[tuple[str, Piece]] = [(mark, ("same" if mark == "=" else "other", text)) for mark, text in words]
    return [piece for mark, piece in pieces if mark != "+"], [piece for mark, piece in pieces if mark != "-"]
