"""Source -> Page: the blocks of a skill page, told apart by the labels of its language."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from skosmith.labels import Labels, detect, fold, labels_for, longest_label
from skosmith.model import Claim, LevelSection, Number, Page, Problem, Span, Text
from skosmith.problems import problem
from skosmith.source import Line, Source, load

# Source: the page layouts, block 2. A first line is also taken where its code is misspelt: the shapes judge the code.
_TITLE = re.compile(r"(?P<name>.+?) +(?P<code>[A-Z]{4})")
_FIRST_TITLE = re.compile(r"(?:(?P<name>.+?) +)?(?P<code>[A-Z][A-Z0-9]+)")
_LONGEST_TITLE = 100
_NUMBER = re.compile(r"\d+")
_DIGITS = re.compile(r"\d{1,3}(?:[ |,]+\d{1,3})*[ |]*")
_BULLETS = "•*-"
_ITEM = re.compile(rf"[{_BULLETS}] +")
_NESTED = 5  # the column from which an item belongs to the item before it

# The blocks whose lines become a text. "lower" and "higher" say something else below each of the two labels above them.
_TEXT_BLOCKS = frozenset(
    {
        "title",
        "changes",
        "guidance",
        "understanding/lower",
        "understanding/higher",
        "developing",
        "developing/lower",
        "developing/higher",
    }
)


class _Marked(NamedTuple):
    """A line with what its language knows of it: the role of its label, or the level heading that it is."""

    line: Line
    role: str
    heading: re.Match[str] | None


@dataclass(slots=True)
class _Blocks:
    """The lines of a page, sorted into blocks."""

    claims: list[Claim] = field(default_factory=list)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    digits: list[Line] = field(default_factory=list)
    sections: list[tuple[re.Match[str], Line, list[Line]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_pages(paths: Iterable[str | Problem], language: str = "") -> tuple[list[Page], list[Problem]]:
    """The skill pages at ``paths`` (see ``source.expand``), and what is wrong with those that are none.

    ``language`` is as for ``parse``. One bad page never hides the others.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in paths:
        source = path if isinstance(path, Problem) else load(path)
        page, found = (None, [source]) if isinstance(source, Problem) else parse(source, language)
        problems += found
        if page:
            pages.append(page)
    return pages, problems


def parse(source: Source, language: str = "") -> tuple[Page | None, tuple[Problem, ...]]:
    """The skill page that ``source`` holds, and what is wrong with how it is laid out.

    ``language`` is a BCP 47 tag that ``labels_for`` knows; where it is empty the language is found from the labels.
    None for the page where it is no skill page, or more than one. Problems are in the order of the page.
    """
    longest = longest_label()
    folded = [fold(line.text) if len(line.text) <= longest else "" for line in source.lines]
    labels = labels_for(language) if language else detect(folded)
    if labels is None:
        return None, (problem("language-not-found", _span(source, source.lines[0])),)
    marked = [
        _Marked(line, labels.roles.get(text, ""), labels.heading.fullmatch(line.text) if text[-1:].isdigit() else None)
        for line, text in zip(source.lines, folded, strict=True)
    ]
    title = _title(source, labels, marked)
    if isinstance(title, Problem):
        return None, (title,)
    return _page(source, labels, language or labels.language, title, _sort(source, labels, marked, title))


def _span(source: Source, line: Line, start: int = 0, end: int | None = None) -> Span:
    """The place of ``line.text[start:end]``."""
    end = len(line.text) if end is None else end
    return Span(source.path, line.number, line.column + start, line.number, line.column + end)


def _title(source: Source, labels: Labels, marked: Sequence[_Marked]) -> Line | Problem:
    """The line that holds the skill's name and code, or the problem that says what kind of page this is instead."""
    first = next((mark.line for mark in marked if mark.role not in labels.chrome), source.lines[0])
    titles = [line for line in source.lines if _is_title(line)]
    has_headings = any(mark.heading for mark in marked)
    if labels.level_page.fullmatch(first.text):
        return problem("level-page", _span(source, first))
    title = (
        first if len(first.text) <= _LONGEST_TITLE and _FIRST_TITLE.fullmatch(first.text) else next(iter(titles), None)
    )
    if title is None:
        return problem("no-code", _span(source, first))
    if not has_headings and len(titles) > 1 and not any(mark.role == "levels" for mark in marked):
        return problem("category-page", *(_span(source, line) for line in titles), count=len(titles))
    if not has_headings and any(labels.title.fullmatch(line.text) for line in source.lines if line is not title):
        return problem("attribute-page", _span(source, title))
    second = _second_title(title, titles, marked)
    return problem("two-skills", _span(source, title), _span(source, second)) if second else title


def _is_title(line: Line) -> bool:
    """Whether a line is a name and a code and no item of a list.

    Source: the page layouts, block 2.
    """
    text = line.text
    return text[-1].isupper() and len(text) <= _LONGEST_TITLE and not _ITEM.match(text) and bool(_TITLE.fullmatch(text))


def _second_title(title: Line, titles: Sequence[Line], marked: Sequence[_Marked]) -> Line | None:
    """The first line that opens another skill: it stands below a level heading, or between two levels labels.

    A line of the guidance that happens to end with four capitals opens none.
    """
    first_heading = next((mark.line.number for mark in marked if mark.heading), sys.maxsize)
    labels = [mark.line.number for mark in marked if mark.role == "levels"]
    for line in titles:
        between = bool(labels) and title.number < labels[0] < line.number < labels[-1]
        if line.number > title.number and (between or line.number > first_heading):
            return line
    return None


