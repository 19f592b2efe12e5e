"""The ontology: every term used is defined, every term defined is used, labelled in both languages, read by others."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from pyld import jsonld
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef, namespace
from rdflib.namespace import DC, DCTERMS, SH

from conftest import ROOT, rapper
from skosmith.checks.shacl.engines import shapes_turtle
from skosmith.model import Compact, data_folder, turtle_files, vocabulary
from skosmith.rdf import build as _  # noqa: F401 - a misspelt term fails here, at import

SKM = Namespace(vocabulary.SKM.NS)
ONTOLOGY = Graph().parse(data_folder("ontology") / "skosmith.ttl")
TERMS = {term for term in ONTOLOGY.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)}
IN_CODE = {URIRef(term.strip("<>")) for name, term in vars(vocabulary.SKM).items() if name[0] != "_" and name != "NS"}
IN_SHAPES = {term for triple in Graph().parse(data=shapes_turtle()) for term in triple if str(term).startswith(SKM)}
SOURCES = "\n".join(
    path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py") if path.name != "vocabulary.py"
)


def test_every_term_used_is_defined() -> None:
    assert IN_CODE <= TERMS
    assert IN_SHAPES <= TERMS


def test_every_term_defined_is_used_or_follows_from_those_that_are() -> None:
    assert {SKM.ConceptAtLevel, SKM.definesAtLevel} == TERMS - (IN_CODE | IN_SHAPES)


def test_every_term_of_the_vocabulary_module_is_used_in_code() -> None:
    closed = {name: terms for name, terms in vars(vocabulary).items() if hasattr(terms, "NS")}
    assert {terms.NS for terms in closed.values()} == set(vocabulary.PREFIXES.values())
    for name, terms in closed.items():
        for term in vars(terms):
            if term[0] != "_" and term != "NS":
                assert re.search(rf"\b{name}\.{term}\b", SOURCES), f"{name}.{term}"


def test_no_term_in_code_is_misspelt() -> None:
    closed = {name: terms for name, terms in vars(vocabulary).items() if hasattr(terms, "NS")}
    used = set(re.findall(rf"(?<!\.)\b({'|'.join(closed)})\.(\w+)", SOURCES))
    assert len(used) > 80
    assert not [pair for pair in used if not hasattr(closed[pair[0]], pair[1])]


PUBLISHED = {
    "DC": namespace.DC,
    "DCAT": namespace.DCAT,
    "DCTERMS": namespace.DCTERMS,
    "FOAF": namespace.FOAF,
    "OWL": namespace.OWL,
    "PROV": namespace.PROV,
    "RDF": namespace.RDF,
    "RDFS": namespace.RDFS,
    "SCHEMA": namespace.SDO,
    "SKOS": namespace.SKOS,
    "VOID": namespace.VOID,
    "XSD": namespace.XSD,
}


def test_every_term_of_another_vocabulary_is_one_that_it_has() -> None:
    """As rdflib has them, whose DCAT is version 2."""
    for name, published in PUBLISHED.items():
        terms = vars(getattr(vocabulary, name)).items()
        ours = {term.strip("<>") for key, term in terms if key[0] != "_" and key != "NS"}
        theirs = {
            str(published[key])
            for key in (*published.__annotations__, *getattr(published, "_extras", ()))
            if key[0] != "_"
        }
        assert ours - theirs <= {f"http://www.w3.org/ns/dcat#{term}" for term in ("previousVersion", "version")}, name


def test_every_term_is_labelled_and_defined_in_both_languages() -> None:
    for term in TERMS:
        for predicate in (RDFS.label, SKOS.definition):
            languages = [text.language for text in ONTOLOGY.objects(term, predicate) if isinstance(text, Literal)]
            assert sorted(map(str, languages)) == ["en", "pt"], (term, predicate)
        assert set(ONTOLOGY.objects(term, RDF.type)) & {
            OWL.Class,
            OWL.ObjectProperty,
            OWL.AnnotationProperty,
            RDF.Property,
        }


@pytest.mark.parametrize("name", ["skosmith.ttl", "alignments.ttl"])
def test_the_header_says_version_licence_and_creator(name: str) -> None:
    graph = Graph().parse(data_folder("ontology") / name)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    for predicate in (OWL.versionIRI, DCTERMS.license, DCTERMS.title, DC.creator):
        assert list(graph.objects(header, predicate)), predicate


def test_alignments_speak_of_terms_that_exist() -> None:
    graph = Graph().parse(data_folder("ontology") / "alignments.ttl")
    assert {term for triple in graph for term in triple if str(term).startswith(SKM)} <= TERMS


def test_the_context_names_every_term_and_every_property_written() -> None:
    context = json.loads((data_folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    names = [name for name, term in context.items() if isinstance(term, dict)]
    names += [name for name, term in context.items() if isinstance(term, str) and name[0].isupper()]
    (node,) = jsonld.expand({"@context": context, "@id": "x:y", **{name: "x:z" for name in names if name.islower()}})
    assert node["@id"] == "x:y"
    named = {
        str(value["@id"] if isinstance(value, dict) else value)
        for value in context.values()
        if not isinstance(value, float)
    }
    written = {Compact("-:")[term] for term in vocabulary.ORDER[1:]}
    provenance = {"dcterms:identifier", "schema:sha256", "sssom:confidence", "sssom:mapping_justification"}
    of_files = {term for term in written if term.partition(":")[0] in {"dcat", "spdx", "void"}}
    of_files = of_files - {"dcat:previousVersion", "dcat:version"} | {"dcterms:conformsTo"}
    of_files |= {"foaf:name", "foaf:primaryTopic"}
    assert written - named == provenance | of_files
    assert {f"skm:{str(term).removeprefix(SKM)}" for term in TERMS} <= named


SINGLE = {
    "rdfs:label": "of a stable IRI, that of its newest name",
    "dcat:version": "of an edition",
    "dcterms:title": "of a framework, one in each language",
    "dcterms:description": "as the title",
    "dcterms:issued": "a day",
    "dcterms:created": "a day",
    "dcterms:modified": "a day",
    "owl:deprecated": "a truth value",
    "skm:retiredSince": "an edition or a day",
    "skm:languagePriority": "one list",
    "skm:cells": "one range for each place",
    "skm:definesAtLevel": "functional",
    "xkos:previous": "the levels are in a row",
    "xkos:next": "the levels are in a row",
}
"""The properties that no shape limits to one value, but that have one."""


def test_a_property_of_the_context_is_an_array_unless_it_has_one_value() -> None:
    context = json.loads((data_folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    shapes = Graph()
    for file in turtle_files("shapes"):
        shapes.parse(file)
    limited = {
        Compact("-:")[f"<{path}>"]
        for limit in (SH.maxCount, SH.uniqueLang)
        for shape in shapes.subjects(limit)
        for path in shapes.objects(shape, SH.path)
    }
    for term in context.values():
        if isinstance(term, dict):
            is_single = "@set" not in term.get("@container", "")
            assert not is_single or term["@id"] in limited | SINGLE.keys(), term["@id"]


@pytest.mark.parametrize("path", [*turtle_files("ontology"), *turtle_files("shapes")], ids=lambda path: path.name)
def test_an_independent_parser_reads_every_file(path: Path) -> None:
    done = subprocess.run([rapper(), "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(Graph().parse(path))


def test_the_frame_gives_each_skill_with_its_levels() -> None:
    """As JSON-LD 1.1 Framing has it; the context that the frame names is the file next to it."""
    frame = json.loads((data_folder("ontology") / "skill.frame.json").read_text("utf-8"))
    frame["@context"] = json.loads((data_folder("ontology") / frame["@context"]).read_text("utf-8"))["@context"]
    graph = json.loads((ROOT / "output" / "graph.jsonld").read_text("utf-8"))
    skills = jsonld.frame(graph, frame, {"omitGraph": False})["@graph"]
    assert "null" not in json.dumps(skills)
    assert [skill["notation"] for skill in skills] == ["MAPD", "SSUP"]
    for skill, numbers in zip(skills, ((2, 3, 4, 5), (1, 2, 3, 4, 5, 6)), strict=True):
        levels = skill["definedAtLevel"]
        assert tuple(level["level"]["notation"] for level in levels) == numbers
        assert all(level["definition"] and level["level"]["essence"]["value"] for level in levels)
        assert [level["notation"] for level in levels] == [f"{skill['notation']}_{number}" for number in numbers]
