"""Labels that no file of words knows, recognised by where they stand.

A heading directly above the digits is the levels label. The others are recognised only if the unknown headings between
two known blocks are exactly as many as the labels that are missing there, and what stands below each has the form that
the layout demands. Each is reported; what stands below it is read as if the label were known.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from skosmith.model import Line, Problem, Source, problem
from skosmith.pages.labels import Labels, fold, key, unaccent
from skosmith.pages.parse.headings import DOTS, is_heading, reads_like_a_heading
from skosmith.pages.parse.marks import DIGITS, Mark
from skosmith.pages.parse.near import CLOSE
from skosmith.pages.parse.reading import PageReading
from skosmith.pages.word_tables import with_essence

_ENOUGH = 2  # levels, to know by that what their title lines have in common is a label

# Of these a language that has the word takes no other: their form alone does not tell them from something foreign.
_SURE = frozenset({"guidance", "show_hide"})
_OPEN_BLOCKS = frozenset({"levels", "changes", "guidance", "understanding", "lower", "higher", "developing"})


def learn_essence(source: Source, labels: Labels) -> tuple[Labels, list[Problem]]:
    """``labels`` with what the page calls the essence if no file of words knows it, and a problem that reports it.

    It stands on the title line of each level, so two lines or more have it; one is enough in a language without a word
    for it. What is nearly a known word is left to be found misspelt.
    Source: the page layouts: essence labels change between editions, so they are read from the page.
    """
    found = [(line, match) for line in source.lines if (match := labels.any_title.fullmatch(line.text))]
    most = Counter(fold(match["label"]) for _, match in found).most_common(1)
    if not most or most[0][1] < (_ENOUGH if labels.essence else 1):
        return labels, []
    known = [unaccent(fold(word)) for word in labels.essences]
    called = unaccent(most[0][0])
    if called in known or get_close_matches(called, known, 1, CLOSE):
        return labels, []
    line, match = next(pair for pair in found if fold(pair[1]["label"]) == most[0][0])
    unknown = not_known(source, line, labels, "words", "essence", match.span("label"))
    return with_essence(labels, match["label"]), [unknown]


def not_known(  # noqa: PLR0913, PLR0917 - a label, and where it stands
    source: Source, line: Line, labels: Labels, table: str, role: str, place: tuple[int, int] | None = None
) -> Problem:
    """What reports a word that no file has; ``table`` and ``role`` say where it belongs in skosmith.toml."""
    start, end = place or (0, len(line.text))
    values = {"table": table, "role": role, "text": line.text[start:end], "language": labels.language}
    return problem("label-not-known", source.span(line, start, end), **values)


def above_digits(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with an unknown line directly above the digits, or above a label with digits, as the levels label.

    Source: the page layouts, B, C and D.
    """
    marks = reading.marks
    placed = list(marks)
    problems = []
    is_opened = any(one.role == "levels" for one in marks)
    for at, (one, below) in enumerate(pairwise(marks)):
        is_above = below.digits > 0 or (not is_opened and _is_digits(below))
        if is_above and one.is_unknown and not one.is_item and not _is_digits(one):
            placed[at] = Mark(one.line, "levels")
            problems.append(_levels_label(reading, one.line))
            is_opened = is_opened or not below.digits
    return reading._replace(marks=tuple(placed)), problems


def _levels_label(reading: PageReading, line: Line) -> Problem:
    """What reports an unknown levels label: as misspelt if it has the words of a known one, each nearly the same."""
    labels = reading.labels
    words = unaccent(key(line.text)).split()
    for plain, label, role in labels.plain:
        known = plain.split()
        if role == "levels" and len(known) == len(words) and all(map(_is_near, words, known)):
            written = labels.written[label]
            return problem("label-misspelt", reading.source.span(line), replacement=written, label=written)
    return not_known(reading.source, line, labels, "labels", "levels")


def _is_near(word: str, known: str) -> bool:
    return word == known or bool(get_close_matches(word, [known], 1, CLOSE))


