"""What pages are called in the graph, and their order."""

import os
import re
from collections.abc import Iterable

from skosmith.model import STDIN, LevelPage, Page, Span


def named_pages(pages: Iterable[Page | LevelPage]) -> list[tuple[str, Page | LevelPage]]:
    """The pages in the order of their names: their paths below the folder that all have in common; a URL whole.

    So neither the machine nor the place that the program was called from shows in the graph.
    """
    of_web = re.compile(r"https?://")
    absolute = [
        (page.path if page.path == STDIN or of_web.match(page.path) else os.path.abspath(page.path), page)
        for page in pages
    ]  # 15,000 Paths are slow
    folders = [os.path.dirname(path) for path, _ in absolute if path[:1] == "/" or path[1:2] == ":"]
    above = os.path.commonpath(folders) if folders else ""
    named = [
        (
            "stdin"
            if path == STDIN
            else path
            if of_web.match(path)
            else os.path.relpath(path, above).replace(os.sep, "/"),
            page,
        )
        for path, page in absolute
    ]
    return sorted(named, key=lambda pair: (pair[0], pair[1].path, _begin(pair[1])))


def _begin(page: Page | LevelPage) -> tuple[str, Span]:
    """The sheet and the place where a page begins, which tell the rows of a workbook apart."""
    span = page.notation.span if isinstance(page, Page) else page.heading.span
    return span.sheet, span
