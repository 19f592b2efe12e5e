"""Mappings as SSSOM/TSV: by the rules of the specification, and read back as the same statements.

Source: https://mapping-commons.github.io/sssom/spec/, the sections on SSSOM/TSV and on its canonical form.
"""

import re

import pytest

from conftest import ROOT, pages_at
from exchanged import GIVEN, PROFILE, everything, files_of
from skosmith.exchange import ExportOptions, export_graph
from skosmith.model import MAPPINGS, Build, Files, Statement, Triple
from skosmith.pages import read_supplements
from skosmith.rdf import build_graph

FILE = "mappings.sssom.tsv"
# The slots of the class MappingSet that are written, in the order of its table; two of them are required.
SLOTS = ["curie_map", "mapping_set_id", "mapping_set_version", "license", "publication_date"]
CURIE = re.compile(r"([A-Za-z_][\w.-]*):\S*")


def mappings_of(graph_build: Build) -> set[Triple]:
    return {one.triple for one in graph_build.statements() if one.predicate in MAPPINGS}


@pytest.fixture(scope="module")
def graph_build() -> Build:
    return everything()


@pytest.mark.parametrize("graph", ["everything", "examples"])
def test_a_file_keeps_the_rules_of_the_specification(graph: str, graph_build: Build) -> None:
    build = graph_build if graph == "everything" else build_graph(pages_at(ROOT / "examples")[0])
    (data,) = files_of(build, "sssom").values()
    text = data.decode()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "\r" not in text
    lines = text.removesuffix("\n").split("\n")
    metadata = [line for line in lines if line.startswith("#")]
    assert lines[: len(metadata)] == metadata
    keys = [line[1:].partition(":")[0] for line in metadata if line[1] != " "]
    assert [key for key in SLOTS if key in keys] == keys
    assert {"mapping_set_id", "license"} <= set(keys)
    declared = [match[1] for line in metadata if (match := re.fullmatch(r"#  (\S+): https?://\S+", line))]
    assert declared == sorted(set(declared))
    head, *rows = [line.split("\t") for line in lines[len(metadata) :]]
    assert head == ["subject_id", "predicate_id", "object_id", "mapping_justification"]
    assert rows == sorted(rows)
    curies = [CURIE.fullmatch(cell) for row in rows for cell in row]
    assert {match[1] if match else "" for match in curies} == {*declared, *(("skos", "semapv") if rows else ())}
    assert len(rows) == len(mappings_of(build))


def test_it_is_read_back_as_the_same_statements(graph_build: Build) -> None:
    files = Files(files_of(graph_build, "sssom"))
    supplements, problems = read_supplements([FILE], files)
    assert problems == []
    again = build_graph(pages_at(ROOT / "examples")[0], PROFILE._replace(links=(), retired=()), files, supplements)
    of_examples = {
        triple for triple in mappings_of(graph_build) if triple[0] in {one.subject for one in again.statements()}
    }
    assert mappings_of(again) == of_examples
    assert len(of_examples) > 20
    assert {one.code for one in again.problems} == {"table-subject-unknown"}  # of the skills that the examples lack


def test_the_iri_of_anything_is_shortened_and_read_back(graph_build: Build) -> None:
    ends = ["urn:uuid:1", "https://example.org/", "https://example.org/a#", "https://example.org/x?y=1/2", "tag:a"]
    ends += [graph_build.names.framework[1:-1], graph_build.names.level(4)[1:-1], "https://example.org/framework"]
    build = build_graph(pages_at(ROOT / "examples")[0], PROFILE._replace(links=()))
    subject = build.names.level(4)
    build.framework += [Statement(subject, MAPPINGS[1], f"<{end}>") for end in ends]
    files = Files(files_of(build, "sssom"))
    (supplement,), problems = read_supplements([FILE], files)
    assert problems == []
    assert {row.term for row in supplement.rows} == {f"<{end}>" for end in ends}
    assert {row.subject.value for row in supplement.rows} == {subject}


def test_the_ledger_names_what_is_no_mapping(graph_build: Build) -> None:
    result = export_graph(graph_build, "sssom", GIVEN)
    lost = {row["property"] for row in result.ledger["lost"]}
    assert "skos:prefLabel" in lost
    assert not {name for name in lost if name.endswith("Match")}
    assert export_graph(graph_build, "sssom", ExportOptions()).files[FILE].count(b"publication_date") == 0
