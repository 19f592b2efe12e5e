"""The four forms of SPARQL results, written a row at a time, so that a limit can end them anywhere.

pyoxigraph writes them only as a whole. Sources: SPARQL 1.1 Query Results JSON Format, CSV and TSV Formats, XML Format.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph

from skosmith.model import FORMATS
from skosmith.rdf import Term

Rows = Iterable[Iterable[Term | None]]
"""For each row the terms of pyoxigraph in the order of the variables, None where a variable has no value."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_QUOTED = re.compile('["\r\n,]')


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        parts = {name: _json_term(getattr(term, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        return literal | {"xml:lang": term.language}
    return literal if term.datatype.value == _STRING else literal | {"datatype": term.datatype.value}


def _json(names: list[str], rows: Rows) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['
    between = ""
    for row in rows:
        binding = {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
        yield between + json.dumps(binding, ensure_ascii=False, separators=(",", ":"))
        between = ","
    yield "]}}"


def _xml_term(term: Term) -> str:
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, pyoxigraph.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, pyoxigraph.Triple):
        parts = (f"<{name}>{_xml_term(getattr(term, name))}</{name}>" for name in ("subject", "predicate", "object"))
        return f"<triple>{''.join(parts)}</triple>"
    is_plain = term.language or term.datatype.value == _STRING
    mark = f" xml:lang={quoteattr(term.language)}" if term.language else ""
    mark = mark if is_plain else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{mark}>{escape(_NOT_IN_XML.sub(chr(0xFFFD), term.value), {chr(13): '&#13;'})}</literal>"


def _xml(names: list[str], rows: Rows) -> Iterator[str]:
    yield '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
    yield "".join(f"<variable name={quoteattr(name)}/>" for name in names) + "</head><results>"
    for row in rows:
        bindings = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(bindings)}</result>"
    yield "</results></sparql>"


def _csv(names: list[str], rows: Rows) -> Iterator[str]:
    def cell(term: Term | None) -> str:
        if term is None:
            return ""
        text = str(term) if isinstance(term, pyoxigraph.BlankNode | pyoxigraph.Triple) else term.value
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text

    yield ",".join(names) + "\r\n"
    yield from (",".join(map(cell, row)) + "\r\n" for row in rows)


def _tsv(names: list[str], rows: Rows) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


def _json_truth(*, value: bool) -> str:
    return f'{{"head":{{}},"boolean":{str(value).lower()}}}'


def _xml_truth(*, value: bool) -> str:
    return (
        '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        f"<boolean>{str(value).lower()}</boolean></sparql>"
    )


def _plain_truth(*, value: bool) -> str:
    return str(value).lower()


RESULTS: dict[str, tuple[Callable[[list[str], Rows], Iterator[str]], Callable[..., str]]] = {
    "application/sparql-results+json": (_json, _json_truth),
    "application/sparql-results+xml": (_xml, _xml_truth),
    "text/csv": (_csv, _plain_truth),
    "text/tab-separated-values": (_tsv, _plain_truth),
}
"""The forms of results by media type: the writer of rows, and that of a truth value."""

TRIPLE_TYPES = {form.media_type: suffix for suffix, form in FORMATS.items() if not form.has_graphs}
"""The suffixes of the formats of triples, by media type."""
