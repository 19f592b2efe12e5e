"""Files of RDF as sources: their statements, the place of each, and what is wrong with the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, built, hostile
from skosmith.graph import ntriples
from skosmith.project import Project
from skosmith.rdf_file import FORMATS, read_statements
from skosmith.sources import check, read_sources
from skosmith.vocabulary import SKOS
from skosmith.write import WRITERS, WriteError, write

XSD = "http://www.w3.org/2001/XMLSchema#"

KNOT = PAGES / "accept" / "knot.pt.txt"
TEXT = b"Ata sozinho uma carga leve."


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write(built(KNOT), tmp_path, list(WRITERS))
    return tmp_path


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_gives_the_statements_of_the_pages(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    statements, problems = read_statements(str(path), path.read_bytes())
    assert problems == []
    assert set(ntriples(statements).splitlines()) == set(ntriples(built(KNOT).statements()).splitlines())


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {".rdf"}))
def test_a_text_is_placed_where_it_stands(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    lines = path.read_text("utf-8").split("\n")
    placed = [
        said for said in read_statements(str(path), path.read_bytes())[0] if said[2][0] == '"' and "\\" not in said[2]
    ]
    assert len(placed) > 10
    for _, _, term, span in placed:
        assert span is not None
        value = term[1 : term.rindex('"')]
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip('"') == value or term.endswith(
            "integer>"
        )


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("x.ttl", b"<a:a> <a:b> .\n", "graph-syntax", 1),
        ("x.ttl", b"", "graph-empty", 0),
        ("x.nq", b'<a:a> <a:b> "x" .\n<a:a> <b\n', "graph-syntax", 2),
        ("x.jsonld", b'{"@id": "x", ', "graph-syntax", 1),
        ("x.jsonld", b'{"@context": "https://example.org/c", "@id": "a:b", "p": "x"}', "graph-syntax", 0),
        ("x.rdf", b"<a>", "graph-syntax", 0),
        ("x.ttl", b"<a:a> <a:b> <a:c> .", "graph-without-framework", 0),
    ],
)
def test_a_bad_file_is_a_problem_at_its_place(name: str, data: bytes, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (problem,) = read_sources(Project(sources=(str(tmp_path / name),))).problems
    assert (problem.code, problem.spans[0].line) == (code, line)


@pytest.mark.parametrize("form", [".ttl", ".jsonld", ".nq"])
def test_a_graph_is_held_to_the_shapes_on_its_own_lines(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    number = next(n for n, line in enumerate(path.read_bytes().split(b"\n"), 1) if TEXT in line)
    path.write_bytes(path.read_bytes().replace(TEXT, TEXT[:-1]))
    problems = check(read_sources(Project(sources=(str(path),))))
    (cut,) = [problem for problem in problems if problem.code == "skill-level-definition-end"]
    assert (cut.spans[0].path, cut.spans[0].line) == (str(path), number)


def test_what_a_file_says_beside_survives_every_format(files: Path, tmp_path: Path) -> None:
    """Terms of others, and ours said in other ways than build says them."""
    skill = "<https://example.org/framework/skills/KNOT>"
    more = f"""
        {skill} <https://example.org/x> "y"@pt, <https://example.org/y>, 5, "z", "2026-11-23"^^<{XSD}date> ;
            a <https://example.org/C> ; <{SKOS.NS}prefLabel> "plain" ; <{SKOS.NS}altLabel> "Knot"@en ;
            <{SKOS.NS}definition> <https://example.org/defined> ; <{SKOS.NS}broader> "no link" ;
            <{SKOS.NS}notation> "k"^^<https://example.org/codes> .
        <https://example.org/alone> <https://example.org/terms#q> "1", <https://example.org/lonely> .
        <https://example.org/lonely> <https://example.org/terms#q> <https://example.org/alone> .
    """
    source = tmp_path / "more.ttl"
    source.write_text((files / "graph.ttl").read_text("utf-8") + more, "utf-8")
    made = read_sources(Project(sources=(str(source),))).made
    assert len(made) > 100
    write(made, tmp_path / "again", list(WRITERS))
    expected = set(ntriples(made.statements()).splitlines())
    for form in FORMATS:
        path = tmp_path / "again" / f"graph{form}"
        statements, problems = read_statements(str(path), path.read_bytes())
        assert problems == []
        assert set(ntriples(statements).splitlines()) == expected, form


def test_a_property_that_is_no_name_is_not_for_xml(tmp_path: Path) -> None:
    made = hostile(["x"])
    made.framework.append((made.names.framework, "<https://example.org/4>", '"x"', None))
    write(made, tmp_path, ["ttl", "jsonld"])
    with pytest.raises(WriteError) as caught:
        write(made, tmp_path, ["rdf"])
    assert [one.code for one in caught.value.problems] == ["property-not-in-xml"]


def test_pages_and_graphs_are_not_mixed(files: Path, run: Callable[..., Result]) -> None:
    result = run("check", files / "graph.ttl", KNOT)
    assert result.exit_code == 1
    assert "page-beside-graph" in result.stdout
