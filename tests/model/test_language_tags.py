"""Language tags are written in the case that RFC 5646 recommends, in every file, whatever the library makes of it."""

import pyoxigraph
import pytest
from rdflib import Graph

from skosmith.model import FORMATS, by_priority, lookup, nearest, recommended_case
from skosmith.rdf import serialise

# The first five are examples of RFC 5646, section 2.1.1 and appendix A.
TAGS = ["mn-Cyrl-MN", "sgn-BE-FR", "az-Latn-x-latn", "en-CA-x-ca", "zh-Hans-CN", "pt-BR", "es-419", "de-CH-1996", "ja"]
HOSTILE = ['a "@pt-br b', "end\\", '", "@pt-br', '<a xml:lang="pt-br">', '"@language":"pt-br"', "two\nlines"]


@pytest.mark.parametrize("tag", TAGS)
def test_the_case_is_that_of_the_standard(tag: str) -> None:
    assert {recommended_case(one) for one in (tag, tag.lower(), tag.upper())} == {tag}
    assert lookup(tag.upper(), TAGS) == tag


@pytest.mark.parametrize(
    ("wanted", "tags", "tag"),
    [
        ("fr-CA", ["en", "fr"], "fr"),
        ("fr", ["en", "fr-CA"], "fr-CA"),
        ("FR", ["fr-CA", "fr"], "fr"),
        ("pt", ["en", "pt-BR", "pt-PT"], "pt-BR"),
        ("p", ["pt"], None),
        ("de", ["en"], None),
    ],
)
def test_what_is_nearest_is_more_general_or_more_special(wanted: str, tags: list[str], tag: str | None) -> None:
    assert nearest(wanted, tags) == tag


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_form_keeps_texts_and_has_tags_in_their_case(suffix: str) -> None:
    subject, predicate = pyoxigraph.NamedNode("https://e.org/s"), pyoxigraph.NamedNode("https://e.org/p")
    literals = [pyoxigraph.Literal(text, language=tag) for text in HOSTILE for tag in TAGS]
    literals += [pyoxigraph.Literal(text) for text in HOSTILE]
    data = serialise([pyoxigraph.Triple(subject, predicate, one) for one in literals], suffix)
    for tag in TAGS:
        assert tag.encode() in data
    assert {quad.object for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.from_extension(suffix))} == set(
        literals
    )
    if not FORMATS[suffix].has_graphs:
        assert len(Graph().parse(data=data, format=FORMATS[suffix].media_type)) == len(literals)


@pytest.mark.parametrize(
    ("tags", "priority", "wanted"),
    [
        (["pt", "de", "en"], [], ["de", "en", "pt"]),
        (["pt", "de", "en"], ["pt", "en"], ["pt", "en", "de"]),
        (["pt-BR", "fr-CA", "en"], ["fr", "pt"], ["fr-CA", "pt-BR", "en"]),
        (["fr", "en"], ["fr-CA"], ["fr", "en"]),
        (["en", "pt"], ["nl", "pt", "pt"], ["pt", "en"]),
        (["en", ""], ["de", ""], ["", "en"]),
    ],
)
def test_those_of_the_priority_come_first(tags: list[str], priority: list[str], wanted: list[str]) -> None:
    assert by_priority(tags, priority) == wanted
