"""What a page lacks, as completions at the cursor: labels, the digits, level headings, the lines of level titles."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind, InsertTextFormat, Position, Range, TextEdit

from skosmith.authoring.lsp.documents import Document
from skosmith.authoring.lsp.session import State
from skosmith.model import Line, Page, Problem, Source
from skosmith.pages import (
    DIGITS,
    Labels,
    Mark,
    PageReading,
    bare_title,
    in_force,
    key,
    keys_of,
    labels_for,
    language_of,
    lines_of,
    marks_of,
    title_of,
    using,
)
from skosmith.project import Project

# The labels in the order of a page. Source: the page layouts, blocks 1 to 10.
_ORDER = ("slogan", "levels", "guidance", "understanding", "lower", "higher", "developing", "show_hide")
_ABOVE = ("understanding", "developing")  # each has "lower" and "higher" below it
_START = re.compile(r"(?:.*>)?[\s#\ufeff]*")  # the text before a label on its line, in HTML and Markdown, too
_ITEM = re.compile(r"[•*-]")
_HIGHEST = 7
_LONGEST = 200_000  # characters of a page; a real one has about 6,000


class Offer(NamedTuple):
    """A line to write, in ``language``; ``snippet`` is the same with gaps to be filled in."""

    text: str
    kind: CompletionItemKind
    language: str
    snippet: str = ""


class _Draft(NamedTuple):
    """A page that may be half written: its lines with their marks, and the skill's name if it has one."""

    labels: Labels
    marks: list[Mark]
    name: str


def completions(document: Document, position: Position, state: State, *, has_snippets: bool) -> list[CompletionItem]:
    """The completions at ``position``, the likeliest first; none within a text, or for too long a page."""
    if len(document.text) > _LONGEST:
        return []
    number, _ = document.lines.place(position)
    line = document.lines.line(number)
    before = line[: document.lines.letter(position)]
    opening = _START.match(before)
    start = opening.end() if opening else 0
    begin = Position(position.line, document.lines.units(line[:start]))
    place = Range(begin, Position(position.line, document.lines.units(before)))
    project = next(_projects(document.path, state), Project())
    with using(project.labels, project.code_pattern):
        offers = dict.fromkeys(_offers(document, number, before[start:], state))
    return [_item(offer, rank, place, has_snippets=has_snippets) for rank, offer in enumerate(offers)]


def _item(offer: Offer, rank: int, place: Range, *, has_snippets: bool) -> CompletionItem:
    is_snippet = has_snippets and bool(offer.snippet)
    return CompletionItem(
        label=offer.text,
        kind=offer.kind,
        detail=offer.language,
        sort_text=f"{rank:03}",
        filter_text=offer.text,
        insert_text_format=InsertTextFormat.Snippet if is_snippet else InsertTextFormat.PlainText,
        text_edit=TextEdit(place, offer.snippet if is_snippet else offer.text),
    )


def _offers(document: Document, number: int, typed: str, state: State) -> Iterator[Offer]:
    if len(typed) > in_force().longest or _ITEM.match(typed):
        return
    for draft in _drafts(document, number, typed, state):
        yield from _title_lines(draft, number, document.path, state)
        yield from _digits(draft, number)
        yield from _labels(draft)
        yield from _headings(draft)


def _drafts(document: Document, number: int, typed: str, state: State) -> list[_Draft]:
    """The page in its language; if that is unknown, in every language with a label that begins like ``typed``."""
    read, languages = lines_of(document.path, document.data), in_force()
    lines = () if isinstance(read, Problem) else read.lines
    lines = tuple(line for line in lines if line.number != number)  # without the one that is being written
    source = Source(document.path, "", lines, "" if isinstance(read, Problem) else read.language)
    keys = keys_of(lines, languages.longest)
    reading, _ = language_of(source, keys, "", languages) if lines else (None, [])
    labels = (
        reading.labels
        if reading
        else labels_for(languages.in_name(document.path)) or _labels_of_project(document.path, state)
    )
    if labels:
        candidates = [labels]
    else:
        begun = key(typed)
        known = languages.by_tag.values() if typed else ()
        candidates = [one for one in known if any(line.startswith(begun) for line in one.spellings)]
    return [_draft(PageReading(source, languages, one, one.language), keys) for one in candidates]


