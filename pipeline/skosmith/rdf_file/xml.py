"""Places in RDF/XML, and what is wrong with it as XML."""

import io
import re
from typing import IO, Any

from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.rdf_file.text import Occurrences, Place, Text, endings, place_by

_PIECE = 1 << 16
_EXACT = 10_000_000  # bytes of a file that is read again, for the place of its fault
_CONTENT = re.compile(r">([^<>]+)</|\s(?!xml|rdf:)[\w:.-]+\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


def of_xml(text: Text) -> Place:
    """The place of a text between its tags or in an attribute, of an IRI on the line that it was read from."""
    from html import unescape  # noqa: PLC0415 - slow to import

    texts = Occurrences()
    for found in _CONTENT.finditer(text.written):
        group = found.lastindex or 0
        texts.add(unescape(found[group]), *found.span(group))
    return place_by(text, texts, _on_line)


def _on_line(text: Text, number: int, term: Any) -> Span:  # noqa: ANN401 - one of pyoxigraph's terms
    line = text.searched(number)
    for written in endings(str(term.value)):
        found = re.search(rf"(?<=[\"':;/#]){re.escape(written)}(?=[\"'\s/>])", line)
        if found:
            return text.on_line(number, *found.span())
    return text.whole_line(number)


class _Nothing:
    """What a parser makes of a file that is only looked at: no tree, however long the file."""

    def start(self, tag: object, attributes: object) -> None:
        """Leaves an element out."""

    def end(self, tag: object) -> None:
        """Leaves its end out."""

    def data(self, data: str | bytes) -> None:
        """Leaves a text out."""

    def comment(self, data: str | bytes) -> None:
        """Leaves a comment out."""

    def close(self) -> None:
        """Ends with nothing."""


def fault_of(path: str, data: IO[bytes]) -> Problem | None:
    """What is wrong with a file as XML: not well-formed, or built to fill the memory (entities, depth).

    Every file of RDF/XML, and every answer in it, goes through here before it is read as RDF, since pyoxigraph expands
    entities without end. Nothing that it names is opened. It is read piece by piece.
    """
    from lxml import etree  # noqa: PLC0415 - only RDF/XML needs it

    bounds: dict[str, Any] = {"resolve_entities": "internal", "no_network": True, "load_dtd": False, "huge_tree": False}
    fault = None
    parser = etree.XMLParser(target=_Nothing(), **bounds)
    try:
        while piece := data.read(_PIECE):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError as error:
        fault = error
    if fault and data.seek(0, io.SEEK_END) <= _EXACT:  # only in one piece is the column told
        data.seek(0)
        try:
            etree.fromstring(data.read(), etree.XMLParser(**bounds))
        except etree.XMLSyntaxError as error:
            fault = error
    if fault is None:
        return None
    line, column = fault.lineno or 1, max(fault.offset or 1, 1)
    reason = re.sub(r", line \d+, column \d+.*$", "", fault.msg or "not XML")
    return problem("graph-syntax", Span(path, line, column, line, column + 1), reason=reason)
