"""Build -> files: the same bytes, read back equal by libraries that did not write them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import Dataset, Graph

from conftest import PAGES, ROOT, hostile, pages_at, rapper
from framework_sheets import WORKBOOK
from minimal_xlsx import xlsx
from skosmith.model import RDF, Build, Profile, Span
from skosmith.pages import read_workbook
from skosmith.rdf import WRITERS, WriteError, build_graph, write_graph
from skosmith.rdf.write.rdfxml import unwritable
from skosmith.rdf.write.serialisation import serialise
from written_graph import expected

NAMES = list(WRITERS)
HOSTILE = [
    'say "so" \\ and \\n',
    "two\n\nparagraphs\n• and\n• items",
    "</script><!-- & ]]> &amp; -->",
    "🪢 \u200fשלום\u200e \u202d \ufeff",
    'ends with a quote"',
    'three """ quotes """',
    "ends with a backslash \\",
    "{0} %s @pt ^^<x> . ; ,",
    "\r carriage return\r\n",
    "\U0001fffe no character",
    "\t tab and \u00a0 and \u2028 and \u0085",
    "'single' ''' triple",
    "\\u0041 is no letter",
]
WITH_MORE = ("escapes.pt.txt", "attribute_page.en.txt", "level_page.en.txt")


@pytest.fixture(scope="module")
def build() -> Build:
    """All that a graph can hold: two languages, lists, quotes, attributes, categories, links, a publisher."""
    pages, _ = pages_at(ROOT / "examples", *(PAGES / "accept" / name for name in WITH_MORE))
    rows, problems = read_workbook("framework.xlsx", xlsx(WORKBOOK))
    assert problems == []
    links = (("skill", "https://example.org/official/{notation}"), ("level", "https://example.org/official/{level}"))
    return build_graph([*pages, *rows], Profile(edition="1", rights="© <&>", publisher="Us", links=links))


@pytest.fixture(scope="module")
def files(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_graph(build, folder, NAMES)
    return folder


def canonical(quads: Any) -> set[str]:  # noqa: ANN401 - pyoxigraph's
    data = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert data is not None
    return set(data.decode().splitlines())


def by_pyoxigraph(path: Path) -> set[str]:
    form = {
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        "nq": pyoxigraph.RdfFormat.N_QUADS,
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "rdf": pyoxigraph.RdfFormat.RDF_XML,
    }[path.suffix[1:]]
    return canonical(pyoxigraph.parse(path.read_bytes(), form))


def by_rdflib(path: Path) -> set[str]:
    if path.suffix in {".nq", ".trig"}:
        dataset = Dataset()
        dataset.parse(data=path.read_text("utf-8"), format={".nq": "nquads", ".trig": "trig"}[path.suffix])
        text = dataset.serialize(format="nquads")
    else:
        form = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".rdf": "xml"}[path.suffix]
        text = Graph().parse(data=path.read_bytes(), format=form).serialize(format="nt")
    return canonical(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_QUADS))


def by_rapper(path: Path) -> set[str]:
    form = {".ttl": "turtle", ".nq": "nquads", ".nt": "ntriples", ".trig": "trig", ".rdf": "rdfxml"}[path.suffix]
    done = subprocess.run([rapper(), "-q", "-i", form, "-o", "nquads", path], capture_output=True, check=True)
    return canonical(pyoxigraph.parse(done.stdout, pyoxigraph.RdfFormat.N_QUADS))


def by_pyld(path: Path) -> set[str]:
    text = jsonld.to_rdf(json.loads(path.read_text("utf-8")), {"format": "application/n-quads"})
    return canonical(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_QUADS))


READERS = [
    *((name, by_pyoxigraph) for name in NAMES),
    *((name, by_rdflib) for name in NAMES),
    *((name, by_rapper) for name in NAMES if name != "jsonld"),
    ("jsonld", by_pyld),
]


@pytest.mark.parametrize(("name", "reader"), READERS, ids=lambda value: getattr(value, "__name__", value))
def test_every_format_reads_back_equal(
    name: str, reader: Callable[[Path], set[str]], build: Build, files: Path
) -> None:
    path = files / f"graph.{name}"
    assert reader(path) == expected(build, path)


@pytest.mark.parametrize(("name", "reader"), READERS, ids=lambda value: getattr(value, "__name__", value))
def test_hostile_texts_survive_every_format(name: str, reader: Callable[[Path], set[str]], tmp_path: Path) -> None:
    graph_build = hostile(HOSTILE)
    write_graph(graph_build, tmp_path, [name])
    path = tmp_path / f"graph.{name}"
    assert reader(path) == expected(graph_build, path)


@settings(deadline=None)
@example(texts=["\ufffe"])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), min_size=1, max_size=3)
)
def test_any_text_survives_every_format(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    graph_build = hostile(texts)
    names = [name for name in NAMES if name != "rdf" or not list(unwritable(graph_build))]
    folder = tmp_path_factory.mktemp("any")
    write_graph(graph_build, folder, names)
    for name in names:
        path = folder / f"graph.{name}"
        assert by_pyoxigraph(path) == expected(graph_build, path), name


def test_the_hash_of_the_sorted_lines_is_the_same_from_every_format(files: Path) -> None:
    data = {name: by_pyoxigraph(files / f"graph.{name}") for name in ("ttl", "jsonld", "nt", "rdf")}
    assert len({frozenset(lines) for lines in data.values()}) == 1


def test_the_same_bytes_whatever_the_hash_seed_the_order_and_the_jobs(tmp_path: Path) -> None:
    pages = sorted(path.relative_to(ROOT) for path in (ROOT / "examples").glob("*.txt"))
    seen = set()
    for number, (seed, arguments, jobs) in enumerate(
        [("0", pages, "1"), ("1", pages[::-1], "2"), ("2", [Path("examples")], "4"), ("3", [*pages, *pages], "1")]
    ):
        folder = tmp_path / str(number)
        options: list[str | Path] = [
            "-o",
            folder,
            "--jobs",
            jobs,
            *(option for name in NAMES for option in ("-f", name)),
        ]
        command = [sys.executable, "-m", "skosmith", "build", *arguments, *options]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        written = [*(f"graph.{name}" for name in NAMES), "metadata.ttl"]
        seen.add(tuple((folder / name).read_bytes() for name in written))
    assert len(seen) == 1


def test_chunks_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Build) -> None:
    write_graph(build, tmp_path / "one", ["ttl", "jsonld", "nt", "rdf"])
    chunks = Build.chunks
    monkeypatch.setattr(Build, "chunks", lambda self: chunks(self, 1))
    write_graph(build, tmp_path / "many", ["ttl", "jsonld", "nt", "rdf"])
    for name in ("ttl", "jsonld", "nt", "rdf"):
        assert (tmp_path / "one" / f"graph.{name}").read_bytes() == (tmp_path / "many" / f"graph.{name}").read_bytes()


def test_turtle_is_pleasant(files: Path) -> None:
    text = (files / "graph.ttl").read_text("utf-8")
    assert text.startswith("@base <https://example.org/framework/1/> .\n@prefix dc:")
    assert '\n<skills/SSUP> a skm:Skill, skos:Concept ;\n    skos:notation "SSUP" ;\n' in text
    assert re.findall(r"^<(?:skills|skilllevels)/[^>]*>", text, re.MULTILINE)[:3] == [
        "<skills/KITE>",
        "<skilllevels/KITE_2>",
        "<skilllevels/KITE_3>",
    ]
    assert "    skos:notation 4 ;\n" in text
    for prefix in re.findall(r"@prefix (\w+):", text):
        assert re.search(rf"[\s,]{prefix}:", text.partition("\n\n")[2]) or prefix in {"dcat", "owl"}, prefix


def test_json_ld_is_plain_json_for_a_web_developer(files: Path) -> None:
    framework = json.loads((files / "graph.jsonld").read_text("utf-8"))
    skills = {skill["notation"]: skill for skill in framework["hasTopConcept"]}
    parts = {part["id"].rpartition("/")[2]: part for part in framework["hasPart"]}
    levels = {level["notation"]: level for level in parts["lor"]["hasTopConcept"]}
    assert framework["@context"] == json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    assert skills["MAPD"]["prefLabel"] == {"en": "Map drawing", "pt": "Desenho de mapas"}
    assert [level["notation"] for level in skills["SSUP"]["definedAtLevel"]] == [f"SSUP_{n}" for n in range(1, 7)]
    assert levels[4]["prefLabel"]["en"] == "Enable"
    assert [below["prefLabel"]["en"] for below in parts["air"]["member"]] == ["Paths", "Wind"]
    assert set(levels[4]["essence"]["value"]) == {"en", "pt"}
    assert skills["SSUP"]["definedAtLevel"][3]["level"] == levels[4]["id"]


def test_provenance_names_the_page_its_bytes_and_the_lines(files: Path) -> None:
    graph = Dataset()
    graph.parse(data=(files / "graph.trig").read_text("utf-8"), format="trig")
    rows = graph.query(
        """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX schema: <https://schema.org/>
        SELECT ?lines ?path ?sha256 WHERE { GRAPH ?g {
            <https://example.org/framework/1/skilllevels/SSUP_1> prov:wasDerivedFrom ?lines .
            ?lines dcterms:isPartOf ?page . ?page dcterms:identifier ?path ; schema:sha256 ?sha256 } }
        """
    )
    ((lines, path, digest),) = rows  # type: ignore[misc]
    assert str(lines).endswith("ssup.pt.txt#line=39,44")  # RFC 5147 counts the positions between lines: 40 to 44
    assert str(path) == "examples/ssup.pt.txt"
    assert len(str(digest)) == 64


def test_no_line_of_a_file_comes_twice(files: Path) -> None:
    for name in ("nq", "nt"):
        lines = (files / f"graph.{name}").read_text("utf-8").splitlines()
        assert len(lines) == len(set(lines)), name


def test_rdf_xml_says_what_it_cannot_hold(tmp_path: Path) -> None:
    graph_build = hostile(["a\x01b"])
    write_graph(graph_build, tmp_path / "fine", ["ttl", "jsonld", "nq", "trig", "nt"])
    assert by_pyoxigraph(tmp_path / "fine" / "graph.jsonld") == expected(
        graph_build, tmp_path / "fine" / "graph.jsonld"
    )
    with pytest.raises(WriteError, match=r"U\+0001") as caught:
        write_graph(graph_build, tmp_path / "none", ["ttl", "rdf"])
    assert caught.value.problems[0].spans == (Span("0.txt", 1, 1, 1, 2),)
    assert not (tmp_path / "none").exists()


SKILL, LABEL = "https://example.org/KNOT", "http://www.w3.org/2004/02/skos/core#prefLabel"


@pytest.mark.parametrize(
    ("suffix", "names", "text"),
    [
        ("trig", ["rdf", "skos"], "skos:prefLabel"),
        ("rdf", ["rdf", "skos"], "<skos:prefLabel>"),
        ("nt", [], f"<{LABEL}>"),
    ],
)
def test_only_the_prefixes_in_use_are_declared(suffix: str, names: list[str], text: str) -> None:
    """That of a text alone is not in use; in RDF/XML, rdf always is."""
    triples = [
        pyoxigraph.Quad(pyoxigraph.NamedNode(SKILL), pyoxigraph.NamedNode(predicate), pyoxigraph.Literal(value))
        for predicate, value in ((LABEL, "skm:name.xkos:next"), (f"{RDF.NS}value", "x"))
    ]
    data = serialise(triples if suffix == "trig" else (quad.triple for quad in triples), suffix).decode()
    assert text in data
    declared = re.findall(r"@prefix (\w+):|xmlns:(\w+)=", data)
    assert [one or other for one, other in declared] == names
