"""The lines of a page, sorted into the blocks they stand in, and the blocks as the texts of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from skosmith.labels import Labels, fold, unaccent
from skosmith.model import Claim, Line, Number, Page, Problem, Text
from skosmith.parse.marks import Heading, Mark
from skosmith.parse.sections import lost_titles, sections_of
from skosmith.parse.texts import name_of, text_of, text_problems
from skosmith.parse.title import FIRST_TITLE
from skosmith.problems import problem
from skosmith.source import Source

_NUMBER = re.compile(r"\d+")
_DIGITS = re.compile(r"\d{1,3}(?:[ |,]+\d{1,3})*[ |]*")

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


@dataclass(slots=True)
class _Blocks:
    """The lines of a page by block; those that no block takes are left out, and found by ``build``."""

    claims: list[Claim] = field(default_factory=list)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    digits: list[Line] = field(default_factory=list)
    sections: list[tuple[Heading, Line, list[Line]]] = field(default_factory=list)
    twice: list[Claim] = field(default_factory=list)

    def opened(self, label: Claim) -> str:
        """The block that ``label`` opens; none where it has a text, which would hold all that stands in between.

        A label that comes twice is noted, but for the two words for changes, of which one may follow the other.
        """
        has_text = label.role in self.texts
        if has_text or (label.role != "changes" and any(claim.role == label.role for claim in self.claims)):
            self.twice.append(label)
        self.claims.append(label)
        return "" if has_text else label.role


def page_of(
    source: Source, labels: Labels, language: str, title: Line, marks: Sequence[Mark]
) -> tuple[Page, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out."""
    blocks = _sort(source, marks, title)
    match = FIRST_TITLE.fullmatch(title.text)
    assert match is not None, "a title line is one that matches"  # noqa: S101 - for the type checker
    texts = {block: text_of(source, lines, language) for block, lines in blocks.texts.items()}
    sections, problems = sections_of(source, labels, language, blocks.sections)
    numbers = tuple(
        Number(int(digits[0]), source.span(line, *digits.span()))
        for line in blocks.digits
        for digits in _NUMBER.finditer(line.text)
    )
    pref_label = name_of(source, title, match.span("name"), language)
    if pref_label is None:
        problems.append(problem("title-without-name", source.span(title)))
    problems += _label_problems(blocks)
    problems += _digit_problems(numbers)
    for lines in blocks.texts.values():
        problems += text_problems(source, lines)
        problems += lost_titles(source, labels, lines)
    if {number.value for number in numbers} != {section.number for section in sections if section.skill_label}:
        problems += _lost_headings(source, labels, pref_label, blocks)
    page = Page(
        path=source.path,
        sha256=source.sha256,
        language=language,
        notation=Text(match["code"], "", source.span(title, *match.span("code"))),
        pref_label=pref_label,
        definition=texts.get("title"),
        declared_levels=numbers,
        change_note=texts.get("changes"),
        scope_note=texts.get("guidance"),
        lower_levels_note=texts.get("understanding/lower"),
        higher_levels_note=texts.get("understanding/higher"),
        development_note=texts.get("developing"),
        lower_levels_development_note=texts.get("developing/lower"),
        higher_levels_development_note=texts.get("developing/higher"),
        sections=tuple(sections),
        claims=tuple(blocks.claims),
        lines=source.lines,
    )
    return page, problems


def _sort(source: Source, marks: Sequence[Mark], title: Line) -> _Blocks:
    """Each line into the block it stands in: a label opens a block, a level heading a section."""
    blocks = _Blocks()
    block = outer = ""
    section: list[Line] | None = None
    for line, role, is_chrome, heading in marks:
        if line is title:
            block = "title"
        elif is_chrome:
            blocks.claims.append(Claim("chrome", role, source.span(line)))
            block = ""
        elif role:
            section = None
            outer = outer if role in {"lower", "higher"} else role
            block = role if role == outer else f"{outer}/{role}"
            block = blocks.opened(Claim("label", block, source.span(line)))
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


def _label_problems(blocks: _Blocks) -> list[Problem]:
    """Labels that come twice, in one problem; of two that belong together, one missing; those that hold nothing."""
    problems = []
    if blocks.twice:
        places = []
        for again in blocks.twice:
            before = next(claim.span for claim in blocks.claims if claim.role == again.role)
            places += [again.span, before]
        problems.append(problem("label-twice", *places))
    places_of = {claim.role: claim.span for claim in reversed(blocks.claims) if claim.kind == "label"}
    for outer in ("understanding", "developing"):
        pair = [places_of[role] for side in ("lower", "higher") if (role := f"{outer}/{side}") in places_of]
        if len(pair) == 1 or pair != sorted(pair):
            problems.append(problem("label-pair", *pair))
    owed = _TEXT_BLOCKS - {"developing"} - blocks.texts.keys()
    problems += [problem("label-empty", claim.span) for claim in blocks.claims if claim.role in owed]
    return problems


def _digit_problems(numbers: Sequence[Number]) -> list[Problem]:
    seen: dict[int, Number] = {}
    problems = []
    for number in numbers:
        if number.value in seen:
            problems.append(problem("digit-twice", number.span, seen[number.value].span, level=number.value))
        seen.setdefault(number.value, number)
    return problems


def _lost_headings(source: Source, labels: Labels, name: Text | None, blocks: _Blocks) -> list[Problem]:
    """The lines in which a level heading is hidden: they begin as one does, or hold one among other text."""
    if name is None:
        return []
    begins = f"{unaccent(fold(name.value))}:"
    held = f"{begins} {unaccent(fold(labels.level))}"
    problems = []
    for lines in (*blocks.texts.values(), *(lines for _, _, lines in blocks.sections)):
        for line in lines:
            text = unaccent(fold(line.text)).replace(" :", ":").lstrip("*_# ")
            if text.startswith(begins) or held in text:
                problems.append(problem("heading-lost", source.span(line), written=f"{name.value}: {labels.level} 3"))
    return problems
