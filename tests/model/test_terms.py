"""RDF terms: what is encoded is decoded, and written as canonical N-Triples."""

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from skosmith.model import (
    XSD,
    Literal,
    iri_of,
    iri_term,
    is_link,
    is_literal,
    language_of,
    lexical,
    literal,
    parse_literal,
    value_of,
)

TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS, st.sampled_from(["", "pt", "fr-CA"]))
def test_a_literal_is_read_back(value: str, language: str) -> None:
    term = literal(value, language)
    assert parse_literal(term) == Literal(value, language)
    assert (value_of(term), language_of(term)) == (value, language)
    assert is_literal(term)
    assert not is_link(term)
    assert f'"{lexical(term)[0]}"{lexical(term)[1]}' == term


@given(TEXTS)
def test_a_literal_with_a_datatype_is_read_back(value: str) -> None:
    assert parse_literal(literal(value, datatype=XSD.date)) == Literal(value, "", XSD.date)
    assert parse_literal(f"{literal(value)}^^<{XSD.NS}string>") == Literal(value)
    assert language_of(literal(value, datatype=XSD.date)) == ""


@given(TEXTS)
def test_a_literal_is_what_a_parser_of_rdf_reads(value: str) -> None:
    line = f"<a:s> <a:p> {literal(value, 'en')} .\n"
    (quad,) = pyoxigraph.parse(line.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert (quad.object.value, quad.object.language) == (value, "en")


def test_an_iri_is_a_term_between_brackets() -> None:
    assert iri_of(iri_term("https://example.org/a")) == value_of("<https://example.org/a>") == "https://example.org/a"
    assert language_of("<https://example.org/a>") == ""
    assert value_of("_:b") == "_:b"
