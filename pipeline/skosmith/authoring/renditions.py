"""What was read -> the pages to write: those of text in their own form, others in the canonical one."""

import hashlib
from dataclasses import dataclass, replace

from skosmith.authoring.from_graph import restate
from skosmith.authoring.render.form import CANONICAL
from skosmith.authoring.render.markup import links_of
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.rendering import RENDERERS, render_page
from skosmith.authoring.render.reread import as_held, held, name_of, place_of
from skosmith.model import LevelPage, Page, Problem, Source, decode, fails, problem
from skosmith.model import read as read_bytes
from skosmith.pages import is_html, is_markdown, labels_for
from skosmith.project import SourceReading


@dataclass(frozen=True, slots=True)
class Rendition:
    """A page that is written: its name as a file, such as ``ssup.pt.txt``, and its bytes."""

    name: str
    data: bytes


def render_pages(
    read: SourceReading, to: str = "text", language: str = "", notation: str = ""
) -> tuple[list[Rendition], list[Problem]]:
    """The pages that ``read`` makes, as ``to`` (a key of ``RENDERERS``) writes them, and what is wrong with them.

    ``language`` and ``notation`` choose among them: a BCP 47 tag, and a code or the number of a level; empty for all.
    A page of plain text that is written as text has its own form again, to the byte; another has the canonical form.
    The rows of a workbook are joined first: the page of a skill holds what another sheet says of its levels.
    A page with an error, or one that cannot hold what it should say, is left out; of two pages of one name the second.
    """
    pages, problems = _pages(read)
    chosen = [page for page in pages if _is_chosen(page, language, notation)]
    made: dict[str, Rendition] = {}
    partly = 0
    for page in chosen:
        if labels_for(page.language) is None:
            problems.append(problem("language-without-words", place_of(page), language=page.language))
            continue
        data = _bytes(page, to)
        found = held(page, data)
        name = f"{_stem(page)}.{page.language}{RENDERERS[to].suffix}"
        if name in made and not fails(found):
            found = [problem("page-named-twice", place_of(page), name=name)]
        problems += found
        if not fails(found):
            made[name] = Rendition(name, data)
            partly += as_held(page) != replace(page, path="")
    if partly:
        problems.append(problem("category-not-on-page", count=partly))
    if not chosen and not fails([*read.problems, *problems]):
        wanted = "".join(f" {word}" for word in (notation, language) if word)
        problems.append(problem("nothing-to-render", wanted=f":{wanted}" if wanted else ""))
    return list(made.values()), problems


def _pages(read: SourceReading) -> tuple[list[Page | LevelPage], list[Problem]]:
    """The pages themselves; of a graph, and of the rows of a workbook, what their graph says."""
    rows = [page for page in read.pages if place_of(page).sheet]
    faulty = {span.path for found in read.problems if found.severity == "violation" for span in found.spans}
    pages = [page for page in read.pages if not place_of(page).sheet and page.path not in faulty]
    if not rows and not read.is_graph:
        return pages, []
    if read.is_graph and fails(read.problems):
        return [], []
    restated, problems = restate(read.build)
    of_rows = {_thing(page) for page in rows}
    has_levels = {page.language for page in rows if isinstance(page, LevelPage)}
    restated = [
        page
        for page in restated
        if read.is_graph or _thing(page) in of_rows or (isinstance(page, LevelPage) and page.language in has_levels)
    ]
    return [*pages, *restated], problems


def _thing(page: Page | LevelPage) -> tuple[str, str, str]:
    return "level" if isinstance(page, LevelPage) else page.kind, name_of(page), page.language


def _is_chosen(page: Page | LevelPage, language: str, notation: str) -> bool:
    """Source: RFC 4647, section 3.3.1 (basic filtering), for the language."""
    tag, wanted = page.language.casefold(), language.casefold()
    is_said = not wanted or tag == wanted or tag.startswith(f"{wanted}-")
    return is_said and (not notation or name_of(page).casefold() == notation.casefold())


def _stem(page: Page | LevelPage) -> str:
    name = name_of(page).lower()
    return f"level-{name}" if isinstance(page, LevelPage) else name


def _bytes(page: Page | LevelPage, to: str) -> bytes:
    """``page`` as ``to`` writes it: the bytes of its file, where that is plain text and stays so."""
    labels = labels_for(page.language)
    if labels is None or not page.lines:
        return render_page(page, to, CANONICAL)
    form = form_of(page)
    data = read_bytes(page.path)
    if not isinstance(data, Problem) and hashlib.sha256(data).hexdigest() == page.sha256 and not is_html(data):
        source = decode(page.path, data)
        if isinstance(source, Source) and is_markdown(source):
            form = replace(form, links=links_of(page, data))
        elif to == "text":
            return data
    return render_page(page, to, canonical(form, labels))
