"""Places in RDF/XML, and its problems as XML."""

import os
import re
from html import unescape
from mmap import ACCESS_READ, mmap
from typing import Any

import pyoxigraph
from lxml import etree

from skosmith.model import Problem, Span, problem, span_of_byte, text_of
from skosmith.rdf.parse.text import Occurrences, Place, PlainTerm, Text, endings, place_by

_CONTENT = re.compile(r">([^<>]+)</|\s(?!xml|rdf:)[\w:.-]+\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")

_DECLARATION = b"<!ENTITY"
_REFERENCE = re.compile(rb"&([A-Za-z_][\w.-]*);")
_ENTITIES = re.compile(
    rb"""<!ENTITY(?:[ \t\r\n]+(?:%[ \t\r\n]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t\r\n]+"(?P<value>[^"<]*)")?"""
    rb"""|&(?P<reference>[A-Za-z_][\w.-]*);"""
)
_NOT_PLAIN = 'an entity is declared otherwise than as <!ENTITY name "text">'
_GROWTH = 10  # bytes of expanded entities for each byte of the file: abbreviated IRIs make 3
_FREE = 1_000_000  # bytes of expanded entities in any file
_DEPTH = 256  # nested elements; pyoxigraph takes quadratic time for them
_TOO_DEEP = f"more than {_DEPTH} elements are nested"
_CHUNK = 65_536


def of_xml(text: Text) -> Place:
    """Finds the place of a text between its tags or in an attribute, of an IRI on the line of its statement."""
    texts = Occurrences()
    for match in _CONTENT.finditer(text.written):
        group = match.lastindex or 0
        texts.add(unescape(match[group]), *match.span(group))
    return place_by(text, texts, _on_line)


def _on_line(line: str, term: PlainTerm) -> list[tuple[int, int]]:
    """The places of an IRI on a line: as the value of an attribute, or as the name of an element that begins."""
    for written in [] if isinstance(term, pyoxigraph.Literal) else endings(term.value):
        match = re.finditer(rf"(?<=[\"':;/#]){re.escape(written)}(?=[\"'\s/>])", line)
        spans = [one.span() for one in match if not line.startswith("</", line.rfind("<", 0, one.start()))]
        if spans:
            return spans
    return []


def fault_of(path: str, data: bytes | mmap) -> Problem | None:
    """The problem of a file as XML: not UTF-8, not well-formed, or built to fill the memory (entities, depth).

    Has to be called before pyoxigraph, which expands entities without limit. Takes constant memory.
    """
    return _fault_of_entities(path, data) or _fault_of_form(path, data)


def fault_of_file(path: str) -> Problem | None:
    """As ``fault_of``, for the file at ``path``, which may be larger than the memory. Raises OSError."""
    with open(path, "rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return fault_of(path, b"")
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return fault_of(path, data)


def _fault_of_entities(path: str, data: bytes | mmap) -> Problem | None:
    """The problem of entities that expand to much more than the size of the file, as pyoxigraph expands them.

    It expands them in their declarations, used or not, in comments of the DOCTYPE and for parameter entities, too, and
    the last declaration of a name counts. It reads only the plainest form of a declaration.
    """
    if data.find(_DECLARATION) < 0:
        return None
    sizes: dict[bytes, int] = {}
    limit = _FREE + _GROWTH * len(data)
    expanded = 0
    for match in _ENTITIES.finditer(data):
        name, value, reference = match["name"], match["value"], match["reference"]
        if reference is not None:
            expanded += sizes.get(reference, 0)
        elif name is None:
            return problem("graph-syntax", _span(path, data, match.start()), reason=_NOT_PLAIN)
        else:
            sizes[name] = len(value) + sum(sizes.get(one[1], 0) for one in _REFERENCE.finditer(value))
            expanded += sizes[name]
        if expanded > limit:
            return problem("graph-entities", _span(path, data, match.start()), size=len(data), limit=limit)
    return None


def _fault_of_form(path: str, data: bytes | mmap) -> Problem | None:
    depth = _Depth()
    target: Any = depth  # lxml's stubs ask for tags that may be bytes, which those of XML never are
    parser = etree.XMLParser(target=target, encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            if depth.most > _DEPTH:
                return problem("graph-syntax", _span(path, data, start), reason=_TOO_DEEP)
        parser.close()
    except etree.XMLSyntaxError as error:
        text = text_of(path, data[:])
        if isinstance(text, Problem):
            return text
        return _syntax(path, error.lineno or 1, error.offset or 1, error.msg or "not XML")
    errors = parser.feed_error_log.filter_from_errors()  # of undeclared prefixes, which do not end the parser
    return next((_syntax(path, entry.line, entry.column - 1, entry.message) for entry in errors), None)


def _syntax(path: str, line: int, column: int, message: str) -> Problem:
    line, column = max(line, 1), max(column, 1)
    reason = re.sub(r", line \d+, column \d+.*$", "", message.rstrip())
    return problem("graph-syntax", Span(path, line, column, line, column + 1), reason=reason)


class _Depth:
    """A parser target that counts how deep elements are nested."""

    def __init__(self) -> None:
        self.now = self.most = 0

    def start(self, _: str, __: object) -> None:
        self.now += 1
        self.most = max(self.most, self.now)

    def end(self, _: str) -> None:
        self.now -= 1

    def close(self) -> None:
        pass


def _span(path: str, data: bytes | mmap, at: int) -> Span:
    return span_of_byte(path, data[:at], at)
