"""Places in Turtle and TriG, and in N-Triples and N-Quads, where a line is a statement."""

import re

import pyoxigraph

from skosmith.model import Span
from skosmith.rdf.parse.text import Occurrences, Place, PlainTerm, Text, endings, place_by, unescaped

# Strings, and other tokens that may have quotes: IRIs and comments.
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
    """Finds the place of a text between its quotes, of an IRI or a number on the line of its statement."""
    strings = Occurrences()
    for match in _TOKEN.finditer(text.written):
        if match.lastgroup:
            strings.add(unescaped(match[match.lastgroup]), *match.span(match.lastgroup))
    return place_by(text, strings, _on_line)


def _on_line(line: str, term: PlainTerm) -> list[tuple[int, int]]:
    """The places of a number, a boolean or an IRI on a line."""
    value = term.value
    if isinstance(term, pyoxigraph.Literal):
        return [one.span() for one in re.finditer(rf"(?<![\w.:/#+\"'-]){re.escape(value)}(?![\w:/#+\"'-])", line)]
    for spelling in endings(value):
        if spelling in line:
            name = re.escape(spelling)
            spans = [
                match.span(match.lastgroup or 0)
                for match in re.finditer(rf"<(?P<a>{name})>|:(?P<b>{name})(?![\w-])", line)
            ]
            if spans:
                return spans
    return []


def of_statements(text: Text) -> Place:
    """Finds the place of the object on the line of its statement."""

    def place(_: str, __: PlainTerm, number: int, ___: int) -> Span:
        match = _STATEMENT.match(text.line(number))
        if not match or not match.lastgroup:
            return text.whole_line(number)
        return text.on_line(number, *match.span(match.lastgroup))

    return place
