"""The marks that a failed merge of git leaves in a page, and the side of each conflict that is not read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from skosmith.model import Claim, LevelPage, Line, Page, Problem, Source, problem

_MARK = re.compile(r"(?P<begin><{7})(?: .*)?|(?P<middle>\|{7}(?: .*)?|={7})|(?P<end>>{7})(?: .*)?")


def without_conflicts(source: Source) -> Source:
    """A page with the first side of each conflict alone; the other lines are its ``conflicts``.

    Marks that make no conflict are left out, too, together. A line of equals signs alone is none: it may be a rule.
    """
    if not any(line.text[0] in "<>" and _MARK.fullmatch(line.text) for line in source.lines):
        return source
    lines: list[Line] = []
    conflicts: list[tuple[Line, ...]] = []
    single: list[Line] = []
    at = 0
    while at < len(source.lines):
        line = source.lines[at]
        mark = _MARK.fullmatch(line.text)
        end = _end_of_conflict(source.lines, at) if mark and mark["begin"] else 0
        if end:
            inner = source.lines[at + 1 : end]
            middle = next(place for place, below in enumerate(inner) if _MARK.fullmatch(below.text))
            lines += inner[:middle]
            conflicts.append((line, *inner[middle:], source.lines[end]))
        elif mark:
            single.append(line)
        else:
            lines.append(line)
        at = (end or at) + 1
    conflicts += [tuple(single)] if single else []
    return source._replace(lines=tuple(lines), conflicts=tuple(conflicts)) if lines else source


def _end_of_conflict(lines: Sequence[Line], begin: int) -> int:
    """Where the conflict that begins at a line ends; 0 if it does not, or has no two sides."""
    has_sides = False
    for at in range(begin + 1, len(lines)):
        if mark := _MARK.fullmatch(lines[at].text):
            if mark["end"]:
                return at if has_sides else 0
            if mark["begin"]:
                return 0
            has_sides = True
    return 0


def conflict_problems(source: Source) -> list[Problem]:
    """A problem for each conflict: its first place is all of it, or of marks that make none the first."""
    problems = []
    for lines in source.conflicts:
        spans = [source.span(line) for line in lines]
        is_whole = len(lines) > 1 and lines[0].text[0] == "<" and lines[-1].text[0] == ">"
        problems.append(problem("merge-conflict", *([spans[0].to(spans[-1])] if is_whole else spans)))
    return problems


def with_conflicts(page: Page | LevelPage, source: Source) -> Page | LevelPage:
    """``page`` with the lines that were left out, as chrome."""
    left_out = [*chain(*source.conflicts)]
    claims = [Claim("chrome", "conflict", source.span(line)) for line in left_out]
    lines = sorted((*page.lines, *left_out), key=lambda line: line[:2])
    return replace(page, lines=tuple(lines), claims=(*page.claims, *claims))
