"""The text of a file of RDF: the places of its characters, and its lines for a parser."""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable

import pyoxigraph

from skosmith.model import MAX_LINE, XSD, Span

PlainTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal
"""A term of pyoxigraph, RDF 1.1."""

Term = PlainTerm | pyoxigraph.Triple
"""The same, RDF 1.2."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_BARE = {f"{XSD.NS}{name}" for name in ("boolean", "decimal", "double", "integer")}  # written without quotes, too
_LINE_END = re.compile(r"\r\n|\r|\n")

Place = Callable[[str, PlainTerm, int, int], Span]
"""Finds the place of a statement.

The arguments are its subject, its object, the line that it was read from, and the number of statements with an equal
object on that line from this one on.
"""


class Text:
    """The characters of a file and their places; without byte-order mark."""

    def __init__(self, path: str, written: str) -> None:
        self.path = path
        self.written = written
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(written))]
        self.whole: dict[int, Span] = {}

    def line(self, number: int) -> str:
        """Line ``number``, from 1, without its end; empty if there is no such line."""
        if not 0 < number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.written)
        return self.written[self.starts[number - 1] : end].rstrip("\r\n")

    def line_of(self, at: int) -> int:
        """The number of the line of a character, by its index from 0."""
        return bisect_right(self.starts, at)

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from ``start`` to before ``end``."""
        line, end_line = self.line_of(start), self.line_of(max(end - 1, start))
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)

    def on_line(self, number: int, start: int, end: int) -> Span:
        """The place of the characters of a line from ``start`` to before ``end``, from 0."""
        begin = self.starts[number - 1]
        return self.span(begin + start, begin + end)

    def searched(self, number: int) -> str:
        """The line to search for a value; empty if it is so long that many searches would take too much time."""
        begin, end = self.starts[number - 1], self.starts[number] if number < len(self.starts) else len(self.written)
        return self.line(number) if end - begin <= MAX_LINE else ""

    def whole_line(self, number: int) -> Span:
        """The place of the text of a line, without blanks at its ends."""
        number = min(max(number, 1), len(self.starts))
        if number not in self.whole:
            line = self.line(number)
            self.whole[number] = self.on_line(number, len(line) - len(line.lstrip()), len(line.rstrip()))
        return self.whole[number]


class Lines:
    """The bytes of a file as a stream that gives one line at a time, so that ``number`` is the line of a triple."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.splitlines(keepends=True)
        self.number = 0
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next line, or the next ``size`` bytes of a long one; nothing at the end."""
        if not self.rest:
            if self.number == len(self.lines):
                return b""
            self.number += 1
            self.rest = self.lines[self.number - 1]
        part, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return part


class Occurrences:
    """The places of values in a file, in order; each is used once."""

    def __init__(self) -> None:
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.used: dict[str, int] = {}

    def add(self, value: str, start: int, end: int) -> None:
        self.places.setdefault(value, []).append((start, end))

    def next(self, value: str) -> tuple[int, int] | None:
        """The next place of ``value``; the last one again if there are no more, None if there is none."""
        places = self.places.get(value)
        if not places:
            return None
        at = self.used.get(value, 0)
        self.used[value] = at + 1
        return places[min(at, len(places) - 1)]


def place_by(text: Text, texts: Occurrences, on_line: Callable[[str, PlainTerm], list[tuple[int, int]]]) -> Place:
    """Finds the place of a text at its next occurrence; of a number or an IRI, among those on its line.

    A text whose next occurrence is on a later line is spelled differently on its own. ``on_line`` gives the possible
    places of a term on a line, from left to right; objects are the last of these, after the subject.
    """
    known: dict[tuple[int, str], list[Span]] = {}

    def on_its_line(term: PlainTerm, number: int) -> list[Span]:
        key = number, term.value
        if key not in known:
            known[key] = [text.on_line(number, *one) for one in on_line(text.searched(number), term)]
        return known[key]

    def place(_: str, term: PlainTerm, number: int, left: int) -> Span:
        is_text = isinstance(term, pyoxigraph.Literal) and term.datatype.value not in _BARE
        spans = [] if is_text else on_its_line(term, number)
        if not spans and isinstance(term, pyoxigraph.Literal):
            at = texts.next(term.value)
            if at and text.line_of(at[0]) <= number:
                return text.span(*at)
        return spans[max(len(spans) - left, 0)] if spans else text.whole_line(number)

    return place


def endings(iri: str) -> list[str]:
    """The possible spellings of an IRI: in full, relative to a base, or after a prefix; the longest first."""
    return [iri, *(iri[at + 1 :] for at, letter in enumerate(iri) if letter in "/#:" and at + 1 < len(iri))]


def unescaped(text: str) -> str:
    """The value of a text between quotes in Turtle or JSON.

    Source: RDF 1.1 Turtle, section 6.4; RFC 8259, section 7.
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_letter, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _letter(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return chr(min(int(digits, 16), sys.maxunicode)) if digits else _ESCAPED.get(match[3], match[3])
