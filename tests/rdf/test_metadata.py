"""metadata.ttl: what it says of the files and of the graph is so; no clock, no blank node."""

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph
import pytest

from conftest import PAGES, ROOT, built
from framework_sheets import WORKBOOK
from minimal_xlsx import xlsx
from skosmith.model import FORMATS, PROV, SKM, Build, Profile, Span, cells_of, lines_of, ntriples
from skosmith.pages import read_workbook
from skosmith.rdf import WRITERS, build_graph, write_graph
from written_graph import expected

PREFIXES = """
PREFIX dc: <http://purl.org/dc/elements/1.1/>  PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>    PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>   PREFIX void: <http://rdfs.org/ns/void#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ROOT_IRI = "https://example.org/framework/"


@pytest.fixture(scope="module")
def build() -> Build:
    rows, _ = read_workbook("framework.xlsx", xlsx(WORKBOOK))
    profile = Profile(edition="3", rights="© Us", publisher="https://example.org/us")
    return build_graph(rows, profile._replace(issued="2026-10-01", modified="2026-11-23"))


@pytest.fixture(scope="module")
def files(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    write_graph(build, folder, list(WRITERS))
    return folder


def rows(folder: Path, query: str) -> list[list[str]]:
    """The rows that ``query`` finds in the metadata alone."""
    store = pyoxigraph.Store()
    store.load(path=folder / "metadata.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    answer: Any = store.query(PREFIXES + query)
    return [[value.value for value in row] for row in answer]


def counted(data: set[str], pattern: str) -> int:
    return sum(pattern in line for line in data)


def test_each_file_has_its_size_its_checksum_and_its_media_type(files: Path) -> None:
    tables = rows(
        files,
        """SELECT ?url ?type ?size ?sha256 WHERE {
            ?dataset a dcat:Dataset, void:Dataset ; dcat:distribution ?file ; void:dataDump ?file .
            ?file a dcat:Distribution ; dcat:downloadURL ?url ; dcat:mediaType ?type ; dcat:byteSize ?size ;
                spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
                    spdx:checksumValue ?sha256 ] .
            FILTER (datatype(?sha256) = xsd:hexBinary) }""",
    )
    assert {url.removeprefix(f"{ROOT_IRI}3/") for url, *_ in tables} == {f"graph.{name}" for name in WRITERS}
    for url, media_type, size, sha256 in tables:
        data = (files / url.rpartition("/")[2]).read_bytes()
        assert int(size) == len(data)
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert media_type.endswith(f"/{FORMATS[url.rpartition('.')[2]].media_type}")


def test_the_counts_are_those_of_the_graph(files: Path, build: Build) -> None:
    data = expected(build, files / "graph.nt")
    ((triples, entities, classes, properties),) = rows(
        files,
        """SELECT ?t ?e ?c ?p WHERE { ?d void:triples ?t ; void:entities ?e ; void:distinctSubjects ?e ;
            void:classes ?c ; void:properties ?p }""",
    )
    assert int(triples) == len(data) == len(set(ntriples(build.statements()).splitlines()))
    assert int(entities) == len({line.partition(" ")[0] for line in data})
    of_properties = rows(
        files, "SELECT ?p ?n WHERE { ?d void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    )
    assert {term: int(n) for term, n in of_properties} == {
        term: counted(data, f"> <{term}> ") for term, _ in of_properties
    }
    assert len(of_properties) == int(properties)
    assert sum(int(n) for _, n in of_properties) == len(data)
    of_classes = rows(files, "SELECT ?c ?n WHERE { ?d void:classPartition [ void:class ?c ; void:entities ?n ] }")
    assert {term: int(n) for term, n in of_classes} == {
        term: counted(data, f"#type> <{term}> .") for term, _ in of_classes
    }
    assert len(of_classes) == int(classes)


def test_rights_edition_and_day_are_those_the_caller_gives(files: Path) -> None:
    ((rights, publisher, version, issued, modified, language),) = rows(
        files,
        """SELECT ?r ?p ?v ?i ?m ?l WHERE { ?d a dcat:Dataset ; dc:rights ?r ; dcterms:publisher ?p ; dcat:version ?v ;
            dcterms:issued ?i ; dcterms:modified ?m ; dc:language ?l .
            FILTER (datatype(?i) = xsd:date && datatype(?m) = xsd:date) }""",
    )
    assert (rights, publisher, version) == ("© Us", "https://example.org/us", "3")
    assert (issued, modified) == ("2026-10-01", "2026-11-23")
    assert language == "en"
    assert rows(files, "SELECT ?f WHERE { ?f a dcat:Distribution ; dc:rights '© Us' }")
    graph = (files / "graph.nt").read_text("utf-8")
    assert f'<{ROOT_IRI}3/> <http://www.w3.org/ns/dcat#version> "3" .' in graph


@pytest.mark.parametrize("formats", [["nq"], ["ttl", "jsonld"], ["rdf", "nt"]])
def test_only_the_files_that_are_written_are_named(formats: list[str], build: Build, tmp_path: Path) -> None:
    write_graph(build, tmp_path, formats)
    tables = rows(tmp_path, "SELECT ?f WHERE { ?d dcat:distribution ?f ; void:dataDump ?f }")
    assert {url.rpartition("/")[2] for (url,) in tables} == {f"graph.{name}" for name in formats}
    assert {path.name for path in tmp_path.iterdir()} == {*(f"graph.{name}" for name in formats), "metadata.ttl"}


def test_without_edition_and_day_neither_is_said(tmp_path: Path) -> None:
    write_graph(built(PAGES / "accept" / "knot.pt.txt"), tmp_path)
    assert not rows(tmp_path, "SELECT ?m WHERE { ?d dcterms:modified ?m }")
    assert not rows(tmp_path, "SELECT ?v WHERE { ?d dcat:version ?v }")
    assert "dcat:version" not in (tmp_path / "graph.ttl").read_text("utf-8")


def test_no_blank_node_and_every_link_within_leads_somewhere(files: Path) -> None:
    quads = list(pyoxigraph.parse((files / "metadata.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE))
    described = {str(quad.subject) for quad in quads}
    graph = {line.partition(" ")[0] for line in (files / "graph.nt").read_text("utf-8").splitlines()}
    for quad in quads:
        assert isinstance(quad.subject, pyoxigraph.NamedNode)
        assert not isinstance(quad.object, pyoxigraph.BlankNode)
        if str(quad.object).startswith(f"<{ROOT_IRI}"):
            assert str(quad.object) in described | graph


@pytest.mark.parametrize(
    ("profile", "triples"),
    [
        (
            Profile(publisher="Us", descriptions=(("", "Kites."),)),
            {
                ("dataset", "dcterms:publisher", "<dataset#publisher>"),
                ("dataset#publisher", "rdf:type", "foaf:Agent"),
                ("dataset#publisher", "foaf:name", '"Us"'),
                ("dataset", "dc:publisher", '"Us"'),
                ("dataset", "dcterms:description", '"Kites."@en'),
            },
        ),
        (
            Profile(publisher="https://example.org/us", descriptions=(("en", "Kites."), ("pt", "Pipas."))),
            {
                ("dataset", "dcterms:publisher", "<https://example.org/us>"),
                ("https://example.org/us", "rdf:type", "foaf:Agent"),
                ("dataset", "dcterms:description", '"Kites."@en'),
                ("dataset", "dcterms:description", '"Pipas."@pt'),
            },
        ),
        (
            Profile(),
            {("dataset", "dcterms:description", '"A skills framework as linked data: 1 skill at 4 levels."@en')},
        ),
    ],
)
def test_dcat_has_a_description_and_the_publisher_as_an_agent(
    profile: Profile, triples: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    write_graph(built(ROOT / "examples" / "mapd.en.txt", profile=profile), tmp_path, ["ttl"])
    store = pyoxigraph.Store()
    store.load(path=str(tmp_path / "metadata.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    prefixes = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>"
    for subject, predicate, term in triples:
        query = f"BASE <{ROOT_IRI}> {PREFIXES} {prefixes} ASK {{ <{subject}> {predicate} {term} }}"
        assert store.query(query), (subject, predicate, term)


def test_the_cells_of_a_table_are_stated(tmp_path: Path) -> None:
    """A workbook has no standard fragment, so the property says what the IRI does; a CSV file has that of RFC 7111."""
    rows, _ = read_workbook("framework.xlsx", xlsx(WORKBOOK))
    write_graph(build_graph(rows), tmp_path, ["nq"])
    quads = list(pyoxigraph.parse((tmp_path / "graph.nq").read_bytes(), pyoxigraph.RdfFormat.N_QUADS))
    cells = {str(quad.subject)[1:-1]: str(quad.object)[1:-1] for quad in quads if str(quad.predicate) == SKM.cells}
    places = {str(quad.object)[1:-1] for quad in quads if str(quad.predicate) == PROV.wasDerivedFrom}
    assert places == cells.keys()
    assert cells == {place: unquote(place.partition("#")[2]) for place in places}
    assert any(range_.startswith("Skills!") for range_ in cells.values())
    first, last = Span("x.csv", 2, 11, 2, 12, "Skills"), Span("x.csv", 4, 12, 4, 13, "Skills")
    assert lines_of("<https://e.org/x.csv>", first, first) == "<https://e.org/x.csv#cell=2,11>"
    assert lines_of("<https://e.org/x.csv>", first, last) == "<https://e.org/x.csv#cell=2,11-4,12>"
    assert cells_of(first, last) == "Skills!K2:L4"
