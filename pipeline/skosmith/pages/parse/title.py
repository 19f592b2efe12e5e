"""Which line of a page names its skill, or what kind of page it is instead."""

import re
from collections.abc import Iterable, Sequence

from skosmith.model import Line, Problem, Source, problem
from skosmith.pages.labels import Labels, fold
from skosmith.pages.languages import Languages
from skosmith.pages.parse.marks import ITEM, Mark, bare_title
from skosmith.pages.parse.reading import PageReading

# Source: the page layouts, block 2. A first line is also taken where its code is misspelt: the shapes judge the code.
TITLE = re.compile(r"(?P<name>.+?[^\s:：|–—-]) +(?P<code>[A-Z]{4})")
FIRST_TITLE = re.compile(r"(?:(?P<name>.*[^\s:：|–—-]) +)?(?P<code>[A-Z][A-Z0-9]+)")
_LONGEST = 100
_LIKE_A_LEVEL = re.compile(r"[^:：]+[:：]\s*\w+\s*\d{1,2}")
_ENOUGH = 2  # labels, or levels of one name, that tell a skill page


def title_of(reading: PageReading) -> Line | Problem:
    """The line that holds the skill's name and code, or the problem that says what kind of page this is instead."""
    source, labels, marks = reading.source, reading.labels, reading.marks
    first = next((one.line for one in marks if not one.is_chrome), source.lines[0])
    titles = [line for line in source.lines if is_title(line, reading.languages, labels)]
    headings = [(one.line.text, one.heading) for one in marks if one.heading]
    names = {fold(text[heading.start : heading.end]) for text, heading in headings} - {""}
    roles = {one.role for one in marks if one.role and not one.is_chrome}
    title = _choose(first, titles, names, reading)
    if len(titles) > 1 and not headings and "levels" not in roles:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    if title is None or (title is not first and not roles and not headings):
        is_skill = len(roles) >= _ENOUGH or (names and len(headings) >= _ENOUGH)
        return problem("no-code" if is_skill else "other-page", source.span(first))
    second = _second(title, titles, marks, names, labels)
    return problem("two-skills", source.span(title), source.span(second)) if second else title


def page_without_language(source: Source, keys: Sequence[str], languages: Languages) -> Problem:
    """What to say of a page whose language is not clear: a list of skills has no labels to find it by."""
    first = next(
        (line for line, said in zip(source.lines, keys, strict=True) if said not in languages.chrome), source.lines[0]
    )
    titles = [line for line in source.lines if is_title(line, languages)]
    if len(titles) > 1:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    levels = sum(bool(_LIKE_A_LEVEL.fullmatch(line.text)) for line in source.lines)
    is_skill = first in titles or levels >= _ENOUGH or _is_first_title(first.text, languages)
    if not is_skill:
        return problem("other-page", source.span(first))
    return problem("language-not-found", source.span(first), found=_labels_found(source, keys, languages))


def _labels_found(source: Source, keys: Sequence[str], languages: Languages) -> str:
    """The labels on a page with the languages that know each, such as ``'Leitfaden' (de)``; else "none"."""
    pairs = zip(source.lines, keys, strict=True)
    found = {line.text: languages.knowing[said] for line, said in pairs if said in languages.knowing}
    return ", ".join(f"'{text}' ({', '.join(tags)})" for text, tags in found.items()) or "-"


def is_title(line: Line, languages: Languages, labels: Labels | None = None) -> bool:
    """Whether a line is a name and a code, and no item of a list.

    With ``labels`` a marker and the word for a beta may follow. Source: the page layouts, block 2; E and F.
    """
    text = bare_title(line.text, labels) if labels and line.text[-1] in labels.beta_ends else line.text
    if not text[-1:].isupper() or len(text) > _LONGEST or ITEM.match(text):
        return False
    match = TITLE.fullmatch(text)
    return match is not None and match["code"] not in languages.frameworks


def _is_first_title(text: str, languages: Languages) -> bool:
    match = FIRST_TITLE.fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and match["code"] not in languages.frameworks


def _choose(first: Line, titles: Iterable[Line], names: set[str], reading: PageReading) -> Line | None:
    """The title whose name the level headings repeat; else the first line, if it can be one; else the first title."""
    if fold(first.text) in names:  # the name alone, which happens to end as a code does
        return None
    titles = list(titles)
    named = next((line for line in titles if _name(line, reading.labels) in names), None)
    fits = _is_first_title(bare_title(first.text, reading.labels), reading.languages)
    return named or (first if fits else next(iter(titles), None))


def _name(line: Line, labels: Labels) -> str:
    return fold(bare_title(line.text, labels).rpartition(" ")[0])


def _second(title: Line, titles: Sequence[Line], marks: Sequence[Mark], names: set[str], labels: Labels) -> Line | None:
    """The first line that opens another skill: a levels label, or level headings of its name, follow it below others.

    A line of text that happens to end with four capitals opens none.
    """
    opened = [one.line.number for one in marks if one.role == "levels"]
    above = title.number
    for line in titles:
        is_between = bool(opened) and above < opened[0] < line.number < opened[-1]
        if line.number > above and (
            is_between or (_name(line, labels) in names and _name(line, labels) != _name(title, labels))
        ):
            return line
    return None
