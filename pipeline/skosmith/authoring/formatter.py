"""A page -> the same page in canonical form, provided that it says the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from skosmith.authoring.render import render_page
from skosmith.authoring.render.blocks import labels_of
from skosmith.authoring.render.markdown import links_of, lost_marks
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.reread import place_of
from skosmith.checks import validate
from skosmith.model import (
    Files,
    LevelPage,
    Page,
    Problem,
    Source,
    decode,
    fails,
    is_address,
    is_rdf,
    problem,
    violations,
    whole,
)
from skosmith.pages import is_html, is_markdown, lines_of, parse_page
from skosmith.rdf import build_graph

_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_PLACES = 8  # of one problem

# What is not a page of text, by its path or its bytes.
# What it is, in English and in Portuguese, and how to tell.
_NOT_PAGES: tuple[tuple[str, str, Callable[[str, bytes], bool]], ...] = (
    ("A page of the web", "uma página da web", lambda path, _: is_address(path)),
    (
        "A workbook",
        "uma pasta de trabalho",
        lambda path, data: path.lower().endswith(_SHEETS) or data.startswith(b"PK\x03\x04"),
    ),
    ("A file of RDF", "um arquivo RDF", lambda path, _: is_rdf(path)),
    ("HTML", "HTML", lambda _, data: is_html(data)),
)


@dataclass(frozen=True, slots=True)
class FormatResult:
    """A page in canonical form: the bytes before and after, equal if it has problems or is canonical already."""

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def format_page(path: str, data: bytes, language: str = "") -> FormatResult:
    """The page at ``path`` with the bytes ``data`` in canonical form: layout H, the labels of today, NFC, LF.

    ``language`` is a BCP 47 tag that ``labels_for`` knows; empty to detect it. Plain text stays plain text and Markdown
    stays Markdown. A page with an error is left as it is, and so is one whose statements would change.
    """
    page, problems = _read(path, data, language)
    if page is None or fails(problems):
        return FormatResult(path, data, data, tuple(problems))
    after, problems = _rewrite(page, data)
    if after != data and not problems:
        problems = violations(validate(build_graph([page], files=Files({path: data}))))
    if after != data and not problems and not _says_the_same(page, after):
        problems = [problem("format-changes-statements", place_of(page))]
    return FormatResult(path, data, data if problems else after, tuple(problems))


def _rewrite(page: Page | LevelPage, data: bytes) -> tuple[bytes, list[Problem]]:
    """The bytes of a page in canonical form, and what they would lose."""
    labels, form = labels_of(page), form_of(page)
    source = decode(page.path, data)
    if not (isinstance(source, Source) and is_markdown(source)):
        return render_page(_in_order(page), "text", canonical(form, labels)), []
    spans = list(lost_marks(page, data))
    form = canonical(replace(form, links=links_of(page, data)), labels)
    problems = [problem("markup-in-text", *spans[:_PLACES])] if spans else []
    return render_page(_in_order(page), "markdown", form), problems


def _read(path: str, data: bytes, language: str) -> tuple[Page | LevelPage | None, list[Problem]]:
    kinds = (_not_formatted(path, en, pt) for en, pt, matches in _NOT_PAGES if matches(path, data))
    source = next(kinds, None) or lines_of(path, data)
    if isinstance(source, Problem):
        return None, [source]
    page, of_page = parse_page(source, language)
    problems = [*of_page, *(build_graph([page]).problems if page else ())]
    if page and not fails(problems) and any(claim.role == "frame" for claim in page.claims):
        return None, [_not_formatted(path, "A page that was saved whole", "uma página salva inteira")]
    return page, problems


def _not_formatted(path: str, what: str, what_pt: str) -> Problem:
    return problem("not-formatted", whole(path), what=what, what_pt=what_pt)


def _in_order(page: Page | LevelPage) -> Page | LevelPage:
    """``page`` with its digits and its levels in ascending order; without digits, the levels stay as they are."""
    if isinstance(page, LevelPage) or not page.declared_levels:
        return page
    return replace(
        page,
        declared_levels=tuple(sorted(page.declared_levels, key=lambda number: number.value)),
        sections=tuple(sorted(page.sections, key=lambda section: section.number)),
    )


def _says_the_same(page: Page | LevelPage, data: bytes) -> bool:
    """Whether ``data`` is a page without errors that makes the same statements as ``page``."""
    again, problems = _read(page.path, data, page.language)
    if again is None or fails(problems):
        return False
    before, after = ({statement.triple for statement in build_graph([one]).asserted()} for one in (page, again))
    return before == after
