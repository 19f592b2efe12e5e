"""Places as other programs count them: columns of the text as it stands in the file, paths as addresses."""

import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from skosmith.model import STDIN, Pages, Span, is_address, raw_line


class Region(NamedTuple):
    """A place of some characters: lines and columns from 1 in code points of the file, ``end_column`` behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


def region_of(span: Span, pages: Pages) -> Region | None:
    """The region of a place as the file has it; None for a file as a whole or a cell of a workbook.

    Our columns count letters after NFC normalisation; a file that is not NFC has more of them.
    """
    if not span.line or span.sheet:
        return None
    data = pages.data(span.path)
    column = _raw_column(raw_line(data, span.line), span.column)
    end_column = _raw_column(raw_line(data, span.end_line), span.end_column)
    if span.end_line == span.line:
        end_column = max(end_column, column)
    return Region(span.line, max(column, 1), span.end_line, max(end_column, 1))


@lru_cache(maxsize=256)
def _raw_column(line: str, column: int) -> int:
    if line.isascii() or unicodedata.is_normalized("NFC", line):
        return column
    for at in range(len(line) + 1):
        is_boundary = at == len(line) or not unicodedata.combining(line[at])
        if is_boundary and len(unicodedata.normalize("NFC", line[:at])) >= column - 1:
            return at + 1
    return column + len(line) - len(unicodedata.normalize("NFC", line))


def uri_of(path: str) -> tuple[str, bool]:
    """The address of a source, and whether it is relative to the folder that the program runs in."""
    if is_address(path):
        return path, False
    if path == STDIN:
        return "stdin", True
    if os.path.isabs(path):
        here = os.getcwd()
        below = os.path.relpath(path, here)
        if below.startswith(os.pardir):
            return Path(path).as_uri() if "\0" not in path else quote(path, errors="replace"), False
        path = below
    return quote(path.replace(os.sep, "/").removeprefix("./"), safe="/~-._", errors="replace"), True
