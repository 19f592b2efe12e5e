"""A load into real stores that die or fill up leaves the old graph or the new one; and who asks stays a secret."""

import base64
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result

from servers import Site, free_port, misbehaving, oxigraph_process, running, virtuoso_process
from skosmith.model import Problem
from skosmith.stores import GraphStore, StoreError, load_parts, parts_of
from skosmith.stores.load.parts import Part

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
BASE = "https://example.org/framework/"
HEAD = f"<{BASE}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/skosmith/ns#Framework> .\n"
PROGRAM = Path(sys.executable).with_name("skosmith")


def graph(path: Path, count: int, word: str = "wind", graphs: int = 0) -> Path:
    """A file with ``count`` triples in the default graph and 100 in each of some named ones."""
    lines = [f'<{BASE}{number}> <{BASE}says> "{word * 20} {number}"@en .\n' for number in range(count - 1)]
    for one in range(graphs):
        lines += [f'<{BASE}{number}> <{BASE}says> "{word} {number}" <{BASE}g{one}> .\n' for number in range(100)]
    path.write_text("".join([HEAD, *lines]), "utf-8")
    return path


def part(path: Path, count: int, word: str) -> Part:
    (result,) = parts_of([str(graph(path, count, word))], str(path.parent))
    return result


@pytest.fixture(autouse=True)
def dba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.stores.load.graph_store._WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setenv("SKOSMITH_USER", "dba")
    monkeypatch.setenv("SKOSMITH_PASSWORD", "dba")


class Killer:
    """Watches a load, and kills the store when a share of a body is sent."""

    def __init__(self, server: "subprocess.Popen[bytes]", share: float) -> None:
        self.server, self.share, self.retries = server, share, list[Problem]()

    def retry(self, failure: Problem, *_: float) -> None:
        self.retries.append(failure)

    @contextmanager
    def transfer(self, label: str, size: int) -> Iterator[Callable[[int], None]]:
        sent = 0

        def moved(count: int) -> None:
            nonlocal sent
            sent += count
            if label == "Sending" and sent >= self.share * size:
                self.server.kill()

        yield moved


@pytest.mark.parametrize("share", [0.5, 1.0])
@pytest.mark.parametrize(
    ("process", "path"), [(oxigraph_process, "/store"), (virtuoso_process, "/sparql-graph-crud-auth")]
)
def test_a_store_killed_in_a_transfer_holds_one_graph_whole(
    process: Callable[[Path], AbstractContextManager[tuple[str, "subprocess.Popen[bytes]"]]],
    path: str,
    share: float,
    tmp_path: Path,
) -> None:
    old, new = (part(tmp_path / f"{word}.nq", 20_000, word) for word in ("calm", "gale"))
    store = tmp_path / "store"
    store.mkdir()
    with process(store) as (address, server):
        with GraphStore(f"{address}{path}", str(tmp_path)) as target:
            assert [one.problem for one in load_parts([old], target)] == [None]
        killer = Killer(server, share)
        with GraphStore(f"{address}{path}", str(tmp_path), killer) as target, pytest.raises(StoreError) as refused:
            list(load_parts([new], target))
    assert refused.value.problem.code == "store-unreachable"
    assert len(killer.retries) == 3
    for lock in store.glob("*.lck"):
        lock.unlink()
    with process(store) as (address, _), GraphStore(f"{address}{path}", str(tmp_path)) as target:
        lines = target.triples_of(new)
        assert lines == old.lines or (share == 1.0 and lines == new.lines)
        assert [one.problem for one in load_parts([new], target)] == [None]


def test_a_broken_load_of_many_graphs_is_taken_up_where_it_ended(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path / "many.nq", 10, graphs=8)
    store = tmp_path / "store"
    store.mkdir()
    with oxigraph_process(store) as (address, server), GraphStore(f"{address}/store", str(tmp_path)) as target:
        loading = load_parts(parts_of([str(file)], str(tmp_path)), target)
        assert [next(loading).status for _ in range(5)] == ["written"] * 5
        server.kill()
        server.wait()
        with pytest.raises(StoreError):
            next(loading)
    with oxigraph_process(store) as (address, _):
        result = run("load", file, "--to", f"{address}/store")
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["unchanged"] * 5 + ["written"] * 4


