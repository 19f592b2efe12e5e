"""Labels that no file of words has, recognised by their place.

A heading directly above the digits is the levels label. The others are recognised only if the unknown headings between
two known blocks are exactly as many as the labels that are missing there, and the text below each has the form that
the layout demands. Each is reported; the text below it is read as if the label were known.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from skosmith.model import Line, Problem, Source, problem
from skosmith.pages.labels import ROLES, Labels, fold, key, unaccent
from skosmith.pages.parse.headings import DOTS, LONGEST, is_heading_among, reads_like_a_heading
from skosmith.pages.parse.marks import is_digits
from skosmith.pages.parse.near import CLOSE
from skosmith.pages.parse.reading import Mark, PageReading
from skosmith.pages.word_tables import with_essence

_ENOUGH = 2  # levels, to know by that what their title lines have in common is a label

# Of these a language that has the word takes no other: their form alone does not tell them from something foreign.
_SURE = frozenset({"guidance", "show_hide"})
_OPEN_BLOCKS = frozenset({"levels", "changes", "guidance", "understanding", "lower", "higher", "developing"})
_OWED = 2  # "lower" and "higher" come below "understanding" and again below "developing"
_SIDES = {"understanding": "lower", "developing": "lower", "lower": "higher"}


def learn_essence(source: Source, labels: Labels) -> tuple[Labels, list[Problem]]:
    """``labels`` with what the page calls the essence if no file of words has it, and a problem that reports it.

    It is on the title line of each level, so two lines or more have it; one is enough in a language without a word
    for it. What is nearly a known word is left to be found misspelt.
    Source: the page layouts: essence labels change between editions, so they are read from the page.
    """
    lines = [line for line in source.lines if line.text.count(":") + line.text.count("：") > 1]
    titles = [(line, match) for line in lines if (match := labels.any_title.fullmatch(line.text))]
    most = Counter(fold(match["label"]) for _, match in titles).most_common(1)
    if not most or most[0][1] < (_ENOUGH if labels.essence else 1):
        return labels, []
    essences = [unaccent(fold(word)) for word in labels.essences]
    essence = unaccent(most[0][0])
    if essence in essences or get_close_matches(essence, essences, 1, CLOSE):
        return labels, []
    line, match = next(pair for pair in titles if fold(pair[1]["label"]) == most[0][0])
    return with_essence(labels, match["label"]), [not_known(source, labels, line, "essence", match.span("label"))]


def not_known(source: Source, labels: Labels, line: Line, role: str, place: tuple[int, int] | None = None) -> Problem:
    """What reports a word that no file has, for the role that it has on the page."""
    start, end = place or (0, len(line.text))
    table = next(table for table, roles in ROLES.items() if role in roles)  # where it belongs in skosmith.toml
    values = {"table": table, "role": role, "text": line.text[start:end], "language": labels.language}
    return problem("label-not-known", source.span(line, start, end), **values)


def above_digits(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with an unknown line directly above the digits, or above a label with digits, as the levels label.

    Source: the page layouts, B, C and D.
    """
    marks = list(reading.marks)
    problems = []
    is_open = any(mark.role == "levels" for mark in marks)
    for at, (mark, below) in enumerate(pairwise(reading.marks)):
        if (is_open and not below.digits) or not mark.is_unknown or mark.is_item or _is_sentence(mark.line.text):
            continue
        if (below.digits or is_digits(below.line.text)) and not is_digits(mark.line.text):
            marks[at] = Mark(mark.line, "levels")
            problems.append(_levels_label(reading, mark.line))
            is_open = is_open or not below.digits
    return reading._replace(marks=tuple(marks)), problems


def _is_sentence(text: str) -> bool:
    """Whether a line is of a text: a label may end with a colon or ``。``, but with no other end of a sentence."""
    return len(text) > LONGEST or text.endswith((".", "!", "?"))


def _levels_label(reading: PageReading, line: Line) -> Problem:
    """What reports an unknown levels label: as misspelt if it has the words of a known one, each nearly the same."""
    labels = reading.labels
    words = unaccent(key(line.text)).split()
    for plain, label, role in labels.plain:
        known = plain.split()
        if role == "levels" and len(known) == len(words) and all(map(_is_near, words, known)):
            spelling = labels.spellings[label]
            return problem("label-misspelt", reading.source.span(line), replacement=spelling, label=spelling)
    return not_known(reading.source, labels, line, "levels")


