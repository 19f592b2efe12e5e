"""What a page lacks, to be written at the cursor: labels, the digits, level headings, the lines of level titles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind, InsertTextFormat, Position, Range, TextEdit

from skosmith.authoring.lsp.documents import Document
from skosmith.authoring.lsp.state import State
from skosmith.model import Line, Page, Problem, Source
from skosmith.pages import (
    DIGITS,
    Labels,
    Mark,
    PageReading,
    Table,
    bare_title,
    in_force,
    key,
    keys_of,
    labels_for,
    language_of,
    lines_of,
    mark,
    title_of,
    using,
)

# The labels in the order of a page. Source: the page layouts, blocks 1 to 10.
_ORDER = ("slogan", "levels", "guidance", "understanding", "lower", "higher", "developing", "show_hide")
_ABOVE = ("understanding", "developing")  # each has "lower" and "higher" below it
_START = re.compile(r"(?:.*>)?[\s#\ufeff]*")  # what may stand before a label on its line, in HTML and Markdown, too
_ITEM = re.compile(r"[•*-]")
_HIGHEST = 7
_LONGEST = 200_000  # characters of a page; a real one has some 6,000


class Offer(NamedTuple):
    """A line to write, in the language ``language``; ``snippet`` is the same with the gaps that are to be filled."""

    text: str
    kind: CompletionItemKind
    language: str
    snippet: str = ""


class _Draft(NamedTuple):
    """A page that may be half written: its lines with what they are, and the skill's name where it has one."""

    labels: Labels
    marks: list[Mark]
    name: str


def completions(document: Document, position: Position, state: State, *, has_snippets: bool) -> list[CompletionItem]:
    """What may be written at ``position``, the likeliest first; nothing within a text, or where no page is so long."""
    with using(_labels_of_project(document.path, state)):
        return _completions(document, position, state, has_snippets=has_snippets)


def _completions(document: Document, position: Position, state: State, *, has_snippets: bool) -> list[CompletionItem]:
    if len(document.text) > _LONGEST:
        return []
    number, _ = document.lines.place(position)
    line = document.lines.line(number)
    before = line[: document.lines.letter(position)]
    opened = _START.match(before)
    start = opened.end() if opened else 0
    typed = before[start:]
    if len(typed) > in_force().longest or _ITEM.match(typed):
        return []
    begin = Position(position.line, document.lines.units(line[:start]))
    place = Range(begin, Position(position.line, document.lines.units(before)))
    offers = dict.fromkeys(_offers(document, number, typed, state))
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
    drafts = _drafts(document, number, typed, state)
    for draft in drafts:
        yield from _title_lines(draft, number, document.path, state)
        yield from _digits(draft, number)
        yield from _labels(draft)
        yield from _headings(draft)


def _drafts(document: Document, number: int, typed: str, state: State) -> list[_Draft]:
    """The page in its language; where that is not found, in every language that knows a label that begins as typed."""
    read, languages = lines_of(document.path, document.data), in_force()
    lines = () if isinstance(read, Problem) else read.lines
    lines = tuple(line for line in lines if line.number != number)  # what is being written
    source = Source(document.path, "", lines, "" if isinstance(read, Problem) else read.language)
    keys = keys_of(lines, languages.longest)
    found, _ = language_of(source, keys, "", languages) if lines else (None, [])
    labels = found.labels if found else _of_name(document.path) or _of_project(document.path, state)
    if labels is None and not typed:
        return []
    several = [labels] if labels else [one for one in languages.by_tag.values() if _knows(one, key(typed))]
    return [_draft(PageReading(source, languages, one, one.language), keys) for one in several]


def _draft(reading: PageReading, keys: list[str]) -> _Draft:
    marks = mark(reading, keys)
    title = title_of(reading._replace(marks=tuple(marks))) if reading.source.lines else None
    name = bare_title(title.text, reading.labels).rpartition(" ")[0] if isinstance(title, Line) else ""
    return _Draft(reading.labels, marks, name)


def _of_name(path: str) -> Labels | None:
    """The language that the name of a file says, as ``ssup.pt.txt`` does."""
    parts = path.rpartition("/")[2].split(".")[1:]
    return next((found for part in reversed(parts) if (found := labels_for(part))), None)