def size(folder: Path) -> int:
    """The bytes in a folder, of which a file may go while it is asked."""
    return sum(os.stat(one.path).st_size for one in os.scandir(folder) if os.path.exists(one.path))


@pytest.mark.parametrize("seconds", [0.5, 1.0, 60])
def test_a_load_on_disk_that_is_killed_leaves_one_graph_whole(seconds: float, run: Run, tmp_path: Path) -> None:
    """Killed after some time, and, the last, as soon as the store grows."""
    target, folder = f"store:{tmp_path / 'db'}", tmp_path / "db"
    assert run("load", graph(tmp_path / "old.nq", 2_000, "calm"), "--to", target).exit_code == 0
    graph(tmp_path / "new.nq", 15_000, "gale")
    grown, end = size(folder) + 1_000_000, time.monotonic() + seconds
    loading = subprocess.Popen([PROGRAM, "load", tmp_path / "new.nq", "--to", target], stdout=subprocess.DEVNULL)
    while loading.poll() is None and time.monotonic() < end and size(folder) < grown:
        time.sleep(0.005)
    loading.kill()
    loading.wait()
    assert len(files_in(folder)) in {2_000, 15_000}
    assert run("load", tmp_path / "new.nq", "--to", target).exit_code == 0
    assert len(files_in(folder)) == 15_000


def files_in(folder: Path) -> set[str]:
    store = pyoxigraph.Store.read_only(str(folder))
    return {str(quad) for quad in store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(f"{BASE}data"))}


