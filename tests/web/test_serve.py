"""The server as its clients meet it: a real one, on loopback."""

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph
import pytest
import requests
from click.testing import Result

from serving import EDITIONS, GRAPH, LIMITS, RUNAWAY, serving
from skosmith.web import Limits

BASE = "https://example.org/framework/"
ALL = "SELECT * { ?s ?p ?o } LIMIT 5"
FORMS = {"ttl": "TURTLE", "jsonld": "JSON_LD", "nt": "N_TRIPLES", "rdf": "RDF_XML"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(GRAPH) as found:
        yield found


@pytest.fixture(scope="module")
def editions() -> Iterator[str]:
    with serving(EDITIONS) as found:
        yield found


def get(address: str, path: str = "", *, follow: bool = False, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(address + path, headers=named, allow_redirects=follow, timeout=20)


def ask(address: str, query: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.post(f"{address}sparql", data={"query": query}, headers=named, timeout=300)


def raw(address: str, request: bytes, *, wait: float = 5.0) -> bytes:
    """What the server answers to some bytes, until it closes the connection or ``wait`` seconds pass."""
    place = urlsplit(address)
    with socket.create_connection((str(place.hostname), place.port), timeout=wait) as connection:
        connection.sendall(request)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return found


def is_alive(address: str) -> bool:
    """Whether the server answers again, at once or as soon as a process that was killed has its successor."""
    for _ in range(50):
        found = ask(address, "ASK {}")
        if found.status_code != 503:
            break
        time.sleep(0.2)
    return get(address, "health").json()["status"] == "ok" and found.json()["boolean"] is True


# Linked data


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
        found = get(address, path, follow=True, Accept=form.media_type)
        assert found.status_code == 200
        assert found.headers["Content-Type"].startswith(form.media_type)
        assert {quad.subject.value for quad in pyoxigraph.parse(found.content, form)} >= {iri}
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
            found = get(address, path, follow=True, Accept=accept)
            assert (found.status_code, found.headers["Content-Type"].partition(";")[0]) == (200, accept), path
            assert requests.head(address + path, headers={"Accept": accept}, timeout=20).status_code == 303
    assert get(address, "context", Accept="application/ld+json").headers["Location"] == "context.jsonld"


def test_scripts_of_other_sites_may_read_what_is_data(address: str) -> None:
    for path in ("skills/SSUP.ttl", "skills/SSUP", "sparql?query=ASK{}", "sparql?query=x", "nothing", "data/graph.nq"):
        headers = get(address, path, Origin="https://elsewhere.example").headers
        assert headers["Access-Control-Allow-Origin"] == "*", path
        assert "Link" in headers["Access-Control-Expose-Headers"]
    for path in ("skills/SSUP.pt.html", "health", "metrics"):
        assert "Access-Control-Allow-Origin" not in get(address, path).headers, path
    for path in ("sparql", "skills/SSUP"):
        allowed = requests.options(address + path, timeout=20)
        assert (allowed.status_code, allowed.headers["Access-Control-Allow-Headers"]) == (204, "*")
        assert "GET, HEAD" in allowed.headers["Access-Control-Allow-Methods"]


def test_the_forms_say_the_same(address: str) -> None:
    said = set()
    for suffix, name in FORMS.items():
        body = get(address, f"skills/MAPD.{suffix}").content
        quads = pyoxigraph.parse(body, getattr(pyoxigraph.RdfFormat, name))
        triples = (str(quad.triple) for quad in quads if "prov#" not in quad.predicate.value)
        said.add("\n".join(sorted(triples)))
    assert len(said) == 1
    assert said.pop().count("\n") > 50


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
    found = get(address, "skills/SSUP", Accept=accept, Accept_Language="fr, pt;q=0.5, en;q=0.1")
    assert found.headers["Location"] == f"SSUP.{suffix}"
    assert found.headers["Vary"] == "Accept, Accept-Language"


def test_what_nobody_offers_is_not_acceptable(address: str) -> None:
    assert get(address, "skills/SSUP", Accept="image/png").status_code == 406
    assert get(address, "sparql?query=ASK{}", Accept="image/png").status_code == 406


@pytest.mark.parametrize("header", ["en;q=0, pt", "pt-BR, pt;q=0.9", "xx, *;q=0.1, pt"])
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
    head = requests.head(f"{address}skills/SSUP.pt.html", headers={"Accept-Encoding": "identity"}, timeout=20)
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
            found = get(address, name, follow=True, Accept=media_type)
            assert found.url.endswith(f".{suffix}")
            assert list(pyoxigraph.parse(found.content, getattr(pyoxigraph.RdfFormat, form)))
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
    given = pyoxigraph.Store()
    given.load(get(address, "data/graph.nq").content, pyoxigraph.RdfFormat.N_QUADS)
    assert set(given) == set(wanted)
    for suffix in ("ttl", "jsonld", "nt", "rdf", "trig"):
        found = get(address, f"data/graph.{suffix}")
        assert (
            found.headers["Content-Type"].split(";")[0] in get(address, "data.en.html").headers["Content-Type"] or True
        )
        assert list(pyoxigraph.parse(found.content, getattr(pyoxigraph.RdfFormat, {**FORMS, "trig": "TRIG"}[suffix])))


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
    found = requests.Session().send(dots, timeout=20)
    assert found.status_code == 200
    assert "hidden dots" in found.text
    space = get(editions, "9/categories/air%20%26%20wind", follow=True, Accept="text/html")
    assert "Air &amp; wind" in space.text


@pytest.mark.parametrize("asked", ["search?q=mapas", "search.html?q=a+b%20%C3%A9", "compare?a=x&la=pt"])
def test_what_a_form_sends_is_kept_on_the_way_to_the_page_in_a_language(address: str, asked: str) -> None:
    found = requests.get(f"{address}{asked}", headers={"Accept-Language": "pt"}, allow_redirects=False, timeout=20)
    name, _, sent = asked.partition("?")
    assert found.headers["Location"] == f"{name.removesuffix('.html')}.pt.html?{sent}"


def test_a_page_without_script_searches_and_compares(address: str) -> None:
    found = get(address, "search.pt.html?q=suporte+vendas").text
    assert 'href="skills/SSUP.pt.html"' in found
    assert "SSUP" in get(address, "search.pt.html?q=A%20VENDAS").text
    both = get(address, "compare.en.html?a=skills/SSUP&b=skills/MAPD&la=pt&lb=xx").text
    assert "Map drawing" in both
    assert "Suporte à vendas" in both
    for query in ("a=nothing&b=skills/SSUP", "a=index&b=index", ""):
        assert '<table class="sides">' not in get(address, f"compare.en.html?{query}").text
    assert get(address, "search.pt.html?q=%ff").status_code == 400


def test_what_is_not_there_is_a_page_that_says_so(address: str) -> None:
    found = get(address, "nothing/here", Accept="text/html")
    assert found.status_code == 404
    assert 'href="../index.en.html"' in found.text
    assert get(address, "nothing/here").headers["Content-Type"].startswith("text/plain")


# SPARQL


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("", b'{"head"'),
        ("application/json", b'{"head"'),
        ("application/sparql-results+xml", b"<?xml"),
        ("text/csv", b"code\r\n"),
        ("text/tab-separated-values", b"?code\n"),
    ],
)
def test_rows_come_in_four_forms(accept: str, begins: bytes, address: str) -> None:
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?code { ?s skos:notation ?code } ORDER BY ?code"
    found = ask(address, query, Accept=accept)
    assert found.status_code == 200
    assert found.content.startswith(begins)
    assert "MAPD_2" in found.text


def test_the_three_ways_to_ask(address: str) -> None:
    one = get(address, f"sparql?query={quote(ALL)}")
    other = ask(address, ALL)
    direct = {"Content-Type": "application/sparql-query"}
    third = requests.post(f"{address}sparql", data=ALL, headers=direct, timeout=20)
    assert one.json() == other.json() == third.json()
    assert one.headers["Access-Control-Allow-Origin"] == "*"
    allowed = requests.options(f"{address}sparql", timeout=20)
    assert (allowed.status_code, "POST" in allowed.headers["Access-Control-Allow-Methods"]) == (204, True)


@pytest.mark.parametrize("form", sorted(FORMS.values()))
def test_triples_come_in_four_forms(form: str, address: str) -> None:
    wanted = getattr(pyoxigraph.RdfFormat, form)
    for query in ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 7", f"DESCRIBE <{BASE}skills/SSUP>"):
        found = ask(address, query, Accept=wanted.media_type)
        assert found.headers["Content-Type"].startswith(wanted.media_type)
        assert list(pyoxigraph.parse(found.content, wanted))
    assert ask(address, "DESCRIBE <x:y>", Accept="text/csv").status_code == 406


def test_a_graph_can_be_named(address: str) -> None:
    fields = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": f"{BASE}provenance"}
    counted = requests.get(f"{address}sparql", params=fields, timeout=20).json()["results"]["bindings"][0]["n"]["value"]
    assert 0 < int(counted) < 247
    refused = requests.get(f"{address}sparql", params={**fields, "default-graph-uri": "not an iri"}, timeout=20)
    assert refused.status_code == 400


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a store in which all data stands in named graphs, as ``skosmith load`` makes it."""
    folder = tmp_path_factory.mktemp("loaded") / "db"
    store = pyoxigraph.Store(folder)
    for name in ("data", "more"):
        triple = f"<x:{name}> <x:in> <x:{name}> , <{BASE}> .".encode()
        store.load(triple, pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode(f"x:{name}"))
    store.load(path=str(GRAPH.with_suffix(".ttl")), to_graph=pyoxigraph.NamedNode("x:graph"))
    store.flush()
    del store
    with serving(f"store:{folder}") as found:
        yield found


ONE, BOTH = "{ ?s <x:in> ?o }", "{ GRAPH ?g { ?s <x:in> ?o } }"


@pytest.mark.parametrize(
    ("clause", "graphs", "pattern", "rows"),
    [
        ("", [], ONE, 4),
        ("", [], BOTH, 4),
        ("FROM <x:data>", [], ONE, 2),
        ("FROM <x:data>", [], BOTH, 0),
        ("FROM <x:data> FROM <x:more>", [], ONE, 4),
        ("FROM NAMED <x:data>", [], ONE, 0),
        ("FROM NAMED <x:data>", [], BOTH, 2),
        ("", [("default", "x:data")], ONE, 2),
        ("", [("default", "x:data")], BOTH, 0),
        ("", [("default", "x:data"), ("default", "x:more")], ONE, 4),
        ("", [("named", "x:data")], ONE, 0),
        ("", [("named", "x:data"), ("named", "x:more")], BOTH, 4),
        ("", [("default", "x:data"), ("named", "x:more")], BOTH, 2),
        ("FROM <x:more> FROM NAMED <x:more>", [("default", "x:data")], BOTH, 0),
        ("", [("default", "x:none")], ONE, 0),
    ],
)
def test_the_graphs_are_those_that_are_named(
    clause: str, graphs: list[tuple[str, str]], pattern: str, rows: int, loaded: str
) -> None:
    query = f"SELECT * {clause} WHERE {pattern}"
    named = [(f"{kind}-graph-uri", iri) for kind, iri in graphs]
    by_get = requests.get(f"{loaded}sparql", params=[("query", query), *named], timeout=20)
    by_form = requests.post(f"{loaded}sparql", data=[("query", query), *named], timeout=20)
    kind = {"Content-Type": "application/sparql-query"}
    direct = requests.post(f"{loaded}sparql", params=named, data=query, headers=kind, timeout=20)
    for found in (by_get, by_form, direct):
        assert len(found.json()["results"]["bindings"]) == rows


def test_answers_are_packed_for_those_who_take_them_so(address: str) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 100"
    packed, plain = ask(address, query, Accept_Encoding="gzip"), ask(address, query, Accept_Encoding="identity")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert "Content-Encoding" not in ask(address, "ASK {}", Accept_Encoding="gzip").headers


def test_a_syntax_error_shows_its_place(address: str) -> None:
    found = ask(address, "SELECT * WHERE {\n  ?s ?p \n}")
    assert found.status_code == 400
    assert found.headers["Content-Type"].startswith("text/plain")
    message, line, caret = found.text.splitlines()
    place = re.match(r"error at (\d+):(\d+)", message)
    assert place
    assert caret.index("^") == int(place[2]) - 1
    assert line in {"}", "  ?s ?p "}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'' SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        'SELECT * { ?s ?p """"""SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
        "SELECT * { ?s ?p ?o } #\nSERVICE <x:y> {}",
        "SELECT * { FILTER(1<?a)SERVICE<http://127.0.0.1:1/>{?s ?p ?o}FILTER(2>1) }",
    ],
)
def test_no_other_server_is_asked(query: str, address: str) -> None:
    found = ask(address, query)
    assert (found.status_code, "SERVICE" in found.text) == (403, True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE <x> {' }",
        "PREFIX service: <x:SERVICE> SELECT * { ?s service:service ?o } # SERVICE",
        'SELECT * { ?s <x:SERVICE> """a" SERVICE"""@service }',
    ],
)
def test_the_word_alone_is_no_fault(query: str, address: str) -> None:
    assert ask(address, query).status_code == 200


