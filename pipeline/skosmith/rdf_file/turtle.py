"""Places in Turtle and TriG, and in N-Triples and N-Quads, where a line is a statement."""

import re
from typing import Any

from skosmith.model import Span
from skosmith.rdf_file.text import Occurrences, Place, Text, endings, unescaped

# Strings, and what may hold a quote and is none: IRIs and comments.
_TOKEN = re.compile(
    r'"""(?P<a>(?:[^"\\]++|\\.|"(?!""))*+)"""'
    r"|'''(?P<b>(?:[^'\\]++|\\.|'(?!''))*+)'''"
    r'|"(?P<c>(?:[^"\\\r\n]++|\\.)*+)"'
    r"|'(?P<d>(?:[^'\\\r\n]++|\\.)*+)'"
    r"|<[^<>\"{}|^`\x00-\x20]*>|#[^\r\n]*",
    re.DOTALL,
)
_STATEMENT = re.compile(
    r'\s*(?:<[^>]*>|_:\S+)\s*<[^>]*>\s*(?:"(?P<text>(?:[^"\\]++|\\.)*+)"|(?P<term><[^>]*>|_:[^\s<>]+))'
)


def of_turtle(text: Text) -> Place:
    """The place of a text between its quotes, of an IRI or a number on the line that it was read from."""
    strings = Occurrences()
    for found in _TOKEN.finditer(text.written):
        if found.lastgroup:
            strings.add(unescaped(found[found.lastgroup]), *found.span(found.lastgroup))
    known: dict[tuple[int, str], Span] = {}

    def place(_: str, term: Any, number: int) -> Span:  # noqa: ANN401 - one of pyoxigraph's terms
        value = str(term.value)
        if hasattr(term, "datatype"):
            at = strings.next(value)
            if at and text.line_of(at[0]) <= number:
                return text.span(*at)
        key = number, value
        if key not in known:
            known[key] = _on_line(text, number, value, is_text=hasattr(term, "datatype"))
        return known[key]

    return place


def _on_line(text: Text, number: int, value: str, *, is_text: bool) -> Span:
    """A number, a truth value or an IRI on a line: where it is written last; else the line."""
    line = text.searched(number)
    if is_text:
        pattern = rf"(?<![\w.:/#+-]){re.escape(value)}(?![\w:/#+-])"
        starts = [found.start() for found in re.finditer(pattern, line)]
        return text.on_line(number, starts[-1], starts[-1] + len(value)) if starts else text.whole_line(number)
    for written in endings(value):
        for before in ("<", ":"):
            at = line.rfind(f"{before}{written}")
            end = at + 1 + len(written)
            if at >= 0 and (
                line[end : end + 1] == ">" if before == "<" else not re.match(r"[\w-]", line[end : end + 1])
            ):
                return text.on_line(number, at + 1, end)
    return text.whole_line(number)


def of_statements(text: Text) -> Place:
    """The place of the object on the line of its statement."""

    def place(_: str, __: Any, number: int) -> Span:  # noqa: ANN401 - one of pyoxigraph's terms
        found = _STATEMENT.match(text.line(number))
        if not found or not found.lastgroup:
            return text.whole_line(number)
        return text.on_line(number, *found.span(found.lastgroup))

    return place