def within(blocks: int, *command: object) -> list[str]:
    """A command that can write no file of more than some blocks of 512 bytes, as on a full disk."""
    return ["sh", "-c", f"ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"", "sh", *map(str, command)]


def test_a_full_disk_below_a_store_leaves_the_old_graph(run: Run, tmp_path: Path) -> None:
    target, folder = f"store:{tmp_path / 'db'}", tmp_path / "db"
    assert run("load", graph(tmp_path / "old.nq", 500, "calm"), "--to", target).exit_code == 0
    old = files_in(folder)
    graph(tmp_path / "new.nq", 10_000, "gale")
    command = within(5_000, PROGRAM, "load", tmp_path / "new.nq", "--to", target)
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "violation: store-not-written: The store cannot be written: " in result.stderr
    assert "File too large" in result.stderr
    assert files_in(folder) == old
    assert run("load", tmp_path / "old.nq", "--to", target).stdout.startswith("unchanged")


def test_a_full_disk_where_graphs_are_sorted_is_a_problem(tmp_path: Path) -> None:
    file = graph(tmp_path / "new.nq", 10_000, "gale")
    command = within(100, PROGRAM, "load", file, "--to", f"store:{tmp_path / 'db'}")
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "violation: no-room-to-sort: The graph cannot be sorted here: File too large." in result.stderr
    assert not (tmp_path / "db").exists()


def test_a_full_disk_of_a_server_leaves_the_old_graph(run: Run, tmp_path: Path) -> None:
    port = free_port()
    oxigraph = Path(sys.executable).with_name("oxigraph")
    command = within(3_000, oxigraph, "serve", "--bind", f"127.0.0.1:{port}", "--location", tmp_path / "db")
    with running(command, tmp_path, port):
        address = f"http://127.0.0.1:{port}/store"
        assert run("load", graph(tmp_path / "old.nq", 500, "calm"), "--to", address).exit_code == 0
        result = run("load", graph(tmp_path / "new.nq", 10_000, "gale"), "--to", address)
        assert result.exit_code == 1
        assert "violation: store-refuses: The store rejects the request (status 500): IO error: " in result.stderr
        assert "File too large" in result.stderr
        assert run("load", tmp_path / "old.nq", "--to", address).stdout.startswith("unchanged")


def test_a_terminal_shows_a_bar_of_a_long_transfer(tmp_path: Path) -> None:
    file = graph(tmp_path / "long.nq", 8_000)
    own, terminal = pty.openpty()
    store = tmp_path / "store"
    store.mkdir()
    with oxigraph_process(store) as (address, _):
        command = [str(PROGRAM), "load", str(file), "--to", f"{address}/store", "--no-gzip"]
        assert subprocess.run(command, stdout=subprocess.DEVNULL, stderr=terminal, check=False).returncode == 0
    os.close(terminal)
    output = b""
    with suppress(OSError):  # how a terminal ends that nobody writes to
        while piece := os.read(own, 4096):
            output += piece
    os.close(own)
    assert b"Sending" in output
    assert b"Reading" in output
    assert b"100%" in output
    assert output.rstrip().endswith(b"\x1b[?25h")


@pytest.fixture
def site() -> Iterator[Site]:
    with misbehaving() as result:
        yield result


@pytest.mark.parametrize("secret", ["s3cret\nx", "s3crét", "s3cret\x00"])
def test_a_token_that_no_header_can_hold_is_not_shown(
    secret: str, site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skosmith.stores.sessions.os.environ", {"SKOSMITH_TOKEN": secret})  # which takes no NUL
    for command in (("load", graph(tmp_path / "a.nq", 5), "--to", site.address), ("query", "counts", site.address)):
        result = run(*command)
        assert result.exit_code == 1
        assert "secret-not-sendable" in result.stderr
        assert "s3c" not in result.output
    assert site.asked == []


def test_a_token_from_a_file_may_end_its_line(
    site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_TOKEN", "s3cret\r\n")
    site.answers = [(403, {}, b"")]
    run("load", graph(tmp_path / "a.nq", 5), "--to", site.address)
    assert site.asked[0][2]["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Digest realm="x", nonce="1", qop="auth"'])
def test_a_user_and_a_password_of_any_letters(
    challenge: str, site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_USER", "凧")
    monkeypatch.setenv("SKOSMITH_PASSWORD", "風s3crét")
    site.answers = [(401, {"WWW-Authenticate": challenge}, b"")]
    result = run("load", graph(tmp_path / "a.nq", 5), "--to", site.address)
    basic = base64.b64encode("凧:風s3crét".encode()).decode()
    sent = [headers["Authorization"] for _, _, headers, _ in site.asked if "Authorization" in headers]
    assert sent == ([f"Basic {basic}"] if challenge[0] == "B" else [])
    assert ("store-not-allowed" if challenge[0] == "B" else "secret-not-sendable") in result.stderr
    assert "s3c" not in result.output


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_carries_no_secret_elsewhere(
    status: int, site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_TOKEN", "s3cret")
    with misbehaving() as other:
        site.answers = [(status, {"Location": other.address}, b"")]
        for command in (("load", graph(tmp_path / "a.nq", 5), "--to", site.address), ("query", "counts", site.address)):
            result = run(*command)
            assert "store-redirects" in result.stderr
            assert "s3cret" not in result.output
    assert other.asked == []
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://me:s3cret@127.0.0.1/store", "url-credentials"),
        ("http://s3cret@127.0.0.1/store", "url-credentials"),
        ("http://[::1/s3", "url-malformed"),
        ("http:///store", "url-malformed"),
        ("ftp://127.0.0.1/store", "url-malformed"),
        ("http://127.0.0.1:99999/store", "url-malformed"),
    ],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(
    address: str, code: str, run: Run, tmp_path: Path
) -> None:
    file = graph(tmp_path / "a.nq", 5)
    for command in (("load", file, "--to", address), ("query", "counts", address), ("query", "counts", file, address)):
        result = run(*command)
        assert result.exit_code == 1
        assert f"violation: {code}:" in result.stderr or "violation: data-mixed" in result.stderr
        assert "s3cret" not in result.output


def test_a_fragment_of_an_address_hides_no_graph(site: Site, run: Run, tmp_path: Path) -> None:
    """Behind it the graph would not be sent, and a PUT without one takes the place of the whole store."""
    site.answers = [(403, {}, b"")]
    run("load", graph(tmp_path / "a.nq", 5), "--to", f"{site.address}#part")
    assert site.asked[0][1].endswith("/store?graph=https%3A%2F%2Fexample.org%2Fframework%2Fdata")
