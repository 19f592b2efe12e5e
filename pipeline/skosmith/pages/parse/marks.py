"""What a language knows of each line: its label, its chrome, or the level heading that it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from skosmith.model import Line
from skosmith.pages.labels import MARKER, Labels, key
from skosmith.pages.parse.headings import BULLETS
from skosmith.pages.parse.reading import PageReading

ITEM = re.compile(r"(?:•+ *|[*-] +)(?=[^ •])")  # a bullet with nothing behind it is no item

DIGITS = re.compile(r"[| ]*\d{1,3}(?:[ |,、，・]+\d{1,3})*[ |]*")
"""A line of level digits, and nothing else."""

_CODE = re.compile(r"\s[A-Z]{4}$")  # as a title ends
_MARKER = re.compile(MARKER + r"$", re.IGNORECASE)
INLINE = re.compile(r"(?P<label>.*?[:：。])\s*(?P<digits>\d[\d\s|,]*)")
"""A label with level digits behind it."""
DIGIT_ENDS = frozenset("0123456789０１２３４５６７８９|")
_LONGEST_HEADING = 200  # characters


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

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of the line: it is text, or something foreign."""
        return not self.role and self.heading is None

    @property
    def is_item(self) -> bool:
        """Whether the line is an item of a list."""
        return self.line.text[0] in BULLETS


def keys_of(lines: Sequence[Line], longest: int) -> list[str]:
    """The keys of lines as labels have them, without the marker of an edition in development; empty for long lines."""
    return [
        key(unmarked(line.text) if line.text.endswith(")") else line.text) if len(line.text) <= longest else ""
        for line in lines
    ]


def mark(reading: PageReading, keys: Sequence[str]) -> list[Mark]:
    """The lines of a page, whose keys are ``keys``, with what its language knows of them.

    Source: the page layouts; B for a levels label with digits on its line, C for one in English on any page, E for
    markers, F for a bullet that stands on the line above its text.
    """
    labels, english = reading.labels, reading.languages.by_tag.get("en", reading.labels)
    chrome, roles, inline = reading.languages.chrome, labels.roles, labels.inline | english.inline
    lines = reading.source.lines
    marks: list[Mark] = []
    is_above = True  # nothing but chrome so far
    for number, (line, text) in enumerate(zip(lines, keys, strict=True)):
        is_above = is_above and (not marks or marks[-1].is_chrome)
        if is_above and (role := _beginning(text, reading)):
            marks.append(Mark(line, role, is_chrome=True))
        elif text in roles:
            marks.append(Mark(line, roles[text]))
        elif text in chrome:
            marks.append(Mark(line, chrome[text], is_chrome=True))
        elif line.text[0] in BULLETS:
            is_notice = chrome.get(text.lstrip(f"{BULLETS} ")) == "notice"
            marks.append(Mark(line, "notice", is_chrome=True) if is_notice else Mark(line))
        elif english.roles.get(text) == "levels":
            marks.append(Mark(line, "levels"))
        elif line.text[0] == "(" and _MARKER.fullmatch(line.text):
            marks.append(Mark(line, "marker", is_chrome=True))
        elif line.text[-1] in DIGIT_ENDS and (found := INLINE.fullmatch(line.text)) and key(found["label"]) in inline:
            marks.append(Mark(line, "levels", digits=found.start("digits")))
        else:
            below = lines[number + 1].text if number + 1 < len(lines) else ""
            marks.append(Mark(line, heading=_heading(line, labels, below)))
    return _with_bullets(marks, labels)


def _beginning(text: str, reading: PageReading) -> str:
    """The role of a line above the title whose beginning is known; empty for others. Source: the page layouts, A."""
    return next((role for begin, role in reading.languages.begins if text.startswith(begin)), "")


def _heading(line: Line, labels: Labels, below: str) -> Heading | None:
    """The heading of a level, such as ``Suporte à vendas: Nível 3``, or of several that the skill is not defined at.

    A bare ``Nível 3`` is one only where the title and essence of that level stand below it.
    Source: the page layouts, block 11; layout B for several levels.
    """
    if line.text[-1] not in labels.heading_ends or len(line.text) > _LONGEST_HEADING:
        return None
    match = labels.heading.fullmatch(line.text)
    if match is None:
        return None
    if match["name"]:
        if match["last"]:
            return Heading(int(match["first"]), *match.span("name"), int(match["last"]))
        return Heading(labels.number(match["number"]), *match.span("name"))
    title = labels.title.fullmatch(below) if match["number"] else None
    number = labels.number(match["number"]) if title else 0
    return Heading(number) if title and labels.number(title["number"]) == number else None


def _with_bullets(marks: Sequence[Mark], labels: Labels) -> list[Mark]:
    """``marks`` with a bullet on a line of its own put before its text, which is on the next line, and no title."""
    if not any(one.line.text in BULLETS for one in marks):
        return list(marks)
    found: list[Mark] = []
    for one in marks:
        above = found[-1].line if found else one.line
        is_below = one.line.number == above.number + 1 and one.is_unknown and not one.is_item
        if above.text in BULLETS and is_below and not _CODE.search(bare_title(one.line.text, labels)):
            found[-1] = Mark(_joined(above, one.line))
        else:
            found.append(one)
    return found


def _joined(bullet: Line, text: Line) -> Line:
    runs = text.runs or ((0, text.number, text.column),)
    shifted = ((at + len("- "), number, column) for at, number, column in runs)
    return bullet._replace(text=f"- {text.text}", runs=((0, bullet.number, bullet.column), *shifted))


def unmarked(text: str) -> str:
    """``text`` without the marker of an edition in development, as in ``Guidance notes (new)`` (layout E)."""
    return _MARKER.sub("", text)


def bare_title(text: str, labels: Labels) -> str:
    """A title line without what may follow its code: ``Beta`` and a marker, in either order (layouts E and F)."""
    for _ in range(2):
        text = unmarked(text)
        beta = labels.beta.search(text)
        text = text[: beta.start()] if beta else text
    return text
