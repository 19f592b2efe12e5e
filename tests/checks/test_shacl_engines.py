"""The shapes mean the same to every engine: a good graph conforms, and seeded defects give the same results."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest

from conftest import ROOT
from shacl_engines import ENGINES, Report
from skosmith.checks.shacl.engines import ENGINES as OWN_ENGINES
from skosmith.checks.shacl.engines import shapes_turtle
from skosmith.model import PREFIXES, SHAPES_NS, turtle_files, value_of

pytestmark = pytest.mark.slow

BASE = "https://example.org/framework/"
LEAST = 46
DEFECTS = tomllib.loads((ROOT / "tests" / "data" / "shacl" / "defects.toml").read_text("utf-8"))["defect"]


class Graphs(NamedTuple):
    """The shapes, and the good graph followed by one for each defect."""

    shapes: Path
    files: list[Path]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    folder = tmp_path_factory.mktemp("shacl")
    shapes = folder / "shapes.ttl"
    shapes.write_text(shapes_turtle(), "utf-8")
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    files = []
    for number, update in enumerate(["", *(defect["update"] for defect in DEFECTS)]):
        store = pyoxigraph.Store()
        store.load(path=str(ROOT / "output" / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
        size = set(store)
        if update:
            store.update(f"BASE <{BASE}>\n{prefixes}{update}")
            assert set(store) != size, update
        files.append(folder / f"{number}.nt")
        data = pyoxigraph.serialize((quad.triple for quad in store), format=pyoxigraph.RdfFormat.N_TRIPLES)
        files[-1].write_bytes(data or b"")
    return Graphs(shapes, files)


def expected() -> list[Report]:
    reports: list[Report] = [set()]
    for defect in DEFECTS:
        pairs = (line.split(" ", 1) for line in defect["expected"])
        reports.append({(f"{SHAPES_NS}{shape}", _absolute(node)) for shape, node in pairs})
    return reports


def _absolute(node: str) -> str:
    return f"{BASE}{node[1:-1]}" if node.startswith("<") else node


def test_there_are_enough_defects() -> None:
    assert len(DEFECTS) >= LEAST


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_reports_the_same(name: str, graphs: Graphs) -> None:
    for report, wanted, defect in zip(
        ENGINES[name](graphs.shapes, graphs.files), expected(), [{"update": "the good graph"}, *DEFECTS], strict=True
    ):
        assert report == wanted, defect["update"]


def test_so_does_our_own(graphs: Graphs) -> None:
    for file, wanted in zip(graphs.files, expected(), strict=True):
        results = OWN_ENGINES["shacl"](_labelled(file.read_text("utf-8")))
        assert {(one.source_shape[1:-1], _node(one.focus_node)) for one in results} == wanted


def _node(term: str) -> str:
    return f"'{value_of(term)}'" if term.startswith('"') else "_:" if term.startswith("_:") else term[1:-1]


def _labelled(data: str) -> str:
    """N-Triples with one blank node, if any, as the engines of skosmith take it."""
    return re.sub(r"(?m)^_:\w+|(?<=> )_:\w+(?= \.$)", "_:b0", data)


def test_patterns_mean_the_same_in_every_dialect() -> None:
    r"""``\s``, ``\d`` and their kind differ between dialects on a no-break space, as does ``\uXXXX``."""
    text = "".join(file.read_text("utf-8") for file in turtle_files("shapes"))
    patterns = re.findall(r'sh:pattern "((?:[^"\\]|\\.)*)"', text)
    assert len(patterns) > LEAST // 2
    assert [pattern for pattern in patterns if re.search(r"\\\\[A-Za-z0-9]", pattern)] == []


def test_a_property_is_disjoint_with_one_other() -> None:
    """Engines differ in what several values of sh:disjoint mean."""
    for file in turtle_files("shapes"):
        assert re.findall(r"sh:disjoint [^;]*,", file.read_text("utf-8")) == []
