"""Labels that no file of words knows, found by where they stand: the order of a page's blocks explains them."""

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from skosmith.labels import Labels, fold, unaccent, with_essence
from skosmith.model import Line, Problem
from skosmith.parse.marks import BULLETS, CLOSE, DIGITS, Mark, reads_like_a_heading
from skosmith.problems import problem
from skosmith.source import Source

_ENOUGH = 2  # levels, to know by that what their title lines have in common is a label
_ENDS = ("...", "…", "．．．", "。。。")  # how the two labels on undefined levels end


def explain(source: Source, labels: Labels, marks: Sequence[Mark], title: Line) -> tuple[list[Mark], list[Problem]]:
    """``marks`` with the labels that stand where a block begins taken for the label of that block, and said so.

    Source: the page layouts, blocks 4 to 10: the digits stand below their label; the two labels on undefined levels
    end with dots; "understanding" stands above the first of them, "developing" below the second's list; the line that
    shows and hides is the last before the levels, below those notes, and names both with a stroke between.
    """
    explained = list(marks)
    problems = []
    opened = {mark.role for mark in marks}
    first = next((number for number, mark in enumerate(marks) if mark.heading), len(marks))
    start = next((number for number, mark in enumerate(marks) if mark.line is title), 0) + 1
    last = ""
    for number in range(start, first):
        mark = marks[number]
        if mark.role or mark.heading:
            last = mark.role if not mark.is_chrome else last
            continue
        below = marks[number + 1] if number + 1 < len(marks) else mark
        is_last = first < len(marks) and all(_is_of_digits(marks, at) for at in range(number + 1, first))
        role = _role(_Place(mark.line, marks[number - 1], below, opened, last, is_last))
        if role and not (role in labels.known and role in _SURE):
            explained[number] = Mark(mark.line, role, is_chrome=role == "show_hide")
            opened.add(role)
            last = role if role != "show_hide" else last
            values = {"role": role, "text": mark.line.text, "file": f"{labels.language}.toml"}
            table = "chrome" if role == "show_hide" else "labels"
            problems.append(problem("label-not-known", source.span(mark.line), table=table, **values))
    return explained, problems


# Of these a language that has the word takes no other: a misspelt one is a fault of the page.
_SURE = frozenset({"lower", "higher", "show_hide", "guidance"})


def learn_essence(source: Source, labels: Labels) -> tuple[Labels, list[Problem]]:
    """``labels`` with what the page calls the essence where no file of words knows it, and a problem that says so.

    It stands on the title line of each level, so two lines or more have it; one is enough in a language without a word
    for it. What is nearly a known word is left to be found misspelt.
    Source: the page layouts: essence labels change between editions, so they are read from the page.
    """
    found = [(line, match) for line in source.lines if (match := labels.any_title.fullmatch(line.text))]
    most = Counter(fold(match["label"]) for _, match in found).most_common(1)
    if not most or most[0][1] < (_ENOUGH if labels.essence else 1):
        return labels, []
    known = [unaccent(fold(word)) for word in labels.essences]
    if get_close_matches(unaccent(most[0][0]), known, 1, CLOSE):
        return labels, []
    line, match = next(pair for pair in found if fold(pair[1]["label"]) == most[0][0])
    values = {"table": "words", "role": "essence", "text": match["label"], "file": f"{labels.language}.toml"}
    unknown = problem("label-not-known", source.span(line, *match.span("label")), **values)
    return with_essence(labels.language, match["label"]), [unknown]


def _is_of_digits(marks: Sequence[Mark], number: int) -> bool:
    """Whether a line is the digits or their label, which may stand right above the levels. Source: layout G."""
    below = marks[number + 1] if number + 1 < len(marks) else marks[number]
    return marks[number].role == "levels" or _is_digits(marks[number]) or _is_digits(below)


class _Place(NamedTuple):
    """A line that no label explains, and what stands around it."""

    line: Line
    above: Mark
    below: Mark
    opened: set[str]
    last: str
    is_last: bool

    def is_heading(self) -> bool:
        return reads_like_a_heading(self.line)


def _is_digits(mark: Mark) -> bool:
    return DIGITS.fullmatch(mark.line.text) is not None


def _is_item(line: Line) -> bool:
    return line.text[0] in BULLETS


# The first that holds says the role.
_RULES: tuple[tuple[str, Callable[[_Place], bool]], ...] = (
    ("", lambda at: _is_item(at.line) or not (at.is_heading() or "/" in at.line.text)),
    ("levels", lambda at: at.is_heading() and at.below.digits > 0),
    ("levels", lambda at: "levels" not in at.opened and _is_digits(at.below)),
    ("levels", lambda at: "levels" not in at.opened and _is_digits(at.above) and "guidance" in at.opened),
    ("higher", lambda at: at.line.text.endswith(_ENDS) and at.last == "lower"),
    ("lower", lambda at: at.line.text.endswith(_ENDS)),
    ("understanding", lambda at: at.below.role == "lower" and "understanding" not in at.opened),
    ("understanding", lambda at: at.below.line.text.endswith(_ENDS) and "understanding" not in at.opened),
    ("", lambda at: at.below.role == "lower" or at.below.line.text.endswith(_ENDS)),
    (
        "show_hide",
        lambda at: at.is_last and at.last == "higher" and "/" in at.line.text and "show_hide" not in at.opened,
    ),
    ("", lambda at: not at.is_heading()),
    (
        "developing",
        lambda at: at.last in {"higher", "lower"} and "developing" not in at.opened and _is_item(at.above.line),
    ),
    ("guidance", lambda at: at.last == "levels" and "guidance" not in at.opened and _is_digits(at.above)),
)


def _role(place: _Place) -> str:
    return next((role for role, holds in _RULES if holds(place)), "")
