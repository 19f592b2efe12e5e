"""What a language knows of each line: its label, its chrome, or the level heading that it is."""

import re
from collections.abc import Sequence

from skosmith.model import Line
from skosmith.pages.labels import MARKER, Labels, key
from skosmith.pages.parse.reading import BULLETS, Heading, Mark, PageReading

ITEM = re.compile(r"(?:•+ *|[*-] +)(?=[^ •])")
"""How an item of a list begins; a bullet without text is no item."""

DIGITS = re.compile(r"[| ]*\d{1,3}(?:[ |,、，・]+\d{1,3})*[ |]*")
"""A line of level digits, and nothing else."""

DIGIT_ENDS = frozenset("0123456789０１２３４５６７８９|")
INLINE = re.compile(r"(?P<label>.*?[:：。])\s*(?P<digits>\d[\d\s|,]*)")
"""A label with level digits behind it."""

_CODE = r"\s(?:{code})$"  # as a title ends
_CAPITALS = "[A-Z]{4}"
_MARKER = rf"(?i){MARKER}$"
_LONGEST_HEADING = 200  # characters


def is_digits(text: str) -> bool:
    """Whether a line is one of level digits, and nothing else."""
    return (text[-1].isdecimal() or text[-1] in "| ") and DIGITS.fullmatch(text) is not None


def is_list_of_digits(text: str) -> bool:
    """Whether a line is one of several level digits, and nothing else; one number alone can be anything."""
    return is_digits(text) and len(re.findall(r"\d+", text)) > 1


def keys_of(lines: Sequence[Line], longest: int) -> list[str]:
    """The keys of lines as labels have them, without the marker of an edition in development; empty for long lines."""
    return [key(unmarked(line.text)) if len(line.text) <= longest else "" for line in lines]


def marks_of(reading: PageReading, keys: Sequence[str]) -> list[Mark]:
    """The lines of a page, whose keys are ``keys``, with what its language knows of them.

    Source: the page layouts; B for a levels label with digits on its line, C for one in English on any page, E for
    markers, F for a bullet on the line above its text.
    """
    labels, english = reading.labels, reading.languages.by_tag.get("en", reading.labels)
    chrome, roles, inline = reading.languages.chrome, labels.roles, labels.inline | english.inline
    lines = reading.source.lines
    marks: list[Mark] = []
    is_above = True  # nothing but chrome so far
    for number, (line, words) in enumerate(zip(lines, keys, strict=True)):
        is_above = is_above and (not marks or marks[-1].is_chrome)
        if is_above and (role := _role_of_beginning(words, reading)):
            marks.append(Mark(line, role, is_chrome=True))
        elif words in roles:
            marks.append(Mark(line, roles[words]))
        elif words in chrome:
            marks.append(Mark(line, chrome[words], is_chrome=True))
        elif line.text[0] in BULLETS:
            is_notice = chrome.get(words.lstrip(f"{BULLETS} ")) == "notice"
            marks.append(Mark(line, "notice", is_chrome=True) if is_notice else Mark(line))
        elif english.roles.get(words) == "levels":
            marks.append(Mark(line, "levels"))
        elif line.text[0] == "(" and not unmarked(line.text):
            marks.append(Mark(line, "marker", is_chrome=True))
        elif line.text[-1] in DIGIT_ENDS and (match := INLINE.fullmatch(line.text)) and key(match["label"]) in inline:
            marks.append(Mark(line, "levels", digits=match.start("digits")))
        else:
            below = lines[number + 1].text if number + 1 < len(lines) else ""
            marks.append(Mark(line, heading=_heading(line, labels, below)))
    return _with_bullets(marks, labels, _CODE.replace("{code}", reading.languages.code_pattern or _CAPITALS))


def _role_of_beginning(words: str, reading: PageReading) -> str:
    """The role of a line above the title whose beginning is known; empty for others. Source: the page layouts, A."""
    return next((role for begin, role in reading.languages.beginnings if words.startswith(begin)), "")


def _heading(line: Line, labels: Labels, below: str) -> Heading | None:
    """The heading of a level, such as ``Suporte à vendas: Nível 3``, or of several that the skill is not defined at.

    A bare ``Nível 3`` is one only above the title and essence of that level.
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


def _with_bullets(marks: list[Mark], labels: Labels, code: str) -> list[Mark]:
    """``marks`` with a bullet on a line of its own put before its text, which is on the next line, and no title."""
    if not any(mark.line.text in BULLETS for mark in marks):
        return marks
    merged: list[Mark] = []
    for mark in marks:
        above = merged[-1].line if merged else mark.line
        is_below = mark.line.number == above.number + 1 and mark.is_unknown and not mark.is_item
        if above.text in BULLETS and is_below and not re.search(code, bare_title(mark.line.text, labels)):
            merged[-1] = Mark(_joined(above, mark.line))
        else:
            merged.append(mark)
    return merged


def _joined(bullet: Line, text: Line) -> Line:
    runs = text.runs or ((0, text.number, text.column),)
    shifted = ((at + len("- "), number, column) for at, number, column in runs)
    return bullet._replace(text=f"- {text.text}", runs=((0, bullet.number, bullet.column), *shifted))


def unmarked(text: str) -> str:
    """``text`` without the marker of an edition in development, as in ``Guidance notes (new)`` (layout E)."""
    return re.sub(_MARKER, "", text) if text.endswith(")") else text


def bare_title(text: str, labels: Labels) -> str:
    """A title line without what may follow its code: ``Beta`` and a marker, in either order (layouts E and F)."""
    for _ in range(2):
        if text[-1:] not in labels.beta_ends:
            break
        text = labels.beta.sub("", unmarked(text))
    return text
