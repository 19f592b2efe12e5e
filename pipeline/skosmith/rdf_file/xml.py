"""Places in RDF/XML, and what is wrong with it as XML."""

import re
from typing import Any

from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.rdf_file.text import Occurrences, Place, Text, endings, place_by

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


def fault_of(path: str, data: bytes) -> Problem | None:
    """What is wrong with a file as XML: not well-formed, or built to fill the memory (entities, depth).

    Asked before the file is read as RDF, since pyoxigraph unfolds entities without end.
    """
    from lxml import etree  # noqa: PLC0415 - only RDF/XML needs it

    parser = etree.XMLParser(resolve_entities=True, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.lineno or 1, max(error.offset or 1, 1)
        reason = re.sub(r", line \d+, column \d+.*$", "", error.msg or "not XML")
        return problem("graph-syntax", Span(path, line, column, line, column + 1), reason=reason)
    return None
