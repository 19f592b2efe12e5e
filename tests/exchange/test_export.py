"""Exports: valid in their format, read by others, nothing lost that the ledger does not name, always the same bytes."""

import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pyld import jsonld
from rdflib import DCTERMS, RDF, SDO, SKOS, Graph, URIRef

from conftest import ROOT, built, hostile
from exchanged import GIVEN, everything, files_of, quads_of, texts_of
from skosmith.exchange import EXPORTS, ExportOptions, export_graph, ledger_json, ledger_text
from skosmith.exchange.ledger import ledger_of
from skosmith.exchange.reading import Reading, ordered
from skosmith.model import Build, Files, Literal, Statement, literal, parse_literal
from skosmith.pages import read_workbook
from skosmith.project import Project, read_sources
from skosmith.rdf import WRITERS, build_graph, write_graph

FORMATS = list(EXPORTS)
CASE = json.loads((ROOT / "tests" / "data" / "exchange" / "case-1.1.schema.json").read_text("utf-8"))
CTDLASN = tomllib.loads((ROOT / "tests" / "data" / "exchange" / "ctdlasn.toml").read_text("utf-8"))
BASE = "https://example.org/framework/3/"


@pytest.fixture(scope="module")
def build() -> Build:
    return everything()


def packages(files: dict[str, bytes]) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in files.items()}


# Every format


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_an_export_looks_as_it_did(form: str, golden: Callable[[str, str], None]) -> None:
    for name, data in files_of(built(ROOT / "examples"), form).items():
        golden(f"export/{name}", data.decode("utf-8-sig").replace("\r\n", "\n"))


@pytest.mark.parametrize("form", FORMATS)
def test_each_text_is_in_a_file_or_in_the_ledger(form: str, build: Build) -> None:
    done = export_graph(build, form, GIVEN)
    graph = ordered(build.asserted())
    lost = sum(row["count"] for row in done.ledger["lost"])
    assert done.ledger["statements"] == len({values[:3] for values in build.asserted()})
    assert done.ledger["held"] + lost == done.ledger["statements"]
    named = {node for row in done.ledger["lost"] if row["language"] for node in row["nodes"]}
    values = _strings(done.files)
    for text in graph.passages():
        if text.subject[1:-1] not in named:
            assert any(text.value in one for one in values), (form, text)


def _strings(files: dict[str, bytes]) -> list[str]:
    """The texts that stand in files of any format."""
    values: list[str] = []

    def walk(value: Any) -> None:  # noqa: ANN401 - JSON
        if isinstance(value, str):
            values.append(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)

    for name, data in files.items():
        if name.endswith(("json", "jsonld")):
            walk(json.loads(data))
        elif name.endswith(".ttl"):
            values += [one.object.value for one in quads_of(data, pyoxigraph.RdfFormat.TURTLE)]
        else:
            rows, _ = read_workbook(name, data)
            values += list(texts_of(build_graph(rows)))
    return values


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_whatever_the_graph_was_read_from(form: str, tmp_path: Path) -> None:
    graph_build = built(ROOT / "examples")
    write_graph(graph_build, tmp_path, list(WRITERS))
    expected = files_of(graph_build, form)
    for name in WRITERS:
        read = read_sources(Project(sources=(str(tmp_path / f"graph.{name}"),)), Files())
        assert files_of(read.build, form) == expected, name


def test_the_same_bytes_whatever_the_hash_seed_and_the_hour(tmp_path: Path) -> None:
    seen = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        files: list[bytes] = []
        for form in FORMATS:
            folder = tmp_path / seed / form
            command: list[str | Path] = [sys.executable, "-m", "skosmith", "export", "examples", "--to", form]
            command += ["-o", folder, "--ledger", folder / "lost.json", "--modified", "2026-11-23", "--publisher", "Us"]
            environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
            files += [path.read_bytes() for path in sorted(folder.iterdir())]
        seen.add(tuple(files))
    assert len(seen) == 1


@settings(deadline=None, max_examples=30)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1))
@pytest.mark.parametrize("form", ["ctdlasn", "case", "schema", "skos"])
def test_any_text_is_held_whole(form: str, text: str) -> None:
    graph_build = hostile([text])
    assert any(text in one for one in _strings(files_of(graph_build, form)))