def recognise(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the labels that are recognised by their place, and a problem for each.

    Source: the page layouts, blocks 4 to 10: the two labels on undefined levels end with dots and stand above a list or
    what leads into one; "understanding" stands above the first of them, "developing" below the second's list; the line
    that shows and hides is the last before the levels, below those notes, and names both with a stroke between.
    """
    marks = reading.marks
    placed = list(marks)
    problems = []
    first = next((at for at, one in enumerate(marks) if one.heading), len(marks))
    start = next((at for at, one in enumerate(marks) if one.line is reading.title), 0) + 1
    for begin, end in _gaps(marks, start, first):
        roles = _roles(reading, placed, begin, end)
        for at, role in roles.items():
            is_chrome = role == "show_hide"
            placed[at] = Mark(marks[at].line, role, is_chrome=is_chrome)
            table = "chrome" if is_chrome else "labels"
            problems.append(not_known(reading.source, marks[at].line, reading.labels, table, role))
    return reading._replace(marks=tuple(placed)), problems


def _gaps(marks: Sequence[Mark], start: int, first: int) -> Iterator[tuple[int, int]]:
    """The runs of marks between two known blocks, from ``start`` to the first level heading."""
    begin = start
    for at in range(start, first + 1):
        if at == first or marks[at].role in _OPEN_BLOCKS or (marks[at].is_unknown and _is_digits(marks[at])):
            if at > begin:
                yield begin, at
            begin = at + 1


def _roles(reading: PageReading, marks: Sequence[Mark], begin: int, end: int) -> dict[int, str]:
    """The roles of the unknown labels in a gap, by their places; none if not each unknown heading has one."""
    candidates = [at for at in range(begin, end) if marks[at].is_unknown and _may_be_label(marks[at])]
    if not candidates:
        return {}
    opened = Counter(one.role for one in marks)
    last = next((one.role for one in reversed(marks[:begin]) if one.role in _OPEN_BLOCKS), "")
    roles: dict[int, str] = {}
    unexplained = 0
    for at in candidates:
        role = _role(reading, marks, at, last, opened)
        if role and not (role in _SURE and role in reading.labels.known):
            roles[at] = role
            opened[role] += 1
            last = role if role in _OPEN_BLOCKS else last
        else:
            around = _unknown(marks, at - 1), _unknown(marks, at + 1)
            unexplained += is_heading(marks[at].line, *around, reading)
    return {} if unexplained else roles


def _may_be_label(one: Mark) -> bool:
    text = one.line.text
    return not one.is_item and (reads_like_a_heading(one.line) or "/" in text or text.endswith(DOTS))


def _unknown(marks: Sequence[Mark], at: int) -> Line | None:
    return marks[at].line if 0 <= at < len(marks) and marks[at].is_unknown else None


def _role(reading: PageReading, marks: Sequence[Mark], at: int, last: str, opened: Counter[str]) -> str:
    """The role that the place of a line gives it; empty if it gives none."""
    one, above, below = marks[at], marks[at - 1], marks[at + 1] if at + 1 < len(marks) else None
    text = one.line.text
    is_label = reads_like_a_heading(one.line)
    if below is None or any(name in text for name in reading.languages.frameworks):  # a notice names its framework
        return ""
    if text.endswith(DOTS) and (below.is_item or _leads_to_list(marks, at + 1)):
        side = {"understanding": "lower", "developing": "lower", "lower": "higher"}.get(last, "")
        return side if opened[side] < _OWED else ""
    if is_label and (below.role == "lower" or _is_dotted(marks, at + 1)):
        return "understanding" if not opened["understanding"] and last not in {"lower", "higher"} else ""
    if last == "higher" and "/" in text and not opened["show_hide"] and _is_last(marks, at):
        return "show_hide"
    if is_label and last in {"lower", "higher"} and above.is_item and not opened["developing"]:
        return "developing" if below.is_unknown and not below.is_item else ""
    is_first = last in {"", "levels", "changes"} and not opened["guidance"]
    return "guidance" if is_label and is_first and below.is_unknown else ""


_OWED = 2  # "lower" and "higher" stand below "understanding" and again below "developing"


def _is_dotted(marks: Sequence[Mark], at: int) -> bool:
    return marks[at].is_unknown and marks[at].line.text.endswith(DOTS) and _has_item_below(marks, at)


def _has_item_below(marks: Sequence[Mark], at: int) -> bool:
    return at + 1 < len(marks) and marks[at + 1].is_item


def _leads_to_list(marks: Sequence[Mark], at: int) -> bool:
    """Whether a line leads into a list: it ends with a colon, and an item stands below it."""
    return marks[at].line.text.endswith((":", "：")) and _has_item_below(marks, at)


def _is_last(marks: Sequence[Mark], at: int) -> bool:
    """Whether nothing but the digits and their label stands between a line and the first level heading (layout G)."""
    for one in marks[at + 1 :]:
        if one.heading:
            return True
        if one.role != "levels" and not _is_digits(one):
            return False
    return False


def _is_digits(one: Mark) -> bool:
    return DIGITS.fullmatch(one.line.text) is not None
