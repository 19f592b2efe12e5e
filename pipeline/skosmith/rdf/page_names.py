"""The names of pages in the graph, and their order."""

import os
from collections.abc import Iterable

from skosmith.model import STDIN, LevelPage, Page, Span, is_address


def named_pages(pages: Iterable[Page | LevelPage]) -> list[tuple[str, Page | LevelPage]]:
    """The pages in the order of their names: addresses, or paths below the folder that all files have in common.

    So the graph shows neither the machine nor the folder that the program was called from.
    """
    paths = [(page.path if _is_stream(page.path) else os.path.abspath(page.path), page) for page in pages]
    folders = [os.path.dirname(path) for path, _ in paths if not _is_stream(path)]  # 15,000 Paths are slow
    above = os.path.commonpath(folders) if folders else ""
    named = [(_name(path, above), page) for path, page in paths]
    return sorted(named, key=lambda pair: (pair[0], pair[1].path, _begin(pair[1])))


def _is_stream(path: str) -> bool:
    return path == STDIN or is_address(path)


def _name(path: str, folder: str) -> str:
    if path == STDIN:
        return "stdin"
    return path if is_address(path) else os.path.relpath(path, folder).replace(os.sep, "/")


def _begin(page: Page | LevelPage) -> tuple[str, Span]:
    """The sheet and the place where a page begins, which tell the rows of a workbook apart."""
    span = page.notation.span if isinstance(page, Page) else page.heading.span
    return span.sheet, span