def test_statements_from_elsewhere_are_named_as_lost(build: Build) -> None:
    subject = build.names.concept("skill", "SSUP")
    strange = Statement(subject, "<https://example.org/terms#x>", '"1"^^<https://example.org/terms#t>')
    other = Statement("<https://example.org/nobody>", "<https://example.org/terms#y>", "<https://example.org/z>")
    for form in FORMATS:
        extended = everything()
        extended.framework += [strange, other]
        rows = export_graph(extended, form, GIVEN).ledger["lost"]
        assert {"<https://example.org/terms#x>", "<https://example.org/terms#y>"} <= {row["property"] for row in rows}
        (row,) = [row for row in rows if row["property"] == "<https://example.org/terms#y>"]
        assert (row["class"], row["count"], row["nodes"]) == ("", 1, ["https://example.org/nobody"])


def test_texts_of_one_language_alone(build: Build) -> None:
    for form in FORMATS:
        done = export_graph(build, form, GIVEN, ["pt"])
        assert done.problems == []
        assert not any(".en." in name for name in done.files)
        assert all(".pt." in name for name in done.files) is (form in {"csv", "xlsx"})  # by which they are read again
        assert any(row["language"] == "en" for row in done.ledger["lost"])
    (problem,) = export_graph(build, "skos", GIVEN, ["fr"]).problems
    assert problem.code == "export-without-texts"
    assert problem.helps["en"].endswith("en, pt.")


def test_a_ledger_for_people_and_for_programs(build: Build) -> None:
    ledger = export_graph(build, "ctdlasn", GIVEN).ledger
    assert json.loads(ledger_json(ledger)) == ledger
    text = ledger_text(ledger)
    lost = ledger["statements"] - ledger["held"]
    assert text.startswith(f"lost in ctdlasn: {lost} of {ledger['statements']} statements\n")
    assert re.search(r"^ +8  skm:Level skos:exactMatch  lor/1, lor/2, lor/3, \.\.\.$", text, re.MULTILINE)
    assert "\n   2  skm:Framework skm:higherLevelsNote @en @pt\n" in text
    heading, *merged = text.partition("\nsaid by one word in ctdlasn")[2].splitlines()
    assert heading.endswith("tell which it was:")
    assert "  ceasn:comment of skm:Skill: skos:changeNote, skos:scopeNote" in merged
    assert len(text.splitlines()) < 50


def test_what_follows_is_not_lost() -> None:
    graph_build = built(ROOT / "examples")
    reading = Reading(ordered(graph_build.statements()), graph_build.names, GIVEN)
    ledger = ledger_of("none", reading)
    assert ledger["held"] == 0
    assert sum(row["count"] for row in ledger["lost"]) == ledger["statements"]
    rows = {(row["class"], row["property"]) for row in export_graph(graph_build, "skos", GIVEN).ledger["lost"]}
    assert rows == {("skm:Skill", "skm:declaredLevel")}


@pytest.mark.parametrize(
    ("value", "language"), [('a\u2028b\t"c\\\n', "pt"), ("\x7f\x00", ""), ("🪢", "en")]
)  # fmt: skip
def test_a_literal_is_read_as_it_was_written(value: str, language: str) -> None:
    assert parse_literal(literal(value, language)) == Literal(value, language)


# CTDL-ASN and schema.org: JSON-LD


def refuse(url: str, _: Any = None) -> Any:  # noqa: ANN401 - PyLD's
    raise AssertionError(f"{url} was fetched")


@pytest.mark.parametrize("form", ["ctdlasn", "schema"])
def test_two_libraries_read_the_same_triples_and_fetch_nothing(form: str, build: Build) -> None:
    (data,) = files_of(build, form).values()
    options = {"format": "application/n-quads", "documentLoader": refuse}
    by_pyld = jsonld.to_rdf(json.loads(data), options)
    mine = {str(quad) for quad in quads_of(data, pyoxigraph.RdfFormat.JSON_LD)}
    theirs = {str(quad) for quad in quads_of(by_pyld.encode(), pyoxigraph.RdfFormat.N_QUADS)}
    assert mine == theirs
    assert len(mine) > 200
    assert not any("_:" in quad.split(" ", 1)[0] for quad in mine)


