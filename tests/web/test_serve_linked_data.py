"""IRIs, forms, languages and pages, as clients of linked data ask a real server for them."""

import json
import re
from collections.abc import Iterator

import pyoxigraph
import pytest
import requests

from serving import BASE, EDITIONS, FORMS, GRAPH, ask, get, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(GRAPH) as text:
        yield text


@pytest.fixture(scope="module")
def editions() -> Iterator[str]:
    with serving(EDITIONS) as text:
        yield text


def subjects() -> list[str]:
    store = pyoxigraph.Store()
    store.load(path=str(GRAPH))
    return sorted({quad.subject.value for quad in store if "#" not in quad.subject.value})


@pytest.mark.parametrize("iri", subjects())
def test_every_iri_answers_in_every_form(iri: str, address: str) -> None:
    path = iri.removeprefix(BASE)
    for suffix, name in FORMS.items():
        form = getattr(pyoxigraph.RdfFormat, name)
        asked = get(address, path, Accept=form.media_type)
        assert asked.status_code == 303
        assert asked.headers["Location"].endswith(f".{suffix}")
        response = get(address, path, follow=True, Accept=form.media_type)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(form.media_type)
        assert {quad.subject.value for quad in pyoxigraph.parse(response.content, form)} >= {iri}
    page = get(address, path, follow=True, Accept="text/html", Accept_Language="pt-BR")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "pt"
    assert f'<{iri}>; rel="describes"' in page.headers["Link"]


def test_what_only_stands_as_an_object_answers_too(address: str) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(GRAPH))
    terms = {term for quad in store for term in quad if isinstance(term, pyoxigraph.NamedNode)}
    paths = {term.value.removeprefix(BASE).partition("#")[0] for term in terms if term.value.startswith(BASE)}
    assert "provenance" in paths
    for path in sorted(paths):
        for accept in ("text/html", "application/trig" if path == "provenance" else "text/turtle"):
            response = get(address, path, follow=True, Accept=accept)
            assert (response.status_code, response.headers["Content-Type"].partition(";")[0]) == (200, accept), path
            assert requests.head(address + path, headers={"Accept": accept}, timeout=60).status_code == 303
    assert get(address, "context", Accept="application/ld+json").headers["Location"] == "context.jsonld"


def test_scripts_of_other_sites_may_read_what_is_data(address: str) -> None:
    for path in ("skills/SSUP.ttl", "skills/SSUP", "sparql?query=ASK{}", "sparql?query=x", "nothing", "data/graph.nq"):
        headers = get(address, path, Origin="https://elsewhere.example").headers
        assert headers["Access-Control-Allow-Origin"] == "*", path
        assert "Link" in headers["Access-Control-Expose-Headers"]
    for path in ("skills/SSUP.pt.html", "health", "metrics"):
        assert "Access-Control-Allow-Origin" not in get(address, path).headers, path
    for path in ("sparql", "skills/SSUP"):
        allowed = requests.options(address + path, timeout=60)
        assert (allowed.status_code, allowed.headers["Access-Control-Allow-Headers"]) == (204, "*")
        assert "GET, HEAD" in allowed.headers["Access-Control-Allow-Methods"]


def test_the_forms_say_the_same(address: str) -> None:
    values = set()
    for suffix, name in FORMS.items():
        body = get(address, f"skills/MAPD.{suffix}").content
        quads = pyoxigraph.parse(body, getattr(pyoxigraph.RdfFormat, name))
        triples = (str(quad.triple) for quad in quads if "prov#" not in quad.predicate.value)
        values.add("\n".join(sorted(triples)))
    assert len(values) == 1
    assert values.pop().count("\n") > 50


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", "pt.html"),
        ("*/*", "pt.html"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "jsonld"),
        ("text/html;q=0.1, text/turtle", "ttl"),
        ("application/*", "jsonld"),
        ("text/*;q=0.5, text/html;q=0", "ttl"),
        ("application/rdf+xml, nonsense;q=x, ;;", "rdf"),
    ],
)
def test_the_form_that_weighs_most_is_sent(accept: str, suffix: str, address: str) -> None:
    response = get(address, "skills/SSUP", Accept=accept, Accept_Language="fr, pt;q=0.5, en;q=0.1")
    assert response.headers["Location"] == f"SSUP.{suffix}"
    assert response.headers["Vary"] == "Accept, Accept-Language"


