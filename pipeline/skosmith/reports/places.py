"""Places as other programs count them: regions of characters, paths as URIs."""

import os
from pathlib import Path
from urllib.parse import quote

from skosmith.model import STDIN, Span, is_address, is_below, relative_path


def region_of(span: Span) -> Span | None:
    """A place whose end is not before its beginning; None for a file as a whole or a cell."""
    if not span.line or span.sheet:
        return None
    end_column = max(span.end_column, span.column) if span.end_line == span.line else span.end_column
    return span._replace(column=max(span.column, 1), end_column=max(end_column, 1))


def uri_of(path: str) -> tuple[str, bool]:
    """The URI of a source, and whether it is relative to the current folder."""
    if is_address(path):
        return path, False
    if path == STDIN:
        return "stdin", True
    if os.path.isabs(path):
        below = relative_path(path)
        if not is_below(below):
            return Path(path).as_uri() if "\0" not in path else quote(path, errors="replace"), False
        path = below
    return quote(path.replace(os.sep, "/").removeprefix("./"), safe="/~-._", errors="replace"), True