def test_ctdl_asn_says_only_what_the_vocabulary_has(build: Build) -> None:
    (data,) = files_of(build, "ctdlasn").values()
    nodes = json.loads(data)["@graph"]
    known = {node["@id"] for node in nodes}
    assert {node["@type"] for node in nodes} == set(CTDLASN)
    assert {key for node in nodes for key in node if key[0] != "@"} | {"ceasn:publisher"} == {
        key for properties in CTDLASN.values() for key in properties
    }
    for node in nodes:
        for key, value in node.items():
            if key[0] == "@":
                continue
            kind = CTDLASN[node["@type"]][key]
            assert _is_of_kind(kind, value), (key, value)
            if kind == "iri" and not key.endswith(("Alignment", "license", "publisher")):
                assert set([value] if isinstance(value, str) else value) <= known, key
        assert re.fullmatch(r"ce-[0-9a-f-]{36}", node["ceterms:ctid"])
        assert uuid.UUID(node["ceterms:ctid"][3:]) == uuid.uuid5(uuid.NAMESPACE_URL, node["@id"])


def _is_of_kind(kind: str, value: Any) -> bool:  # noqa: ANN401 - JSON
    if kind in {"text", "texts"}:
        inner = str if kind == "text" else list
        return isinstance(value, dict) and all(isinstance(one, inner) for one in value.values())
    return all(isinstance(one, str) for one in (value if isinstance(value, list) else [value]))


def test_ctdl_asn_has_the_ladder_the_categories_and_the_levels(build: Build) -> None:
    (data,) = files_of(build, "ctdlasn").values()
    nodes = {node["@id"].removeprefix(BASE): node for node in json.loads(data)["@graph"]}
    kite = nodes["skilllevels/KITE_5"]
    assert (kite["ceasn:codedNotation"], kite["ceasn:listID"]) == ("KITE_5", "3")
    assert kite["ceasn:isChildOf"] == [f"{BASE}skills/KITE"]
    assert kite["ceasn:complexityLevel"] == [f"{BASE}lor/5"]
    assert nodes["skills/KITE"]["ceasn:competencyCategory"] == {"en": "Air / Wind"}
    assert nodes["lor/2"]["ceterms:precedes"] == [f"{BASE}lor/3"]
    assert set(nodes["lor/2"]["skos:definition"]) == {"en", "pt"}
    assert nodes[""]["ceasn:name"] == {"en": "Skills framework"}


def test_schema_org_says_only_what_the_vocabulary_has(build: Build) -> None:
    (data,) = files_of(build, "schema").values()
    graph = Graph().parse(data=data, format="json-ld")
    known = {SDO[name] for name in SDO.__annotations__}
    for _, predicate, term in graph:
        assert (term if predicate == RDF.type else predicate) in known, (predicate, term)
    sets = set(graph.subjects(RDF.type, SDO.DefinedTermSet))
    terms = set(graph.subjects(RDF.type, SDO.DefinedTerm))
    # DefinedTerm has few properties of its own, and those of Thing; DefinedTermSet has those of CreativeWork, too.
    own = {RDF.type, SDO.name, SDO.alternateName, SDO.description, SDO.sameAs, SDO.termCode, SDO.inDefinedTermSet}
    assert {predicate for term in terms for predicate in graph.predicates(term)} <= own
    assert {URIRef(BASE), URIRef(f"{BASE}lor"), URIRef(f"{BASE}categories/air/wind")} <= sets
    assert set(graph.objects(None, SDO.inDefinedTermSet)) <= sets
    assert set(graph.objects(None, SDO.hasDefinedTerm)) <= terms
    assert set(graph.objects(None, SDO.hasPart)) <= sets
    assert [str(one) for one in graph.objects(URIRef(f"{BASE}skills/KITE"), SDO.termCode)] == ["KITE"]


# CASE


def test_case_is_valid_after_the_specification(build: Build) -> None:
    checker = Draft202012Validator(CASE, format_checker=FormatChecker())
    for name, package in packages(files_of(build, "case")).items():
        assert [error.message for error in checker.iter_errors(package)] == [], name


def test_the_schema_of_case_refuses_what_is_wrong(build: Build) -> None:
    checker = Draft202012Validator(CASE, format_checker=FormatChecker())
    (package, *_) = packages(files_of(build, "case")).values()
    for path, value in (
        (("CFDocument", "identifier"), "no uuid"),
        (("CFDocument", "creator"), None),
        (("CFItems", 0, "fullStatement"), ""),
        (("CFAssociations", 0, "associationType"), "isParentOf"),
        (("CFItems", 0, "colour"), "red"),
    ):
        broken = json.loads(json.dumps(package))
        inner = broken
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        assert list(checker.iter_errors(broken)), path


