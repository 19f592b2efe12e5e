"""What a language knows of each line: its label, its chrome, the level heading that it is, or nearly is."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from skosmith.labels import MARKER, Labels, all_labels, chrome, fold, labels_elsewhere, longest_label, unaccent
from skosmith.model import Line, Problem
from skosmith.problems import problem
from skosmith.source import Source

BULLETS = "•*-"
ITEM = re.compile(r"(?:•+ *|[*-] +)(?=[^ •])")  # a mark with nothing behind it is no item

DIGITS = re.compile(r"[| ]*\d{1,3}(?:[ |,、，・]+\d{1,3})*[ |]*")
"""A line of level digits, and nothing else."""

_SENTENCE = re.compile(r".*[.!?…:;。！？؟][)\]\"'”’»]*")  # how a line of text ends
_OWNER = re.compile(r"(?:©|\(c\)|copyright\b).*", re.IGNORECASE)
_REST_OF_HEADING = re.compile(r"\s*[:.,;–—-]?\s*\w*\.?\s*(\d{1,3})")
_MARKER = re.compile(MARKER + r"$", re.IGNORECASE)
_INLINE = re.compile(r"(?P<label>.*?[:：。])\s*(?P<digits>\d[\d\s|,]*)")
_DIGIT_ENDS = frozenset("0123456789０１２３４５６７８９|")
_SITE = re.compile(r"reference and guide to sfia version \d")  # what follows differs from year to year (layout A)
_LONGEST_HEADING = 200  # characters
CLOSE, _VERY_CLOSE = 0.7, 0.8  # how alike, of 1, a line is to the label that it misspells; if it ends as text does

# The labels that have "lower" and "higher" below them.
_ABOVE = ("understanding", "developing")


class Heading(NamedTuple):
    """A level heading: its number as written, and where the skill's name stands in the line; -1 where it does not.

    ``last`` is the number that a heading of several levels, ``Levels 1-2``, ends with; else 0.
    """

    number: int
    start: int = -1
    end: int = -1
    last: int = 0


class Mark(NamedTuple):
    """A line with what its language knows of it: the role of its label or chrome, or the level heading that it is.

    ``digits`` is where on the line of a levels label its digits begin; 0 where there are none.
    """

    line: Line
    role: str = ""
    is_chrome: bool = False
    heading: Heading | None = None
    digits: int = 0


def mark(source: Source, labels: Labels, folded: Sequence[str]) -> list[Mark]:
    """The lines of ``source``, whose folded texts are ``folded``, with what ``labels`` knows of them.

    Source: the page layouts; B for a levels label with digits on its line, C for one in English on any page, E for
    markers.
    """
    chrome_lines, english = chrome(), all_labels()["en"].roles
    inline_labels = labels.inline | all_labels()["en"].inline
    marks = []
    for number, (line, text) in enumerate(zip(source.lines, folded, strict=True)):
        if text.endswith(")"):
            text = fold(unmarked(line.text))  # noqa: PLW2901
        if text in labels.roles:
            marks.append(Mark(line, labels.roles[text]))
        elif text in chrome_lines or _SITE.match(text):
            marks.append(Mark(line, chrome_lines.get(text, "site"), is_chrome=True))
        elif english.get(text) == "levels":
            marks.append(Mark(line, "levels"))
        elif (
            line.text[-1] in _DIGIT_ENDS
            and (inline := _INLINE.fullmatch(line.text))
            and fold(inline["label"]) in inline_labels
        ):
            marks.append(Mark(line, "levels", digits=inline.start("digits")))
        else:
            below = source.lines[number + 1].text if number + 1 < len(source.lines) else ""
            is_short = len(text) > 0 and len(line.text) <= _LONGEST_HEADING
            marks.append(Mark(line, heading=_heading(line, labels, below) if is_short else None))
    return marks


def _heading(line: Line, labels: Labels, below: str) -> Heading | None:
    """The heading of a level, such as ``Suporte à vendas: Nível 3``, or of several that the skill is not defined at.

    A bare ``Nível 3`` is one only where the title and essence of that level stand below it.
    Source: the page layouts, block 11; layout B for several levels.
    """
    match = labels.heading.fullmatch(line.text)
    if match is None:
        return None
    number = labels.number(match["number"])
    if match["name"]:
        return Heading(number, *match.span("name"), labels.number(match["last"]) if match["last"] else 0)
    title = labels.title.fullmatch(below)
    return Heading(number) if title and labels.number(title["number"]) == number else None


def mend(source: Source, labels: Labels, marks: Sequence[Mark], title: Line) -> tuple[list[Mark], list[Problem]]:
    """``marks`` with the labels and level headings that are misspelt taken for what they are meant as, and said so.

    So a slip is shown on its own line, once, and not by what would follow if the line were taken for text.
    """
    titled = bare_title(title.text, labels).rpartition(" ")[0]
    name = unaccent(fold(titled))
    seen = Counter(found.role for found in marks)
    missing = _missing(labels, seen)
    mended: list[Mark] = []
    problems: list[Problem] = []
    for found in marks:
        line = found.line
        if found.role or found.heading or line is title or line.text[0] in BULLETS or len(line.text) > longest_label():
            mended.append(found)
            continue
        if heading := _near_heading(line, labels, name):
            mended.append(Mark(line, heading=heading))
            written = f"{titled}: {labels.level} {heading.number}"
            values = {"level": heading.number, "written": written}
            problems.append(problem("heading-misspelt", source.span(line), replacement=written, **values))
        elif label := _near_label(line, labels, missing):
            role = labels.roles.get(label) or labels.chrome[label]
            mended.append(Mark(line, role, is_chrome=label in labels.chrome))
            written = labels.written[label]
            problems.append(problem("label-misspelt", source.span(line), replacement=written, label=written))
            seen[role] += 1
            missing = _missing(labels, seen)
        else:
            mended.append(found)
    return mended, problems


def _missing(labels: Labels, seen: Counter[str]) -> dict[str, str]:
    """The labels, unaccented, whose role is not ``seen`` on the page as often as it should; their folded texts."""
    owed = {"lower": sum(seen[role] > 0 for role in _ABOVE), "higher": sum(seen[role] > 0 for role in _ABOVE)}
    return {plain: line for plain, line, role in labels.plain if seen[role] < owed.get(role, 1)}


def _near_heading(line: Line, labels: Labels, name: str) -> Heading | None:
    """The level heading that a line misspells: the skill's name and a number, or a level word without its accents."""
    if not line.text[-1].isdigit():
        return None
    text = unaccent(line.text)
    match = labels.near_heading.fullmatch(text)
    if match:
        return Heading(int(match["number"]), *match.span("name"))
    if not name or not text.casefold().startswith(name):
        return None
    rest = _REST_OF_HEADING.fullmatch(text, len(name))
    return Heading(int(rest[1]), 0, len(name)) if rest else None


