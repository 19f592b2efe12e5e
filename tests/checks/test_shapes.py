"""The shapes: each says what it is in two languages, is seen to pass and to fail, and two engines agree on it."""

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from conftest import ROOT
from skosmith.checks import ENGINES
from skosmith.checks.shacl.engines import Own, Result, shapes_turtle
from skosmith.model import SHAPES_NS, turtle_files
from skosmith.pages import all_labels

SH = Namespace("http://www.w3.org/ns/shacl#")
FIXTURES = sorted((ROOT / "tests" / "data" / "shapes").rglob("*.ttl"))
NAMES = [str(path.relative_to(ROOT / "tests" / "data" / "shapes")) for path in FIXTURES]

# The parameters of SHACL Core that the shapes use; a name that is not here is misspelt, or wants a fixture.
PARAMETERS = {
    "class",
    "datatype",
    "disjoint",
    "equals",
    "languageIn",
    "maxCount",
    "maxInclusive",
    "minCount",
    "minInclusive",
    "not",
    "or",
    "pattern",
    "uniqueLang",
}
ABOUT = {"path", "severity", "name", "message", "description", "targetClass", "targetObjectsOf", "targetSubjectsOf"}
SIDES = {f"{SHAPES_NS}missing", f"{SHAPES_NS}extra"}  # messages of our own
PATHS = {"inversePath", "alternativePath", "oneOrMorePath"}


@cache
def graph() -> Graph:
    return Graph().parse(data=shapes_turtle(), format="turtle")


def shapes() -> list[Node]:
    return [*graph().subjects(RDF.type, SH.PropertyShape), *graph().subjects(RDF.type, SH.NodeShape)]


def code(shape: Node) -> str:
    return str(shape).removeprefix(SHAPES_NS)


LANGUAGES = Own(("en", "fr", "pt"))  # a graph may have texts in any, if its project does not say in which


@cache
def results(path: Path, engine: str) -> Counter[Result]:
    triples = pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert data
    return Counter(ENGINES[engine](data.decode(), "graph", LANGUAGES if path.parent.name == "text-language" else None))


@pytest.mark.parametrize("path", FIXTURES, ids=NAMES)
def test_a_shape_passes_and_fails_where_it_should(path: Path) -> None:
    mine = [result for result in results(path, "shacl") if result.source_shape == f"<{SHAPES_NS}{path.parent.name}>"]
    assert bool(mine) == path.name.startswith("violates_")


@pytest.mark.parametrize("path", FIXTURES, ids=NAMES)
def test_two_engines_find_the_same(path: Path) -> None:
    assert results(path, "shacl") == results(path, "pyshacl")


def test_every_shape_has_fixtures_of_both_kinds() -> None:
    kinds = {(path.parent.name, path.name.partition("_")[0]) for path in FIXTURES}
    assert kinds == {(code(shape), kind) for shape in shapes() for kind in ("conforms", "violates")}


def test_every_constraint_is_seen_to_fail() -> None:
    seen = {
        (result.source_shape, result.constraint_component.removeprefix(f"<{SH}").removesuffix("ConstraintComponent>"))
        for path in FIXTURES
        for result in results(path, "shacl")
        if result.source_shape == f"<{SHAPES_NS}{path.parent.name}>"
    }
    owed = {
        (f"<{shape}>", name[0].upper() + name[1:])
        for shape in shapes()
        for predicate in graph().predicates(shape)
        if (name := str(predicate).removeprefix(SH)) in PARAMETERS
    }
    of_any_language = (f"<{SHAPES_NS}text-language>", "Datatype")
    assert (seen - {(of_any_language[0], "LanguageIn")}) | {of_any_language} == owed


def test_every_shape_says_what_it_is_in_both_languages() -> None:
    for shape in shapes():
        assert isinstance(shape, URIRef)
        assert str(shape).startswith(SHAPES_NS)
        for predicate in (SH.name, SH.message, SH.description):
            languages = [text.language for text in graph().objects(shape, predicate) if isinstance(text, Literal)]
            assert sorted(map(str, languages)) == ["en", "pt"], (shape, predicate)
        for side in map(URIRef, SIDES):
            languages = [text.language for text in graph().objects(shape, side) if isinstance(text, Literal)]
            assert sorted(map(str, languages)) in ([], ["en", "pt"]), (shape, side)
        assert len(list(graph().objects(shape, SH.severity))) == 1, shape


def test_every_shape_has_a_target_a_constraint_and_a_path_where_it_needs_one() -> None:
    for shape in shapes():
        names = {str(predicate).removeprefix(SH) for predicate in graph().predicates(shape)} - {str(RDF.type)}
        assert names & {"targetClass", "targetObjectsOf", "targetSubjectsOf"}, shape
        assert names & PARAMETERS, shape
        assert ("path" in names) == ((shape, RDF.type, SH.PropertyShape) in graph()), shape
        assert names <= PARAMETERS | ABOUT | SIDES, shape


def test_no_term_of_shacl_is_misspelt() -> None:
    nodes = [str(node) for triple in graph() for node in triple if str(node).startswith(str(SH))]
    known = PARAMETERS | ABOUT | PATHS | {"PropertyShape", "NodeShape", "Violation", "Warning", "Info"}
    assert {node.removeprefix(SH) for node in nodes} <= known


def test_nothing_but_shapes_and_paths_stands_in_the_shapes() -> None:
    subjects = {subject for subject in graph().subjects() if not isinstance(subject, BNode)}
    assert subjects == set(shapes())


def test_three_severities_are_used() -> None:
    assert set(graph().objects(None, SH.severity)) == {SH.Violation, SH.Warning, SH.Info}


def test_the_languages_declared_are_those_with_labels() -> None:
    of_pages = Graph().parse(data=shapes_turtle("pages"))
    (head,) = of_pages.objects(URIRef(f"{SHAPES_NS}text-language"), SH.languageIn)
    assert {str(tag) for tag in of_pages.items(head)} >= {tag.partition("-")[0] for tag in all_labels()}


def test_one_file_to_a_class() -> None:
    for file in turtle_files("shapes"):
        local = Graph().parse(file)
        targets = set(local.objects(None, SH.targetClass))
        assert len(targets) <= 1, file
