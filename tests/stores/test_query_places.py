"""The same answer to the same query, wherever it is put: two editions in files, on disk, and at real endpoints."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from servers import oxigraph, virtuoso
from serving import serving
from skosmith.cli import main
from skosmith.stores import ROWS, TRIPLES, named_queries

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
BASE = "https://example.org/framework/"
SKOS = "http://www.w3.org/2004/02/skos/core#"


class Place(NamedTuple):
    kind: str
    asked: str
    files: list[Path]


def edition(folder: Path, number: str, word: str, names: tuple[str, ...]) -> Path:
    """The examples ``names`` as an edition, with another word in one text, and a category of which one skill is."""
    pages = folder / f"pages-{number}"
    pages.mkdir()
    for name in names:
        text = (ROOT / "examples" / name).read_text("utf-8").replace("Divides a valley", f"Divides a {word}")
        (pages / name).write_text(text, "utf-8")
    result = CliRunner().invoke(
        main, ["build", str(pages), "-o", str(folder / number), "-f", "nq", "--edition", number]
    )
    assert result.exit_code == 0, result.output
    category, graph = f"<{BASE}{number}/categories/land>", folder / number / "graph.nq"
    with graph.open("a", encoding="utf-8") as file:
        file.write(f"{category} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SKOS}Collection> .\n")
        file.write(f'{category} <{SKOS}prefLabel> "Land"@en .\n{category} <{SKOS}prefLabel> "Terra"@pt .\n')
        file.write(f"{category} <{SKOS}member> <{BASE}{number}/skills/MAPD> .\n")
    return graph


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Edition 10 has a skill more than 9, and one text is another."""
    folder, maps = tmp_path_factory.mktemp("editions"), ("mapd.en.txt", "mapd.pt.txt")
    return [edition(folder, "9", "valley", maps), edition(folder, "10", "canyon", (*maps, "ssup.pt.txt"))]