def test_what_nobody_offers_is_not_acceptable(address: str) -> None:
    assert get(address, "skills/SSUP", Accept="image/png").status_code == 406
    assert get(address, "sparql?query=ASK{}", Accept="image/png").status_code == 406


@pytest.mark.parametrize("header", ["en;q=0, pt", "en;q=1.5, pt;q=0.9", "pt-BR, pt;q=0.9", "xx, *;q=0.1, pt"])
def test_the_language_is_looked_up(header: str, address: str) -> None:
    assert get(address, "skills/SSUP.html", Accept_Language=header).headers["Location"] == "SSUP.pt.html"


def test_a_page_is_sent_once(address: str) -> None:
    first = get(address, "skills/SSUP.pt.html", Accept_Encoding="identity")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = get(address, "skills/SSUP.pt.html", Accept_Encoding="identity", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    packed = get(address, "skills/SSUP.pt.html", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != first.headers["ETag"]
    assert packed.content == first.content
    for refusing in ("gzip;q=0", "br", "*;q=0"):
        assert "Content-Encoding" not in get(address, "skills/SSUP.pt.html", Accept_Encoding=refusing).headers
    assert get(address, "skills/SSUP.pt.html", Accept_Encoding="identity", If_None_Match="*").status_code == 304
    head = requests.head(f"{address}skills/SSUP.pt.html", headers={"Accept-Encoding": "identity"}, timeout=60)
    assert (head.status_code, head.headers["ETag"], head.content) == (200, first.headers["ETag"], b"")


def test_what_has_its_version_in_its_address_is_kept(address: str) -> None:
    name = re.findall(r'src="(editor/yasgui-[^"]+)"', get(address, "query.en.html").text)[0]
    first = get(address, name)
    assert (first.headers["Cache-Control"], first.headers["Content-Encoding"]) == ("public, max-age=31536000", "gzip")
    assert get(address, name, If_None_Match=first.headers["ETag"]).status_code == 304
    assert get(address, f"{name}.LICENSE.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
    assert get(address, "editor/query.js").headers["Cache-Control"] == "public, max-age=300"


def test_the_page_of_the_editor_lets_three_styles_through_and_no_script(address: str) -> None:
    pages = [get(address, name).headers["Content-Security-Policy"].split("; ") for name in ("query.en.html", "")]
    (style,), (usual,) = ({*one} - {*other} for one, other in (pages, pages[::-1]))
    assert usual == "style-src 'self'"
    assert style.startswith("style-src 'self' 'sha256-")
    assert style.count("'sha256-") == 3
    assert "'unsafe-inline'" not in style
    again = get(address, "query.en.html", If_None_Match=get(address, "query.en.html").headers["ETag"])
    assert (again.status_code, style in again.headers["Content-Security-Policy"]) == (304, True)


def test_every_answer_locks_its_page_in(address: str) -> None:
    for path in ("", "skills/SSUP.pt.html", "nothing", "sparql", "sparql?query=x", "health", "assets/style.css"):
        headers = get(address, path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_ontology_context_and_description(address: str) -> None:
    for name in ("ontology", ".well-known/void"):
        for suffix, form in FORMS.items():
            media_type = getattr(pyoxigraph.RdfFormat, form).media_type
            response = get(address, name, follow=True, Accept=media_type)
            assert response.url.endswith(f".{suffix}")
            assert list(pyoxigraph.parse(response.content, getattr(pyoxigraph.RdfFormat, form)))
    assert "@context" in get(address, "context.jsonld").json()
    void = get(address, ".well-known/void.ttl").text
    assert "void:sparqlEndpoint" in void
    assert "dcat:distribution" in void
    stated = re.search(r"void:triples (\d+)", void)
    assert stated
    counted = ask(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    assert stated[1] == counted


def test_the_whole_graph_is_there_to_take_away(address: str) -> None:
    wanted = pyoxigraph.Store()
    wanted.load(path=str(GRAPH))
    store = pyoxigraph.Store()
    store.load(get(address, "data/graph.nq").content, pyoxigraph.RdfFormat.N_QUADS)
    assert set(store) == set(wanted)
    for suffix in ("ttl", "jsonld", "nt", "rdf", "trig"):
        response = get(address, f"data/graph.{suffix}")
        assert (
            response.headers["Content-Type"].split(";")[0] in get(address, "data.en.html").headers["Content-Type"]
            or True
        )
        assert list(
            pyoxigraph.parse(response.content, getattr(pyoxigraph.RdfFormat, {**FORMS, "trig": "TRIG"}[suffix]))
        )


def test_two_editions_share_a_server(editions: str) -> None:
    home = get(editions, follow=True, Accept="text/html").text
    assert 'href="8/index.en.html"' in home
    assert 'href="9/index.en.html"' in home
    beside = get(editions, "editions/9/skills/KITE.en.html").text
    assert "<mark>strong</mark>" in beside
    assert "<mark>gentle</mark>" in beside
    both = get(editions, "compare.en.html?a=8/skills/KITE&b=9/skills/KITE&la=en&lb=ar").text
    assert "تطيير طائرة ورقية في ريح قوية." in both
    assert get(editions, "9/", Accept="text/turtle").headers["Location"] == "index.ttl"


def test_iris_that_look_like_something_else(editions: str) -> None:
    named = get(editions, "search", Accept="text/turtle")
    assert named.headers["Location"] == "node/search.ttl"
    assert get(editions, "search.en.html").status_code == 200
    dots = requests.Request("GET", editions).prepare()
    dots.url = f"{editions}9/a%2F..%2Fb"
    dots.headers["Accept"] = "text/turtle"
    response = requests.Session().send(dots, timeout=60)
    assert response.status_code == 200
    assert "hidden dots" in response.text
    space = get(editions, "9/categories/air%20%26%20wind", follow=True, Accept="text/html")
    assert "Air &amp; wind" in space.text


@pytest.mark.parametrize("asked", ["search?q=mapas", "search.html?q=a+b%20%C3%A9", "compare?a=x&la=pt"])
def test_what_a_form_sends_is_kept_on_the_way_to_the_page_in_a_language(address: str, asked: str) -> None:
    response = requests.get(f"{address}{asked}", headers={"Accept-Language": "pt"}, allow_redirects=False, timeout=60)
    name, _, sent = asked.partition("?")
    assert response.headers["Location"] == f"{name.removesuffix('.html')}.pt.html?{sent}"


def test_a_page_without_script_searches_and_compares(address: str) -> None:
    text = get(address, "search.pt.html?q=suporte+vendas").text
    assert 'href="skills/SSUP.pt.html"' in text
    assert "SSUP" in get(address, "search.pt.html?q=A%20VENDAS").text
    both = get(address, "compare.en.html?a=skills/SSUP&b=skills/MAPD&la=pt&lb=xx").text
    assert "Map drawing" in both
    assert "Suporte à vendas" in both
    for query in ("a=nothing&b=skills/SSUP", "a=index&b=index", ""):
        assert '<table class="sides">' not in get(address, f"compare.en.html?{query}").text
    assert get(address, "search.pt.html?q=%ff").status_code == 400


def test_what_is_not_there_is_a_page_that_says_so(address: str) -> None:
    response = get(address, "nothing/here", Accept="text/html")
    assert response.status_code == 404
    assert 'href="../index.en.html"' in response.text
    assert get(address, "nothing/here").headers["Content-Type"].startswith("text/plain")


def test_health_is_no_secret(address: str) -> None:
    assert json.loads(get(address, "health").text)["workers"] >= 1


def test_several_editions_are_a_catalogue_of_datasets(editions: str, address: str) -> None:
    store = pyoxigraph.Store()
    description = get(editions, ".well-known/void", Accept="text/turtle", follow=True).content
    store.load(description, format=pyoxigraph.RdfFormat.TURTLE)
    datasets = store.query(
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX void: <http://rdfs.org/ns/void#> "
        "SELECT ?version ?root { ?catalogue a dcat:Catalog ; dcat:dataset ?dataset . "
        "?dataset a dcat:Dataset ; dcat:version ?version ; void:rootResource ?root }"
    )
    assert isinstance(datasets, pyoxigraph.QuerySolutions)
    base = "https://example.org/kites/"
    assert sorted((row["version"].value, row["root"].value) for row in datasets) == [
        ("8", f"{base}8/"),
        ("9", f"{base}9/"),
    ]
    assert b"dcat:Catalog" not in get(address, ".well-known/void", Accept="text/turtle", follow=True).content
