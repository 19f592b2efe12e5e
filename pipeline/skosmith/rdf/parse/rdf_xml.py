"""Places in RDF/XML, and what is wrong with it as XML."""

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
_GROWTH = 10  # bytes that entities may unfold to for each byte of the file: IRIs behind short names make 3
_FREE = 1_000_000  # and as many in any file
_DEPTH = 256  # elements within each other; pyoxigraph takes quadratic time for them
_TOO_DEEP = f"more than {_DEPTH} elements stand within each other"
_CHUNK = 65_536


def of_xml(text: Text) -> Place:
    """The place of a text between its tags or in an attribute, of an IRI on the line that it was read from."""
    texts = Occurrences()
    for found in _CONTENT.finditer(text.written):
        group = found.lastindex or 0
        texts.add(unescape(found[group]), *found.span(group))
    return place_by(text, texts, _on_line)


def _on_line(line: str, term: PlainTerm) -> list[tuple[int, int]]:
    """Where an IRI is written on a line: as the value of an attribute, or as the name of an element that begins."""
    for written in [] if isinstance(term, pyoxigraph.Literal) else endings(term.value):
        found = re.finditer(rf"(?<=[\"':;/#]){re.escape(written)}(?=[\"'\s/>])", line)
        spans = [one.span() for one in found if not line.startswith("</", line.rfind("<", 0, one.start()))]
        if spans:
            return spans
    return []


def fault_of(path: str, data: bytes | mmap) -> Problem | None:
    """What is wrong with a file as XML: not UTF-8, not well-formed, or built to fill the memory (entities, depth).

    Every RDF/XML is asked this before pyoxigraph reads it, which unfolds entities without end. The memory this takes
    does not depend on the size of the file.
    """
    return _fault_of_entities(path, data) or _fault_of_form(path, data)


def fault_of_file(path: str) -> Problem | None:
    """The same of the file at ``path``, which may be larger than the memory. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return fault_of(path, b"")
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return fault_of(path, data)


def _fault_of_entities(path: str, data: bytes | mmap) -> Problem | None:
    """Entities that unfold to much more than the file holds, counted as pyoxigraph unfolds them.

    It does so where they are declared, used or not, in comments of the DOCTYPE and for parameter entities, too, and the
    last declaration of a name counts. A declaration is known by its plainest form only, which is the one it reads.
    """
    if data.find(_DECLARATION) < 0:
        return None
    sizes: dict[bytes, int] = {}
    limit = _FREE + _GROWTH * len(data)
    unfolded = 0
    for found in _ENTITIES.finditer(data):
        name, value, reference = found["name"], found["value"], found["reference"]
        if reference is not None:
            unfolded += sizes.get(reference, 0)
        elif name is None:
            return problem("graph-syntax", _span(path, data, found.start()), reason=_NOT_PLAIN)
        else:
            sizes[name] = len(value) + sum(sizes.get(one[1], 0) for one in _REFERENCE.finditer(value))
            unfolded += sizes[name]
        if unfolded > limit:
            return problem("graph-entities", _span(path, data, found.start()), size=len(data), limit=limit)
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
        found = text_of(path, data[:])
        if isinstance(found, Problem):
            return found
        return _syntax(path, error.lineno or 1, error.offset or 1, error.msg or "not XML")
    for (
        entry
    ) in parser.feed_error_log.filter_from_errors():  # of a prefix that is not declared, which does not end the parser
        return _syntax(path, entry.line, entry.column - 1, entry.message)
    return None


def _syntax(path: str, line: int, column: int, message: str) -> Problem:
    line, column = max(line, 1), max(column, 1)
    reason = re.sub(r", line \d+, column \d+.*$", "", message.rstrip())
    return problem("graph-syntax", Span(path, line, column, line, column + 1), reason=reason)


class _Depth:
    """How deep elements are within each other, as lxml tells it."""

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
    """The line on which a byte stands, which is looked for from the beginning of the file."""
    return span_of_byte(path, data[:at], at)
