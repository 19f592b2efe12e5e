"""What tells a problem from all others, wherever its line has moved."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from skosmith.model import (
    STDIN,
    FileLines,
    Files,
    Problem,
    Span,
    is_address,
    is_link,
    is_literal,
    lexical,
    relative_path,
)

_LENGTH = 32  # hexadecimal digits: 128 bits


def fingerprints(problems: Iterable[Problem], files: Files, folder: str = "") -> list[str]:
    """A fingerprint for each problem, 32 hexadecimal digits, none twice.

    What a shape finds is told by its code, its focus node, path and values, a text's words left out: it stays the same
    while the text is reworded and the page renamed. What is found on a page is told by its code, the path of the page
    relative to ``folder``, and the words on its line: it stays the same while lines move. Where all that is the same
    twice, the order counts.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    pages = FileLines(files)
    found = []
    for problem in problems:
        parts = _parts(problem, folder, pages)
        text = "\0".join([*parts, str(seen[parts])])
        seen[parts] += 1
        found.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH])
    return found


def _parts(problem: Problem, folder: str, pages: FileLines) -> tuple[str, ...]:
    node = problem.focus_node or ""
    if node and is_link(node):
        return problem.code, node, problem.result_path or "", *map(_without_words, problem.values)
    if node and is_literal(node):  # a text that stands on its own
        return problem.code, node
    if not problem.spans:
        return problem.code, problem.message
    span = problem.spans[0]
    return problem.code, relative(span.path, folder), *_line(span, pages)


def _without_words(term: str) -> str:
    return f'"{lexical(term)[1]}' if is_literal(term) else term if is_link(term) else ""


def _line(span: Span, pages: FileLines) -> tuple[str, ...]:
    """The words on the line of a place; of a workbook, its sheet and column, since rows move."""
    if span.sheet:
        return span.sheet, str(span.column)
    if not span.line:
        return ()
    return (" ".join(unicodedata.normalize("NFC", pages.line(span.path, span.line)).split()),)


def relative(path: str, folder: str) -> str:
    """``path`` as it is written from ``folder``, with ``/``; standard input and an address as they are."""
    if path == STDIN or is_address(path):
        return path
    return relative_path(path, folder)
