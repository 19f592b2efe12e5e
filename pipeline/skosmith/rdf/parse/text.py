"""The text of a file of RDF: where its characters stand, and the lines that a parser is given one by one."""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable

import pyoxigraph

from skosmith.model import MAX_LINE, XSD, Span

PlainTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal
"""A term as pyoxigraph has it, RDF 1.1."""

Term = PlainTerm | pyoxigraph.Triple
"""The same, RDF 1.2."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_BARE = {f"{XSD.NS}{name}" for name in ("boolean", "decimal", "double", "integer")}  # written without quotes, too
_LINE_END = re.compile(r"\r\n|\r|\n")

Place = Callable[[str, PlainTerm, int, int], Span]
"""Where a statement stands: of its subject, its object (a term of pyoxigraph), and the line it was read from."""


class Text:
    """The characters of a file and their places; without byte-order mark."""

    def __init__(self, path: str, written: str) -> None:
        self.path = path
        self.written = written
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(written))]
        self.whole: dict[int, Span] = {}

    def line(self, number: int) -> str:
        """Line ``number``, from 1, without its end; empty where there is none."""
        if not 0 < number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.written)
        return self.written[self.starts[number - 1] : end].rstrip("\r\n")

    def line_of(self, at: int) -> int:
        """The line on which a character stands, by its index from 0."""
        return bisect_right(self.starts, at)

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from ``start`` to before ``end``."""
        line, end_line = self.line_of(start), self.line_of(max(end - 1, start))
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)

    def on_line(self, number: int, start: int, end: int) -> Span:
        """The place of some characters of a line, counted from 0."""
        begin = self.starts[number - 1]
        return self.span(begin + start, begin + end)

    def searched(self, number: int) -> str:
        """The line to look for a value on; empty where it is so long that to look for many would take too long."""
        begin, end = self.starts[number - 1], self.starts[number] if number < len(self.starts) else len(self.written)
        return self.line(number) if end - begin <= MAX_LINE else ""

    def whole_line(self, number: int) -> Span:
        """The place of all that stands on a line."""
        number = min(max(number, 1), len(self.starts))
        if number not in self.whole:
            line = self.line(number)
            self.whole[number] = self.on_line(number, len(line) - len(line.lstrip()), len(line.rstrip()))
        return self.whole[number]


class Lines:
    """The bytes of a file, handed out line by line, so that the line that a triple is read from is known."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.splitlines(keepends=True)
        self.number = 0
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next line, or of a long one the next ``size`` bytes; nothing at the end."""
        if not self.rest:
            if self.number == len(self.lines):
                return b""
            self.number += 1
            self.rest = self.lines[self.number - 1]
        part, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return part


class Occurrences:
    """Where each value is written in a file, in the order in which it is written; each is given out once."""

    def __init__(self) -> None:
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.used: dict[str, int] = {}

    def add(self, value: str, start: int, end: int) -> None:
        """That ``value`` is written from ``start`` to before ``end``."""
        self.places.setdefault(value, []).append((start, end))

    def next(self, value: str) -> tuple[int, int] | None:
        """The next place of ``value``; the last one again where there are no more, None where there was none."""
        places = self.places.get(value)
        if not places:
            return None
        at = self.used.get(value, 0)
        self.used[value] = at + 1
        return places[min(at, len(places) - 1)]


def place_by(text: Text, texts: Occurrences, on_line: Callable[[str, PlainTerm], list[tuple[int, int]]]) -> Place:
    """The place of a text where it is written next; of a number or an IRI, one of those on its line.

    A text that is written next on a later line is written otherwise on its own. ``on_line`` gives where a term may
    be written on a line, from left to right; its objects are the last of these, since a subject stands before them.
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
    """An IRI as it may be written: in full, relative to a base, or behind a prefix; the longest first."""
    return [iri, *(iri[at + 1 :] for at, letter in enumerate(iri) if letter in "/#:" and at + 1 < len(iri))]


def unescaped(text: str) -> str:
    """What stands between quotes, its escapes read, in Turtle and in JSON.

    Source: RDF 1.1 Turtle, section 6.4; RFC 8259, section 7.
    """
    return (
        _ESCAPE.sub(_letter, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\\" in text
        else text
    )


def _letter(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    return chr(min(int(digits, 16), sys.maxunicode)) if digits else _ESCAPED.get(found[3], found[3])