def _near_label(line: Line, labels: Labels, missing: dict[str, str]) -> str | None:
    """The label, folded, that a line misspells or says in another language.

    A sentence is compared only with the chrome of the site, which has sentences.
    """
    folded = fold(line.text)
    if elsewhere := labels_elsewhere().get(folded):
        return next((label for label in missing.values() if labels.roles.get(label) == elsewhere), None)
    is_heading = reads_like_a_heading(line)
    if not is_heading and not line.text.endswith(":"):
        missing = {plain: label for plain, label in missing.items() if label in labels.chrome}
    close = get_close_matches(unaccent(folded), missing, 1, CLOSE if is_heading else _VERY_CLOSE) if missing else []
    return missing[close[0]] if close else None


def unmarked(text: str) -> str:
    """``text`` without the marker of an edition in the making, as in ``Guidance notes (new)`` (layout E)."""
    return _MARKER.sub("", text)


def bare_title(text: str, labels: Labels) -> str:
    """A title line without what may follow its code: ``Beta`` and a marker, in either order (layouts E and F)."""
    for _ in range(2):
        text = unmarked(text)
        beta = labels.beta.search(text)
        text = text[: beta.start()] if beta else text
    return text


def reads_like_a_heading(line: Line) -> bool:
    """Whether a line reads like a heading or a footer rather than text: short, no item, without a sentence's end."""
    text = line.text
    if len(text) > longest_label() or text[0] in BULLETS:
        return False
    return not _SENTENCE.fullmatch(text) or text.endswith(("...", "…")) or bool(_OWNER.fullmatch(text))
