"""The SPARQL endpoint of a real server: forms, graphs, faults, limits."""

import re
import threading
import time
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph
import pytest
import requests

from serving import BASE, FORMS, GRAPH, RUNAWAY, ask, get, is_alive, serving
from skosmith.web import Limits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(GRAPH) as text:
        yield text


ALL = "SELECT * { ?s ?p ?o } LIMIT 5"


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
    response = ask(address, query, Accept=accept)
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert "MAPD_2" in response.text


def test_the_three_ways_to_ask(address: str) -> None:
    one = get(address, f"sparql?query={quote(ALL)}")
    other = ask(address, ALL)
    direct = {"Content-Type": "application/sparql-query"}
    third = requests.post(f"{address}sparql", data=ALL, headers=direct, timeout=60)
    assert one.json() == other.json() == third.json()
    assert one.headers["Access-Control-Allow-Origin"] == "*"
    allowed = requests.options(f"{address}sparql", timeout=60)
    assert (allowed.status_code, "POST" in allowed.headers["Access-Control-Allow-Methods"]) == (204, True)


@pytest.mark.parametrize("form", sorted(FORMS.values()))
def test_triples_come_in_four_forms(form: str, address: str) -> None:
    wanted = getattr(pyoxigraph.RdfFormat, form)
    for query in ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 7", f"DESCRIBE <{BASE}skills/SSUP>"):
        response = ask(address, query, Accept=wanted.media_type)
        assert response.headers["Content-Type"].startswith(wanted.media_type)
        assert list(pyoxigraph.parse(response.content, wanted))
    assert ask(address, "DESCRIBE <x:y>", Accept="text/csv").status_code == 406


def test_a_graph_can_be_named(address: str) -> None:
    fields = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": f"{BASE}provenance"}
    counted = requests.get(f"{address}sparql", params=fields, timeout=60).json()["results"]["bindings"][0]["n"]["value"]
    assert 0 < int(counted) < 247
    refused = requests.get(f"{address}sparql", params={**fields, "default-graph-uri": "not an iri"}, timeout=60)
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
    with serving(f"store:{folder}") as text:
        yield text


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
    by_get = requests.get(f"{loaded}sparql", params=[("query", query), *named], timeout=60)
    by_form = requests.post(f"{loaded}sparql", data=[("query", query), *named], timeout=60)
    kind = {"Content-Type": "application/sparql-query"}
    direct = requests.post(f"{loaded}sparql", params=named, data=query, headers=kind, timeout=60)
    for response in (by_get, by_form, direct):
        assert len(response.json()["results"]["bindings"]) == rows


def test_answers_are_packed_for_those_who_take_them_so(address: str) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 100"
    packed, plain = ask(address, query, Accept_Encoding="gzip"), ask(address, query, Accept_Encoding="identity")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert "Content-Encoding" not in ask(address, "ASK {}", Accept_Encoding="gzip").headers


def test_a_syntax_error_shows_its_place(address: str) -> None:
    response = ask(address, "SELECT * WHERE {\n  ?s ?p \n}")
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/plain")
    message, line, caret = response.text.splitlines()
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
    response = ask(address, query)
    assert (response.status_code, "SERVICE" in response.text) == (403, True)


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
        requests.post(f"{address}sparql", data={"update": update}, timeout=60),
        requests.post(
            f"{address}sparql", data=update, headers={"Content-Type": "application/sparql-update"}, timeout=20
        ),
        requests.get(f"{address}sparql", params={"update": "LOAD <http://127.0.0.1:1/>"}, timeout=60),
    ):
        assert (refused.status_code, "for reading" in refused.text) == (403, True)
    for query in (update, "LOAD <http://127.0.0.1:1/>", "DROP ALL", "CLEAR ALL"):
        assert ask(address, query).status_code == 400
    assert requests.put(f"{address}sparql", timeout=60).status_code == 405
    assert requests.post(f"{address}skills/SSUP", timeout=60).status_code == 405
    assert requests.delete(f"{address}skills/SSUP", timeout=60).status_code == 405
    assert get(address, "data/graph.nt").content == before


