"""The records of a page: frozen, with places, without RDF.

Meaning compares, place does not: the same text in the same language is equal at any place.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from skosmith.model.lines import Line, Span

Severity = Literal["violation", "warning", "info"]

Kind = Literal["skill", "attribute"]

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a page and its place.

    ``value`` is NFC; paragraphs are separated by an empty line, list items begin with ``• ``.
    ``language`` is a BCP 47 tag, empty for a text that belongs to no language (a code).
    """

    value: str
    language: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A level number of the digits line and its place."""

    value: int
    span: Span = field(compare=False)


class LevelSection(NamedTuple):
    """A section of a page: its skill at one level.

    ``heading`` is the whole heading line, ``skill_label`` the skill's name in it; None in a bare ``Level 7``, which
    with its essence and no description is a level at which the skill is not defined.
    ``number`` is the heading's, whatever it is: the shapes, not the parser, hold it to 1..7. Where a heading's number
    comes twice, it is that of the line below.
    """

    number: int
    heading: Text
    skill_label: Text | None
    title: Text | None
    essence: Text | None
    definition: Text | None


class Claim(NamedTuple):
    """A line without information on the skill: a ``label`` that opens a block, or ``chrome`` of the site.

    ``role`` is the key of the word in ``labels/<tag>.toml``; "lower" and "higher" with the block above them, as in
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
    A field that the page does not have is ``None``; the shapes require some. ``edition`` comes from the address of the
    page, and is mostly empty.
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


class AttributeSection(NamedTuple):
    """An attribute at the level of its page; ``notation`` is None if the page gives no code."""

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


class SupplementRow(NamedTuple):
    """A statement of a row: about the concept with a notation, or with an IRI, ``<https://...>``.

    ``predicate`` and ``term`` are N-Triples terms; ``span`` is the place of what ``term`` is. ``details`` are what the
    row says of the statement: pairs of a property and a term.
    """

    subject: Text
    predicate: str
    term: str
    span: Span
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Supplement:
    """A table next to the pages, of other names or of mappings; ``sha256`` is as for ``Page``."""

    path: str
    sha256: str = field(compare=False)
    rows: tuple[SupplementRow, ...] = ()


class Retirement(NamedTuple):
    """A skill that earlier editions had: its code, its names, since which edition or day, the codes of its successors.

    ``since`` is None if unknown; ``reasons`` say why, by language.
    """

    notation: Text
    names: tuple[Text, ...]
    since: Text | None = None
    replaced_by: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()


class Profile(NamedTuple):
    """What the caller says about the framework, since its pages do not.

    ``base_iri`` is absolute and ends with ``/``; ``edition`` is one path segment, or empty.
    ``rights`` is a statement or an IRI, ``licence`` an IRI, ``publisher`` a name or an IRI; all may be empty.
    ``titles`` holds pairs of a language tag and the title in it; if there are any, they replace ``title``.
    ``links`` holds pairs of a key of ``vocabulary.LINKS`` and a pattern with its placeholders, each key once: which IRI
    elsewhere names the same thing.
    ``languages`` are the tags of the languages of the framework, the first the one that others fall back on; empty for
    those of its pages in the order of the alphabet.
    ``iri`` is "edition" if every edition has IRIs of its own, below its edition, or "stable" if all share theirs.
    ``retired`` are the skills that earlier editions had.
    ``descriptions`` holds pairs of a language tag, empty for that of the title, and what the framework is about in it.
    ``issued`` and ``modified`` are the days on which the edition was published and last changed, ``2026-11-23``, or
    empty: nothing else tells them.
    """

    base_iri: str = "https://example.org/framework/"
    edition: str = ""
    title: str = "Skills framework"
    rights: str = ""
    licence: str = ""
    publisher: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    issued: str = ""
    modified: str = ""
    languages: tuple[str, ...] = ()
    iri: Literal["edition", "stable"] = "edition"
    retired: tuple[Retirement, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()


class Problem(NamedTuple):
    """One thing that is wrong, and where.

    ``code`` is a heading of docs/problems.md. ``messages`` and ``helps`` hold the sentence and the way out by
    language (``en``, ``pt``). A problem found by a shape also carries its SHACL result, as N-Triples terms.
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
