"""What a language knows of each line: its label, its chrome, the level heading that it is, or nearly is."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from skosmith.labels import Labels, chrome, fold, labels_elsewhere, longest_label, unaccent
from skosmith.model import Line, Problem
from skosmith.problems import problem
from skosmith.source import Source

BULLETS = "•*-"
ITEM = re.compile(r"•+ *|[*-] +")

_SENTENCE = re.compile(r".*[.!?…:;。！？؟][)\]\"'”’»]*")  # how a line of text ends
_OWNER = re.compile(r"(?:©|\(c\)|copyright\b).*", re.IGNORECASE)
_REST_OF_HEADING = re.compile(r"\s*[:.,;–—-]?\s*\w*\.?\s*(\d{1,3})")
_CLOSE, _VERY_CLOSE = 0.7, 0.8  # how alike, of 1, a line is to the label that it misspells; if it ends as text does

# The labels that have "lower" and "higher" below them.
_ABOVE = ("understanding", "developing")


class Heading(NamedTuple):
    """A level heading: its number as written, and where the skill's name stands in the line; -1 where it does not."""

    number: int
    start: int = -1
    end: int = -1


class Mark(NamedTuple):
    """A line with what its language knows of it: the role of its label or chrome, or the level heading that it is."""

    line: Line
    role: str = ""
    is_chrome: bool = False
    heading: Heading | None = None


def mark(source: Source, labels: Labels, folded: Sequence[str]) -> list[Mark]:
    """The lines of ``source``, whose folded texts are ``folded``, with what ``labels`` knows of them."""
    chrome_lines = chrome()
    marks = []
    for number, (line, text) in enumerate(zip(source.lines, folded, strict=True)):
        if text in labels.roles:
            marks.append(Mark(line, labels.roles[text]))
        elif text in chrome_lines:
            marks.append(Mark(line, chrome_lines[text], is_chrome=True))
        else:
            below = source.lines[number + 1].text if number + 1 < len(source.lines) else ""
            marks.append(Mark(line, heading=_heading(line, labels, below) if text[-1:].isdigit() else None))
    return marks


def _heading(line: Line, labels: Labels, below: str) -> Heading | None:
    """The heading of a level, such as ``Suporte à vendas: Nível 3``.

    A bare ``Nível 3`` is one only where the title and essence of that level stand below it.
    Source: the page layouts, block 11.
    """
    match = labels.heading.fullmatch(line.text)
    if match is None:
        return None
    number = int(match["number"])
    if match["name"]:
        return Heading(number, *match.span("name"))
    title = labels.title.fullmatch(below)
    return Heading(number) if title and int(title["number"]) == number else None


def mend(source: Source, labels: Labels, marks: Sequence[Mark], title: Line) -> tuple[list[Mark], list[Problem]]:
    """``marks`` with the labels and level headings that are misspelt taken for what they are meant as, and said so.

    So a slip is shown on its own line, once, and not by what would follow if the line were taken for text.
    """
    name = unaccent(fold(title.text.rpartition(" ")[0]))
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
            written = f"{title.text.rpartition(' ')[0]}: {labels.level} {heading.number}"
            problems.append(problem("heading-misspelt", source.span(line), level=heading.number, written=written))
        elif label := _near_label(line, labels, missing):
            role = labels.roles.get(label) or labels.chrome[label]
            mended.append(Mark(line, role, is_chrome=label in labels.chrome))
            problems.append(problem("label-misspelt", source.span(line), label=labels.written[label]))
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
    close = get_close_matches(unaccent(folded), missing, 1, _CLOSE if is_heading else _VERY_CLOSE) if missing else []
    return missing[close[0]] if close else None


def reads_like_a_heading(line: Line) -> bool:
    """Whether a line reads like a heading or a footer rather than text: short, no item, without a sentence's end."""
    text = line.text
    if len(text) > longest_label() or text[0] in BULLETS:
        return False
    return not _SENTENCE.fullmatch(text) or text.endswith(("...", "…")) or bool(_OWNER.fullmatch(text))
