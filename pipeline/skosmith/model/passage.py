"""The place of a text -> the place in it where something stands: the lines of the page are read again."""

import re
from collections.abc import Iterable, Iterator

from skosmith.model.records import Problem, Span
from skosmith.model.source import line_text, read


def first_match(span: Span, patterns: Iterable[str]) -> Span:
    """Where one of ``patterns`` first stands on the lines of ``span``; the whole where none does on one line.

    So, too, for a cell of a workbook, and where the page is gone.
    """
    for pattern in patterns:
        for number, start, text in _lines(span):
            match = re.search(pattern, text)
            if match and match.end() > match.start():
                return _part(span, number, start + match.start(), start + match.end())
    return span


def first_mismatch(span: Span, pattern: str) -> Span:
    """The first character of ``span`` up to which its line is not as ``pattern``, which takes what it can, asks."""
    for number, start, text in _lines(span):
        match = re.match(pattern, text)
        if match and match.end() < len(text):
            return _part(span, number, start + match.end(), start + match.end() + 1)
    return span


def last_character(span: Span) -> Span:
    """The last character of ``span``."""
    return span._replace(line=span.end_line, column=max(span.end_column - 1, 1))


def _part(span: Span, number: int, start: int, end: int) -> Span:
    return Span(span.path, number, start + 1, number, end + 1)


def _lines(span: Span) -> Iterator[tuple[int, int, str]]:
    """What stands on each line of ``span``: its number, the characters before it, the text."""
    data = b"" if span.sheet or not span.line else read(span.path)
    if isinstance(data, Problem):
        return
    for number in range(span.line, span.end_line + 1) if data else ():
        text = line_text(data, number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(text)
        yield number, start, text[start:end]
