"""The lines of a page, sorted into the blocks they stand in, and the blocks as the texts of a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from skosmith.model import Claim, Kind, Line, Number, Page, Problem, Source, Span, Text, problem
from skosmith.pages.labels import fold, unaccent
from skosmith.pages.parse.ending import page_cut
from skosmith.pages.parse.headings import BULLETS
from skosmith.pages.parse.marks import DIGITS, Heading, Mark, bare_title
from skosmith.pages.parse.reading import Reading
from skosmith.pages.parse.sections import lost_titles, sections_of
from skosmith.pages.parse.texts import interruptions, name_of, text_of, text_problems
from skosmith.pages.parse.title import FIRST_TITLE

_NUMBER = re.compile(r"\d+")
_LEVELS = range(1, 8)

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
_WITHIN = frozenset({"marker", "notice", "banner"})  # the chrome below which a block goes on


@dataclass(slots=True)
class _Blocks:
    """The lines of a page by block; those that no block takes are ``left``, and found by ``build``."""

    claims: list[Claim] = field(default_factory=list)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    digits: list[tuple[Line, int]] = field(default_factory=list)
    sections: list[tuple[Heading, Line, list[Line]]] = field(default_factory=list)
    twice: list[Claim] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)

    def opened(self, label: Claim) -> str:
        """The block that ``label`` opens; none where it has a text, which would hold all that stands in between.

        A label that comes twice is noted, but for the words for changes, of which one may follow the other.
        """
        has_text = label.role in self.texts and label.role != "changes"
        if has_text or (label.role != "changes" and any(claim.role == label.role for claim in self.claims)):
            self.twice.append(label)
        self.claims.append(label)
        return "" if has_text else label.role


def page_of(reading: Reading, title: Line, marks: Sequence[Mark], kind: Kind = "skill") -> tuple[Page, list[Problem]]:
    """The page that the marked lines make, and what is wrong with how they are laid out."""
    source, labels, language = reading.source, reading.labels, reading.language
    blocks = _sort(source, marks, title)
    match = FIRST_TITLE.fullmatch(bare_title(title.text, labels))
    assert match is not None, "a title line is one that matches"  # noqa: S101 - for the type checker
    pref_label = name_of(source, title, match.span("name"), language)
    problems = _take_unobserved(reading, blocks, pref_label)
    sections, found = sections_of(reading, blocks.sections, kind)
    numbers = tuple(
        Number(int(digits[0]), source.span(line, *digits.span()))
        for line, start in blocks.digits
        for digits in _NUMBER.finditer(line.text, start)
    )
    problems += found
    if pref_label is None:
        problems.append(problem("title-without-name", source.span(title)))
    problems += page_cut(reading, marks, sections, {number.value for number in numbers}, kind)
    problems += _label_problems(blocks, is_whole=bool(sections))
    problems += _digit_problems(numbers)
    if kind == "skill" and sections and not numbers:
        problems += _no_digits(blocks, source.span(title))
    for block, lines in blocks.texts.items():
        problems += text_problems(reading, lines, title=match[0], is_definition=block == "title")
        problems += lost_titles(source, labels, lines)
        problems += interruptions(source, lines, blocks.left) if blocks.left else ()
    problems += _text_in_changes(source, blocks)
    if {number.value for number in numbers} != {section.number for section in sections if section.skill_label}:
        lost = _lost_headings(reading, pref_label, blocks)
        spans = {one.spans for one in lost}
        problems = [one for one in problems if one.code != "essence-in-text" or one.spans not in spans] + lost
    texts = {block: text_of(source, lines, language) for block, lines in blocks.texts.items()}
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


def _sort(source: Source, marks: Sequence[Mark], title: Line) -> _Blocks:
    """Each line into the block it stands in: a label opens a block, a level heading a section."""
    blocks = _Blocks()
    block = outer = ""
    section: list[Line] | None = None
    for number, (line, role, is_chrome, heading, digits) in enumerate(marks):
        if line is title:
            block = "title"
        elif is_chrome:
            blocks.claims.append(Claim("chrome", role, source.span(line)))
            block = block if role in _WITHIN else ""
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
        else:
            blocks.left.append(line)
    return blocks


def _text_in_changes(source: Source, blocks: _Blocks) -> Iterator[Problem]:
    """A warning for notes on changes that have another form than a sentence and a list: they may hold other texts."""
    lines = blocks.texts.get("changes", [])
    if not lines:
        return
    labels = {claim.span.line for claim in blocks.claims}
    for above, line in pairwise(lines):
        is_first = any(above.number < number < line.number for number in labels)
        if line.text[0] not in BULLETS and not is_first:
            end = source.span(lines[-1])
            span = source.span(lines[0])._replace(end_line=end.end_line, end_column=end.end_column)
            yield problem("text-in-changes", source.span(line), span)
            return


def _stands_above_its_label(marks: Sequence[Mark], number: int) -> bool:
    """Whether a line of digits stands right above the levels label. Source: the page layouts, C."""
    return number + 1 < len(marks) and marks[number + 1].role == "levels"


def _take_unobserved(reading: Reading, blocks: _Blocks, name: Text | None) -> list[Problem]:
    """Takes away the sections that say that the skill is not defined at their levels; their lines are chrome.

    Only a known sentence says so, below a heading with the skill's own name and levels that there are. Whatever else
    stands below a heading is text of the skill; above such a text a heading of several levels is a fault.
    Source: the page layouts, B.
    """
    kept, problems = [], []
    for heading, line, lines in blocks.sections:
        is_own = name is not None and fold(line.text[max(heading.start, 0) : heading.end]) == fold(name.value)
        levels = {heading.number, heading.last or heading.number}
        is_known = len(lines) == 1 and lines[0][:2] in reading.unobserved
        if is_known and is_own and levels <= set(_LEVELS):
            blocks.claims += [Claim("chrome", "unobserved", reading.source.span(one)) for one in (line, *lines)]
            continue
        kept.append((heading, line, lines))
        if heading.last:
            values = {"levels": f"{heading.number}-{heading.last}", "name": name.value if name else "..."}
            problems.append(problem("heading-of-levels", reading.source.span(line), **values))
    blocks.sections[:] = kept
    return problems


def _label_problems(blocks: _Blocks, *, is_whole: bool) -> list[Problem]:
    """Labels that come twice, in one problem; of two that belong together, one missing; those that hold nothing.

    A page that is not whole, since it ends before its levels, lacks the label that would follow its last one.
    """
    problems = []
    if blocks.twice:
        places = []
        for again in blocks.twice:
            before = next(claim.span for claim in blocks.claims if claim.role == again.role)
            places += [again.span, before]
        problems.append(problem("label-twice", *places))
    of_labels = [claim for claim in blocks.claims if claim.kind == "label"]
    places_of = {claim.role: claim.span for claim in reversed(of_labels)}
    last = of_labels[-1].role if of_labels and not is_whole else ""
    for outer in ("understanding", "developing"):
        pair = [places_of[role] for side in ("lower", "higher") if (role := f"{outer}/{side}") in places_of]
        if (len(pair) == 1 and last != f"{outer}/lower") or pair != sorted(pair):
            problems.append(problem("label-pair", *pair))
    owed = _TEXT_BLOCKS - {"developing"} - blocks.texts.keys()
    empty = [claim for claim in of_labels if claim.role in owed and claim.role != last]
    return problems + [problem("label-empty", claim.span) for claim in empty]


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


def _lost_headings(reading: Reading, name: Text | None, blocks: _Blocks) -> list[Problem]:
    """The lines in which a level heading is hidden: they begin as one does, or hold one among other text."""
    if name is None:
        return []
    begins = f"{unaccent(fold(name.value))}:"
    held = f"{begins} {unaccent(fold(reading.labels.level))}"
    problems = []
    for lines in (*blocks.texts.values(), *(lines for _, _, lines in blocks.sections)):
        for line in lines:
            text = unaccent(fold(line.text)).replace(" :", ":").lstrip("*_# ")
            if text.startswith(begins) or held in text:
                written = f"{name.value}: {reading.labels.level} 3"
                problems.append(problem("heading-lost", reading.source.span(line), written=written))
    return problems
