"""Hostile input and clients: a 4xx and a living server."""

import gzip
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
import requests

from serving import END, GRAPH, LIMITS, POST, get, host_and_port, is_alive, serving
from skosmith.web import Limits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(GRAPH) as text:
        yield text


def raw(address: str, request: bytes, *, wait: float = 5.0) -> bytes:
    """What the server answers to some bytes, until it closes the connection or ``wait`` seconds pass."""
    place = urlsplit(address)
    with socket.create_connection((str(place.hostname), place.port), timeout=wait) as connection:
        connection.sendall(request)
        data = b""
        try:
            while piece := connection.recv(65536):
                data += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return data


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
    response = requests.post(f"{address}sparql", data=body, headers={"Content-Type": kind}, timeout=60)
    assert response.status_code in {status, 400 if status == 422 else status}, response.text[:300]
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
    answered = raw(address, begun, wait=60)
    assert time.perf_counter() - started < 60  # it is the server that ends it
    head, _, body = answered.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ") if begun else answered == b""
    assert not begun or (
        b"did not come" in body and int(re.findall(rb"(?i)content-length: (\d+)", head)[0]) == len(body)
    )
    assert is_alive(address)


def test_a_client_that_does_not_take_its_answer_is_sent_away() -> None:
    with serving(GRAPH, limits=Limits(response=0.5)) as address:
        place = urlsplit(address)
        with socket.create_connection((str(place.hostname), place.port)) as connection:
            connection.sendall(b"GET /data/graph.nq HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
            time.sleep(2.5)
            connection.settimeout(60)
            taken = 0
            try:
                while piece := connection.recv(1 << 20):
                    taken += len(piece)
            except ConnectionError:
                pass
        assert taken < 400 * GRAPH.stat().st_size
        assert is_alive(address)


def test_a_client_that_takes_its_answer_late_has_all_of_it() -> None:
    with (
        serving(GRAPH, limits=Limits(response=3.0)) as address,
        socket.create_connection(host_and_port(address)) as connection,
    ):
        again = b"GET /data/graph.nq HTTP/1.1\r\nHost: x\r\n\r\n" * 400
        connection.sendall(again + b"GET /data/graph.nq" + END)
        time.sleep(0.5)
        connection.settimeout(60)
        taken = 0
        while piece := connection.recv(1 << 20):
            taken += len(piece)
        assert taken > 401 * len(get(address, "data/graph.nq").content)


def test_many_slow_clients_keep_nobody_out(address: str) -> None:
    with ExitStack() as at_end:
        slow = [at_end.enter_context(socket.create_connection(host_and_port(address))) for _ in range(150)]
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
            connection.settimeout(60)
            with suppress(ConnectionError):
                assert connection.recv(100)[:13] in {b"", b"HTTP/1.1 408 "}


def test_a_kept_connection_asks_again(address: str) -> None:
    with requests.Session() as session:
        for _ in range(3):
            assert session.get(f"{address}health", timeout=60).status_code == 200
            time.sleep(0.2)
