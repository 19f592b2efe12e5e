"""What a store can do wrong while a graph is loaded into it."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from click.testing import Result

from conftest import PAGES, built
from servers import Answer, Site, free_port, misbehaving, oxigraph, virtuoso
from skosmith.rdf import write_graph
from skosmith.stores import GraphStore, load_parts, parts_of
from skosmith.stores.load.parts import Part

pytestmark = pytest.mark.slow

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    write_graph(built(*(PAGES / "accept" / name for name in ("knot.pt.txt", "escapes.pt.txt"))), folder, ["nq", "ttl"])
    return folder / "graph.nq"


@pytest.fixture(scope="module")
def parts(graph: Path) -> list[Part]:
    return parts_of([str(graph)], str(graph.parent))


def body(part: Part) -> bytes:
    return Path(part.lines.path).read_bytes()


@pytest.mark.parametrize(
    ("table", "compress", "sent"),
    [
        ({"Server": "Oxigraph/0.5.13"}, None, "gzip"),
        ({"Accept-Encoding": "gzip, identity"}, None, "gzip"),
        ({"Server": "Virtuoso/07.20"}, None, None),
        ({"Server": "Oxigraph/0.5.13"}, False, None),
        ({}, True, "gzip"),
    ],
)
def test_compressed_where_the_store_takes_it(  # noqa: PLR0913, PLR0917 - fixtures
    table: dict[str, str], compress: bool | None, sent: str | None, site: Site, parts: list[Part], tmp_path: Path
) -> None:
    site.answers = [(404, table, b""), (201, {}, b""), (200, {}, body(parts[0]))]
    with GraphStore(site.address, str(tmp_path), compress=compress) as target:
        assert [one.problem for one in load_parts(parts[:1], target)] == [None]
    (put,) = [asked for asked in site.asked if asked[0] == "PUT"]
    assert put[2].get("Content-Encoding") == sent
    assert put[2]["Content-Length"] == str(put[3])
    assert (put[3] == len(body(parts[0]))) == (sent is None)


def test_a_store_that_takes_gzip_for_a_text_is_found_out(site: Site, graph: Path, run: Run) -> None:
    site.answers = [NOTHING, (201, {}, b""), (200, {}, b"")]
    result = run("load", graph, "--to", site.address, "--gzip")
    assert result.exit_code == 1
    assert "load-differs" in result.stderr


@pytest.mark.usefixtures("at_once")
def test_each_try_is_told(site: Site, graph: Path, run: Run) -> None:
    site.answers = [(503, {}, b"starting")]
    values = run("load", graph, "--to", site.address).stderr.splitlines()[:3]
    assert values == [
        f"The store rejects the request (status 503): starting; next try in 0 s ({number} of 3)" for number in (1, 2, 3)
    ]


@pytest.fixture
def site() -> Iterator[Site]:
    with misbehaving() as result:
        yield result


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.stores.load.graph_store._WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def tried(site: Site, graph: Path, run: Run) -> tuple[Site, Path, Run]:
    return site, graph, run


NOTHING: Answer = (404, {}, b"")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ([NOTHING, (507, {}, b"<h1>disk full</h1>")], "store-refuses", "507): disk full"),
        ([NOTHING, (201, {}, b""), NOTHING], "load-differs", "0 triples instead of"),
        ([NOTHING, (201, {}, b""), (200, {}, b"<a:a> <a:b> <a:c> .\n")], "load-differs", "+ <a:a> <a:b> <a:c> ."),
        ([(200, {}, b"<html>")], "answer-broken", ""),
        ([(302, {"Location": "http://elsewhere.example/"}, b"")], "store-redirects", "elsewhere"),
        ([(0, {}, b"")], "store-unreachable", ""),
        ([(503, {}, b"starting")], "store-refuses", "503"),
        ([(403, {}, b"")], "store-not-allowed", "403"),
        ([(401, {"WWW-Authenticate": "Basic"}, b"")], "store-not-allowed", "401"),
    ],
)
def test_a_store_that_errs_is_a_problem(
    answers: list[Answer], code: str, words: str, tried: tuple[Site, Path, Run]
) -> None:
    site, graph, run = tried
    site.answers = answers
    result = run("load", graph, "--to", site.address)
    assert result.exit_code == 1
    assert f"violation: {code}:" in result.stderr
    assert words in result.stderr


@pytest.mark.usefixtures("at_once")
def test_a_busy_store_is_asked_again_and_the_body_has_its_length(site: Site, parts: list[Part], tmp_path: Path) -> None:
    site.answers = [NOTHING, (503, {}, b""), (0, {}, b""), (201, {}, b""), (200, {}, body(parts[0]))]
    with GraphStore(site.address, str(tmp_path)) as target:
        (loaded,) = load_parts(parts[:1], target)
    assert (loaded.status, loaded.problem) == ("written", None)
    puts = [(headers.get("Content-Length"), size) for method, _, headers, size in site.asked if method == "PUT"]
    assert puts == [(str(len(body(parts[0]))), len(body(parts[0])))] * 3


def test_the_known_rewritings_of_literals_are_no_difference(site: Site, parts: list[Part], tmp_path: Path) -> None:
    rewritten = body(parts[0]).replace(b'"@pt', b'"@PT').replace(b'"2"^^', b'"+02"^^')
    assert rewritten != body(parts[0])
    site.answers = [NOTHING, (201, {}, b""), (200, {}, rewritten)]
    with GraphStore(site.address, str(tmp_path)) as target:
        (loaded,) = load_parts(parts[:1], target)
    assert loaded.problem is None


def test_a_store_that_refuses_gzip_gets_the_plain_graph(site: Site, parts: list[Part], tmp_path: Path) -> None:
    site.answers = [NOTHING, (500, {}, b""), (201, {}, b""), (200, {}, body(parts[0]))]
    with GraphStore(site.address, str(tmp_path), compress=True) as target:
        assert [one.status for one in load_parts(parts[:1], target)] == ["written"]
    assert [headers.get("Content-Encoding") for method, _, headers, _ in site.asked if method == "PUT"] == [
        "gzip",
        None,
    ]


def test_a_token_is_shown_and_never_said(site: Site, graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOSMITH_TOKEN", "s3cret")
    site.answers = [(403, {}, b"")]
    result = run("load", graph, "--to", site.address)
    assert site.asked[0][2]["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in result.output


def test_a_netrc_names_the_user(
    site: Site, graph: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password s3cret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    site.answers = [(401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), (507, {}, b"")]
    run("load", graph, "--to", site.address)
    assert "Authorization" not in site.asked[0][2]
    assert site.asked[1][2]["Authorization"] == "Basic bWU6czNjcmV0"


def test_a_slow_store_is_given_up(graph: Path, run: Run) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        result = run("load", graph, "--to", f"http://127.0.0.1:{silent.getsockname()[1]}/store", "--timeout", "0.3")
    assert result.exit_code == 1
    assert "store-too-slow: The store did not answer within 0.3 seconds." in result.stderr


@pytest.mark.usefixtures("at_once")
def test_a_store_that_is_down_is_a_problem(graph: Path, run: Run) -> None:
    result = run("load", graph, "--to", f"http://127.0.0.1:{free_port()}/store")
    assert result.exit_code == 1
    assert "store-unreachable: The store cannot be reached: Connection refused." in result.stderr


@pytest.fixture
def dba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOSMITH_USER", "dba")
    monkeypatch.setenv("SKOSMITH_PASSWORD", "dba")


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
@pytest.mark.usefixtures("dba")
def test_a_transfer_that_breaks_leaves_the_old_graph(kind: str, parts: list[Part], tmp_path: Path) -> None:
    """Half of the body, then silence: what the store holds is what it held."""
    opened = oxigraph(tmp_path) if kind == "oxigraph" else virtuoso(tmp_path)
    with opened as address:
        path = "/store" if kind == "oxigraph" else "/sparql-graph-crud-auth"
        with GraphStore(f"{address}{path}", str(tmp_path)) as target:
            list(load_parts(parts[:1], target))
            request = requests.Request("PUT", f"{address}{path}?graph={parts[0].graph}", data=b"x" * 20_000)
            prepared = target._session.prepare_request(request)  # noqa: SLF001 - with its credentials
            head = f"PUT {prepared.path_url} HTTP/1.1\r\nHost: x\r\nContent-Type: application/n-triples\r\n"
            head += f"Content-Length: 20000\r\nAuthorization: {prepared.headers.get('Authorization', '')}\r\n\r\n"
            host, _, port = address.removeprefix("http://").partition(":")
            with socket.create_connection((host, int(port))) as wire:
                wire.sendall(head.encode() + body(parts[0])[:5_000])
            assert target.triples_of(parts[0]) == parts[0].lines
