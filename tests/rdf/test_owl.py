"""The ontology is in OWL 2 DL, as the OWL API has it, and HermiT finds no contradiction between it and the graph."""

import pytest

from conftest import ROOT, built
from framework_sheets import WORKBOOK
from minimal_xlsx import xlsx
from owl_reasoner import Verdict, verdicts
from skosmith.model import RDF, SKM, Build, Names, Profile, data_folder, ntriples
from skosmith.pages import read_workbook
from skosmith.rdf import build_graph

ONTOLOGIES = [data_folder("ontology") / name for name in ("skosmith.ttl", "alignments.ttl")]
EDITION = Profile(edition="9", issued="2026-11-23", links=(("skill", "https://example.org/other/{notation}"),))
NAMES = Names(EDITION)
SKILL, SKILL_LEVEL, LEVEL = NAMES.concept("skill", "SSUP"), NAMES.at_level("skill", "SSUP", 4), NAMES.level(4)
OTHER_SKILL, OTHER_LEVEL = NAMES.concept("skill", "MAPD"), NAMES.level(5)
OWL = "<http://www.w3.org/2002/07/owl#{}>"

# Statements that contradict those of the graph; each needs another axiom of the ontology.
CONTRADICTIONS = {
    "a skill is no level": f"{SKILL} {RDF.type} {SKM.Level} .",
    "a skill level is no skill": f"{SKILL_LEVEL} {RDF.type} {SKM.Skill} .",
    "a skill level is no attribute level": f"{SKILL_LEVEL} {RDF.type} {SKM.AttributeLevel} .",
    "the framework is no skill": f"{NAMES.framework} {RDF.type} {SKM.Skill} .",
    "an essence is no level": f"{NAMES.essence(4)} {RDF.type} {SKM.Level} .",
    "what has a level is no skill": f"{SKILL} {SKM.level} {LEVEL} .",
    "what is at a level is no skill": f"{SKILL} {SKM.definedAtLevel} {OTHER_SKILL} .",
    "a level is not defined at a level": f"{LEVEL} {SKM.definedAtLevel} {NAMES.at_level('attribute', 'AUTO', 4)} .",
    "a framework declares no level": f"{NAMES.framework} {SKM.declaredLevel} {LEVEL} .",
    "a skill level has one level": f"""{SKILL_LEVEL} {SKM.level} {OTHER_LEVEL} .
        {OTHER_LEVEL} {OWL.format("differentFrom")} {LEVEL} .""",
    "a skill level has one skill": f"""{OTHER_SKILL} {SKM.definedAtLevel} {SKILL_LEVEL} .
        {OTHER_SKILL} {OWL.format("differentFrom")} {SKILL} .""",
}
GRAPHS = ["graph of pages", "graph of a workbook"]


def data(build: Build) -> tuple[str, str]:
    """The statements of ``build`` as N-Triples, and those of them that OWL 2 DL reserves."""
    lines = ntriples(build.statements()).splitlines(keepends=True)
    reserved = [line for line in lines if f" {RDF.value} " in line]
    assert len(lines) > 50
    return "".join(line for line in lines if line not in reserved), "".join(reserved)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """The verdicts on the ontologies, and on graphs alone and with something that is wrong."""
    folder = tmp_path_factory.mktemp("owl")
    pages, reserved = data(built(*(ROOT / "examples").glob("*.txt"), profile=EDITION))
    rows, _ = read_workbook("framework.xlsx", xlsx(WORKBOOK))
    workbook, _ = data(build_graph(rows, EDITION))
    graphs = dict(zip(GRAPHS, (pages, workbook), strict=True)) | {"rdf:value": pages + reserved}
    graphs |= {name: pages + more for name, more in CONTRADICTIONS.items()}
    files = list(ONTOLOGIES)
    for number, graph in enumerate(graphs.values()):
        header = f"<urn:{number}> {RDF.type} {OWL.format('Ontology')} ; {OWL.format('imports')} <{SKM.NS[:-1]}> ."
        files.append(folder / f"{number}.ttl")
        files[-1].write_text(f"{header}\n{graph}", "utf-8")
    return dict(zip([*(path.name for path in ONTOLOGIES), *graphs], verdicts(*files), strict=True))


@pytest.mark.parametrize("name", [*(path.name for path in ONTOLOGIES), *GRAPHS])
def test_the_ontology_and_the_graph_are_consistent_and_in_owl_2_dl(name: str, results: dict[str, Verdict]) -> None:
    assert results[name] == Verdict([], is_consistent=True)


def test_the_graph_has_one_property_that_owl_2_dl_reserves(results: dict[str, Verdict]) -> None:
    assert results["rdf:value"].violations
    assert {"rdf:value" in violation for violation in results["rdf:value"].violations} == {True}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_inconsistent(name: str, results: dict[str, Verdict]) -> None:
    assert results[name] == Verdict([], is_consistent=False)
