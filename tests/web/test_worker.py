"""What a worker answers, and that its forms are those that other programs read."""

import asyncio
import io
import json
import struct
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from skosmith.stores import READY, RESULTS
from skosmith.web import Limits
from skosmith.web.explorer.policy import HEADERS
from skosmith.web.serve.guard import Guard
from skosmith.web.serve.metrics import Metrics
from skosmith.web.serve.negotiation import language, media_type
from skosmith.web.serve.worker import answer, answer_all

POLICY = HEADERS["Content-Security-Policy"].encode()
ASKED = {"default": [], "named": [], "has_from": False, "triples": "text/turtle", "rows": 10, "bytes": 10_000}
FORMS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
IN_XML = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[chr(code) for code in range(32) if code not in {9, 10, 13}] + ["\ufffe", "\uffff"],
)
IRIS = st.from_regex(r"x:[a-z]{1,5}", fullmatch=True).map(pyoxigraph.NamedNode)
TERMS = st.one_of(
    IRIS,
    st.from_regex(r"[a-z]{1,5}", fullmatch=True).map(pyoxigraph.BlankNode),
    st.text(IN_XML).map(pyoxigraph.Literal),
    st.builds(
        lambda text, tag: pyoxigraph.Literal(text, language=tag), st.text(IN_XML), st.sampled_from(["en", "pt-br"])
    ),
    st.builds(lambda text, kind: pyoxigraph.Literal(text, datatype=kind), st.text(IN_XML), IRIS),
    st.none(),
)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=5))
@pytest.mark.parametrize("form", FORMS)
def test_rows_are_read_as_they_were(form: str, rows: list[tuple[Any, ...]]) -> None:
    text = "".join(RESULTS[form][0](["one", "other"], rows)).encode()
    if form.endswith("xml"):  # pyoxigraph strips the texts that it reads
        literals = [term.value for row in rows for term in row if isinstance(term, pyoxigraph.Literal)]
        assert [node.text or "" for node in etree.fromstring(text).iter("{*}literal")] == literals
        rows = [tuple(None if isinstance(term, pyoxigraph.Literal) else term for term in row) for row in rows]
        text = "".join(RESULTS[form][0](["one", "other"], rows)).encode()
    solutions = pyoxigraph.parse_query_results(text, FORMS[form])
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    got = [(row["one"], row["other"]) for row in solutions]
    if any("BlankNode" in type(term).__name__ for row in rows for term in row):
        assert len(got) == len(rows)
    else:
        assert got == rows


def test_csv_is_quoted() -> None:
    rows: list[tuple[Any, ...]] = [
        (pyoxigraph.Literal('a "b",\nc'), None),
        (pyoxigraph.NamedNode("x:y"), pyoxigraph.BlankNode("z")),
    ]
    assert "".join(RESULTS["text/csv"][0](["a", "b"], rows)) == 'a,b\r\n"a ""b"",\nc",\r\nx:y,_:z\r\n'


def test_a_triple_is_a_term() -> None:
    store = pyoxigraph.Store()
    store.load(b"<x:a> <x:b> <<( <x:c> <x:d> 1 )>> .", pyoxigraph.RdfFormat.TURTLE)
    for form in RESULTS:
        head, body = answer(store, {**ASKED, "results": form, "query": "SELECT ?o { ?s ?p ?o }"}, is_union=False)
        assert head["status"] == 200
        assert b"x:c" in body
    assert (
        json.loads(
            answer(
                store,
                {**ASKED, "results": "application/sparql-results+json", "query": "SELECT ?o { ?s ?p ?o }"},
                is_union=False,
            )[1]
        )["results"]["bindings"][0]["o"]["type"]
        == "triple"
    )


@pytest.mark.parametrize("form", RESULTS)
def test_yes_and_no(form: str) -> None:
    head, body = answer(pyoxigraph.Store(), {**ASKED, "results": form, "query": "ASK { ?s ?p ?o }"}, is_union=False)
    assert (head["media_type"], b"false" in body) == (form, True)


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("SELECT * { ?s ?p", 400, "error at 1:17: it ends too early\nSELECT * { ?s ?p\n                ^"),
        ("SELECT * { ?s x:p ?o }", 400, "error at 1:15: the prefix 'x:' is not declared\n"),
        ("LOAD <http://127.0.0.1:1/>", 400, "error: this is an update"),
        ("SELECT * { VALUES ?x { 1 2 3 4 5 6 7 8 9 10 11 } }", 422, "more than 10 rows"),
        ('SELECT (REPEAT("x", 1) AS ?y) {}', 400, "error"),
        ("CONSTRUCT { ?x <x:y> ?x } WHERE { VALUES ?x { <x:1> } }", 200, ""),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 422, "cannot be answered"),
    ],
)
def test_answers_and_refusals(query: str, status: int, says: str) -> None:
    asked = {**ASKED, "results": "application/sparql-results+json", "query": query}
    head, _ = answer(pyoxigraph.Store(), asked, is_union=False)
    assert head["status"] == status
    assert says in head.get("message", "")


def test_long_answers_and_forms_that_do_not_fit() -> None:
    store = pyoxigraph.Store()
    store.load(b'<x:a> <x:b> "' + b"x" * 20_000 + b'" .', pyoxigraph.RdfFormat.TURTLE)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        head, _ = answer(store, {**ASKED, "results": "text/csv", "query": query}, is_union=False)
        assert (head["status"], "longer than 10,000 bytes" in head["message"]) == (422, True)
        head, _ = answer(store, {**ASKED, "results": None, "triples": None, "query": query}, is_union=False)
        assert head["status"] == 406


