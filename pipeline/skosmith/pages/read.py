"""Sources -> pages: the one place where files, addresses and workbooks meet."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from skosmith import pages as reader
from skosmith.model import (
    LevelPage,
    Page,
    Problem,
    Same,
    Source,
    decode,
    is_address,
    printable_path,
    problem,
    whole,
)
from skosmith.pages.bidi import undirected
from skosmith.pages.file_kinds import filled_by_script, is_html, is_markdown, other_kind
from skosmith.pages.parse import parse_page
from skosmith.pages.run_languages import in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from skosmith.model import Files
    from skosmith.pages.fetch.fetcher import Fetched, Fetcher
    from skosmith.pages.fetch.options import FetchOptions

Found = tuple[list[Page | LevelPage], list[Problem]]

# A zip, or one of the first lines with a heading between separators: of a table without a name that says so.
_LIKE_A_SHEET = re.compile(
    rb'PK\x03\x04|(?:[^\n]*\n){0,9}?[^\n]*(?:[,;\t] *"?(?:code|level)\b|\b(?:code|level) *"?[,;\t])', re.IGNORECASE
)
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")


def read_pages(
    items: Iterable[str | Problem], files: Files, language: str = "", options: FetchOptions | None = None
) -> Found:
    """The pages at ``items`` (see ``expand``), and what is wrong with those that are none.

    They are read from ``files``, which keep what comes from addresses.
    ``language`` is a BCP 47 tag that ``labels_for`` knows; where it is empty that of a page is found from its words,
    and that of a workbook from its name or its properties. ``options`` say how addresses are asked
    for. One bad page never hides the others.
    Pages are recalled by their bytes, and those of addresses by the address.
    """
    pages: list[Page | LevelPage] = []
    problems: list[Problem] = []
    with ExitStack() as opened:
        fetch = _fetcher(opened, options)
        for item in items:
            made, found = _read_one(item, files, language, fetch)
            pages += made
            problems += found
    if any(isinstance(page, LevelPage) and page.heading.span.sheet for page in pages):
        from skosmith.pages.workbook import with_level_titles  # noqa: PLC0415 - read already

        pages = with_level_titles(pages)
    if problems and not pages and all(found.severity == "info" for found in problems):
        problems.append(problem("nothing-read"))
    return pages, problems


def edition_of(pages: Iterable[Page | LevelPage], said: str) -> tuple[str, list[Problem]]:
    """The edition that all ``pages`` and the caller agree on, and a problem where they do not.

    ``said`` is the caller's, empty where it says none; it goes first. Only the address of a page says its edition.
    """
    first: dict[str, Page | LevelPage] = {}
    for page in pages:
        if page.edition:
            first.setdefault(page.edition, page)
    editions = sorted(first.keys() | {said} - {""})
    if len(editions) < 2:  # noqa: PLR2004 - two differ
        return "".join(editions), []
    spans = [whole(first[edition].path) for edition in editions if edition in first]
    return said or editions[0], [problem("editions-differ", *spans, editions=", ".join(editions))]


def _fetcher(opened: ExitStack, options: FetchOptions | None) -> Callable[[str], Fetched | Problem]:
    """What asks for an address; opened with the first, since few runs have one."""
    fetchers: list[Fetcher] = []

    def fetch(address: str) -> Fetched | Problem:
        if not fetchers:
            from skosmith.pages.fetch import fetcher  # noqa: PLC0415 - 0.1 s that only addresses are worth

            fetchers.append(opened.enter_context(fetcher.Fetcher(options)))
        return fetchers[0].fetch(address)

    return fetch


def _read_one(item: str | Problem, files: Files, language: str, fetch: Callable[[str], Fetched | Problem]) -> Found:
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


def _read_address(address: str, files: Files, language: str, fetch: Callable[[str], Fetched | Problem]) -> Found:
    answer = fetch(address)
    if isinstance(answer, Problem):
        return [], [answer]
    files.kept[answer.url] = answer.data
    pages, problems = _pages_of(answer.url, answer.data, language, answer.charset, answer.language)
    return [replace(page, edition=answer.edition) for page in pages], problems


def _pages_of(path: str, data: bytes, language: str, charset: str = "", of_address: str = "") -> Found:
    if other := other_kind(path, data):
        return [], [other]
    if path.lower().endswith(_SHEETS) or _LIKE_A_SHEET.match(data):
        from skosmith.pages.workbook import is_workbook, read_workbook  # noqa: PLC0415 - 0.05 s that few runs need

        if is_workbook(path, data):
            return read_workbook(path, data, language or of_address)
    source = lines_of(path, data, charset)
    if data.lstrip()[:1] == b"<" and (bare := filled_by_script(path, data, source)):
        return [], [bare]
    if isinstance(source, Problem):
        return [], [source]
    language = language or ("" if is_address(path) else in_force().in_name(path))
    page, problems = parse_page(replace(source, language=of_address or source.language), language)
    return [page] if page else [], list(problems)


def lines_of(path: str, data: bytes, charset: str = "") -> Source | Problem:
    """The lines of a page of plain text, Markdown or HTML, told apart by what stands in it.

    ``charset`` is what a server says of HTML.
    """
    if is_html(data):
        source = reader.decode_html(path, data, charset)
    else:
        source = decode(path, data)
        source = reader.plain(source) if isinstance(source, Source) and is_markdown(source) else source
    return undirected(source) if isinstance(source, Source) else source