def _labels_of_project(path: str, state: State) -> Mapping[str, Table]:
    """The words of the project that a page belongs to."""
    folder = path.rpartition("/")[0]
    projects = (one for one in state.checked if one.home.file and folder.startswith(one.home.file.rpartition("/")[0]))
    return next((one.project.labels for one in projects), {})


def _of_project(path: str, state: State) -> Labels | None:
    folder = path.rpartition("/")[0]
    said = {
        tag
        for one in state.checked
        if folder.startswith(one.home.file.rpartition("/")[0])
        for tag in one.project.languages
    }
    return labels_for(said.pop()) if len(said) == 1 else None


def _knows(labels: Labels, begun: str) -> bool:
    return any(line.startswith(begun) for line in labels.written)


def _labels(draft: _Draft) -> Iterator[Offer]:
    """The labels whose role the page has not as often as it should, each as it is written today."""
    seen = Counter(one.role for one in draft.marks)
    pairs = max(sum(seen[role] > 0 for role in _ABOVE), 1)
    roles = {**{role: line for line, role in reversed(draft.labels.chrome.items())}}
    roles |= {role: line for line, role in reversed(draft.labels.roles.items())}
    for role in _ORDER:
        if role in roles and seen[role] < (pairs if role in {"lower", "higher"} else 1):
            yield Offer(draft.labels.written[roles[role]], CompletionItemKind.Keyword, draft.labels.language)


def _declared(draft: _Draft) -> list[int]:
    """The levels of the line of digits."""
    for above, one in zip(draft.marks, draft.marks[1:], strict=False):
        if above.role == "levels" and DIGITS.fullmatch(one.line.text):
            return [int(digits) for digits in re.findall(r"\d+", one.line.text)]
    inline = next((one for one in draft.marks if one.digits), None)
    return [int(digits) for digits in re.findall(r"\d+", inline.line.text[inline.digits :])] if inline else []


def _written(draft: _Draft) -> list[int]:
    return [one.heading.number for one in draft.marks if one.heading]


def _headings(draft: _Draft) -> Iterator[Offer]:
    """The headings of the levels that have a digit and no section; of the next level, where every digit has one."""
    if not draft.name:
        return
    written = _written(draft)
    lacking = [number for number in _declared(draft) if number not in written]
    for number in lacking or [max(written, default=0) + 1]:
        if number <= _HIGHEST:
            text = f"{draft.name}: {draft.labels.level} {number}"
            yield Offer(text, CompletionItemKind.Class, draft.labels.language)


def _digits(draft: _Draft, number: int) -> Iterator[Offer]:
    """The digits of the sections, right below the label of the levels."""
    above = next((one for one in reversed(draft.marks) if one.line.number < number), None)
    written = sorted(set(_written(draft)))
    if above and above.role == "levels" and not above.digits and not _declared(draft) and written:
        yield Offer(" ".join(map(str, written)), CompletionItemKind.Value, draft.labels.language)


def _title_lines(draft: _Draft, number: int, path: str, state: State) -> Iterator[Offer]:
    """Right below a level heading, the line with the level's title and essence, as the other pages have it."""
    above = next((one for one in reversed(draft.marks) if one.line.number < number), None)
    if above is None or above.heading is None or not draft.labels.essence:
        return
    level, labels = above.heading.number, draft.labels
    title, essence = next(_known(level, labels.language, path, state), ("", ""))
    begins = f"{labels.level} {level} - "
    if title:
        yield Offer(f"{begins}{title}: {labels.essence}: {essence}", CompletionItemKind.Snippet, labels.language)
    else:
        gaps = f"{begins}${{1:...}}: {labels.essence}: ${{2:...}}"
        yield Offer(f"{begins}...: {labels.essence}: ...", CompletionItemKind.Snippet, labels.language, gaps)


def _known(level: int, language: str, path: str, state: State) -> Iterator[tuple[str, str]]:
    """The title and the essence of a level, as the other pages of its language say them."""
    pages: Iterable[object] = (page for one in state.checked for page in one.read.pages)
    for page in pages:
        if (
            isinstance(page, Page)
            and page.path != path
            and page.language.partition("-")[0] == language.partition("-")[0]
        ):
            for section in page.sections:
                if section.number == level and section.title and section.essence:
                    yield section.title.value, section.essence.value