def test_nothing_can_be_changed(address: str) -> None:
    before = get(address, "data/graph.nt").content
    update = f"INSERT DATA {{ <{BASE}x> <{BASE}y> 1 }}"
    for refused in (
        requests.post(f"{address}sparql", data={"update": update}, timeout=20),
        requests.post(
            f"{address}sparql", data=update, headers={"Content-Type": "application/sparql-update"}, timeout=20
        ),
        requests.get(f"{address}sparql", params={"update": "LOAD <http://127.0.0.1:1/>"}, timeout=20),
    ):
        assert (refused.status_code, "for reading" in refused.text) == (403, True)
    for query in (update, "LOAD <http://127.0.0.1:1/>", "DROP ALL", "CLEAR ALL"):
        assert ask(address, query).status_code == 400
    assert requests.put(f"{address}sparql", timeout=20).status_code == 405
    assert requests.post(f"{address}skills/SSUP", timeout=20).status_code == 405
    assert requests.delete(f"{address}skills/SSUP", timeout=20).status_code == 405
    assert get(address, "data/graph.nt").content == before


def test_the_endpoint_says_what_it_can_do(address: str) -> None:
    assert "sd:SPARQL11Query" in get(address, "sparql").text
    assert get(address, "sparql", Accept="text/html").headers["Location"] == "query.en.html"


