"""Labels and level headings that are misspelt, read as what they are meant as."""

import re
from collections import Counter
from difflib import get_close_matches

from skosmith.model import Line, Problem, problem
from skosmith.pages.labels import Labels, fold, key, unaccent, with_numbers
from skosmith.pages.parse.headings import DOTS, ends_as_text
from skosmith.pages.parse.marks import bare_title
from skosmith.pages.parse.reading import Heading, Mark, PageReading

CLOSE = 0.7
"""How alike, of 1, a line is to the label that it misspells."""

_ENOUGH = 5  # characters that tell the beginning of a label
_VERY_CLOSE = 0.8  # if it ends as text does
_REST_OF_HEADING = r"\s*[:.,;–—-]?\s*\w*\.?\s*(\d{1,3})"
# A line that is marked as a heading or as strong in a page of plain text, as in Markdown; else the line as it is.
_MARKED = r"(?:#{1,6} +)?(?P<mark>\*{1,3}|_{1,3}|)(?P<text>[^\s*_#].*?)(?P=mark)(?P<after>:?(?: +#+)?)"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_ROMAN_AT_END = rf"(?<=\s)(?:{'|'.join(_ROMAN)})$"
_ABOVE = ("understanding", "developing")  # the labels that have "lower" and "higher" below them


def correct(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the labels and level headings that are misspelt read as what they are meant as, each reported.

    So a slip is shown on its own line, once, and not by what would follow if the line were read as text.
    """
    source, labels, marks = reading.source, reading.labels, reading.marks
    name = bare_title(reading.title.text, labels).rpartition(" ")[0]
    begin = unaccent(fold(name))
    counts = Counter(mark.role for mark in marks)
    missing = _missing(labels, counts)
    corrected: list[Mark] = []
    problems: list[Problem] = []
    for mark in marks:
        line = mark.line
        corrected.append(mark)
        if not mark.is_unknown or line is reading.title or len(line.text) > reading.languages.longest:
            continue
        marked = re.fullmatch(_MARKED, line.text)
        text = marked["text"] if marked else line.text
        if mark.is_item and not (marked and marked["mark"]):
            continue
        if mark is marks[-1] and (cut := _cut(line, labels, name)):
            corrected[-1] = cut
        elif heading := _near_heading(text, labels, begin):
            start = marked.start("text") if marked else 0
            heading = heading._replace(start=heading.start + start, end=heading.end + start)
            corrected[-1] = Mark(line, heading=heading)
            written = f"{name}: {labels.level} {heading.number}"
            values = {"level": heading.number, "written": written}
            problems.append(problem("heading-misspelt", source.span(line), replacement=written, **values))
        elif label := _near_label(text, reading, missing):
            role = labels.roles.get(label) or labels.chrome[label]
            corrected[-1] = Mark(line, role, is_chrome=label in labels.chrome)
            spelling = with_numbers(labels.spellings[label], line.text)
            problems.append(problem("label-misspelt", source.span(line), replacement=spelling, label=spelling))
            counts[role] += 1
            missing = _missing(labels, counts)
    return reading._replace(marks=tuple(corrected)), problems


def _cut(line: Line, labels: Labels, name: str) -> Mark | None:
    """The label or the level heading that the last line of a page is the beginning of; None if it is of none."""
    begin = key(line.text)
    if len(begin) < _ENOUGH or ends_as_text(line.text):
        return None
    role = next((role for label, role in labels.roles.items() if label.startswith(begin)), "")
    if role:
        return Mark(line, role)
    is_heading = fold(f"{name}: {labels.level}").startswith(begin)
    return Mark(line, "cut", is_chrome=True) if is_heading else None


def _missing(labels: Labels, counts: Counter[str]) -> dict[str, str]:
    """The labels, unaccented, whose role the page has less often than it should, with their keys."""
    pairs = sum(counts[role] > 0 for role in _ABOVE)
    owed = {"lower": pairs, "higher": pairs}
    return {plain: label for plain, label, role in labels.plain if counts[role] < owed.get(role, 1)}


def _near_heading(line: str, labels: Labels, begin: str) -> Heading | None:
    """The level heading that a line misspells: the skill's name and a number, or a level word without its accents.

    The number may be Roman.
    """
    if not (line[-1].isdigit() or unaccent(line[-1]) in "IV"):
        return None
    text = re.sub(_ROMAN_AT_END, lambda number: str(_ROMAN.index(number[0]) + 1), unaccent(line))
    if not text[-1].isdigit():
        return None
    match = labels.near_heading.fullmatch(text)
    if match:
        return Heading(int(match["number"]), *match.span("name"))
    if not begin or not text.casefold().startswith(begin):
        return None
    rest = re.fullmatch(_REST_OF_HEADING, text[len(begin) :])
    return Heading(int(rest[1]), 0, len(begin)) if rest else None


def _near_label(line: str, reading: PageReading, missing: dict[str, str]) -> str | None:
    """The label, as a key, that a line misspells or has in another language.

    A sentence is compared only with the chrome of the site, which has sentences.
    """
    labels, words = reading.labels, key(line)
    if role := reading.languages.roles.get(words):
        return next((label for label in missing.values() if labels.roles.get(label) == role), None)
    is_heading = not ends_as_text(line) or line.endswith(DOTS)
    if not is_heading and not line.endswith(":"):
        missing = {plain: label for plain, label in missing.items() if label in labels.chrome}
    close = get_close_matches(unaccent(words), missing, 1, CLOSE if is_heading else _VERY_CLOSE) if missing else []
    return missing[close[0]] if close else None
