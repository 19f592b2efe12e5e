"""The rules for web servers, in an Apache and an nginx: each IRI in each form and language, by Accept."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pyoxigraph
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from serving import EDITIONS, opened
from skosmith.model import FORMATS
from skosmith.web import Files, write_site
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.hosting import of_forms, of_languages
from skosmith.web.explorer.policy import HEADERS
from skosmith.web.serve.negotiation import language, media_type
from web_servers import apache, nginx

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

KITE = "9/skills/KITE"
# What a file's own name cannot say; the server of skosmith leads there.
NOT_AS_FILES = {"9/skills/kite", "search"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosted") / "site"
    with opened(EDITIONS, is_site=True) as explorer:
        assert write_site(Files(explorer), folder)[1] == []
    return folder


@pytest.fixture(scope="module", params=[apache, nginx], ids=["apache", "nginx"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    host: Callable[[Path], AbstractContextManager[str]] = request.param
    with host(site) as text:
        yield text


def ask(address: str, path: str, accept: str | None = None, wanted: str | None = None) -> requests.Response:
    headers = {"Accept": accept, "Accept-Language": wanted}
    return requests.get(address + path, headers=headers, allow_redirects=False, timeout=60)


def led_to(address: str, path: str, accept: str | None = None, wanted: str | None = None) -> str:
    """Where an IRI leads: the path of the file, below the address."""
    answer = ask(address, path, accept, wanted)
    assert answer.status_code == 303, (path, accept, answer.status_code)
    assert re.fullmatch("Accept, ?Accept-Language", answer.headers["Vary"])
    return urlsplit(answer.headers["Location"]).path.removeprefix("/")


def paths() -> list[str]:
    """The path of each IRI of the graph that has a document."""
    with opened(EDITIONS) as explorer:
        values = [iri.removeprefix(explorer.base) for iri in explorer.names]
    assert set(values) >= NOT_AS_FILES
    return [path for path in values if path not in NOT_AS_FILES and "%2F" not in path]


def test_each_iri_answers_in_each_form(address: str) -> None:
    whole = {str(quad.subject) for quad in pyoxigraph.parse(path=str(EDITIONS))}
    values = paths()
    assert len(values) > 10
    for path in values:
        for form, kind in DATA_FORMS.items():
            there = led_to(address, path, kind)
            answer = ask(address, there)
            assert answer.status_code == 200, there
            assert there.endswith(f".{form}")
            assert answer.headers["Content-Type"].partition(";")[0] == kind
            quads = pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.from_media_type(kind))
            iri = f"<https://example.org/kites/{path}>"
            assert iri not in whole or iri in {str(quad.subject) for quad in quads}, there
        for tag in ("ar", "en"):
            answer = ask(address, led_to(address, path, "text/html", tag))
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
            assert f'<html lang="{tag}"' in answer.text


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "en.html"),
        ("*/*", "en.html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "en.html"),  # a browser's
        ("text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.7, */*;q=0.3", "ttl"),  # a library's
        ("application/rdf+xml;q=0.8, text/turtle;q=0.8, application/n-triples;q=0.9", "nt"),  # RDF4J's, for N-Triples
        ("text/turtle;q=0.2, application/ld+json;q=0.9", "jsonld"),
        ("text/html;q=0.5, application/rdf+xml", "rdf"),
        ("text/html, text/turtle;q=0.9", "en.html"),
        ("text/turtle;q=0, application/n-triples;q=0.001", "nt"),
        ("TEXT/TURTLE ; Q=1.000", "ttl"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("application/*", "jsonld"),
        ("text/*;q=0.3, application/n-triples;q=0.2", "en.html"),
        ("text/turtle;q=7", "en.html"),
        ("image/png", "en.html"),  # none of these: the page
        ("text/turtlet, x-text/turtle", "en.html"),
        ("", "en.html"),
    ],
)
def test_the_greatest_weight_wins(accept: str | None, form: str, address: str) -> None:
    assert led_to(address, KITE, accept) == f"{KITE}.{form}"


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [(None, "en"), ("ar", "ar"), ("AR-eg, en;q=0.5", "ar"), ("ar;q=0.5, en;q=0.9", "en"), ("fr, ar;q=0.1", "ar"),
     ("ar;q=0", "en"), ("arc", "en"), ("*", "en"), ("fr", "en"), ("ar, en", "ar"), ("en, ar", "en")],
)  # fmt: skip
def test_the_language_that_is_wanted_most(wanted: str | None, tag: str, address: str) -> None:
    assert led_to(address, KITE, "text/html", wanted) == f"{KITE}.{tag}.html"
    assert led_to(address, KITE, "text/turtle", wanted) == f"{KITE}.ttl"


def test_what_has_no_page_or_no_data_answers_with_what_there_is(address: str) -> None:
    assert led_to(address, "ontology", "text/html") == "ontology.ttl"
    assert led_to(address, ".well-known/void", "application/rdf+xml") == ".well-known/void.rdf"
    assert led_to(address, "report", "text/turtle", "ar") == "report.ar.html"
    assert led_to(address, "", "text/turtle") == "index.en.html"
    assert led_to(address, "9/", "application/ld+json") == "9/index.jsonld"
    assert ask(address, f"{KITE}?a=1", "text/turtle").headers["Location"].endswith(f"/{KITE}.ttl?a=1")
    assert led_to(address, f"/{KITE}", "text/turtle") == f"{KITE}.ttl"  # two slashes name no host


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "9/skills/",
        "9/skills/NONE",
        "9/skills/KITE/",
        "9/skills/KITE/x",
        "index.ttl",
        "9/skills/KITE.xx",
        "assets",
        "%0d%0a",
    ],
)
def test_what_is_not_there_is_not_found(path: str, address: str) -> None:
    for accept in ("text/html", "text/turtle"):
        assert ask(address, path, accept).status_code == 404


@pytest.mark.parametrize("path", ["..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/etc/passwd", "a%00b"])
def test_nothing_outside_is_given(path: str, address: str) -> None:
    assert ask(address, path).status_code in {400, 404}


def test_files_have_their_media_types_and_headers(address: str, site: Path) -> None:
    kinds = {f"data/graph.{suffix}": form.media_type for suffix, form in FORMATS.items()}
    kinds |= {"context.jsonld": "application/ld+json", "search.ar.json": "application/json"}
    kinds |= {"sitemap.xml": "application/xml", "robots.txt": "text/plain", "assets/icon.svg": "image/svg+xml"}
    kinds |= {"assets/style.css": "text/css", "assets/search.js": "text/javascript", "index.html": "text/html"}
    for name, kind in kinds.items():
        answer = ask(address, name, "*/*")
        assert answer.headers["Content-Type"].partition(";")[0] in {kind, kind.replace("application/xml", "text/xml")}
        assert answer.content == (site / name).read_bytes()
        assert {key: answer.headers[key] for key in HEADERS} == HEADERS
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_document_of_each_file_name_is_quoted(address: str, site: Path) -> None:
    """A link of the sitemap is a request that is answered."""
    names = re.findall("<loc>https://example.org/kites/(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert quote("9/categories/air & wind.en.html") in names
    for name in names:
        assert ask(address, name).status_code == 200, name


# The expressions by themselves, held to what the server of skosmith does.

_WEIGHTS = [f"{tenth / 10}" for tenth in range(1, 10)]
_TAGS = ("ar", "en", "fr", "fr-ca", "pt")


def first(expressions: list[str], header: str) -> str:
    matches = (re.search(expression, header, re.IGNORECASE) for expression in expressions)
    return next((one[1].lower() for one in matches if one), "")


@given(st.lists(st.tuples(st.sampled_from([*_TAGS, "pt-BR", "FR-ca-x", "de", "arc", "*"]),
                          st.sampled_from(["0", "0.0", "1", "", *_WEIGHTS])), max_size=6))  # fmt: skip
def test_a_language_is_found_as_by_the_server(ranges: list[tuple[str, str]]) -> None:
    header = ", ".join(f"{tag};q={weight}" if weight else tag for tag, weight in ranges)
    text = first(of_languages(_TAGS), header)
    assert {"": "en", "*": "en"}.get(text, text) == language(header, _TAGS, "en")


@given(
    st.permutations([*DATA_FORMS.values(), "text/html", "image/png"]),
    st.permutations(["1", *_WEIGHTS]),
    st.integers(0, 6),
)
def test_a_form_is_found_as_by_the_server(kinds: list[str], weights: list[str], count: int) -> None:
    header = ",".join(f"{kind};level=1;q={weight}" for kind, weight in zip(kinds[:count], weights, strict=False))
    forms, expressions = of_forms(DATA_FORMS)
    offers = ["text/html", *DATA_FORMS.values()]
    by_server = media_type(header, offers) or "text/html"
    assert forms[first(expressions, header) or "*/*"] == forms[by_server]
