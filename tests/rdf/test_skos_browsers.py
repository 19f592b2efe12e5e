"""SKOS libraries that know nothing of skosmith, and have no reasoner, find the skills, their levels and their texts."""

from pathlib import Path

import pytest
import rdflib
from rdflib import SKOS

from conftest import ROOT

GRAPHS = {ROOT / "output" / "graph.ttl": "turtle", ROOT / "output" / "graph.jsonld": "json-ld"}
BASE = "https://example.org/framework/"
LEVELS = {"MAPD": [2, 3, 4, 5], "SSUP": [1, 2, 3, 4, 5, 6]}
TREE = {
    f"{BASE}skills/{code}": [f"{BASE}skilllevels/{code}_{number}" for number in numbers]
    for code, numbers in LEVELS.items()
}

pytestmark = pytest.mark.parametrize(("path", "form"), GRAPHS.items())


def test_skosprovider_browses_from_the_top(path: Path, form: str) -> None:
    providers = pytest.importorskip("skosprovider_rdf.providers", reason="not installed: tests/clients.txt")
    graph = rdflib.Graph().parse(path, format=form)
    provider = providers.RDFProvider({"id": "F"}, graph, concept_scheme_uri=BASE)
    assert {one["uri"]: one["label"] for one in provider.get_top_concepts(language="en")} == {
        f"{BASE}skills/MAPD": "Map drawing",
        f"{BASE}skills/SSUP": "Suporte à vendas",  # it has no English name
    }
    for skill, levels in TREE.items():
        assert [one["uri"] for one in provider.get_children_display(skill)] == levels
        assert sorted(provider.expand(skill)) == sorted([skill, *levels])
    assert provider.concept_scheme.label("en").label == "Skills framework (example)"
    of_levels = providers.RDFProvider({"id": "L"}, graph, concept_scheme_uri=f"{BASE}lor")
    level = of_levels.get_by_uri(f"{BASE}lor/4")
    assert of_levels.concept_scheme.label("pt").label == "Níveis de responsabilidade"
    assert {note.language for note in level.notes if note.type == "definition"} == {"en", "pt"}


def test_ontospy_draws_the_tree(path: Path, form: str) -> None:
    ontospy = pytest.importorskip("ontospy", reason="not installed: tests/clients.txt")
    model = ontospy.Ontospy(str(path), rdf_format=form, verbose=False)
    tops = {str(concept.uri): concept for concept in model.toplayer_skos}
    assert set(tops) == {*TREE, *(f"{BASE}lor/{number}" for number in range(1, 7))}
    for skill, levels in TREE.items():
        children = tops[skill].children()
        assert sorted(str(child.uri) for child in children) == levels
        assert all(child.rdflib_graph.value(child.uri, SKOS.definition) for child in children)
