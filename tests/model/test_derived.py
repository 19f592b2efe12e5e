"""What follows from other statements is written with them, and checked and counted without."""

from pathlib import Path

import pytest

import skosmith
from conftest import PAGES, ROOT, built
from exchanged import everything
from skosmith.model import DCTERMS, RDF, SKM, SKOS, asserted_statements, derived_statements, language_of


@pytest.mark.parametrize("source", [ROOT / "examples", *sorted((PAGES / "accept").iterdir())], ids=lambda at: at.name)
def test_written_and_left_out_again(source: Path) -> None:
    build = built(source)
    written, asserted = list(build.statements()), list(build.asserted())
    triples = [one.triple for one in written]
    assert len(set(triples)) == len(triples) == len(build)
    assert {one.triple for one in asserted_statements(written)} == {one.triple for one in asserted}
    assert {one.triple for one in derived_statements(asserted)} == set(triples) - {one.triple for one in asserted}


def test_each_follows_at_the_place_of_its_premise() -> None:
    graph = everything().full_graph
    narrower = [one for one in graph.statements if one.predicate == SKOS.narrower]
    assert narrower == [
        one._replace(predicate=SKOS.narrower) for one in graph.statements if one.predicate == SKM.definedAtLevel
    ]
    members = [one for one in graph.statements if one.predicate == SKOS.member]
    assert members
    for collection, _, member, span in members:
        assert graph.objects(member, DCTERMS.isPartOf)[collection] == span
    assert graph.levels
    for level in graph.levels.values():
        essence = graph.value(level, SKM.essence)
        assert essence
        assert graph.objects(level, SKOS.definition) == graph.objects(essence, RDF.value)
    for scheme in graph.instances_of(SKOS.ConceptScheme):
        assert graph.objects(scheme, SKOS.prefLabel) == graph.objects(scheme, DCTERMS.title)
        assert all(map(language_of, graph.objects(scheme, SKOS.prefLabel)))


def test_what_is_stated_twice_is_reported_once(tmp_path: Path) -> None:
    skosmith.read(ROOT / "examples").write(tmp_path, ["ttl"])
    graph = (tmp_path / "graph.ttl").read_text("utf-8").replace("Is learning the trade.", "Is  learning the trade.")
    assert graph.count("Is  learning") == 2
    (tmp_path / "graph.ttl").write_text(graph, "utf-8")
    codes = [problem.code for problem in skosmith.read(tmp_path / "graph.ttl").check()]
    assert codes.count("text-double-space") == 1
