"""What pages are called in the graph, and their order."""

import os
import re
from collections.abc import Iterable

from skosmith.model import STDIN, LevelPage, Page, Span, names_below_common_folder


def named_pages(pages: Iterable[Page | LevelPage]) -> list[tuple[str, Page | LevelPage]]:
    """The pages in the order of their names: their paths below the folder that all have in common; a URL whole.

    So neither the machine nor the place that the program was called from shows in the graph.
    """
    of_web = re.compile(r"https?://")
    pages = list(pages)
    files = {page.path for page in pages if page.path != STDIN and not of_web.match(page.path)}
    absolute = {path: os.path.abspath(path) for path in files}
    below = names_below_common_folder(absolute.values())
    names = {STDIN: "stdin"} | {path: below[absolute[path]] for path in files}
    named = [(names.get(page.path, page.path), page) for page in pages]
    return sorted(named, key=lambda pair: (pair[0], pair[1].path, _begin(pair[1])))


def _begin(page: Page | LevelPage) -> tuple[str, Span]:
    """The sheet and the place where a page begins, which tell the rows of a workbook apart."""
    span = page.notation.span if isinstance(page, Page) else page.heading.span
    return span.sheet, span
