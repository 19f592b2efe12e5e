"""Page -> Form: how a page is written, read off the places of what it says; and the canonical form for it."""

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


class Held(NamedTuple):
    """A line of a page with the block it stands in, and what it is there; ``role`` is that of a claim."""

    block: str
    kind: Literal["title", "label", "chrome", "digits", "text", "heading", "level", "attribute", "essence"]
    span: Span
    section: LevelSection | AttributeSection | None = None
    role: str = ""


Row = tuple[Line, Held]


def form_of(page: Page | LevelPage) -> Form:
    """The form of ``page`` as far as its lines show it: the order of its blocks, its words, its chrome.

    The row of a workbook has the canonical form.
    """
    labels = labels_for(page.language)
    if labels is None or not page.lines:
        return CANONICAL
    rows = rows_of(page)
    of_levels = list(_level_frames(labels, rows))
    word = Counter(word for _, _, word in of_levels if word).most_common(1)
    frames = [*_frames(page, rows), *_by_level("level", [(number, frame) for number, frame, _ in of_levels])]
    wordings = {held.role: line.text for line, held in reversed(rows) if held.kind == "label"}
    digits = next((line.text for line, held in rows if held.kind == "digits"), "")
    return Form(
        blocks=tuple(dict.fromkeys(held.block for _, held in rows if held.block in BLOCKS)),
        labels=(*wordings.items(), *(("essence", word) for word, _ in word)),
        chrome=tuple(_chrome(page, rows)),
        frames=tuple(frames),
        digits=_digits(digits),
    )


def canonical(form: Form, labels: Labels) -> Form:
    """The canonical form for a page written in ``form``.

    It keeps what would be lost: chrome, but for a site's navigation; markers after titles and headings; the wording of
    a label that the language has no word for.
    """
    wordings = []
    for role, wording in form.labels:
        base = role.rpartition("/")[2]
        marker = wording[len(unmarked(wording)) :].strip()
        if base not in labels.known:
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
    for said in chrome:
        if said.role != _NAVIGATION:
            above = "title" if said.role == "slogan" else "sections" if said.role in _ABOVE_LEVELS else said.above
            is_known = labels.chrome.get(key(said.text)) == said.role
            text = with_numbers(labels.written[key(said.text)], said.text) if is_known else said.text
            yield Chrome(above, said.role, text)


def rows_of(page: Page | LevelPage) -> list[Row]:
    """Each line of ``page`` that something holds, in their order."""
    starts = [line.place(0) for line in page.lines]
    rows: dict[int, Held] = {}
    for held in (*(_of_level(page) if isinstance(page, LevelPage) else _of_concept(page)), *_of_claims(page)):
        span = held.span
        first = bisect_right(starts, (span.line, span.column)) - 1
        last = bisect_right(
            starts, (span.end_line, max(span.end_column - 1, span.column * (span.line == span.end_line)))
        )
        for at in range(first, last):
            rows.setdefault(at, held)
    return [(page.lines[at], rows[at]) for at in sorted(rows)]


def _of_concept(page: Page) -> Iterator[Held]:
    yield Held("title", "title", page.notation.span)
    yield from (Held("digits", "digits", number.span) for number in page.declared_levels)
    for block, field in FIELDS.items():
        if text := getattr(page, field):
            yield Held(block, "text", text.span)
    for section in page.sections:
        yield Held("sections", "heading", section.heading.span, section)
        yield from (Held("sections", "level", text.span, section) for text in (section.title, section.essence) if text)
        if section.definition:
            yield Held("sections", "text", section.definition.span, section)


def _of_level(page: LevelPage) -> Iterator[Held]:
    yield Held("title", "title", page.heading.span)
    if page.essence:
        yield Held("essence", "essence", page.essence.span)
    if page.scope_note:
        yield Held("guidance", "text", page.scope_note.span)
    for section in page.attributes:
        yield Held("sections", "attribute", section.pref_label.span, section)
        if section.definition:
            yield Held("sections", "text", section.definition.span, section)


def _of_claims(page: Page | LevelPage) -> Iterator[Held]:
    for claim in page.claims:
        yield Held(claim.role if claim.kind == "label" else "", claim.kind, claim.span, None, claim.role)


def _chrome(page: Page | LevelPage, rows: Sequence[Row]) -> Iterator[Chrome]:
    source = Source(page.path, page.sha256, page.lines)
    at = 0
    for (kind, role), several in groupby(rows, lambda row: (row[1].kind, row[1].role)):
        lines = [line for line, _ in several]
        at += len(lines)
        if kind == "chrome":
            below = next((held for _, held in rows[at:] if held.kind != "chrome"), None)
            section = below.section if below else None
            above = below.block if below else "end"
            text = text_of(source, lines, page.language)
            yield Chrome(
                f"level {section.number}" if isinstance(section, LevelSection) else above,
                role,
                text.value if text else "",
            )


def _frames(page: Page | LevelPage, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    headings = []
    for line, held in rows:
        text = " ".join(line.text.split())
        if held.kind == "title":
            if isinstance(page, Page):
                yield "title", f"{{name}} {{code}}{literally(text.rpartition(page.notation.value)[2])}"
            elif len(text) > len(page.heading.value):
                yield "title", f"{{heading}}{literally(text[len(page.heading.value) :])}"
        elif held.kind == "heading" and isinstance(held.section, LevelSection):
            headings.append((held.section.number, f"{{heading}}{literally(text[len(held.section.heading.value) :])}"))
    yield from _by_level("heading", headings)
    if isinstance(page, LevelPage) and page.essence:
        of_essence = [line.text for line, held in rows if held.role == "essence" or held.kind == "essence"]
        if of_essence:
            yield "essence", f"{literally(chr(10).join(of_essence).removesuffix(page.essence.value))}{{essence}}"


def _by_level(line: str, frames: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The frame that most levels have, and those of the others."""
    common = Counter(frame for _, frame in frames).most_common(1)
    for frame, _ in common:
        yield line, frame
        yield from ((f"{line} {number}", other) for number, other in frames if other != frame)


def _level_frames(labels: Labels, rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """For each level its number, the frame of its title line, and the word for its essence."""
    lines = [(held.section, line.text) for line, held in rows if held.kind == "level"]
    for section, several in groupby(lines, lambda pair: pair[0]):
        first, *rest = (text for _, text in several)
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
    """What stands around the digits of a line; what is between them is taken to be the same between all."""
    label = _BEHIND.search(text)  # where they stand behind it, on its line
    found = list(_DIGITS.finditer(text, label.end() if label else 0))
    if not found:
        return Digits()
    between = text[found[0].end() : found[1].start()] if len(found) > 1 else " "
    return Digits(text[: found[0].start()], between, text[found[-1].end() :])