def _is_near(word: str, known: str) -> bool:
    return word == known or bool(get_close_matches(word, [known], 1, CLOSE))


def recognise(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the labels that are recognised by their place, and a problem for each.

    Source: the page layouts, blocks 4 to 10: the two labels on undefined levels end with dots and are above a list or
    what leads into one; "understanding" is above the first of them, "developing" below the second's list; the line
    that shows and hides is the last before the levels, below those notes, and names both with a stroke between.
    """
    marks = list(reading.marks)
    problems = []
    first = next((at for at, mark in enumerate(marks) if mark.heading), len(marks))
    start = next((at for at, mark in enumerate(marks) if mark.line is reading.title), 0) + 1
    for begin, end in _gaps(reading.marks, start, first):
        for at, role in _roles(reading, marks, begin, end).items():
            marks[at] = Mark(marks[at].line, role, is_chrome=role == "show_hide")
            problems.append(not_known(reading.source, reading.labels, marks[at].line, role))
    return reading._replace(marks=tuple(marks)), problems


def _gaps(marks: Sequence[Mark], start: int, first: int) -> Iterator[tuple[int, int]]:
    """The runs of marks between two known blocks, from ``start`` to the first level heading."""
    begin = start
    for at in range(start, first + 1):
        if at == first or marks[at].role in _OPEN_BLOCKS or (marks[at].is_unknown and is_digits(marks[at].line.text)):
            if at > begin:
                yield begin, at
            begin = at + 1


def _roles(reading: PageReading, marks: Sequence[Mark], begin: int, end: int) -> dict[int, str]:
    """The roles of the unknown labels in a gap, by their places; none if not each unknown heading has one."""
    candidates = [at for at in range(begin, end) if _may_be_label(marks[at])]
    if not candidates:
        return {}
    counts = Counter(mark.role for mark in marks)
    last = next((mark.role for mark in reversed(marks[:begin]) if mark.role in _OPEN_BLOCKS), "")
    roles: dict[int, str] = {}
    for at in candidates:
        role = _role(reading, marks, at, last, counts)
        if role and not (role in _SURE and role in reading.labels.own_roles):
            roles[at] = role
            counts[role] += 1
            last = role if role in _OPEN_BLOCKS else last
        elif is_heading_among(reading, marks, at):
            return {}
    return roles


def _may_be_label(mark: Mark) -> bool:
    text = mark.line.text
    is_text = mark.is_unknown and not mark.is_item
    return is_text and ("/" in text or text.endswith(DOTS) or reads_like_a_heading(mark.line))


def _role(reading: PageReading, marks: Sequence[Mark], at: int, last: str, counts: Counter[str]) -> str:
    """The role that the place of a line gives it; empty if it gives none."""
    mark, above, below = marks[at], marks[at - 1], marks[at + 1] if at + 1 < len(marks) else None
    text = mark.line.text
    is_label = reads_like_a_heading(mark.line)
    if below is None or any(name in text for name in reading.languages.frameworks):  # a notice names its framework
        return ""
    if text.endswith(DOTS) and (below.is_item or _leads_to_list(marks, at + 1, (":", "："))):
        side = _SIDES.get(last, "")
        return side if counts[side] < _OWED else ""
    if is_label and (below.role == "lower" or (below.is_unknown and _leads_to_list(marks, at + 1, DOTS))):
        return "understanding" if not counts["understanding"] and last not in {"lower", "higher"} else ""
    if last == "higher" and "/" in text and not counts["show_hide"] and _is_last(marks, at):
        return "show_hide"
    if is_label and last in {"lower", "higher"} and above.is_item and not counts["developing"]:
        return "developing" if below.is_unknown and not below.is_item else ""
    is_first = last in {"", "levels", "changes"} and not counts["guidance"]
    return "guidance" if is_label and is_first and below.is_unknown else ""


def _leads_to_list(marks: Sequence[Mark], at: int, ends: tuple[str, ...]) -> bool:
    return marks[at].line.text.endswith(ends) and at + 1 < len(marks) and marks[at + 1].is_item


def _is_last(marks: Sequence[Mark], at: int) -> bool:
    """Whether only the digits and their label are between a line and the first level heading (layout G)."""
    rest = (mark for mark in marks[at + 1 :] if mark.role != "levels" and not is_digits(mark.line.text))
    return bool((mark := next(rest, None)) and mark.heading)
