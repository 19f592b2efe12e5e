"""``skosmith serve``: where it listens, what it serves, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
import pytest
import requests
from click.testing import Result

from serving import EDITIONS, GRAPH, POST, RUNAWAY, ask, get, host_and_port, is_alive, serving
from skosmith.web import Limits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(GRAPH) as text:
        yield text


@pytest.fixture(scope="module")
def editions() -> Iterator[str]:
    with serving(EDITIONS) as text:
        yield text


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
    with commanded(tmp_path, GRAPH) as (process, address), socket.create_connection(host_and_port(address)) as slow:
        slow.sendall(POST + b"Content-Length: 50\r\n\r\nASK")
        answers: list[requests.Response] = []
        asking = threading.Thread(target=lambda: answers.append(ask(address, RUNAWAY)))
        asking.start()
        time.sleep(1.5)
        process.send_signal(how)
        assert process.wait(60) == status
        asking.join(60)
        assert [(item.status_code, item.text) for item in answers] == [(503, "The server ends.\n")]
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
        process.wait(60)
        asking.join(60)
    (left,) = tmp_path.iterdir()
    with commanded(tmp_path, GRAPH) as (process, address):
        assert not left.exists()
        assert is_alive(address)
        with commanded(tmp_path, GRAPH):  # clears away nothing that is used
            assert is_alive(address)
        deadline = time.perf_counter() + 60
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            assert time.perf_counter() < deadline
            time.sleep(0.2)


def _ask_in_vain(address: str) -> None:
    with pytest.raises(requests.ConnectionError):
        ask(address, RUNAWAY)


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
    assert f"violation: {code}: " in result.output
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


def test_the_command_says_where_it_listens(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    limitses: list[Limits] = []

    def instead(files: object, listening: socket.socket, limits: Limits, ready: Callable[[str], None]) -> None:
        del files
        limitses.append(limits)
        ready(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        listening.close()

    monkeypatch.setattr("skosmith.web.run", instead)
    result = run("serve", GRAPH, "--port", "0", "--workers", "3", "--seconds", "7.5", "--rows", "9")
    assert re.match(r"serving  http://127\.0\.0\.1:\d+/  Ctrl\+C ends", result.output)
    assert (limitses[0].workers, limitses[0].seconds, limitses[0].rows) == (3, 7.5, 9)


def test_two_files_are_served_as_one(tmp_path: Path, run: Callable[..., Result]) -> None:
    for edition in ("8", "9"):
        assert run("build", "examples", "-o", tmp_path / edition, "--edition", edition).exit_code == 0
    files = [tmp_path / edition / "graph.ttl" for edition in ("8", "9")]
    assert run("site", *files, "-o", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site" / "editions" / "9" / "skills" / "SSUP.pt.html").read_text("utf-8")
    assert "Edição 8" in page
