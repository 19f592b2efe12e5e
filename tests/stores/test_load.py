"""Loading into real stores, on loopback and on disk."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result

from conftest import PAGES, built
from invented import WORDS
from servers import oxigraph, virtuoso
from skosmith.model import Profile
from skosmith.rdf import write_graph
from skosmith.stores import OnDisk, sessions
from skosmith.stores.load.lines import Sorter

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
BASE = "https://example.org/framework/"
KNOT = PAGES / "accept" / "knot.pt.txt"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    pages = (PAGES / "accept" / name for name in ("knot.pt.txt", "escapes.pt.txt"))
    write_graph(built(*pages, profile=Profile(rights="© A")), folder, ["nq", "ttl"])
    return folder / "graph.nq"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "disk"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a store that takes graphs."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        yield f"store:{folder / 'db'}"
    elif request.param == "oxigraph":
        with oxigraph(folder) as address:
            yield f"{address}/store"
    else:
        with virtuoso(folder) as address:
            yield f"{address}/sparql-graph-crud-auth"


@pytest.fixture
def dba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOSMITH_USER", "dba")
    monkeypatch.setenv("SKOSMITH_PASSWORD", "dba")


@pytest.mark.usefixtures("dba")
def test_a_load_is_proved_taken_up_and_replaced(store: str, graph: Path, run: Run, tmp_path: Path) -> None:
    def rows(*arguments: object) -> list[list[str]]:
        result = run("load", *arguments, "--to", store)
        assert result.exit_code == 0, result.output
        return [line.split() for line in result.stdout.splitlines()]

    assert [row[0] for row in rows(graph, "--dry-run")] == ["to", "to"]
    first = rows(graph)
    assert [(row[0], row[-1]) for row in first] == [("written", f"{BASE}data"), ("written", f"{BASE}provenance")]
    assert [row[0] for row in rows(graph)] == ["unchanged", "unchanged"]
    other = tmp_path / "other.nt"
    lines = graph.read_text("utf-8").splitlines(keepends=True)
    other.write_text("".join(line for line in lines if "provenance>" not in line and "KNOT_4>" not in line), "utf-8")
    assert [row[0] for row in rows(other)] == ["written"]
    assert [row[0] for row in rows(graph)] == ["written", "unchanged"]
    assert [row[1:] for row in rows(graph)] == [row[1:] for row in first]


@pytest.mark.usefixtures("dba")
def test_a_query_answers_what_was_loaded(store: str, graph: Path, run: Run) -> None:
    run("load", graph, "--to", store)
    asked = store.removesuffix("/store").removesuffix("-graph-crud-auth")
    asked = f"{asked}/query" if store.endswith("/store") else asked
    here = run("query", "ladder", graph, "--set", "code=KNOT", "--format", "csv")
    there = run("query", "ladder", asked, "--set", "code=KNOT", "--format", "csv")
    assert (here.exit_code, there.exit_code) == (0, 0), there.output
    assert here.stdout == there.stdout
    assert here.stdout.count("KNOT,") == 4


@pytest.mark.usefixtures("dba")
def test_the_default_graph_only_where_asked_for(graph: Path, run: Run, tmp_path: Path) -> None:
    target = f"store:{tmp_path / 'db'}"
    assert run("load", graph, "--to", target).exit_code == 0
    assert in_default(tmp_path / "db") == 0
    assert run("load", graph, "--to", target, "--default-graph").exit_code == 0
    assert in_default(tmp_path / "db") > 90


def in_default(store: Path) -> int:
    default = pyoxigraph.DefaultGraph()
    return len(list(pyoxigraph.Store.read_only(str(store)).quads_for_pattern(None, None, None, default)))


FRAMEWORK = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/skosmith/ns#Framework>"
XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = {
    "integer": "007 +5 -0 12",
    "decimal": "1.50 1 +1.0 0.10",
    "double": "1.0E3 1000 1.5",
    "float": "1.10",
    "boolean": "1 0 true false",
    "date": "2026-11-24 2026-11-24Z 1899-01-01",
    "dateTime": "2026-11-24T10:00:00 2026-11-24T10:00:00Z 2026-11-24T10:00:00.500Z 2026-11-24T10:00:00+02:00",
    "nonNegativeInteger": "05",
    "int": "5",
    "gYear": "2026",
}
TEXTS = [
    *('"a"@EN-gb', '"a"@pt-BR', '"a"@zh-Hant-TW', '""', '""@pt', '" "', '"  lead and trail  "@en'),
    *(r'"a\r\nb"@en', r'"a\rb"', r'"a\tb"', r'"\u0001\u007F\u0085\u2028\uFEFF"', '"😀 astral 𝒜"@ja', '"e\u0301 é"@fr'),
    *(r'"quote \" back \\ slash"', f'"{"long é " * 900}"@en', f'"{"風" * 5_000}"@ja'),
    *("<https://example.org/é/凧>", "<https://example.org/%C3%A9>", "<https://example.org/😀>", "<urn:x:a'b>"),
    *(f'"{word.name} {" ".join(word.texts)}"@{tag}' for tag, word in WORDS.items()),
]


@pytest.mark.usefixtures("dba")
def test_what_a_store_writes_in_another_way_is_proved(store: str, run: Run, tmp_path: Path) -> None:
    values = [f'"{text}"^^<{XSD}{name}>' for name, texts in VALUES.items() for text in texts.split()]
    head = f"<{BASE}values/> {FRAMEWORK} .\n"
    lines = [f"<{BASE}{number}> <{BASE}says> {term} .\n" for number, term in enumerate([*values, *TEXTS])]
    (tmp_path / "a.nt").write_text("".join([head, *lines]), "utf-8")
    for done in ("written", "unchanged"):
        result = run("load", tmp_path / "a.nt", "--to", store)
        assert (result.exit_code, "violation" in result.stderr, result.stdout.split()[0]) == (0, False, done)


@pytest.mark.usefixtures("dba")
def test_what_a_store_loses_is_named(run: Run, tmp_path: Path) -> None:
    lost = f'<{BASE}a> <{BASE}says> "12a"^^<{XSD}integer> .'
    (tmp_path / "a.nt").write_text(f"<{BASE}> {FRAMEWORK} .\n{lost}\n", "utf-8")
    with virtuoso(tmp_path) as address:
        result = run("load", tmp_path / "a.nt", "--to", f"{address}/sparql-graph-crud-auth")
    assert result.exit_code == 1
    assert "2 triples instead of 2, 1 missing, 1 extra" in result.stderr
    assert f"- {lost} + {lost.replace('12a', '12')}" in result.stderr


@pytest.mark.usefixtures("dba")
@pytest.mark.parametrize("option", ["--gzip", "--no-gzip"])
def test_a_load_compressed_or_not_is_proved(option: str, store: str, graph: Path, run: Run, tmp_path: Path) -> None:
    """Oxigraph takes gzip, Virtuoso answers 500 and gets the graph plainly."""
    text = graph.read_text("utf-8").replace("KNOT", option.strip("-").upper().replace("-", ""))
    (tmp_path / "a.nq").write_text(text, "utf-8")
    result = run("load", tmp_path / "a.nq", "--to", store, option)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("written")


def test_a_long_graph_is_sorted_in_runs_and_each_triple_is_there_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"<a:{number % 50:02}> <a:b> <a:c> .\n".encode() for number in range(100)]
    whole, runs = Sorter(str(tmp_path)), Sorter(str(tmp_path))
    for line in reversed(lines):
        whole.add(line)
    monkeypatch.setattr("skosmith.stores.load.lines._IN_MEMORY", 7)
    for line in lines:
        runs.add(line)
    assert list(runs.lines()) == list(whole.lines()) == sorted(set(lines))
    assert runs.lines() == whole.lines()
    assert whole.lines().count == 50


@pytest.mark.parametrize("user", ["", "dba"])
def test_who_may_not_is_told_how(
    user: str, graph: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_USER", user)
    monkeypatch.setenv("SKOSMITH_PASSWORD", "wrong")
    with virtuoso(tmp_path) as address:
        result = run("load", graph, "--to", f"{address}/sparql-graph-crud-auth")
    assert result.exit_code == 1
    assert "store-not-allowed" in result.stderr
    assert "wrong" not in result.output


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.txt", "x", "not-a-graph"),
        ("x.ttl", "<a:a> <a:b>", "graph-syntax"),
        ("x.ttl", "", "graph-empty"),
        ("x.ttl", "[] <a:b> <a:c> .", "graph-blank-node"),
        ("x.nt", "<a:a> <a:b> <a:c> .", "graph-without-framework"),
    ],
)
def test_what_cannot_be_loaded_is_said(name: str, text: str, code: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    result = run("load", tmp_path / name, "--to", f"store:{tmp_path / 'db'}")
    assert result.exit_code == 1
    assert f": {code}:" in result.stderr


def test_a_store_on_disk_that_cannot_be_made_is_a_problem(graph: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("load", graph, "--to", f"store:{tmp_path / 'file' / 'db'}")
    assert result.exit_code == 1
    assert "store-not-written: The store cannot be written: While mkdir" in result.stderr
    assert "Check the permissions of the folder" in result.stderr


@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_a_folder_of_other_files_does_not_become_a_store(
    option: list[str], graph: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    result = run("load", graph, "--to", f"store:{tmp_path}", *option)
    assert result.exit_code == 1
    assert "store-not-written: The store cannot be written: the folder holds other files" in result.stderr
    assert "file" in {path.name for path in tmp_path.iterdir()}
    assert not (tmp_path / "CURRENT").exists()


def test_a_graph_is_not_loaded_from_an_address(run: Run, tmp_path: Path) -> None:
    result = run("load", "http://127.0.0.1:9/graph.nq", "--to", f"store:{tmp_path / 'db'}")
    assert (result.exit_code, "violation: data-is-address:" in result.stderr) == (1, True)


def test_a_store_on_disk_that_another_has_open_is_a_problem(graph: Path, run: Run, tmp_path: Path) -> None:
    target = f"store:{tmp_path / 'db'}"
    open_store = OnDisk(target, str(tmp_path))
    program = Path(sys.executable).with_name("skosmith")
    for refused in (run("load", graph, "--to", target).stderr, ran(program, "load", graph, "--to", target).stderr):
        assert "store-not-opened" in refused
        assert "End the program that uses the store" in refused
    del open_store
    assert run("load", graph, "--to", target).exit_code == 0


def test_a_dry_run_changes_nothing(graph: Path, run: Run, tmp_path: Path) -> None:
    target = f"store:{tmp_path / 'db'}"
    assert run("load", graph, "--to", target, "--dry-run").stdout.count("to write ") == 2
    assert not (tmp_path / "db").exists()
    run("load", graph, "--to", target)
    pairs = digest_of(tmp_path / "db")
    assert run("load", graph, "--to", target, "--dry-run").stdout.count("unchanged ") == 2
    assert digest_of(tmp_path / "db") == pairs


def digest_of(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]


def ran(*command: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def test_a_target_that_is_no_store_is_refused(graph: Path, run: Run) -> None:
    assert run("load", graph, "--to", "somewhere").exit_code == 2
    assert run("load", graph, "--to", "store:").exit_code == 2


def test_a_session_follows_no_proxy_and_no_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with sessions.open_session("http://127.0.0.1/") as opened:
        assert not opened.trust_env
