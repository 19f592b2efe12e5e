"""Sources -> the pages to write: those of text in their own form, others in the canonical one."""

import hashlib
from dataclasses import dataclass, replace

from skosmith.authoring.from_graph import restate
from skosmith.authoring.render import RENDERERS, render_page
from skosmith.authoring.render.markdown import links_of
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.reread import losses, name_of, place_of, text_part
from skosmith.model import Files, LevelPage, Page, Problem, Source, decode, fails, problem, violations
from skosmith.pages import is_html, is_markdown, labels_for
from skosmith.project import SourceReading


@dataclass(frozen=True, slots=True)
class Rendition:
    """A page to write: its file name, such as ``ssup.pt.txt``, and its bytes."""

    name: str
    data: bytes


def render_pages(
    read: SourceReading, to: str = "text", language: str = "", notation: str = ""
) -> tuple[list[Rendition], list[Problem]]:
    """The pages of ``read`` in the format ``to``, a key of ``RENDERERS``, and the problems of rendering them.

    ``language`` and ``notation`` filter them: a BCP 47 tag, and a code or the number of a level; empty for all.
    A page of plain text that is written as text keeps its own form, to the byte; another gets the canonical form.
    The rows of a workbook are joined first: the page of a skill holds what another sheet says of its levels.
    A page with an error, or one that cannot hold all its texts, is left out; of two pages of one name, the second.
    """
    pages, problems = _pages(read)
    pages = [page for page in pages if _matches(page, language, notation)]
    renditions: dict[str, Rendition] = {}
    incomplete = 0
    for page in pages:
        if labels_for(page.language) is None:
            problems.append(problem("language-without-words", place_of(page), language=page.language))
            continue
        data = _bytes(page, to, read.build.files)
        of_page = losses(page, data)
        stem = f"level-{page.number}" if isinstance(page, LevelPage) else page.notation.value.lower()
        name = f"{stem}.{page.language}{RENDERERS[to].suffix}"
        if name in renditions and not fails(of_page):
            of_page = [problem("page-named-twice", place_of(page), name=name)]
        problems += of_page
        if not fails(of_page):
            renditions[name] = Rendition(name, data)
            incomplete += text_part(page) != replace(page, path="")
    if incomplete:
        problems.append(problem("category-not-on-page", count=incomplete))
    if not pages and not fails([*read.problems, *problems]):
        wanted = "".join(f" {word}" for word in (notation, language) if word)
        problems.append(problem("nothing-to-render", wanted=f":{wanted}" if wanted else ""))
    return list(renditions.values()), problems


def _pages(read: SourceReading) -> tuple[list[Page | LevelPage], list[Problem]]:
    """The pages without errors; of a graph, and of the rows of a workbook, the pages that say what their graph says."""
    rows = [page for page in read.pages if place_of(page).sheet]
    faulty = {span.path for violation in violations(read.problems) for span in violation.spans}
    pages = [page for page in read.pages if not place_of(page).sheet and page.path not in faulty]
    if not rows and not read.is_graph:
        return pages, []
    if read.is_graph and fails(read.problems):
        return [], []
    restated, problems = restate(read.build)
    if not read.is_graph:
        of_rows = {_key(page) for page in rows}
        with_levels = {page.language for page in rows if isinstance(page, LevelPage)}
        restated = [
            page
            for page in restated
            if _key(page) in of_rows or (isinstance(page, LevelPage) and page.language in with_levels)
        ]
    return [*pages, *restated], problems


def _key(page: Page | LevelPage) -> tuple[str, str, str]:
    return "level" if isinstance(page, LevelPage) else page.kind, name_of(page), page.language


def _matches(page: Page | LevelPage, language: str, notation: str) -> bool:
    """Source: RFC 4647, section 3.3.1 (basic filtering), for the language."""
    tag, wanted = page.language.casefold(), language.casefold()
    matches_language = not wanted or tag == wanted or tag.startswith(f"{wanted}-")
    return matches_language and (not notation or name_of(page).casefold() == notation.casefold())


def _bytes(page: Page | LevelPage, to: str, files: Files) -> bytes:
    """``page`` in the format ``to``; the bytes of its file if both are plain text."""
    labels = labels_for(page.language)
    if labels is None or not page.lines:
        return render_page(page, to)
    form = form_of(page)
    data = files.read(page.path)
    if not isinstance(data, Problem) and hashlib.sha256(data).hexdigest() == page.sha256 and not is_html(data):
        source = decode(page.path, data)
        if isinstance(source, Source) and is_markdown(source):
            form = replace(form, links=links_of(page, data))
        elif to == "text":
            return data
    return render_page(page, to, canonical(form, labels))
