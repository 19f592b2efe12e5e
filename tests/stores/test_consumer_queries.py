"""Twenty queries of consumers have the same answers in every engine, and these are what the pages say."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import requests
from click.testing import CliRunner
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from conftest import ROOT
from consumer_answers import FOLDER, NAMES, Row, answer, editions, examples, read, write_editions
from servers import virtuoso
from serving import serving
from skosmith.cli import main

pytestmark = pytest.mark.slow

Ask = Callable[[str], list[Row]]
DATA = {"examples": examples(), "editions": editions()}


def text(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text("utf-8")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The files of each framework, as N-Quads with provenance."""
    projects = write_editions(tmp_path_factory.mktemp("editions"))
    for project in projects:
        command = ["build", "--project", str(project), "-o", str(project.parent / "out"), "-f", "nq", "-q"]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    return {
        "examples": [ROOT / "output" / "graph.nq"],
        "editions": [project.parent / "out" / "graph.nq" for project in projects],
    }


def _oxigraph(files: list[Path], _: ExitStack, __: Path) -> Ask:
    store = pyoxigraph.Store()
    for file in files:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(query: str) -> list[Row]:
        solutions = store.query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return [tuple("" if term is None else term.value for term in row) for row in solutions]

    return ask


def _rdflib(files: list[Path], _: ExitStack, __: Path) -> Ask:
    dataset = rdflib.Dataset()
    dataset.parse(data="".join(file.read_text("utf-8") for file in files), format="nquads")
    return lambda query: [tuple("" if term is None else str(term) for term in row) for row in dataset.query(query)]  # type: ignore[union-attr]


def _endpoint(address: str) -> Ask:
    def ask(query: str) -> list[Row]:
        headers = {"Accept": "application/sparql-results+json"}
        response = requests.post(address, data={"query": query}, headers=headers, timeout=60)
        assert response.status_code == requests.codes.ok, response.text
        results = response.json()
        names = results["head"]["vars"]
        rows = results["results"]["bindings"]
        return [tuple(row[name]["value"] if name in row else "" for name in names) for row in rows]

    return ask


def _virtuoso(files: list[Path], opened: ExitStack, folder: Path) -> Ask:
    address = opened.enter_context(virtuoso(folder))
    for file in files:
        loaded = CliRunner().invoke(main, ["load", str(file), "--to", f"{address}/sparql-graph-crud-auth"])
        assert loaded.exit_code == 0, loaded.output
    return _endpoint(f"{address}/sparql")


def _server(files: list[Path], opened: ExitStack, _: Path) -> Ask:
    return _endpoint(f"{opened.enter_context(serving(*files))}sparql")


ENGINES = {"oxigraph": _oxigraph, "rdflib": _rdflib, "server": _server, "virtuoso": _virtuoso}


@pytest.fixture(scope="module", params=[(engine, data) for engine in ENGINES for data in DATA], ids="-".join)
def asked(
    request: pytest.FixtureRequest, graphs: dict[str, list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Ask]]:
    """A framework, and an engine that is asked about it."""
    engine, data = request.param
    with pytest.MonkeyPatch.context() as patch, ExitStack() as opened:
        patch.setenv("SKOSMITH_USER", "dba")
        patch.setenv("SKOSMITH_PASSWORD", "dba")
        yield data, ENGINES[engine](graphs[data], opened, tmp_path_factory.mktemp(engine))


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_same_in_every_engine(name: str, asked: tuple[str, Ask]) -> None:
    data, ask = asked
    assert sorted(ask(text(name))) == read(FOLDER / f"{name}.{data}.tsv")


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("name", NAMES)
def test_the_answers_on_file_are_what_the_pages_say(name: str, data: str) -> None:
    assert read(FOLDER / f"{name}.{data}.tsv") == answer(name, DATA[data])


def test_there_are_twenty_and_each_has_an_answer() -> None:
    assert len(NAMES) == 20
    assert all((FOLDER / f"{name}.editions.tsv").stat().st_size for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_needs_at_most_one_path(name: str) -> None:
    assert len(list(_paths(prepareQuery(text(name)).algebra))) <= 1


def _paths(node: object) -> Iterator[PropertyPath]:
    """The property paths of an algebra, wherever they are in it."""
    if isinstance(node, PropertyPath):
        yield node
    parts = node.values() if isinstance(node, CompValue) else node if isinstance(node, list | tuple | set) else ()
    for part in parts:
        yield from _paths(part)


def test_paths_are_found_wherever_they_are() -> None:
    query = "SELECT * { ?a <p:a>/<p:b> ?b FILTER NOT EXISTS { ?b <p:c>+ ?c } OPTIONAL { ?c ^<p:d> ?d } }"
    assert len(list(_paths(prepareQuery(query).algebra))) >= 2
