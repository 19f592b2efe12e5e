"""Sources -> pages: the one place where files, addresses and workbooks meet."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from skosmith import pages as reader
from skosmith.model import (
    MAX_GRAPH_BYTES,
    LevelPage,
    Page,
    Problem,
    Same,
    Source,
    is_address,
    printable_path,
    problem,
    suffix_of,
    whole,
)
from skosmith.pages.bidi import undirected
from skosmith.pages.conflicts import without_conflicts
from skosmith.pages.file_kinds import filled_by_script, is_html, is_markdown, other_kind
from skosmith.pages.parse import parse_page
from skosmith.pages.run_languages import in_force
from skosmith.pages.white_space import white_space_problems
from skosmith.pages.windows_1252 import decode_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from skosmith.model import Files
    from skosmith.pages.fetch.fetcher import Fetched, Fetcher
    from skosmith.pages.fetch.options import FetchOptions

Outcome = tuple[list[Page | LevelPage], list[Problem]]

# A zip, or one of the first lines with a heading between separators: a table whose name does not tell.
_LIKE_A_SHEET = re.compile(
    rb'PK\x03\x04|(?:[^\n]*\n){0,9}?[^\n]*(?:[,;\t] *"?(?:code|level)\b|\b(?:code|level) *"?[,;\t])', re.IGNORECASE
)
_OF_ANY_FILE = ("text/plain", "application/octet-stream")  # what servers call a file of a kind they do not know
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")


def read_pages(
    items: Iterable[str | Problem], files: Files, language: str = "", options: FetchOptions | None = None
) -> Outcome:
    """The pages at ``items`` (see ``expand``), and what is wrong with them; one bad page never hides the others.

    They are read from ``files``, which keep the answers of addresses; ``options`` say how these are fetched.
    ``language`` is a BCP 47 tag that ``labels_for`` knows; if empty, a page tells it by its words, and a workbook by
    its name or its properties.
    Pages are recalled by their bytes, and those of addresses by the address.
    """
    pages: list[Page | LevelPage] = []
    problems: list[Problem] = []
    with ExitStack() as stack:
        fetch = _fetcher(stack, options)
        for item in items:
            of_item, faults = _read_item(item, files, language, fetch)
            pages += of_item
            problems += faults
    if any(isinstance(page, LevelPage) and page.heading.span.sheet for page in pages):
        from skosmith.pages.workbook import with_level_titles  # noqa: PLC0415 - read already

        pages = with_level_titles(pages)
    if problems and not pages and all(fault.severity == "info" for fault in problems):
        problems.append(problem("nothing-read"))
    return pages, problems


def edition_of(pages: Iterable[Page | LevelPage], edition: str) -> tuple[str, list[Problem]]:
    """The edition that all ``pages`` and the caller agree on, and a problem if they do not.

    ``edition`` is the caller's, or empty; it goes first. Only the address of a page tells its edition.
    """
    first: dict[str, Page | LevelPage] = {}
    for page in pages:
        if page.edition:
            first.setdefault(page.edition, page)
    editions = sorted(first.keys() | {edition} - {""})
    if len(editions) < 2:  # noqa: PLR2004 - two differ
        return "".join(editions), []
    spans = [whole(first[number].path) for number in editions if number in first]
    return edition or editions[0], [problem("editions-differ", *spans, editions=", ".join(editions))]


def _fetcher(stack: ExitStack, options: FetchOptions | None) -> Callable[[str], Fetched | Problem]:
    """Fetches an address; connections are opened with the first one, since few runs have any."""
    fetchers: list[Fetcher] = []

    def fetch(address: str) -> Fetched | Problem:
        if not fetchers:
            from skosmith.pages.fetch import fetcher  # noqa: PLC0415 - 0.1 s that only addresses are worth

            fetchers.append(stack.enter_context(fetcher.Fetcher(options)))
        return fetchers[0].fetch(address)

    return fetch


def fetch_file(
    address: str, files: Files, media_types: Mapping[str, str], options: FetchOptions | None
) -> str | Problem:
    """The path under which ``files`` keep what is at an address: its own, with the suffix of its media type.

    ``media_types`` are those to ask for, each with its suffix; a problem if it cannot be fetched, or is of none of
    them. If a server knows no better, the address tells the suffix.
    """
    options = reader.FetchOptions() if options is None else options
    options = options._replace(media_types=(*media_types, *_OF_ANY_FILE), max_bytes=MAX_GRAPH_BYTES)
    with ExitStack() as stack:
        answer = _fetcher(stack, options)(address)
    if isinstance(answer, Problem):
        return answer
    suffix = media_types.get(answer.content_type, suffix_of(urlsplit(answer.url).path))
    path = answer.url if suffix_of(answer.url) == suffix else f"{answer.url}.{suffix}"
    files.overlay[path] = answer.data
    return path


def _read_item(item: str | Problem, files: Files, language: str, fetch: Callable[[str], Fetched | Problem]) -> Outcome:
    if not isinstance(item, str):
        return [], [item]
    if is_address(item):
        return files.memo.recall(
            lambda: ("address", item, language, Same(in_force())), lambda: _read_address(item, files, language, fetch)
        )
    path, data = printable_path(item), files.read(item)
    if isinstance(data, Problem):
        return [], [data._replace(spans=(whole(path),))]
    return files.memo.recall(
        lambda: ("page", path, hashlib.sha256(data).digest(), language, Same(in_force())),
        lambda: _pages_of(path, data, language),
    )


def _read_address(address: str, files: Files, language: str, fetch: Callable[[str], Fetched | Problem]) -> Outcome:
    answer = fetch(address)
    if isinstance(answer, Problem):
        return [], [answer]
    files.overlay[answer.url] = answer.data
    pages, problems = _pages_of(answer.url, answer.data, language, answer.charset, answer.language)
    return [replace(page, edition=answer.edition) for page in pages], problems


def _pages_of(path: str, data: bytes, language: str, charset: str = "", address_language: str = "") -> Outcome:
    if other := other_kind(path, data):
        return [], [other]
    if path.lower().endswith(_SHEETS) or _LIKE_A_SHEET.match(data):
        from skosmith.pages.workbook import is_workbook, read_workbook  # noqa: PLC0415 - 0.05 s that few runs need

        if is_workbook(path, data):
            return read_workbook(path, data, language or address_language)
    source = lines_of(path, data, charset)
    if data.lstrip()[:1] == b"<" and (bare := filled_by_script(path, data, source)):
        return [], [bare]
    if isinstance(source, Problem):
        return [], [source]
    language = language or ("" if is_address(path) else in_force().in_name(path))
    page, problems = parse_page(source._replace(language=address_language or source.language), language)
    if page and not source.is_html:
        problems = (*problems, *white_space_problems(page, data))
    return [page] if page else [], list(problems)


def lines_of(path: str, data: bytes, charset: str = "") -> Source | Problem:
    """The lines of a page of plain text, Markdown or HTML, whose bytes tell which it is.

    ``charset`` is the one that a server names for HTML.
    """
    source = reader.decode_html(path, data, charset) if is_html(data) else decode_page(path, data)
    if isinstance(source, Problem):
        return source
    source = without_conflicts(source)
    return undirected(reader.plain(source) if not source.is_html and is_markdown(source) else source)