def test_a_runaway_query_is_stopped_and_harms_nobody(address: str) -> None:
    started = time.perf_counter()
    stopped: list[requests.Response] = []
    runaways = [threading.Thread(target=lambda: stopped.append(ask(address, RUNAWAY))) for _ in range(3)]
    for thread in runaways:
        thread.start()
    taken = []
    while time.perf_counter() - started < 1.2:
        begun = time.perf_counter()
        assert ask(address, "ASK { ?s ?p ?o }").json()["boolean"] is True
        assert get(address, "skills/SSUP.pt.html").status_code == 200
        taken.append(time.perf_counter() - begun)
    for thread in runaways:
        thread.join(20)
    assert taken
    assert max(taken) < LIMITS.patience
    assert {found.status_code for found in stopped} <= {422, 503}
    assert 422 in {found.status_code for found in stopped}
    assert any("longer than 1.5 seconds" in found.text for found in stopped)
    assert all("Retry-After" in found.headers for found in stopped if found.status_code == 503)
    assert is_alive(address)
    figures = get(address, "metrics").text
    assert re.search(r"skosmith_queries_stopped_total [1-9]", figures)
    assert 'skosmith_requests_total{kind="sparql",status="422"}' in figures
    assert 'skosmith_request_seconds_bucket{kind="page",le="+Inf"}' in figures


