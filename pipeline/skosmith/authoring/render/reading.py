"""Page -> Form: how a page is written, derived from the places of its texts; and the canonical form for it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from skosmith.authoring.render.blocks import FIELDS
from skosmith.authoring.render.form import BLOCKS, CANONICAL, Chrome, Digits, Form, literally
from skosmith.model import AttributeSection, LevelPage, LevelSection, Line, Page, Source, Span
from skosmith.pages import Labels, key, labels_for, text_of, unmarked, with_numbers

_NAVIGATION = "site"  # chrome that is no part of the page
_ABOVE_LEVELS = frozenset({"learn_why", "show_hide"})
_DIGITS = re.compile(r"\d+")
_BEHIND = re.compile(r"[:：。](?=[\d\s|,]+$)")


class Part(NamedTuple):
    """A part of a page: its block, its kind and its place; ``role`` is that of a claim."""

    block: str
    kind: Literal["title", "label", "chrome", "digits", "text", "heading", "level", "attribute", "essence"]
    span: Span
    section: LevelSection | AttributeSection | None = None
    role: str = ""


PartLine = tuple[Line, Part]


def form_of(page: Page | LevelPage) -> Form:
    """The form of ``page`` as far as its lines show it; for a row of a workbook the canonical form."""
    labels = labels_for(page.language)
    if labels is None or not page.lines:
        return CANONICAL
    lines = lines_with_parts(page)
    of_levels = list(_level_frames(labels, lines))
    word = Counter(word for _, _, word in of_levels if word).most_common(1)
    frames = [*_frames(page, lines), *_by_level("level", [(number, frame) for number, frame, _ in of_levels])]
    wordings = {part.role: line.text for line, part in reversed(lines) if part.kind == "label"}
    digits = next((line.text for line, part in lines if part.kind == "digits"), "")
    return Form(
        blocks=tuple(dict.fromkeys(part.block for _, part in lines if part.block in BLOCKS)),
        labels=(*wordings.items(), *(("essence", word) for word, _ in word)),
        chrome=tuple(_chrome(page, lines)),
        frames=tuple(frames),
        digits=_digits(digits),
    )


def canonical(form: Form, labels: Labels) -> Form:
    """The canonical form for a page written in ``form``.

    It keeps what would be lost: chrome, except a site's navigation; markers after titles and headings; the wording of a
    label for which the language has no word.
    """
    wordings = []
    for role, wording in form.labels:
        base = role.rpartition("/")[2]
        marker = wording[len(unmarked(wording)) :].strip()
        if base not in labels.own_roles:
            wordings.append((role, " ".join(wording.split())))
        elif marker:
            wordings.append((role, f"{labels.words[base]} {marker}"))
    frames = ((line, frame) for line, frame in form.frames if line.partition(" ")[0] in {"title", "heading"})
    return Form(
        labels=tuple(wordings),
        chrome=tuple(_canonical_chrome(form.chrome, labels)),
        frames=tuple((line, " ".join(frame.split())) for line, frame in frames),
        links=form.links,
    )


def _canonical_chrome(chrome: Sequence[Chrome], labels: Labels) -> Iterator[Chrome]:
    for above, role, text in chrome:
        if role != _NAVIGATION:
            above_now = "title" if role == "slogan" else "sections" if role in _ABOVE_LEVELS else above
            is_known = labels.chrome.get(key(text)) == role
            yield Chrome(above_now, role, with_numbers(labels.spellings[key(text)], text) if is_known else text)


def lines_with_parts(page: Page | LevelPage) -> list[PartLine]:
    """Each line of ``page`` that something holds, with what holds it."""
    starts = [line.place(0) for line in page.lines]
    parts: dict[int, Part] = {}
    for part in (*(_of_level(page) if isinstance(page, LevelPage) else _of_concept(page)), *_of_claims(page)):
        span = part.span
        first = bisect_right(starts, (span.line, span.column)) - 1
        last = bisect_right(
            starts, (span.end_line, max(span.end_column - 1, span.column * (span.line == span.end_line)))
        )
        for at in range(first, last):
            parts.setdefault(at, part)
    return [(page.lines[at], parts[at]) for at in sorted(parts)]


def _of_concept(page: Page) -> Iterator[Part]:
    yield Part("title", "title", page.notation.span)
    yield from (Part("digits", "digits", number.span) for number in page.declared_levels)
    for block, field in FIELDS.items():
        if text := getattr(page, field):
            yield Part(block, "text", text.span)
    for section in page.sections:
        yield Part("sections", "heading", section.heading.span, section)
        yield from (Part("sections", "level", text.span, section) for text in (section.title, section.essence) if text)
        if section.definition:
            yield Part("sections", "text", section.definition.span, section)


def _of_level(page: LevelPage) -> Iterator[Part]:
    yield Part("title", "title", page.heading.span)
    if page.essence:
        yield Part("essence", "essence", page.essence.span)
    if page.scope_note:
        yield Part("guidance", "text", page.scope_note.span)
    for section in page.attributes:
        yield Part("sections", "attribute", section.pref_label.span, section)
        if section.definition:
            yield Part("sections", "text", section.definition.span, section)


def _of_claims(page: Page | LevelPage) -> Iterator[Part]:
    for claim in page.claims:
        yield Part(claim.role if claim.kind == "label" else "", claim.kind, claim.span, None, claim.role)


def _chrome(page: Page | LevelPage, lines: Sequence[PartLine]) -> Iterator[Chrome]:
    source = Source(page.path, page.sha256, page.lines)
    at = 0
    for (kind, role), same in groupby(lines, lambda pair: (pair[1].kind, pair[1].role)):
        chrome = [line for line, _ in same]
        at += len(chrome)
        if kind == "chrome":
            below = next((part for _, part in lines[at:] if part.kind != "chrome"), None)
            above = below.block if below else "end"
            if below and isinstance(below.section, LevelSection):
                above = f"level {below.section.number}"
            text = text_of(source, chrome, page.language)
            yield Chrome(above, role, text.value if text else "")


def _frames(page: Page | LevelPage, lines: Sequence[PartLine]) -> Iterator[tuple[str, str]]:
    headings = []
    for line, part in lines:
        text = " ".join(line.text.split())
        if part.kind == "title":
            if isinstance(page, Page):
                yield "title", f"{{name}} {{code}}{literally(text.rpartition(page.notation.value)[2])}"
            elif len(text) > len(page.heading.value):
                yield "title", f"{{heading}}{literally(text[len(page.heading.value) :])}"
        elif part.kind == "heading" and isinstance(part.section, LevelSection):
            headings.append((part.section.number, f"{{heading}}{literally(text[len(part.section.heading.value) :])}"))
    yield from _by_level("heading", headings)
    if isinstance(page, LevelPage) and page.essence:
        of_essence = [line.text for line, part in lines if part.role == "essence" or part.kind == "essence"]
        if of_essence:
            yield "essence", f"{literally(chr(10).join(of_essence).removesuffix(page.essence.value))}{{essence}}"


def _by_level(line: str, frames: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The most frequent frame, and the frames of the levels with another one."""
    common = Counter(frame for _, frame in frames).most_common(1)
    for frame, _ in common:
        yield line, frame
        yield from ((f"{line} {number}", other) for number, other in frames if other != frame)


