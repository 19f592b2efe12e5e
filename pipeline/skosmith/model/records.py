"""What a page says: frozen records with places, no RDF.

Meaning compares, place does not: two texts that say the same in the same language are equal wherever they stand.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal, NamedTuple, Self

Severity = Literal["violation", "warning", "info"]

Kind = Literal["skill", "attribute"]

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


class Span(NamedTuple):
    """A place in a source; line 0 is the source as a whole.

    Lines and columns count from 1; ``end_column`` is the first column after the place.
    Columns count code points of the line as the file has it, decoded: a letter and its accent may be one or two.
    Of a workbook ``sheet`` is the sheet, ``line`` a row and ``column`` a column, both from 1 (``S142`` is 142, 19).
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    sheet: str = ""


class Line(NamedTuple):
    """A non-blank line: its number from 1, the column its text begins at from 1, its text without outer blanks.

    ``indent`` tells, for an item of a list, how far it stands in: one two columns further in than the first item of
    its list belongs to the item before it. ``runs`` says, where marks between the characters are left out, the text
    goes on on another line (Markdown, HTML), or letters are composed, from which character on, counted from 0, it
    stands where: (character, line, column), rising, the first of character 0; else it is empty. Of two runs of one
    character the first tells where it begins, the second where the last of its code points stands. ``rank`` is that
    of a heading in Markdown or HTML, 1 to 6; 0 for other lines. ``is_link`` tells that a line of Markdown is nothing
    but links, or a part of the front matter.
    """

    number: int
    column: int
    text: str
    indent: int = 0
    runs: tuple[tuple[int, int, int], ...] = ()
    rank: int = 0
    is_link: bool = False

    def place(self, character: int) -> tuple[int, int]:
        """The line and the column of a character of the text, counted from 0."""
        if not self.runs:
            return self.number, self.column + character
        start, line, column = self.runs[bisect_right(self.runs, character, key=itemgetter(0)) - 1]
        if character == start:
            _, line, column = self.runs[bisect_left(self.runs, character, key=itemgetter(0))]
        return line, column + character - start

    def span(self, path: str, start: int = 0, end: int | None = None) -> Span:
        """The place of ``text[start:end]`` in the file at ``path``."""
        last = len(self.text) if end is None else end
        if not self.runs:
            return Span(path, self.number, self.column + start, self.number, self.column + last)
        at = max(last, 1) - 1
        begin, end_line, column = self.runs[bisect_right(self.runs, at, key=itemgetter(0)) - 1]
        return Span(path, *self.place(start), end_line, column + at - begin + 1)

    def kept(self, parts: Iterable[tuple[int, int]]) -> Self:
        """The line that has only the parts of the text from one character to before another, without outer blanks."""
        text = ""
        runs: list[tuple[int, int, int]] = []
        for begin, end in parts:
            start = begin if text else end - len(self.text[begin:end].lstrip(" "))
            if start < end:
                runs.append((len(text), *self.place(start)))
                runs += [(len(text) + at - start, line, column) for at, line, column in self.runs if start <= at < end]
                text += self.text[start:end]
        text = text.rstrip(" ")
        return self._of(text, [run for run in runs if run[0] < len(text)]).composed()

    def composed(self) -> Self:
        """The line in NFC, each of its characters where it stands."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        text = ""
        runs: list[tuple[int, int, int]] = []
        for start, end in _letters(self.text):
            letter = unicodedata.normalize("NFC", self.text[start:end])
            runs += [(len(text) + at, *self.place(min(start + at, end - 1))) for at in range(len(letter))]
            text += letter
            _, _, _, end_line, end_column, _ = self.span("", end - 1, end)
            runs.append((len(text) - 1, end_line, end_column - 1))
        return self._of(text, runs)

    def _of(self, text: str, runs: list[tuple[int, int, int]]) -> Self:
        """The line with another text, and those of ``runs`` that its others do not imply."""
        needed: list[tuple[int, int, int]] = []
        several = list(dict.fromkeys(runs))
        for (at, line, column), (below, *_) in zip(several, [*several[1:], (-1, 0, 0)], strict=False):
            if not needed or at == below or (line, column - at) != (needed[-1][1], needed[-1][2] - needed[-1][0]):
                needed.append((at, line, column))
        number, column = needed[0][1:] if needed else (self.number, self.column)
        return self._replace(number=number, column=column, text=text, runs=tuple(needed) if len(needed) > 1 else ())


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, from one code point to before another, that NFC composes each by itself."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and not text[at].isascii():
            held, letter = text[start:at], text[at]
            parts = unicodedata.normalize("NFC", held) + unicodedata.normalize("NFC", letter)
            if unicodedata.combining(letter) or unicodedata.normalize("NFC", held + letter) != parts:
                continue
        if at > start:
            yield start, at
        start = at


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a page and where it stands.

    ``value`` is NFC; paragraphs are separated by an empty line, list items begin with ``• ``.
    ``language`` is a BCP 47 tag, empty for a text that belongs to no language (a code).
    """

    value: str
    language: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A level number of the digits line and where it stands."""

    value: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class LevelSection:
    """What a page says of its skill at one level.

    ``heading`` is the whole heading line, ``skill_label`` the skill's name in it; None in a bare ``Level 7``, which
    with its essence and no description stands for a level at which the skill is not defined.
    ``number`` is the heading's, whatever it is: the shapes, not the parser, hold it to 1..7. Where a heading's number
    comes twice, it is that of the line below.
    """

    number: int
    heading: Text
    skill_label: Text | None
    title: Text | None
    essence: Text | None
    definition: Text | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A line that says nothing of the skill: a ``label`` that opens a block, or ``chrome`` of the site.

    ``role`` is the key of the word in ``labels/<tag>.toml``; "lower" and "higher" with what they stand below, as in
    ``developing/lower``.
    """

    kind: Literal["label", "chrome"]
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """One page about a skill, or an attribute of the levels, in one language; or the row of a workbook that is one.

    ``sha256`` is the hex digest of the bytes as read; ``lines`` are its non-blank lines.
    ``web_page`` is the address of the page about the same thing on the framework's site, which a workbook gives;
    ``related`` are the names of related skills, which a page gives that was saved whole.
    A field that the page does not have is ``None``; what is owed, the shapes say. ``edition`` is what the address of
    the page says, mostly nothing.
    """

    path: str
    sha256: str = field(compare=False)
    language: str
    notation: Text
    pref_label: Text | None
    definition: Text | None = None
    declared_levels: tuple[Number, ...] = ()
    change_note: Text | None = None
    scope_note: Text | None = None
    lower_levels_note: Text | None = None
    higher_levels_note: Text | None = None
    development_note: Text | None = None
    lower_levels_development_note: Text | None = None
    higher_levels_development_note: Text | None = None
    sections: tuple[LevelSection, ...] = ()
    kind: Kind = "skill"
    category: Text | None = None
    subcategory: Text | None = None
    web_page: Text | None = None
    related: tuple[Text, ...] = ()
    edition: str = field(default="", compare=False)
    claims: tuple[Claim, ...] = field(default=(), compare=False)
    lines: tuple[Line, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class AttributeSection:
    """What a level page says of an attribute at its level; ``notation`` is None where the page gives no code."""

    notation: Text | None
    pref_label: Text
    definition: Text | None


@dataclass(frozen=True, slots=True)
class LevelPage:
    """One page about a level of responsibility in one language; or the row of a workbook that is one.

    ``heading`` is the first line, ``scope_note`` the guidance; the other fields are as for ``LevelSection``.
    """

    path: str
    sha256: str = field(compare=False)
    language: str
    number: int
    heading: Text
    title: Text | None = None
    essence: Text | None = None
    scope_note: Text | None = None
    attributes: tuple[AttributeSection, ...] = ()
    edition: str = field(default="", compare=False)
    claims: tuple[Claim, ...] = field(default=(), compare=False)
    lines: tuple[Line, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the pages do not say of their framework and the caller does.

    ``base_iri`` is absolute and ends with ``/``; ``edition`` is one path segment, or empty.
    ``rights`` is a statement or an IRI, ``licence`` an IRI, ``publisher`` a name or an IRI; all may be empty.
    ``titles`` holds pairs of a language tag and the title in it; where there are any, they stand for ``title``.
    ``links`` holds pairs of a key of ``vocabulary.LINKS`` and a pattern with its placeholders, each key once: which IRI
    elsewhere names the same thing.
    ``modified`` is the day on which the framework was last changed, ``2026-11-23``, or empty: nothing else tells it.
    """

    base_iri: str = "https://example.org/framework/"
    edition: str = ""
    title: str = "Skills framework"
    rights: str = ""
    licence: str = ""
    publisher: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    ``code`` is a heading of docs/problems.md. ``messages`` and ``helps`` hold the sentence and the way out by
    language (``en``, ``pt``). A problem found by a shape also carries what SHACL knows of it, as N-Triples terms.
    ``replacement`` is what to write at the first place, where the problem tells exactly that; else it is empty.
    """

    code: str
    severity: Severity
    messages: dict[str, str]
    helps: dict[str, str]
    spans: tuple[Span, ...] = ()
    focus_node: str | None = None
    result_path: str | None = None
    values: tuple[str, ...] = ()
    source_shape: str | None = None
    source_constraint_component: str | None = None
    replacement: str = ""

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.messages["en"]