@pytest.fixture(scope="module", params=["disk", "oxigraph", "virtuoso", "serve"])
def place(
    request: pytest.FixtureRequest, editions: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """What is asked, once both editions are loaded; what serves a framework serves one."""
    folder, patch = tmp_path_factory.mktemp(request.param), pytest.MonkeyPatch()
    patch.setenv("SKOSMITH_USER", "dba")
    patch.setenv("SKOSMITH_PASSWORD", "dba")
    with ExitStack() as opened:
        opened.callback(patch.undo)
        target = asked = f"store:{folder / 'db'}"
        if request.param == "oxigraph":
            address = opened.enter_context(oxigraph(folder))
            target, asked = f"{address}/store", f"{address}/query"
        elif request.param == "virtuoso":
            address = opened.enter_context(virtuoso(folder))
            target, asked = f"{address}/sparql-graph-crud-auth", f"{address}/sparql"
        if request.param == "serve":
            asked = f"{opened.enter_context(serving(editions[1]))}sparql"
        else:
            for graph in editions:
                loaded = CliRunner().invoke(main, ["load", str(graph), "--to", target])
                assert loaded.exit_code == 0, loaded.output
        files = editions[1:] if request.param == "serve" else editions
        yield Place(request.param, asked, files)


OWN = {
    "yes": "ASK { ?skill a skm:Skill }",
    "no": "ASK { ?skill a skm:Nothing }",
    "none": "SELECT ?x WHERE { ?x a skm:Nothing }",
    "unbound": "SELECT ?s ?x WHERE { ?s a skm:Skill OPTIONAL { ?s skm:nothing ?x } } ORDER BY ?s",
    "terms": 'SELECT ?t WHERE { VALUES ?t { 1 "a" "ação"@pt <a:b> "2026-11-24"^^xsd:date } } ORDER BY STR(?t)',
}
NEEDED = {"code": "MAPD", "word": "canyon"}
UNLIKE = {"virtuoso": ("counts",)}  # its own graphs, too
GRAPHS = {
    "construct": "CONSTRUCT { ?s skos:prefLabel ?name } WHERE { ?s a skm:Skill ; skos:prefLabel ?name }",
    "empty": "CONSTRUCT { ?s skos:prefLabel ?name } WHERE { ?s a skm:Nothing ; skos:prefLabel ?name }",
}


@pytest.mark.parametrize("form", sorted(ROWS))
@pytest.mark.parametrize("query", [*sorted(named_queries()), *OWN])
def test_rows_are_the_same_everywhere(query: str, form: str, place: Place, run: Run) -> None:
    if query in UNLIKE.get(place.kind, ()):
        return
    options = [part for name in _needed(query) for part in ("--set", f"{name}={NEEDED[name]}")]
    here, there = (
        run("query", OWN.get(query, query), *data, *options, "--format", form) for data in (place.files, [place.asked])
    )
    assert (there.exit_code, there.stderr, there.stdout) == (0, "", here.stdout)


def _needed(query: str) -> frozenset[str]:
    return named_queries()[query].needed if query in named_queries() else frozenset()


@pytest.mark.parametrize("form", sorted(TRIPLES))
@pytest.mark.parametrize("query", GRAPHS)
def test_graphs_are_the_same_everywhere(query: str, form: str, place: Place, run: Run) -> None:
    here, there = (run("query", GRAPHS[query], *data, "--format", form) for data in (place.files, [place.asked]))
    assert (there.exit_code, there.stderr, there.stdout) == (0, "", here.stdout)


def test_a_description_is_a_graph_everywhere(place: Place, run: Run) -> None:
    skill = f"{BASE}10/skills/MAPD"
    result = run("query", f"DESCRIBE <{skill}>", place.asked, "--format", "nt")
    assert result.exit_code == 0, result.output
    values = list(pyoxigraph.parse(result.stdout, pyoxigraph.RdfFormat.N_TRIPLES))
    assert len([one for one in values if one.subject == pyoxigraph.NamedNode(skill)]) > 10


def cells(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout)))[1:]


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("skills-at-level", {"9": 8, "10": 14}),
        ("ladder", {"9": 8, "10": 14}),
        ("essences", {"9": 9, "10": 11}),
        ("missing-translations", {"9": 2, "10": 17}),
        ("levels-per-category", {"9": 8, "10": 8}),
    ],
)
def test_each_edition_is_told_apart(query: str, counts: dict[str, int], editions: list[Path], run: Run) -> None:
    values = [row[-1] for row in cells(run("query", query, *editions, "--format", "csv"))]
    assert {edition: values.count(edition) for edition in values} == counts
    for edition, count in counts.items():
        assert len(cells(run("query", query, *editions, "--set", f"edition={edition}", "--format", "csv"))) == count


def test_what_changed_between_editions(editions: list[Path], run: Run) -> None:
    """9 comes before 10, though not as a text."""
    rows = cells(run("query", "changes-between-editions", *editions, "--format", "csv"))
    came = [f"SSUP{level}" for level in ("", "_1", "_2", "_3", "_4", "_5", "_6")]
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [
        ("MAPD_4", "text", "9", "10"),
        *((code, "new", "9", "10") for code in came),
    ]


def test_what_is_gone_between_editions(editions: list[Path], run: Run, tmp_path: Path) -> None:
    swapped = []
    for graph, old, new in ((editions[0], "9", "11"), (editions[1], "10", "10")):
        text = graph.read_text("utf-8").replace(f"framework/{old}/", f"framework/{new}/")
        swapped.append(tmp_path / f"{new}.nq")
        swapped[-1].write_text(text.replace(f'dcat#version> "{old}"', f'dcat#version> "{new}"'), "utf-8")
    rows = cells(run("query", "changes-between-editions", *swapped, "--set", "code=SSUP", "--format", "csv"))
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [("SSUP", "gone", "10", "11")]


def test_the_real_page(seed: Path, run: Run, tmp_path: Path) -> None:
    assert run("build", seed, "-o", tmp_path, "-f", "nq").exit_code == 0
    for query, count in (("ladder", 6), ("skills-at-level", 6), ("essences", 6), ("missing-translations", 0)):
        values = run("query", query, tmp_path / "graph.nq", "--format", "tsv").stdout.splitlines()
        assert len(values) == count + 1
    assert len(cells(run("query", "lines", tmp_path / "graph.nq", "--format", "csv"))) == 13