def _draft(reading: PageReading, keys: list[str]) -> _Draft:
    marks = marks_of(reading, keys)
    title = title_of(reading._replace(marks=tuple(marks))) if reading.source.lines else None
    name = bare_title(title.text, reading.labels).rpartition(" ")[0] if isinstance(title, Line) else ""
    return _Draft(reading.labels, marks, name)


def _labels_of_project(path: str, state: State) -> Labels | None:
    tags = {tag for project in _projects(path, state) for tag in project.languages}
    return labels_for(tags.pop()) if len(tags) == 1 else None


def _projects(path: str, state: State) -> Iterator[Project]:
    """The projects whose files are in the folder of ``path`` or above it."""
    folder = path.rpartition("/")[0]
    for checked in state.checked:
        if checked.home.file and folder.startswith(checked.home.file.rpartition("/")[0]):
            yield checked.project


def _labels(draft: _Draft) -> Iterator[Offer]:
    """The labels whose role the page lacks, or has too seldom, in today's wording."""
    seen = Counter(one.role for one in draft.marks)
    pairs = max(sum(seen[role] > 0 for role in _ABOVE), 1)
    lines = [*draft.labels.roles.items(), *draft.labels.chrome.items()]
    roles = {role: line for line, role in reversed(lines)}
    for role in _ORDER:
        if role in roles and seen[role] < (pairs if role in {"lower", "higher"} else 1):
            yield Offer(draft.labels.spellings[roles[role]], CompletionItemKind.Keyword, draft.labels.language)


def _declared_levels(draft: _Draft) -> list[int]:
    for above, one in zip(draft.marks, draft.marks[1:], strict=False):
        if above.role == "levels" and DIGITS.fullmatch(one.line.text):
            return [int(digits) for digits in re.findall(r"\d+", one.line.text)]
    inline = next((one for one in draft.marks if one.digits), None)
    return [int(digits) for digits in re.findall(r"\d+", inline.line.text[inline.digits :])] if inline else []


def _levels(draft: _Draft) -> list[int]:
    return [one.heading.number for one in draft.marks if one.heading]


def _headings(draft: _Draft) -> Iterator[Offer]:
    """The headings of the levels that have a digit and no section; if there are none, of the next level."""
    if not draft.name:
        return
    levels = _levels(draft)
    missing = [number for number in _declared_levels(draft) if number not in levels]
    for number in missing or [max(levels, default=0) + 1]:
        if number <= _HIGHEST:
            text = f"{draft.name}: {draft.labels.level} {number}"
            yield Offer(text, CompletionItemKind.Class, draft.labels.language)


def _digits(draft: _Draft, number: int) -> Iterator[Offer]:
    """The digits of the sections, right below the label of the levels."""
    above = next((one for one in reversed(draft.marks) if one.line.number < number), None)
    levels = sorted(set(_levels(draft)))
    if above and above.role == "levels" and not above.digits and not _declared_levels(draft) and levels:
        yield Offer(" ".join(map(str, levels)), CompletionItemKind.Value, draft.labels.language)


def _title_lines(draft: _Draft, number: int, path: str, state: State) -> Iterator[Offer]:
    """Right below a level heading, the line with the level's title and essence, worded as on the other pages."""
    above = next((one for one in reversed(draft.marks) if one.line.number < number), None)
    if above is None or above.heading is None or not draft.labels.essence:
        return
    level, labels = above.heading.number, draft.labels
    title, essence = next(_titles(level, labels.language, path, state), ("", ""))
    beginning = f"{labels.level} {level} - "
    if title:
        yield Offer(f"{beginning}{title}: {labels.essence}: {essence}", CompletionItemKind.Snippet, labels.language)
    else:
        gaps = f"{beginning}${{1:...}}: {labels.essence}: ${{2:...}}"
        yield Offer(f"{beginning}...: {labels.essence}: ...", CompletionItemKind.Snippet, labels.language, gaps)


def _titles(level: int, language: str, path: str, state: State) -> Iterator[tuple[str, str]]:
    primary = language.partition("-")[0]
    for page in (page for checked in state.checked for page in checked.read.pages if page.path != path):
        if isinstance(page, Page) and page.language.partition("-")[0] == primary:
            for section in page.sections:
                if section.number == level and section.title and section.essence:
                    yield section.title.value, section.essence.value