def test_no_more_long_queries_run_than_are_allowed() -> None:
    with serving(GRAPH, Limits(seconds=300, short=0.1, long=0)) as address:
        refused = ask(address, RUNAWAY)
        assert (refused.status_code, "Other long queries" in refused.text) == (503, True)
        assert refused.headers["Retry-After"]
        assert is_alive(address)


def test_a_client_that_goes_away_takes_its_query_with_it(address: str) -> None:
    with pytest.raises(requests.Timeout):
        requests.get(f"{address}sparql", params={"query": RUNAWAY}, timeout=0.2)
    time.sleep(0.3)
    deadline = time.perf_counter() + 5
    while "skosmith_queries_running 0" not in get(address, "metrics").text:
        assert time.perf_counter() < deadline
        time.sleep(0.1)


def test_too_many_rows_are_said_and_not_cut(address: str) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    for accept in ("application/json", "text/csv", "application/sparql-results+xml", "text/tab-separated-values"):
        found = ask(address, query, Accept=accept)
        assert (found.status_code, "more than 1,000 rows" in found.text) == (422, True)
    triples = "CONSTRUCT { ?a ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f }"
    assert ask(address, triples).status_code == 422
    assert len(ask(address, f"{query} LIMIT 1000").json()["results"]["bindings"]) == 1000


