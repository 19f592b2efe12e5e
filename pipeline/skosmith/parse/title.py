"""Which line of a page names its skill, or what kind of page it is instead."""

import re
from collections.abc import Sequence

from skosmith.labels import Labels, fold
from skosmith.model import Line, Problem
from skosmith.parse.marks import ITEM, Mark, bare_title
from skosmith.problems import problem
from skosmith.source import Source

# Source: the page layouts, block 2. A first line is also taken where its code is misspelt: the shapes judge the code.
TITLE = re.compile(r"(?P<name>.+?) +(?P<code>[A-Z]{4})")
FIRST_TITLE = re.compile(r"(?:(?P<name>.+?) +)?(?P<code>[A-Z][A-Z0-9]+)")
_LONGEST = 100
_LIKE_A_LEVEL = re.compile(r"[^:：]+[:：]\s*\w+\s*\d{1,2}")


def title_of(source: Source, labels: Labels, marks: Sequence[Mark]) -> Line | Problem:
    """The line that holds the skill's name and code, or the problem that says what kind of page this is instead."""
    first = next((found.line for found in marks if not found.is_chrome), source.lines[0])
    titles = [line for line in source.lines if is_title(line, labels)]
    headings = ((mark.line.text, mark.heading) for mark in marks if mark.heading)
    names = {fold(text[heading.start : heading.end]) for text, heading in headings} - {""}
    title = _choose(first, titles, names, labels)
    if title is None:
        is_skill = names or any(mark.role for mark in marks if not mark.is_chrome)
        return problem("no-code" if is_skill else "other-page", source.span(first))
    if len(titles) > 1 and not any(mark.heading or mark.role == "levels" for mark in marks):
        return problem("category-page", *map(source.span, titles), count=len(titles))
    second = _second(title, titles, marks, names, labels)
    return problem("two-skills", source.span(title), source.span(second)) if second else title


def no_language(source: Source) -> Problem:
    """What to say of a page whose language is not found: a list of skills has no labels to find it by."""
    titles = [line for line in source.lines if is_title(line)]
    if len(titles) > 1:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    levels = sum(bool(_LIKE_A_LEVEL.fullmatch(line.text)) for line in source.lines)
    is_skill = titles or levels > 1 or FIRST_TITLE.fullmatch(source.lines[0].text)
    return problem("language-not-found" if is_skill else "other-page", source.span(source.lines[0]))


def is_title(line: Line, labels: Labels | None = None) -> bool:
    """Whether a line is a name and a code, and no item of a list.

    With ``labels`` a marker and the word for a beta may follow. Source: the page layouts, block 2; E and F.
    """
    text = bare_title(line.text, labels) if labels and line.text[-1] in labels.beta_ends else line.text
    return text[-1:].isupper() and len(text) <= _LONGEST and not ITEM.match(text) and bool(TITLE.fullmatch(text))


def _choose(first: Line, titles: Sequence[Line], names: set[str], labels: Labels) -> Line | None:
    """The title whose name the level headings repeat; else the first line, if it can be one; else the first title."""
    if fold(first.text) in names:  # the name alone, which happens to end as a code does
        return None
    named = next((line for line in titles if _name(line, labels) in names), None)
    fits = len(first.text) <= _LONGEST and FIRST_TITLE.fullmatch(bare_title(first.text, labels))
    return named or (first if fits else next(iter(titles), None))


def _name(line: Line, labels: Labels) -> str:
    return fold(bare_title(line.text, labels).rpartition(" ")[0])


def _second(title: Line, titles: Sequence[Line], marks: Sequence[Mark], names: set[str], labels: Labels) -> Line | None:
    """The first line that opens another skill: a levels label, or level headings of its name, follow it below others.

    A line of text that happens to end with four capitals opens none.
    """
    opened = [mark.line.number for mark in marks if mark.role == "levels"]
    above = title.number
    for line in titles:
        is_between = bool(opened) and above < opened[0] < line.number < opened[-1]
        if line.number > above and (
            is_between or (_name(line, labels) in names and _name(line, labels) != _name(title, labels))
        ):
            return line
    return None
