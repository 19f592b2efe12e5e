"""Which line of a page names its skill, or what kind of page it is instead."""

import re
from collections.abc import Sequence

from skosmith.labels import Labels, fold
from skosmith.model import Line, Problem
from skosmith.parse.marks import ITEM, Mark
from skosmith.problems import problem
from skosmith.source import Source

# Source: the page layouts, block 2. A first line is also taken where its code is misspelt: the shapes judge the code.
TITLE = re.compile(r"(?P<name>.+?) +(?P<code>[A-Z]{4})")
FIRST_TITLE = re.compile(r"(?:(?P<name>.+?) +)?(?P<code>[A-Z][A-Z0-9]+)")
_LONGEST = 100


def title_of(source: Source, labels: Labels, marks: Sequence[Mark]) -> Line | Problem:
    """The line that holds the skill's name and code, or the problem that says what kind of page this is instead."""
    first = next((found.line for found in marks if not found.is_chrome), source.lines[0])
    titles = [line for line in source.lines if is_title(line)]
    names = {fold(line.text[heading.start : heading.end]) for line, _, _, heading in marks if heading} - {""}
    if labels.level_page.fullmatch(first.text):
        return problem("level-page", source.span(first))
    title = _choose(first, titles, names)
    if title is None:
        return problem("no-code", source.span(first))
    if not any(mark.heading for mark in marks):
        if len(titles) > 1 and not any(mark.role == "levels" for mark in marks):
            return problem("category-page", *map(source.span, titles), count=len(titles))
        if any(labels.title.fullmatch(line.text) for line in source.lines if line is not title):
            return problem("attribute-page", source.span(title))
    second = _second(title, titles, marks, names)
    return problem("two-skills", source.span(title), source.span(second)) if second else title


def no_language(source: Source) -> Problem:
    """What to say of a page whose language is not found: a list of skills has no labels to find it by."""
    titles = [line for line in source.lines if is_title(line)]
    if len(titles) > 1:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    return problem("language-not-found", source.span(source.lines[0]))


def is_title(line: Line) -> bool:
    """Whether a line is a name and a code, and no item of a list.

    Source: the page layouts, block 2.
    """
    text = line.text
    return text[-1].isupper() and len(text) <= _LONGEST and not ITEM.match(text) and bool(TITLE.fullmatch(text))


def _choose(first: Line, titles: Sequence[Line], names: set[str]) -> Line | None:
    """The title whose name the level headings repeat; else the first line, if it can be one; else the first title."""
    if fold(first.text) in names:  # the name alone, which happens to end as a code does
        return None
    named = next((line for line in titles if _name(line) in names), None)
    fits = len(first.text) <= _LONGEST and FIRST_TITLE.fullmatch(first.text)
    return named or (first if fits else next(iter(titles), None))


def _name(line: Line) -> str:
    return fold(line.text.rpartition(" ")[0])


def _second(title: Line, titles: Sequence[Line], marks: Sequence[Mark], names: set[str]) -> Line | None:
    """The first line that opens another skill: a levels label, or level headings of its name, follow it below others.

    A line of text that happens to end with four capitals opens none.
    """
    labels = [mark.line.number for mark in marks if mark.role == "levels"]
    above = title.number
    for line in titles:
        is_between = bool(labels) and above < labels[0] < line.number < labels[-1]
        if line.number > above and (is_between or (_name(line) in names and _name(line) != _name(title))):
            return line
    return None
