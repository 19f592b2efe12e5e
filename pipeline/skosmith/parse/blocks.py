"""The lines of a page, sorted into the blocks they stand in, and the blocks as the texts of a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from skosmith.labels import Labels, fold, unaccent
from skosmith.model import Claim, Kind, Line, Number, Page, Problem, Span, Text
from skosmith.parse.marks import BULLETS, DIGITS, Heading, Mark, bare_title, reads_like_a_heading
from skosmith.parse.sections import lost_titles, sections_of
from skosmith.parse.texts import name_of, text_of, text_problems
from skosmith.parse.title import FIRST_TITLE
from skosmith.problems import problem
from skosmith.source import Source

_NUMBER = re.compile(r"\d+")
_NOTE = re.compile(r"\w{2,20}\s*[:：].*")  # "Note: ...", the end of a banner

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
    digits: list[tuple[Line, int]] = field(default_factory=list)
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


def page_of(  # noqa: PLR0913, PLR0917 - a page, and what it is read with
    source: Source, labels: Labels, language: str, title: Line, marks: Sequence[Mark], kind: Kind = "skill"
) -> tuple[Page, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out."""
    banner = _banner(labels, marks, title)
    blocks = _sort(source, marks, title, banner)
    problems = _unknown_banner(source, labels, marks, banner) + _unobserved(source, labels, blocks)
    match = FIRST_TITLE.fullmatch(bare_title(title.text, labels))
    assert match is not None, "a title line is one that matches"  # noqa: S101 - for the type checker
    texts = {block: text_of(source, lines, language) for block, lines in blocks.texts.items()}
    sections, found = sections_of(source, labels, language, blocks.sections, kind)
    problems += found
    numbers = tuple(
        Number(int(digits[0]), source.span(line, *digits.span()))
        for line, start in blocks.digits
        for digits in _NUMBER.finditer(line.text, start)
    )
    pref_label = name_of(source, title, match.span("name"), language)
    if pref_label is None:
        problems.append(problem("title-without-name", source.span(title)))
    problems += _label_problems(blocks)
    problems += _digit_problems(numbers)
    if kind == "skill" and not numbers:
        problems += _no_digits(blocks, source.span(title))
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
        kind=kind,
        claims=tuple(blocks.claims),
        lines=source.lines,
    )
    return page, problems


def _sort(source: Source, marks: Sequence[Mark], title: Line, banner: range) -> _Blocks:
    """Each line into the block it stands in: a label opens a block, a level heading a section."""
    blocks = _Blocks()
    block = outer = ""
    section: list[Line] | None = None
    for number, (line, role, is_chrome, heading, digits) in enumerate(marks):
        if line is title:
            block = "title"
        elif number in banner:
            blocks.claims.append(Claim("chrome", "banner", source.span(line)))
        elif is_chrome:
            blocks.claims.append(Claim("chrome", role, source.span(line)))
            block = ""
        elif role:
            section = None
            is_again = role == block == "levels" and not blocks.digits  # "Levels", then "Defined at ...: 2 3"
            outer = outer if role in {"lower", "higher"} else role
            block = role if role == outer else f"{outer}/{role}"
            claim = Claim("label", block, source.span(line))
            block = block if is_again else blocks.opened(claim)
            blocks.claims += [claim] if is_again else []
            blocks.digits += [(line, digits)] if digits else []
        elif heading:
            section = []
            blocks.sections.append((heading, line, section))
        elif section is not None:
            section.append(line)
        elif DIGITS.fullmatch(line.text) and (block == "levels" or _stands_above_its_label(marks, number)):
            blocks.digits.append((line, 0))
        elif block in _TEXT_BLOCKS:
            blocks.texts.setdefault(block, []).append(line)
    return blocks


def _stands_above_its_label(marks: Sequence[Mark], number: int) -> bool:
    """Whether a line of digits stands right above the levels label. Source: the page layouts, C."""
    return number + 1 < len(marks) and marks[number + 1].role == "levels"


def _banner(labels: Labels, marks: Sequence[Mark], title: Line) -> range:
    """The lines that say that the page is no final one: a heading, a sentence, a list, and a note below it.

    It begins at its label; on a page whose title carries a marker also at a heading below the title.
    Source: the page layouts, E and F.
    """
    start = next((number for number, mark in enumerate(marks) if mark.role == "banner"), -1)
    is_known = start >= 0
    if not is_known:
        start = next(number for number, mark in enumerate(marks) if mark.line is title) + 1
        is_draft = bare_title(title.text, labels) != title.text and start < len(marks)
        if not is_draft or not reads_like_a_heading(marks[start].line) or marks[start].line.text.endswith((":", "：")):
            return range(0)
    end = start + 1
    has_items = False
    while end < len(marks) and not marks[end].role and not marks[end].heading and marks[end].line is not title:
        is_item = marks[end].line.text[0] in BULLETS
        if has_items and not is_item and not _NOTE.fullmatch(marks[end].line.text):
            break
        has_items = has_items or is_item
        end += 1
    if has_items:
        return range(start, end)
    return range(start, start + 1) if is_known else range(0)


def _unknown_banner(source: Source, labels: Labels, marks: Sequence[Mark], banner: range) -> list[Problem]:
    """A problem that names the heading of a banner that the language does not know."""
    if not banner or marks[banner.start].role == "banner":
        return []
    line = marks[banner.start].line
    values = {"table": "chrome", "role": "banner", "text": line.text, "file": f"{labels.language}.toml"}
    return [problem("label-not-known", source.span(line), **values)]


def _unobserved(source: Source, labels: Labels, blocks: _Blocks) -> list[Problem]:
    """Takes away the sections that say that the skill is not defined at their levels; their lines are chrome.

    They head several levels, or say so in known words; where the words of a language are not known, they are the
    sections of a level that is not among the digits, with one paragraph and no essence.
    Source: the page layouts, B.
    """
    declared = {int(digits) for line, start in blocks.digits for digits in _NUMBER.findall(line.text, start)}
    kept, problems = [], []
    for heading, line, lines in blocks.sections:
        is_said = heading.last > 0 or bool(lines and labels.unobserved.fullmatch(lines[0].text))
        is_alone = len(lines) == 1 and heading.start >= 0 and heading.number not in declared
        is_likely = is_alone and bool(declared) and not labels.title.fullmatch(lines[0].text)
        if not is_said and is_likely and "unobserved" not in labels.known:
            words = {"table": "words", "role": "unobserved", "text": lines[0].text, "file": f"{labels.language}.toml"}
            problems.append(problem("label-not-known", source.span(lines[0]), **words))
            is_said = True
        if is_said:
            blocks.claims += [Claim("chrome", "unobserved", source.span(one)) for one in (line, *lines)]
        else:
            kept.append((heading, line, lines))
    blocks.sections[:] = kept
    return problems


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


def _no_digits(blocks: _Blocks, title: Span) -> Iterator[Problem]:
    """A problem where the line of digits is missing: a page has none only where the levels fall.

    One level alone does not fall; there the old site's lines around the page tell. Source: the page layouts, A.
    """
    label = next((claim.span for claim in blocks.claims if claim.role == "levels"), None)
    numbers = [heading.number for heading, _, _ in blocks.sections]
    is_old = any(claim.role == "site" for claim in blocks.claims)
    falls = numbers == sorted(numbers, reverse=True) and len(numbers) > (0 if is_old else 1)
    if label or not falls:
        yield problem("no-digits", label or title)


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
