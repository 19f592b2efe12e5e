"""Addresses of documents, and the texts on them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving import GRAPH, opened
from skosmith.web import Explorer
from skosmith.web.explorer.addresses import OWN, base_of, name_of, names_of, relative
from skosmith.web.explorer.catalogue import Document
from skosmith.web.explorer.page import Page
from skosmith.web.explorer.records import pick
from skosmith.web.explorer.rendering import blocks, templates
from skosmith.web.explorer.schema_org import structured_data

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    with opened(GRAPH) as result:
        yield result


# Addresses


def test_names_of_documents() -> None:
    base = "https://example.org/f/"
    assert name_of(base, base) == "index"
    assert name_of(f"{base}9/", base) == "9/index"
    assert name_of(f"{base}skills/SSUP", base) == "skills/SSUP"
    assert name_of(f"{base}a%20b", base) == "a b"
    assert name_of(f"{base}search", base) == "node/search"
    assert name_of(f"{base}.well-known/x", base) == "node/.well-known/x"
    for none in (f"{base}a#b", f"{base}a?b", f"{base}../a", f"{base}a//b", "https://elsewhere.example/"):
        assert name_of(none, base) is None
    assert names_of([f"{base}Skill", f"{base}skill"], base) == {f"{base}Skill": "Skill", f"{base}skill": "skill_"}


def test_the_base_of_several_frameworks() -> None:
    assert base_of(["https://example.org/f/9/"]) == "https://example.org/f/9/"
    assert base_of(["https://example.org/f/9/", "https://example.org/f/8/"]) == "https://example.org/f/"
    assert base_of(["https://example.org/f/9/", "https://example.org/f/"]) == "https://example.org/f/"
    assert base_of(["https://a.example/", "https://b.example/"]) == ""
    assert name_of("https://a.example/x", "") == "a.example/x"
    assert base_of(["https://example.org/f#framework"]) == "https://example.org/"


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters='<>"{}|\\^`\x7f', min_codepoint=0x21)), max_size=8)
)
def test_names_are_safe_and_one_for_each(paths: list[str]) -> None:
    base = "https://example.org/"
    names = names_of((base + path for path in paths), base)
    assert len({name.casefold() for name in names.values()}) == len(names)
    for name in names.values():
        assert not name.startswith("/")
        assert not {"", ".", ".."} & set(name.split("/"))
        assert name.split("/")[0] not in OWN
        assert not set("\0\n\r\\") & set(name)


@given(
    st.lists(st.text("abc.", min_size=1), min_size=1, max_size=4),
    st.lists(st.text("abc.", min_size=1), min_size=1, max_size=4),
)
def test_relative_addresses_lead_back(here: list[str], there: list[str]) -> None:
    from urllib.parse import urljoin

    one, other = (["x" + part for part in parts] for parts in (here, there))
    text = relative("/".join(one), "/".join(other))
    assert urljoin(f"http://x/{'/'.join(one)}", text) == f"http://x/{'/'.join(other)}"


# Texts


def test_a_text_in_the_language_that_is_nearest() -> None:
    texts = {"en": "colour", "pt": "cor"}
    assert pick(texts, "pt") == ("cor", "pt")
    assert pick(texts, "pt-br") == ("cor", "pt")
    assert pick(texts, "fr") == ("colour", "en")
    assert pick({"": "x", "de": "y"}, "fr") == ("x", "")
    assert pick({"de": "y"}, "fr") == ("y", "de")
    assert pick({}, "fr") == ("", "fr")


def test_paragraphs_and_lists() -> None:
    assert blocks("a\n\n• b\n• c\n\nd\n  • e") == [("p", ["a"]), ("ul", ["b", "c"]), ("p", ["d"]), ("ul", ["e"])]
    assert blocks("") == []


@given(TEXTS, TEXTS)
def test_whatever_a_text_says_it_is_text(title: str, definition: str) -> None:
    source = "{{ m }}{% import 'macros.html' as m with context %}{{ m.body(text) }}{{ strip([1], title) }}"
    page: Any = type("", (), {"own": "en", "language": "en"})()
    text = templates().from_string(source.removeprefix("{{ m }}")).render(page=page, text=definition, title=title)
    from lxml import html

    tree = html.fromstring(f"<div>{text}</div>")
    assert {node.tag for node in tree.iter()} <= {"div", "p", "ul", "li", "svg", "rect", "text"}


@given(text=TEXTS)
def test_what_search_engines_read_cannot_end_its_element(text: str, explorer: Explorer) -> None:
    document = explorer.documents["skills/SSUP"]
    skill = replace(document.subject, names={"en": text})
    changed = Document("x", "skill", "https://example.org/x", document.framework, skill)
    output = str(structured_data(Page(explorer, changed, "en")))
    assert "<" not in output
    assert json.loads(output)["name"] == {"@language": "en", "@value": text}
