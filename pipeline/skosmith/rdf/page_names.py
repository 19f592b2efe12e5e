"""The names of pages in the graph, and their order."""

import os
from collections.abc import Iterable

from skosmith.model import STDIN, LevelPage, Page, Span, is_address, names_below_common_folder


def named_pages(pages: Iterable[Page | LevelPage]) -> list[tuple[str, Page | LevelPage]]:
    """The pages in the order of their names: addresses, or paths below the folder that all files have in common.

    So the graph shows neither the machine nor the folder that the program was called from.
    """
    pages = list(pages)
    files = {page.path for page in pages if page.path != STDIN and not is_address(page.path)}
    names = {STDIN: "stdin"} | names_of_files(files)
    named = [(names.get(page.path, page.path), page) for page in pages]
    return sorted(named, key=lambda pair: (pair[0], pair[1].path, _begin(pair[1])))


def names_of_files(files: Iterable[str]) -> dict[str, str]:
    """Each file with its path below the folder that all of them have in common."""
    paths = {file: os.path.abspath(file) for file in files}
    below = names_below_common_folder(paths.values())
    return {file: below[path] for file, path in paths.items()}


def _begin(page: Page | LevelPage) -> tuple[str, Span]:
    """The sheet and the place where a page begins, which tell the rows of a workbook apart."""
    span = page.notation.span if isinstance(page, Page) else page.heading.span
    return span.sheet, span
