"""A page -> the same page in canonical form, if it then says the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from skosmith.authoring.render.blocks import labels_of
from skosmith.authoring.render.markup import links_of, lost_marks
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.rendering import render_page
from skosmith.authoring.render.reread import place_of
from skosmith.checks import validate
from skosmith.model import LevelPage, Page, Problem, Source, decode, fails, is_address, is_rdf, problem, whole
from skosmith.pages import is_html, is_markdown, lines_of, parse_page
from skosmith.rdf import build_graph

_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_MANY = 8  # places of one problem

# What is no page of text, by its address, its name or its first bytes.
_OTHERS: tuple[tuple[str, Callable[[str, bytes], bool]], ...] = (
    ("A page of the web", lambda path, _: is_address(path)),
    ("A workbook", lambda path, data: path.lower().endswith(_SHEETS) or data.startswith(b"PK\x03\x04")),
    ("A file of RDF", lambda path, _: is_rdf(path)),
    ("HTML", lambda _, data: is_html(data)),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A page in canonical form: the bytes before and after; the same where it has problems, or is canonical."""

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after


def formatted(path: str, data: bytes, language: str = "") -> Formatted:
    """The page at ``path`` with the bytes ``data`` in canonical form: layout H, the labels of today, NFC, LF.

    ``language`` is a BCP 47 tag that ``labels_for`` knows, else found. Plain text stays plain text and Markdown stays
    Markdown. A page with an error is left as it is, as is one that would then make other statements.
    """
    what = next((what for what, holds in _OTHERS if holds(path, data)), "")
    if what:
        return Formatted(path, data, data, (problem("not-formatted", whole(path), what=what),))
    page, problems = _read(path, data, language)
    if page is None or fails(problems):
        return Formatted(path, data, data, tuple(problems))
    if any(claim.role == "frame" for claim in page.claims):
        return Formatted(path, data, data, (problem("not-formatted", whole(path), what="A page that was saved whole"),))
    after, problems = _rewritten(page, data)
    if after != data and not problems:
        problems = _validated(page)
    if after != data and not problems and not _says_the_same(page, after):
        problems = [problem("format-changes-statements", place_of(page))]
    return Formatted(path, data, data if problems else after, tuple(problems))


def _rewritten(page: Page | LevelPage, data: bytes) -> tuple[bytes, list[Problem]]:
    """The bytes of a page in canonical form, and what would be lost by them."""
    labels, form = labels_of(page), form_of(page)
    source = decode(page.path, data)
    if not (isinstance(source, Source) and is_markdown(source)):
        return render_page(_in_order(page), "text", canonical(form, labels)), []
    spans = list(lost_marks(page, data))
    form = canonical(replace(form, links=links_of(page, data)), labels)
    return render_page(_in_order(page), "markdown", form), [problem("markup-in-text", *spans[:_MANY])] if spans else []


def _read(path: str, data: bytes, language: str) -> tuple[Page | LevelPage | None, list[Problem]]:
    source = lines_of(path, data)
    if isinstance(source, Problem):
        return None, [source]
    page, problems = parse_page(source, language)
    return page, [*problems, *(build_graph([page]).problems if page else ())]


def _validated(page: Page | LevelPage) -> list[Problem]:
    """The errors that the shapes find on a page by itself."""
    return [found for found in validate(build_graph([page])) if found.severity == "violation"]


def _in_order(page: Page | LevelPage) -> Page | LevelPage:
    """``page`` with its digits and its levels rising; where it has no digits, the levels stay as they are."""
    if isinstance(page, LevelPage) or not page.declared_levels:
        return page
    return replace(
        page,
        declared_levels=tuple(sorted(page.declared_levels, key=lambda number: number.value)),
        sections=tuple(sorted(page.sections, key=lambda section: section.number)),
    )


def _says_the_same(page: Page | LevelPage, data: bytes) -> bool:
    """Whether a page of the bytes ``data`` makes the statements that ``page`` does, and has no error."""
    again, problems = _read(page.path, data, page.language)
    if again is None or fails(problems):
        return False
    return _statements(again) == _statements(page)


def _statements(page: Page | LevelPage) -> set[tuple[str, str, str]]:
    return {(subject, predicate, term) for subject, predicate, term, _ in build_graph([page]).statements()}
