"""Labels that no file of words knows, found by where they stand: the order of a page's blocks explains them."""

from collections.abc import Sequence

from skosmith.labels import Labels
from skosmith.model import Line, Problem
from skosmith.parse.marks import BULLETS, DIGITS, Mark, reads_like_a_heading
from skosmith.problems import problem
from skosmith.source import Source

_ENDS = ("...", "…", "．．．", "。。。")  # how the two labels on undefined levels end


def explain(source: Source, labels: Labels, marks: Sequence[Mark], title: Line) -> tuple[list[Mark], list[Problem]]:
    """``marks`` with the labels that stand where a block begins taken for the label of that block, and said so.

    Source: the page layouts, blocks 4 to 10: the digits stand below their label; the two labels on undefined levels
    end with dots; "understanding" stands above the first of them, "developing" below the second's list; the line that
    shows and hides is the last before the levels and names both with a stroke between.
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
        role = _role(mark.line, marks[number - 1], below, opened, last, is_last=number == first - 1 < len(marks) - 1)
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


def _role(line: Line, above: Mark, below: Mark, opened: set[str], last: str, *, is_last: bool) -> str:
    text = line.text
    if text[0] in BULLETS or not (reads_like_a_heading(line) or "/" in text):
        return ""
    if "levels" not in opened and (
        DIGITS.fullmatch(below.line.text) or (DIGITS.fullmatch(above.line.text) and "guidance" in opened)
    ):
        return "levels"
    if text.endswith(_ENDS):
        return "higher" if last == "lower" else "lower"
    if below.role == "lower" or below.line.text.endswith(_ENDS):
        return "understanding" if "understanding" not in opened else ""
    if is_last and "/" in text and "show_hide" not in opened:
        return "show_hide"
    if not reads_like_a_heading(line):
        return ""
    if last in {"higher", "lower"} and "developing" not in opened and above.line.text[0] in BULLETS:
        return "developing"
    if last == "levels" and "guidance" not in opened and DIGITS.fullmatch(above.line.text):
        return "guidance"
    return ""