def test_the_endpoint_says_what_it_can_do(address: str) -> None:
    assert "sd:SPARQL11Query" in get(address, "sparql").text
    assert get(address, "sparql", Accept="text/html").headers["Location"] == "query.en.html"


def test_a_runaway_query_is_stopped_and_harms_nobody(address: str) -> None:
    stopped: list[requests.Response] = []
    runaways = [threading.Thread(target=lambda: stopped.append(ask(address, RUNAWAY))) for _ in range(3)]
    for thread in runaways:
        thread.start()
    answered = 0
    while not stopped:
        assert ask(address, "ASK { ?s ?p ?o }").json()["boolean"] is True  # what waits too long is answered by 503
        assert get(address, "skills/SSUP.pt.html").status_code == 200
        answered += 1
    for thread in runaways:
        thread.join(60)
    assert answered
    assert {item.status_code for item in stopped} <= {422, 503}
    assert 422 in {item.status_code for item in stopped}
    assert any("longer than 1.5 seconds" in item.text for item in stopped)
    assert all("Retry-After" in item.headers for item in stopped if item.status_code == 503)
    assert is_alive(address)
    figures = get(address, "metrics").text
    assert re.search(r"skosmith_queries_stopped_total [1-9]", figures)
    assert 'skosmith_requests_total{kind="sparql",status="422"}' in figures
    assert 'skosmith_request_seconds_bucket{kind="page",le="+Inf"}' in figures


def test_no_more_long_queries_run_than_are_allowed() -> None:
    with serving(GRAPH, limits=Limits(seconds=300, short=0.1, long=0)) as address:
        refused = ask(address, RUNAWAY)
        assert (refused.status_code, "Other long queries" in refused.text) == (503, True)
        assert refused.headers["Retry-After"]
        assert is_alive(address)


def test_a_client_that_goes_away_takes_its_query_with_it(address: str) -> None:
    with pytest.raises(requests.Timeout):
        requests.get(f"{address}sparql", params={"query": RUNAWAY}, timeout=0.2)
    time.sleep(0.3)
    deadline = time.perf_counter() + 60
    while "skosmith_queries_running 0" not in get(address, "metrics").text:
        assert time.perf_counter() < deadline
        time.sleep(0.1)


def test_too_many_rows_are_said_and_not_cut(address: str) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    for accept in ("application/json", "text/csv", "application/sparql-results+xml", "text/tab-separated-values"):
        response = ask(address, query, Accept=accept)
        assert (response.status_code, "more than 1,000 rows" in response.text) == (422, True)
    triples = "CONSTRUCT { ?a ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f }"
    assert ask(address, triples).status_code == 422
    assert len(ask(address, f"{query} LIMIT 1000").json()["results"]["bindings"]) == 1000


def test_an_answer_too_long_and_one_too_large_for_memory() -> None:
    with serving(GRAPH, limits=Limits(seconds=300, short=300, answer=2_000, memory=300_000_000)) as address:
        query = "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }"
        response = ask(address, query)
        assert (response.status_code, "longer than 2,000 bytes" in response.text) == (422, True)
        assert ask(address, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").status_code == 422
        large = "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f), STR(?i))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        response = ask(address, large)
        assert (response.status_code, "memory" in response.text) == (422, True)
        assert is_alive(address)


def test_when_all_are_busy_a_query_waits_and_is_told_so() -> None:
    limits = Limits(seconds=3, short=3, workers=1, patience=0.3, waiting=1)
    with serving(GRAPH, limits=limits) as address:
        stopped: list[int] = []
        runaway = threading.Thread(target=lambda: stopped.append(ask(address, RUNAWAY).status_code))
        runaway.start()
        time.sleep(0.3)
        waiting: list[str] = []
        others = [threading.Thread(target=lambda: waiting.append(ask(address, "ASK {}").text)) for _ in range(3)]
        for thread in [*others]:
            thread.start()
        for thread in [*others, runaway]:
            thread.join(60)
        assert stopped == [422]
        assert any("is busy" in text for text in waiting)
        assert any("Too many" in text for text in waiting)
        assert is_alive(address)