def _level_frames(labels: Labels, lines: Sequence[PartLine]) -> Iterator[tuple[int, str, str]]:
    """For each level its number, the frame of its title line, and the word for its essence."""
    of_levels = [(part.section, line.text) for line, part in lines if part.kind == "level"]
    for section, pairs in groupby(of_levels, lambda pair: pair[0]):
        first, *rest = (text for _, text in pairs)
        match = labels.title.fullmatch(first)
        if match is None or not isinstance(section, LevelSection):
            continue
        slots = {str(section.number): "{digit}", labels.ordinal(section.number): "{number}"}
        spans = [(match.span("number"), slots.get(match["number"], literally(match["number"])))]
        spans += [(match.span("title"), "{title}")] if section.title else []
        spans += [(match.span("essence"), "{essence}")] if match["essence"] else []
        frame, at = "", 0
        for (start, end), slot in spans:
            frame += literally(first[at:start]) + slot
            at = end
        frame += literally(first[at:])
        word = first[match.end("title") : match.start("essence")] if match["essence"] else ""
        if rest and section.essence:
            frame += "\n" + literally(rest[0].removesuffix(section.essence.value)) + "{essence}"
            word = rest[0].removesuffix(section.essence.value)
        yield section.number, frame, word.strip(" :：")


def _digits(text: str) -> Digits:
    """The text around the digits of a line; that between the first two is assumed to be between all."""
    label = _BEHIND.search(text)  # if it is on the same line
    digits = list(_DIGITS.finditer(text, label.end() if label else 0))
    if not digits:
        return Digits()
    between = text[digits[0].end() : digits[1].start()] if len(digits) > 1 else " "
    return Digits(text[: digits[0].start()], between, text[digits[-1].end() :])
