"""Labels and level headings that are misspelt, taken for what they are meant as."""

import re
from collections import Counter
from difflib import get_close_matches

from skosmith.model import Line, Problem, problem
from skosmith.pages.labels import Labels, fold, key, unaccent, with_numbers
from skosmith.pages.parse.headings import DOTS, ends_as_text
from skosmith.pages.parse.marks import Heading, Mark, bare_title
from skosmith.pages.parse.reading import PageReading

CLOSE = 0.7
"""How alike, of 1, a line is to the label that it misspells."""

_ENOUGH = 5  # characters that tell the beginning of a label
_VERY_CLOSE = 0.8  # if it ends as text does
_REST_OF_HEADING = re.compile(r"\s*[:.,;–—-]?\s*\w*\.?\s*(\d{1,3})")

# The labels that have "lower" and "higher" below them.
_ABOVE = ("understanding", "developing")


def correct(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the labels and level headings that are misspelt taken for what they are meant as, each reported.

    So a slip is shown on its own line, once, and not by what would follow if the line were taken for text.
    """
    source, labels, title, marks = reading.source, reading.labels, reading.title, reading.marks
    titled = bare_title(title.text, labels).rpartition(" ")[0]
    name = unaccent(fold(titled))
    seen = Counter(one.role for one in marks)
    missing = _missing(labels, seen)
    corrected: list[Mark] = []
    problems: list[Problem] = []
    for one in marks:
        line = one.line
        if not one.is_unknown or line is title or one.is_item or len(line.text) > reading.languages.longest:
            corrected.append(one)
        elif one is marks[-1] and (cut := _cut(line, reading.labels, titled)):
            corrected.append(cut)
        elif heading := _near_heading(line, labels, name):
            corrected.append(Mark(line, heading=heading))
            written = f"{titled}: {labels.level} {heading.number}"
            values = {"level": heading.number, "written": written}
            problems.append(problem("heading-misspelt", source.span(line), replacement=written, **values))
        elif label := _near_label(line, reading, missing):
            role = labels.roles.get(label) or labels.chrome[label]
            corrected.append(Mark(line, role, is_chrome=label in labels.chrome))
            written = with_numbers(labels.written[label], line.text)
            problems.append(problem("label-misspelt", source.span(line), replacement=written, label=written))
            seen[role] += 1
            missing = _missing(labels, seen)
        else:
            corrected.append(one)
    return reading._replace(marks=tuple(corrected)), problems


def _cut(line: Line, labels: Labels, name: str) -> Mark | None:
    """The label or the level heading that the last line of a page is the beginning of; None if it is of none."""
    begun = key(line.text)
    if len(begun) < _ENOUGH or ends_as_text(line.text):
        return None
    role = next((role for label, role in labels.roles.items() if label.startswith(begun)), "")
    if role:
        return Mark(line, role)
    is_heading = fold(f"{name}: {labels.level}").startswith(begun.rstrip(":"))
    return Mark(line, "cut", is_chrome=True) if is_heading else None


def _missing(labels: Labels, seen: Counter[str]) -> dict[str, str]:
    """The labels, unaccented, whose role is not ``seen`` on the page as often as it should; their keys."""
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


def _near_label(line: Line, reading: PageReading, missing: dict[str, str]) -> str | None:
    """The label, as a key, that a line misspells or says in another language.

    A sentence is compared only with the chrome of the site, which has sentences.
    """
    labels, said = reading.labels, key(line.text)
    if elsewhere := reading.languages.roles.get(said):
        return next((label for label in missing.values() if labels.roles.get(label) == elsewhere), None)
    is_heading = not ends_as_text(line.text) or line.text.endswith(DOTS)
    if not is_heading and not line.text.endswith(":"):
        missing = {plain: label for plain, label in missing.items() if label in labels.chrome}
    close = get_close_matches(unaccent(said), missing, 1, CLOSE if is_heading else _VERY_CLOSE) if missing else []
    return missing[close[0]] if close else None