def test_an_answer_too_long_and_one_too_large_for_memory() -> None:
    with serving(GRAPH, Limits(seconds=300, short=300, answer=2_000, memory=300_000_000)) as address:
        query = "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }"
        found = ask(address, query)
        assert (found.status_code, "longer than 2,000 bytes" in found.text) == (422, True)
        assert ask(address, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").status_code == 422
        large = "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f), STR(?i))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        found = ask(address, large)
        assert (found.status_code, "memory" in found.text) == (422, True)
        assert is_alive(address)


def test_when_all_are_busy_a_query_waits_and_is_told_so() -> None:
    limits = Limits(seconds=3, short=3, workers=1, patience=0.3, waiting=1)
    with serving(GRAPH, limits) as address:
        stopped: list[int] = []
        runaway = threading.Thread(target=lambda: stopped.append(ask(address, RUNAWAY).status_code))
        runaway.start()
        time.sleep(0.3)
        waiting: list[str] = []
        others = [threading.Thread(target=lambda: waiting.append(ask(address, "ASK {}").text)) for _ in range(3)]
        for thread in [*others]:
            thread.start()
        for thread in [*others, runaway]:
            thread.join(20)
        assert stopped == [422]
        assert any("is busy" in text for text in waiting)
        assert any("Too many" in text for text in waiting)
        assert is_alive(address)


# Hostile input: a 4xx and a living server

END = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
BOMB = gzip.compress(b"ASK {} #" + b"x" * 10_000_000)
HOSTILE = {
    "path traversal": b"GET /../../../../etc/passwd" + END,
    "path traversal, encoded": b"GET /%2e%2e/%2e%2e/etc/passwd" + END,
    "path traversal, in the assets": b"GET /assets/..%2f..%2f..%2fserver.py" + END,
    "backslashes": b"GET /..\\..\\windows\\win.ini" + END,
    "a NUL": b"GET /skills/SSUP%00.html" + END,
    "no UTF-8": b"GET /skills/%ff%fe" + END,
    "bare bytes": b"GET /skills/\xff\xfe" + END,
    "header injection": b"GET /skills/SSUP%0d%0aSet-Cookie:%20a=b" + END,
    "a control character in a header": b"GET /x HTTP/1.1\r\nHost: x\r\nAccept-Language: \r\n\tpt\x0b\r\n\r\n",
    "a long address": b"GET /" + b"a" * 100_000 + END,
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a broken chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "query without text": b"GET /sparql?query=" + END,
    "two queries": b"GET /sparql?query=ASK{}&query=ASK{}" + END,
    "a query that is no UTF-8": b"GET /sparql?query=ASK%7b%7d%ff" + END,
    "dots in overlong UTF-8": b"GET /skills/%c0%ae%c0%ae/etc/passwd" + END,
    "a broken percent-encoding": b"GET /skills/%zz%" + END,
    "path traversal, encoded twice": b"GET /%252e%252e%252fetc/passwd" + END,
    "a deep path": b"GET /" + b"a/" * 15_000 + END,
    "another host as a path": b"GET //elsewhere.example/skills/SSUP" + END,
    "another host": b"GET http://elsewhere.example/skills" + END,
    "a tunnel": b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "a long Accept": b"GET / HTTP/1.1\r\nHost: x\r\nAccept: " + b"a/b;q=0.1," * 10_000 + b"\r\n\r\n",
    "a length and chunks": POST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    "a packed bomb": POST
    + b"Content-Encoding: gzip\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(BOMB)
    + BOMB,
    "many parameters": b"GET /sparql?" + b"&".join([b"a=b"] * 200) + END,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes(name: str, address: str) -> None:
    answered = raw(address, HOSTILE[name])
    assert re.match(rb"HTTP/1\.1 4\d\d ", answered), answered[:200]
    assert b"root:" not in answered
    assert b"set-cookie" not in answered.lower().partition(b"\r\n\r\n")[0]
    assert is_alive(address)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"ASK {} #" + b"x" * 200_000, "application/sparql-query", 413),
        (b"query=" + b"x" * 200_000, "application/x-www-form-urlencoded", 413),
        (b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("ASK {}".encode("utf-16"), "application/sparql-query", 400),
        (b"query=%c3%28", "application/x-www-form-urlencoded", 400),
        (b"\xff=1", "application/x-www-form-urlencoded", 400),
        (b"[" * 50_000 + b"]" * 50_000, "application/json", 415),
        (b"{}", "", 415),
        (b"x", "multipart/form-data; boundary=x", 415),
        (b"SELECT * { " + b"{" * 20_000 + b"}" * 20_000 + b" }", "application/sparql-query", 422),
        (b"SELECT (" + b"(" * 40_000 + b"1" + b")" * 40_000 + b" AS ?x) {}", "application/sparql-query", 422),
        (b'SELECT * { ?s ?p ?o FILTER REGEX(?o, "(a{1000}){1000}") }', "application/sparql-query", 200),
        (b"", "application/sparql-query", 400),
        (b"SELECT * { FILTER(" + b"!" * 90_000 + b"true) }", "application/sparql-query", 422),
        (b"SELECT * { ?s ?p " + b"(" * 40_000 + b")" * 40_000 + b" }", "application/sparql-query", 422),
        (b"SELECT * { ?s " + b"(" * 40_000 + b"<x:a>" + b")" * 40_000 + b" ?o }", "application/sparql-query", 422),
        (b"SELECT * { " + b"OPTIONAL { ?s ?p ?o " * 4_000 + b"}" * 4_000 + b" }", "application/sparql-query", 422),
        (b"SELECT * { ?a (<x:1>|!<x:1>)* ?b . ?b (<x:1>|!<x:1>)* ?c }", "application/sparql-query", 422),
        (b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", "application/sparql-query", 422),
        (
            b"SELECT (STRLEN(?a9) AS ?z) { BIND('"
            + b"x" * 5_000
            + b"' AS ?a0) "
            + b" ".join(b"BIND(CONCAT(?a%d%s) AS ?a%d)" % (at, b", ?a%d" % at * 7, at + 1) for at in range(9))
            + b" }",
            "application/sparql-query",
            422,
        ),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_hostile_queries(body: bytes, kind: str, status: int, address: str) -> None:
    found = requests.post(f"{address}sparql", data=body, headers={"Content-Type": kind}, timeout=20)
    assert found.status_code in {status, 400 if status == 422 else status}, found.text[:300]
    assert is_alive(address)


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK",
    ],
    ids=["nothing", "half a line", "half the headers", "half a body"],
)
def test_a_slow_client_is_sent_away(begun: bytes, address: str) -> None:
    started = time.perf_counter()
    answered = raw(address, begun, wait=8)
    assert time.perf_counter() - started < 3 * LIMITS.request
    head, _, body = answered.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ") if begun else answered == b""
    assert not begun or (
        b"did not come" in body and int(re.findall(rb"(?i)content-length: (\d+)", head)[0]) == len(body)
    )
    assert is_alive(address)


def test_a_client_that_does_not_take_its_answer_is_sent_away() -> None:
    with serving(GRAPH, Limits(response=0.5)) as address:
        place = urlsplit(address)
        with socket.create_connection((str(place.hostname), place.port)) as connection:
            connection.sendall(b"GET /data/graph.nq HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
            time.sleep(2.5)
            connection.settimeout(5)
            taken = 0
            try:
                while piece := connection.recv(1 << 20):
                    taken += len(piece)
            except ConnectionError:
                pass
        assert taken < 400 * GRAPH.stat().st_size
        assert is_alive(address)


def test_a_client_that_takes_its_answer_late_has_all_of_it() -> None:
    with serving(GRAPH, Limits(response=3.0)) as address, socket.create_connection(_place(address)) as connection:
        again = b"GET /data/graph.nq HTTP/1.1\r\nHost: x\r\n\r\n" * 400
        connection.sendall(again + b"GET /data/graph.nq" + END)
        time.sleep(0.5)
        connection.settimeout(10)
        taken = 0
        while piece := connection.recv(1 << 20):
            taken += len(piece)
        assert taken > 401 * len(get(address, "data/graph.nq").content)


def test_many_slow_clients_keep_nobody_out(address: str) -> None:
    with ExitStack() as at_end:
        slow = [at_end.enter_context(socket.create_connection(_place(address))) for _ in range(150)]
        for connection in slow[:100]:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert is_alive(address)
        ends = time.perf_counter() + 2 * LIMITS.request
        while time.perf_counter() < ends:  # a byte now and then does not keep a connection
            for connection in slow[:100]:
                with suppress(OSError):
                    connection.sendall(b"a")
            time.sleep(0.2)
        for connection in slow:
            connection.settimeout(1)
            with suppress(ConnectionError):
                assert connection.recv(100)[:13] in {b"", b"HTTP/1.1 408 "}


def test_a_kept_connection_asks_again(address: str) -> None:
    with requests.Session() as session:
        for _ in range(3):
            assert session.get(f"{address}health", timeout=20).status_code == 200
            time.sleep(0.2)


# The command


@contextmanager
def commanded(folder: Path, *arguments: str | Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The server as its command starts it, and its address; its temporary files lie in ``folder``."""
    command = [sys.executable, "-m", "skosmith", "serve", *map(str, arguments), "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder, env=environment) as process:
        assert process.stderr is not None
        try:
            yield process, process.stderr.readline().split()[1]
        finally:
            process.kill()


def test_the_command_serves_a_store_and_ends(tmp_path: Path) -> None:
    store = pyoxigraph.Store(tmp_path / "db")
    name = pyoxigraph.NamedNode("https://example.org/graph")
    store.load(path=str(GRAPH.with_suffix(".ttl")), to_graph=name)
    store.flush()
    del store
    with commanded(tmp_path, f"store:{tmp_path / 'db'}", "--seconds", "5") as (_, address):
        assert address.startswith("http://127.0.0.1:")
        assert get(address, "skills/SSUP.pt.html").status_code == 200
        rows = ask(address, "SELECT * { ?s a <https://w3id.org/skosmith/ns#Skill> }").json()["results"]["bindings"]
        assert len(rows) == 2
        pyoxigraph.Store(tmp_path / "db").flush()  # nobody holds it


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_it_ends_when_it_is_told_to_even_with_a_query_running(how: signal.Signals, status: int, tmp_path: Path) -> None:
    with commanded(tmp_path, GRAPH) as (process, address), socket.create_connection(_place(address)) as slow:
        slow.sendall(POST + b"Content-Length: 50\r\n\r\nASK")
        answers: list[requests.Response] = []
        asking = threading.Thread(target=lambda: answers.append(ask(address, RUNAWAY)))
        asking.start()
        time.sleep(1.5)
        process.send_signal(how)
        assert process.wait(20) == status
        asking.join(20)
        assert [(found.status_code, found.text) for found in answers] == [(503, "The server ends.\n")]
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_server_leaves_is_cleared_away(tmp_path: Path) -> None:
    with commanded(tmp_path, GRAPH, "--seconds", "0.5") as (process, address):
        pids = _workers(process.pid)
        asking = threading.Thread(target=_ask_in_vain, args=(address,))
        asking.start()
        time.sleep(0.3)
        process.kill()
        process.wait(20)
        asking.join(20)
    (left,) = tmp_path.iterdir()
    with commanded(tmp_path, GRAPH) as (process, address):
        assert not left.exists()
        assert is_alive(address)
        with commanded(tmp_path, GRAPH):  # clears away nothing that is used
            assert is_alive(address)
        deadline = time.perf_counter() + 15
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            assert time.perf_counter() < deadline
            time.sleep(0.2)


def _ask_in_vain(address: str) -> None:
    with pytest.raises(requests.ConnectionError):
        ask(address, RUNAWAY)


def _place(address: str) -> tuple[str, int]:
    place = urlsplit(address)
    return str(place.hostname), int(place.port or 0)


def _workers(pid: int) -> list[int]:
    """The processes that a server has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.nq"], "no-such-file"),
        (["README.md"], "not-a-graph"),
        (["https://example.org/graph.nq"], "data-is-address"),
        (["store:nowhere"], "store-not-there"),
        (["store:a", "store:b"], "data-mixed"),
        (["ontology/skosmith.ttl"], "graph-without-framework"),
        (["tests/data/shapes", "output/graph.nq"], "not-a-graph"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "site"])
def test_what_cannot_be_served(
    command: str, arguments: list[str], code: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    result = run(command, *arguments, *(["-o", tmp_path / "site"] if command == "site" else []))
    assert result.exit_code == 1
    assert f"error: {code}: " in result.output
    assert not (tmp_path / "site").exists()


def test_files_that_are_broken(run: Callable[..., Result], tmp_path: Path) -> None:
    broken, empty, store = tmp_path / "a.nq", tmp_path / "b.ttl", tmp_path / "db"
    broken.write_text("<a:b> <a:c> .\n")
    empty.write_text("# nothing\n")
    store.mkdir()
    (store / "CURRENT").write_text("MANIFEST-000001\n")
    assert "a.nq:1:" in run("serve", broken).output
    assert "graph-syntax" in run("serve", broken).output
    assert "graph-empty" in run("serve", empty).output
    assert "store-not-opened" in run("serve", f"store:{store}").output


def test_a_port_that_is_taken(run: Callable[..., Result]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", GRAPH, "--port", str(port))
        assert (result.exit_code, "address-in-use" in result.output) == (1, True)
    assert "address-in-use" in run("serve", GRAPH, "--host", "no.such.host.invalid").output


def test_health_is_no_secret(address: str) -> None:
    assert json.loads(get(address, "health").text)["workers"] >= 1


def test_the_command_says_where_it_listens(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Limits] = []

    def instead(files: object, listening: socket.socket, limits: Limits, ready: Callable[[str], None]) -> None:
        del files
        given.append(limits)
        ready(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        listening.close()

    monkeypatch.setattr("skosmith.web.run", instead)
    result = run("serve", GRAPH, "--port", "0", "--workers", "3", "--seconds", "7.5", "--rows", "9")
    assert re.match(r"serving  http://127\.0\.0\.1:\d+/  Ctrl\+C ends", result.output)
    assert (given[0].workers, given[0].seconds, given[0].rows) == (3, 7.5, 9)


def test_two_files_are_served_as_one(tmp_path: Path, run: Callable[..., Result]) -> None:
    for edition in ("8", "9"):
        assert run("build", "examples", "-o", tmp_path / edition, "--edition", edition).exit_code == 0
    files = [tmp_path / edition / "graph.ttl" for edition in ("8", "9")]
    assert run("site", *files, "-o", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site" / "editions" / "9" / "skills" / "SSUP.pt.html").read_text("utf-8")
    assert "Edição 8" in page
