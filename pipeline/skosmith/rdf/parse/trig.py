"""Places in Turtle and TriG, and in N-Triples and N-Quads, where a line is a statement."""

import re

import pyoxigraph

from skosmith.model import Span
from skosmith.rdf.parse.text import Occurrences, Place, PlainTerm, Text, endings, place_by, unescaped

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
    return place_by(text, strings, _on_line)


def _on_line(text: Text, number: int, term: PlainTerm) -> Span:
    """A number, a truth value or an IRI on a line: where it is written last; else the line."""
    line, value = text.searched(number), term.value
    if isinstance(term, pyoxigraph.Literal):
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

    def place(_: str, __: PlainTerm, number: int) -> Span:
        found = _STATEMENT.match(text.line(number))
        if not found or not found.lastgroup:
            return text.whole_line(number)
        return text.on_line(number, *found.span(found.lastgroup))

    return place