def _sort(source: Source, labels: Labels, marked: Sequence[_Marked], title: Line) -> _Blocks:
    """Each line into the block it stands in.

    A label opens a block, a level heading a section; a line that belongs to neither is left, and found by ``build``.
    """
    blocks = _Blocks()
    block = outer = ""
    section: list[Line] | None = None
    for line, role, heading in marked:
        if line is title:
            block = "title"
        elif role in labels.chrome:
            blocks.claims.append(Claim("chrome", role, _span(source, line)))
            block = ""
        elif role:
            section = None
            outer = outer if role in {"lower", "higher"} else role
            block = role if role == outer else f"{outer}/{role}"
            claim = Claim("label", block, _span(source, line))
            if block in blocks.texts:  # a text in two places would hold all that stands between them
                before = next(claim.span for claim in blocks.claims if claim.role == block)
                blocks.problems.append(problem("label-twice", claim.span, before))
                block = ""
            blocks.claims.append(claim)
        elif heading:
            section = []
            blocks.sections.append((heading, line, section))
        elif section is not None:
            section.append(line)
        elif block == "levels" and _DIGITS.fullmatch(line.text):
            blocks.digits.append(line)
        elif block in _TEXT_BLOCKS:
            blocks.texts.setdefault(block, []).append(line)
    return blocks


def _page(
    source: Source, labels: Labels, language: str, title: Line, blocks: _Blocks
) -> tuple[Page, tuple[Problem, ...]]:
    match = _FIRST_TITLE.fullmatch(title.text)
    assert match is not None, "a title line is one that matches"  # noqa: S101 - for the type checker
    texts = {block: _text(source, lines, language) for block, lines in blocks.texts.items()}
    sections, problems = _sections(source, labels, language, blocks)
    page = Page(
        path=source.path,
        sha256=source.sha256,
        language=language,
        notation=Text(match["code"], "", _span(source, title, *match.span("code"))),
        pref_label=_part(source, title, match, "name", language),
        definition=texts.get("title"),
        declared_levels=tuple(
            Number(int(digits[0]), _span(source, line, *digits.span()))
            for line in blocks.digits
            for digits in _NUMBER.finditer(line.text)
        ),
        change_note=texts.get("changes"),
        scope_note=texts.get("guidance"),
        lower_levels_note=texts.get("understanding/lower"),
        higher_levels_note=texts.get("understanding/higher"),
        development_note=texts.get("developing"),
        lower_levels_development_note=texts.get("developing/lower"),
        higher_levels_development_note=texts.get("developing/higher"),
        sections=tuple(sections),
        claims=tuple(blocks.claims),
        lines=tuple(line.number for line in source.lines),
    )
    return page, tuple(sorted(blocks.problems + problems, key=lambda found: found.spans[0]))


def _sections(
    source: Source, labels: Labels, language: str, blocks: _Blocks
) -> tuple[list[LevelSection], list[Problem]]:
    sections: list[LevelSection] = []
    problems: list[Problem] = []
    for match, line, lines in blocks.sections:
        number = int(match["number"])
        title = labels.title.fullmatch(lines[0].text) if lines else None
        if title and int(title["number"]) != number:
            here = _span(source, lines[0], *title.span("number"))
            problems.append(
                problem("level-title-differs", here, _span(source, line), title=title["number"], heading=number)
            )
        for extra in lines[1:]:
            lost = labels.title.fullmatch(extra.text)
            if lost:
                problems.append(problem("level-without-heading", _span(source, extra), level=lost["number"]))
        sections.append(
            LevelSection(
                number=number,
                heading=Text(line.text, language, _span(source, line)),
                skill_label=_part(source, line, match, "name", language),
                title=_part(source, lines[0], title, "title", language) if title else None,
                essence=_part(source, lines[0], title, "essence", language) if title else None,
                definition=_text(source, lines[1:] if title else lines, language),
            )
        )
    problems += _order_problems(sections)
    return sections, problems


def _order_problems(sections: Sequence[LevelSection]) -> Iterator[Problem]:
    """A level that comes twice; a level that breaks the order, rising or falling, of those before it.

    Source: the page layouts, block 11 (levels rise; in layout A they fall).
    """
    seen: dict[int, LevelSection] = {}
    kept = []
    for section in sections:
        if section.number in seen:
            yield problem("level-twice", section.heading.span, seen[section.number].heading.span, level=section.number)
        else:
            seen[section.number] = section
            kept.append(section)
    steps = [(before, after, after.number > before.number) for before, after in pairwise(kept)]
    for before, after, rises in steps:
        if rises != steps[0][2]:
            yield problem("levels-out-of-order", after.heading.span, before.heading.span, level=after.number)


def _part(source: Source, line: Line, match: re.Match[str], group: str, language: str) -> Text | None:
    """The text of a group of ``match`` on ``line``; None where it is not there or empty."""
    value = match[group]
    return Text(value, language, _span(source, line, *match.span(group))) if value else None


def _text(source: Source, lines: Sequence[Line], language: str) -> Text | None:
    """``lines`` as one text: an empty line between paragraphs, ``• `` before items, items tight against each other."""
    if not lines:
        return None
    parts: list[str] = []
    was_item = False
    for line in lines:
        bullet = _ITEM.match(line.text) if line.text[0] in _BULLETS else None
        if parts:
            parts.append("\n" if bullet and was_item else "\n\n")
        if bullet:
            parts.append(("  • " if line.column >= _NESTED and was_item else "• ") + line.text[bullet.end() :])
        else:
            parts.append(line.text)
        was_item = bullet is not None
    first, last = lines[0], lines[-1]
    span = Span(source.path, first.number, first.column, last.number, last.column + len(last.text))
    return Text("".join(parts), language, span)