def test_a_long_line_is_cut_around_the_caret() -> None:
    query = "SELECT * { " + "?s ?p ?o . " * 100 + "}}"
    head, _ = answer(pyoxigraph.Store(), {**ASKED, "results": "text/csv", "query": query}, is_union=False)
    _, line, caret = head["message"].split("\n")
    assert line.endswith("}}")
    assert caret.index("^") == len(line) - 1  # the brace too many
    assert len(line) <= 100


def test_the_loop_says_it_is_ready_and_ends_with_its_input() -> None:
    message = json.dumps({**ASKED, "results": "text/csv", "query": "ASK {}"}).encode()
    stdin, stdout = io.BytesIO((struct.pack(">I", len(message)) + message) * 2), io.BytesIO()
    answer_all(pyoxigraph.Store(), stdin, stdout, is_union=True)
    assert stdout.getvalue().startswith(READY)
    assert stdout.getvalue().count(b"true") == 2


def test_named_graphs_and_their_union() -> None:
    store = pyoxigraph.Store()
    store.load(b"<x:a> <x:b> <x:c> <x:g> .", pyoxigraph.RdfFormat.N_QUADS)
    asked = {**ASKED, "results": "text/csv", "query": "ASK { ?s ?p ?o }"}
    assert answer(store, asked, is_union=False)[1] == b"false"
    assert answer(store, asked, is_union=True)[1] == b"true"
    assert answer(store, {**asked, "default": ["x:g"]}, is_union=False)[1] == b"true"
    assert (
        answer(store, {**asked, "named": ["x:h"], "query": "ASK { GRAPH ?g { ?s ?p ?o } }"}, is_union=False)[1]
        == b"false"
    )


def test_what_is_counted() -> None:
    metrics = Metrics()
    for seconds in (0.001, 0.3, 20):
        metrics.count("page", 200, seconds)
    text = metrics.text({"workers": 2, "queries_stopped_total": 1})
    assert 'skosmith_requests_total{kind="page",status="200"} 3' in text
    assert 'skosmith_request_seconds_bucket{kind="page",le="0.005"} 1' in text
    assert 'skosmith_request_seconds_bucket{kind="page",le="10.0"} 2' in text
    assert "# TYPE skosmith_queries_stopped_total counter" in text


@given(st.text(), st.lists(st.sampled_from(["text/html", "text/turtle", "a/b"]), min_size=1, unique=True))
def test_any_header_gives_an_offer_or_none(header: str, offers: list[str]) -> None:
    assert media_type(header, offers) in {*offers, None}
    assert language(header, ["en", "pt"], "en") in {"en", "pt"}


def test_a_process_begins_with_its_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from skosmith.web.serve import worker

    store = pyoxigraph.Store(tmp_path / "db")
    store.load(b"<x:a> <x:b> <x:c> <x:g> .", pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    message = json.dumps({**ASKED, "results": "text/csv", "query": "ASK { ?s ?p ?o }"}).encode()
    stdin = io.TextIOWrapper(io.BytesIO(struct.pack(">I", len(message)) + message))
    stdout = io.TextIOWrapper(io.BytesIO())
    limited: list[int] = []
    monkeypatch.setattr(worker, "limit_memory", limited.append)
    monkeypatch.setattr("os.nice", lambda _: None)
    monkeypatch.setattr("sys.argv", ["worker", str(tmp_path / "db"), "union", "1000", "60"])
    monkeypatch.setattr("sys.stdin", stdin)
    monkeypatch.setattr("sys.stdout", stdout)
    worker.main()
    assert stdout.buffer.getvalue().endswith(b"true")
    assert limited == [1000]


def test_a_failure_is_an_answer_and_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_: Any, __: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        if is_begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("a fault")

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 - ASGI's
        return {"type": "http.request"}

    scope = {"type": "http", "path": "/x", "headers": []}
    for is_begun in (False, True):
        sent: list[Any] = []
        metrics = Metrics()
        guard = Guard(broken, metrics, Limits())
        if is_begun:
            with pytest.raises(ValueError, match="a fault"):
                asyncio.run(guard(scope, receive, send))
        else:
            asyncio.run(guard(scope, receive, send))
            assert metrics.requests["page", 500] == 1
            assert (b"content-security-policy", POLICY) in sent[0]["headers"]
        assert sent[0]["status"] == (200 if is_begun else 500)
    assert "A request failed." in caplog.text


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_request_that_is_given_up_ends_without_a_failure(*, is_begun: bool) -> None:
    sent: list[Any] = []

    async def waiting(_: Any, __: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        if is_begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(60)

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 - ASGI's
        return {"type": "http.request"}

    async def given_up() -> None:
        guard = Guard(waiting, Metrics(), Limits())
        task = asyncio.ensure_future(guard({"type": "http", "path": "/x", "headers": []}, receive, send))
        await asyncio.sleep(0)
        task.cancel()
        await task

    asyncio.run(given_up())
    assert sent[0]["status"] == (200 if is_begun else 503)


@pytest.mark.parametrize(
    ("header", "output"),
    [("en;q=0, *", "de"), ("*;q=0.5, pt", "pt"), ("fr, *", "de"), ("pt;q=2, en;q=x", "de"), ("", "de")],
)
def test_languages_that_nobody_offers(header: str, output: str) -> None:
    assert language(header, ["en", "pt"], "de") == output