def test_in_case_every_item_hangs_below_the_document(build: Build) -> None:
    first, second = packages(files_of(build, "case")).values()
    for package in (first, second):
        document = package["CFDocument"]["identifier"]
        items = {item["identifier"] for item in package["CFItems"]}
        assert len(items) == len(package["CFItems"])
        above: dict[str, str] = {}
        for link in package["CFAssociations"]:
            origin, target = link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]
            assert origin in items | {document}
            if link["associationType"] == "isChildOf":
                assert origin not in above
                above[origin] = target
            if link["associationType"] not in {"exactMatchOf", "isRelatedTo", "isTranslationOf"}:
                assert target in items | {document}
        assert set(above) == items
        for one in items:
            steps = 0
            at = one
            while at != document:
                at, steps = above[at], steps + 1
                assert steps < 6
        identifiers = [link["identifier"] for link in package["CFAssociations"]]
        assert len(set(identifiers)) == len(identifiers)
    translated = {
        link["destinationNodeURI"]["identifier"]
        for link in second["CFAssociations"]
        if link["associationType"] == "isTranslationOf"
    }
    assert translated <= {item["identifier"] for item in first["CFItems"]} | {first["CFDocument"]["identifier"]}
    assert {first["CFDocument"]["identifier"], uuid_of(f"{BASE}skills/SSUP@en")} & translated == {
        first["CFDocument"]["identifier"]
    }  # no page in English says what that skill is
    assert uuid_of(f"{BASE}skills/MAPD@en") in translated


def test_in_case_identifiers_are_made_of_iri_and_language(build: Build) -> None:
    for name, package in packages(files_of(build, "case")).items():
        tag = name.split(".")[2]
        assert package["CFDocument"]["language"] == tag
        for item in (package["CFDocument"], *package["CFItems"]):
            assert uuid.UUID(item["identifier"]) == uuid.uuid5(uuid.NAMESPACE_URL, f"{item['uri']}@{tag}")
            assert item["lastChangeDateTime"] == "2026-11-23T00:00:00Z"


def test_case_asks_for_what_nobody_else_knows() -> None:
    graph_build = built(ROOT / "examples")
    assert [one.code for one in export_graph(graph_build, "case", ExportOptions()).problems] == [
        "export-without-day",
        "export-without-publisher",
    ]
    assert export_graph(graph_build, "case", ExportOptions()).files == {}


def uuid_of(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


# SKOS


def test_plain_skos_has_no_term_of_ours_and_keeps_the_rules_of_skos(build: Build) -> None:
    (data,) = files_of(build, "skos").values()
    graph = Graph().parse(data=data, format="turtle")
    assert not [term for triple in graph for term in triple if "skosmith/ns#" in str(term)]
    for term in set(graph.predicates()) | set(graph.objects(None, RDF.type)):
        if str(term).startswith(str(SKOS)):
            assert term in {SKOS[name] for name in SKOS.__annotations__}, term
    for narrower, above in graph.subject_objects(SKOS.broader):
        assert (above, SKOS.narrower, narrower) in graph
        assert (narrower, SKOS.related, above) not in graph
    for one, other in graph.subject_objects(SKOS.related):
        assert (other, SKOS.related, one) in graph
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        assert any(graph.objects(scheme, SKOS.prefLabel)) or any(graph.objects(scheme, DCTERMS.title))
        assert any(graph.objects(scheme, SKOS.hasTopConcept))
    for top, scheme in graph.subject_objects(SKOS.topConceptOf):
        assert (scheme, SKOS.hasTopConcept, top) in graph
        assert (top, SKOS.inScheme, scheme) in graph
        assert not any(graph.objects(top, SKOS.broader))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert set(graph.objects(None, SKOS.broader)) | set(graph.objects(None, SKOS.related)) <= concepts
    assert all(any(graph.objects(one, SKOS.inScheme)) for one in concepts)
    named = {item[0] for item in build.statements() if item[1] == f"<{SKOS.prefLabel}>"}
    assert {one for one in concepts if any(graph.objects(one, SKOS.prefLabel))} == {
        one for one in concepts if one.n3() in named
    }


def test_plain_skos_has_no_fault_that_lint_knows(build: Build, run: Callable[..., Result], tmp_path: Path) -> None:
    (data,) = files_of(build, "skos").values()
    (tmp_path / "framework.skos.ttl").write_bytes(data)
    problems = json.loads(run("check", tmp_path / "framework.skos.ttl", "--format", "json").stdout)["problems"]
    of_texts = {"language-incomplete", "no-common-language", "labels-overlap"}  # said of the texts, not of the form
    assert {one["code"] for one in problems} == of_texts
