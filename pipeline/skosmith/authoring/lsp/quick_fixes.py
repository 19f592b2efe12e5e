"""The edits that fix a problem, for problems with a mechanical fix: a table of rules by code."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lsprotocol.types import Position, Range, TextEdit

from skosmith.authoring.lsp.positions import LineIndex
from skosmith.model import LevelPage, Line, Page, Problem, Span
from skosmith.pages import in_force, key, reads_like_a_heading

_MARKUP = re.compile(r"[<>\[\]`]|\*\*")
# The fault at the place, its replacement, and whether it can only be a slip.
_SLIPS: dict[str, tuple[re.Pattern[str], str, bool]] = {
    "name-double-space": (re.compile(r"\s{2,}"), " ", True),
    "text-double-punctuation": (re.compile(r"([.,;:!?])\1+"), r"\1", True),
    "text-double-space": (re.compile(r"\s{2,}"), " ", True),
    "text-hyphen-for-dash": (re.compile("--?"), "–", False),
    "text-space-after-punctuation": (re.compile(r"([.,;:!?])(?=\w)"), r"\1 ", False),
    "text-space-before-punctuation": (re.compile(r"\s+(?=[.,;:!?])"), "", True),
    "word-twice": (re.compile(r"(\w+)\s+\1", re.IGNORECASE), r"\1", False),
}
_NUMBER = re.compile(r"\d+")
_STOPS = {"ja": "。", "zh": "。"}  # the end of a sentence, if it is not a full stop
_LONGEST = 60  # characters of a replacement in the title of a fix


class Fix(NamedTuple):
    """A fix of a problem: its title in an editor, and the edits of the page; ``is_only`` if there is no other."""

    title: str
    edits: list[TextEdit]
    is_only: bool = True


class _Case(NamedTuple):
    """A problem, its place, and the page with its lines; no page if the file is not one."""

    problem: Problem
    span: Span
    page: Page | LevelPage | None
    lines: LineIndex
    words: Mapping[str, str]

    @property
    def place(self) -> Range:
        return self.lines.range(self.span)

    @property
    def text(self) -> str:
        return self.lines.text_in(self.place)


def fixes(
    problem: Problem, span: Span, page: Page | LevelPage | None, lines: LineIndex, words: Mapping[str, str]
) -> list[Fix]:
    """The fixes of a problem whose place on the page is ``span``; ``words`` are those of their titles."""
    rule = _replacement if problem.replacement else FIXES.get(problem.code)
    return list(rule(_Case(problem, span, page, lines, words))) if rule and not span.sheet else []


def _replacement(case: _Case) -> Iterator[Fix]:
    """The place as it should be; not if it contains marks of HTML or Markdown."""
    if case.span == case.problem.spans[0] and not _MARKUP.search(case.text):
        text = case.problem.replacement
        yield Fix(case.words["write"].format(text=_short(text)), [TextEdit(case.place, text)])


def _digits(case: _Case) -> Iterator[Fix]:
    """The digits of the sections, in place of the line of digits, else below its label."""
    if not isinstance(case.page, Page):
        return
    numbers = sorted({section.number for section in case.page.sections if section.skill_label or section.definition})
    spans = [number.span for number in case.page.declared_levels]
    labels = [claim.span for claim in case.page.claims if claim.role == "levels"]
    if not numbers or (not spans and not labels):
        return
    if spans:
        place = case.lines.range(spans[0].to(spans[-1]))
        between = case.lines.text_in(case.lines.range(_between(spans[0], spans[1]))) if len(spans) > 1 else " "
        if place.start.line != place.end.line or _MARKUP.search(case.lines.text_in(place)):
            return
        text = between.join(map(str, numbers))
        edit = TextEdit(place, text)
    else:
        end = case.lines.range(labels[-1]).end
        edit = TextEdit(Range(end, end), f"\n\n{' '.join(map(str, numbers))}")
    yield Fix(case.words["digits"].format(text=" ".join(map(str, numbers))), [edit])


def _between(one: Span, other: Span) -> Span:
    return one._replace(column=one.end_column, end_line=other.line, end_column=other.column)


def _ending(case: _Case, text: str) -> Fix:
    end = case.place.end
    return Fix(case.words["stop"].format(text=text), [TextEdit(Range(end, end), text)])


def _stop(case: _Case) -> Iterator[Fix]:
    language = case.page.language.partition("-")[0] if case.page else ""
    yield _ending(case, _STOPS.get(language, "."))


def _stop_if_only(case: _Case) -> Iterator[Fix]:
    """A full stop, if it makes a sentence of the line; which may also be a label, or not a part of the page."""
    text = case.text
    for fix in _stop(case) if not in_force().labels_among([((1, 1), key(text))]) else ():
        if text[:1].isalpha() and not reads_like_a_heading(Line(1, 1, text + fix.edits[0].new_text)):
            yield fix._replace(is_only=False)


def _paragraph(case: _Case) -> Iterator[Fix]:
    """Removes the line, with the blank lines above it."""
    if case.span.line != case.span.end_line or _MARKUP.search(case.lines.line(case.span.line)):
        return
    above = case.span.line - 1
    while above > 1 and not case.lines.line(above).strip():
        above -= 1
    begin = case.lines.whole_lines(above, above).end
    place = Range(begin, case.lines.whole_lines(case.span.line, case.span.line).end)
    yield Fix(case.words["paragraph"], [TextEdit(place, "")])


def _character(case: _Case) -> Iterator[Fix]:
    if case.span.end_line == case.span.line and case.span.end_column == case.span.column + 1:
        yield Fix(case.words["character"], [TextEdit(case.place, "")])


def _numbers(case: _Case) -> Iterator[Fix]:
    """The same number for a level title and its heading, either way."""
    below, above = (case.lines.text_in(case.lines.range(span)) for span in case.problem.spans[:2])
    here, heading = _NUMBER.search(below), [*_NUMBER.finditer(above)][-1:]
    if not here or not heading:
        return
    span = case.problem.spans[1]
    at = case.lines.range(span)
    start = case.lines.units(above[: heading[0].start()]) + at.start.character
    place = Range(Position(at.start.line, start), Position(at.start.line, start + len(heading[0][0])))
    for text, where in ((heading[0][0], case.lines.range(case.problem.spans[0])), (here[0], place)):
        yield Fix(case.words["number"].format(text=text), [TextEdit(where, text)], is_only=False)


def _slip(case: _Case) -> Iterator[Fix]:
    pattern, replacement, is_only = _SLIPS[case.problem.code]
    place, text = case.place, case.text
    right = pattern.sub(replacement, text)
    if right != text and place.start.line == place.end.line and not _MARKUP.search(text):
        yield Fix(case.words["write"].format(text=_short(right)), [TextEdit(place, right)], is_only)


def _slash(case: _Case) -> Iterator[Fix]:
    yield _ending(case, "/")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


FIXES: dict[str, Callable[[_Case], Iterator[Fix]]] = {
    "attribute-definition-end": _stop,
    "attribute-level-definition-end": _stop,
    "digit-twice": _digits,
    "essence-value-end": _stop,
    "level-note-end": _stop,
    "level-scope-note-end": _stop,
    "level-title-differs": _numbers,
    "no-digits": _digits,
    "paragraph-twice": _paragraph,
    "setting-base-iri-slash": _slash,
    "skill-declared-levels": _digits,
    "skill-definition-end": _stop,
    "skill-level-definition-end": _stop,
    "text-control-character": _character,
    "text-end": _stop,
    "text-invisible-character": _character,
    "unknown-block": _stop_if_only,
    **dict.fromkeys(_SLIPS, _slip),
}
"""The rules for problems without a ``replacement``, by code."""
