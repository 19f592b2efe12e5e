"""Files of RDF as sources: their statements, the place of each, and what is wrong with the file."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

import skosmith
from conftest import PAGES, built, hostile
from skosmith.framework import open_framework
from skosmith.model import FORMATS, GRAPH_SUFFIXES, SKOS, Files, Statement, ntriples
from skosmith.project import Project, read_sources
from skosmith.rdf import WRITERS, WriteError, fault_of_file, read_statements, statements_of, write_graph

XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_XML = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="e:"><r:Description r:about="e:s">'
    '<e:p r:resource="e:o"/><e:q r:resource="e:o"/></r:Description></r:RDF>'
)
NESTED_XML = (
    b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="e:">\n<r:Description r:about="e:s">\n'
    b'<e:p>\n<r:Description r:about="e:p"/>\n</e:p>\n</r:Description>\n</r:RDF>'
)
JSON_PLACES = ["1:25-26", "1:30-32", "1:36-39", "1:51-52", "1:63-64"]
KNOT = PAGES / "accept" / "knot.pt.txt"
TEXT = b"Ata sozinho uma carga leve."


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write_graph(built(KNOT), tmp_path, list(WRITERS))
    return tmp_path


@pytest.mark.parametrize("form", sorted(GRAPH_SUFFIXES))
def test_every_format_gives_the_statements_of_the_pages(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    statements, problems = read_statements(str(path), path.read_bytes())
    assert problems == []
    assert set(ntriples(statements).splitlines()) == set(ntriples(built(KNOT).statements()).splitlines())


@pytest.mark.parametrize("form", sorted(GRAPH_SUFFIXES))
def test_a_text_is_placed_where_it_stands(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    lines = path.read_text("utf-8").split("\n")
    placed = [
        item for item in read_statements(str(path), path.read_bytes())[0] if item[2][0] == '"' and "\\" not in item[2]
    ]
    assert len(placed) > 10
    for _, _, term, span in placed:
        assert span is not None
        value = term[1 : term.rindex('"')]
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip('"') == value


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("x.ttl", '<e:s> <e:p> <e:o> ; <e:q> <e:o>, 7 ; <e:r> 7, "7" .'),
        ("x.ttl", "@prefix e: <e:> . e:s e:p e:o ; e:q e:o . # e:other"),
        ("x.ttl", "<e:o> <e:p> <e:o> ; <e:q> <e:o> ."),
        ("x.ttl", '<e:s> <e:p> "o"@en ; <e:q> "o"@en ; <e:r> "o" .'),
        ("x.rdf", RDF_XML),
    ],
)
def test_equal_objects_on_one_line_are_told_apart_by_their_predicates(name: str, line: str) -> None:
    """From left to right, each behind its own predicate."""
    statements, problems = read_statements(name, line.encode())
    assert problems == []
    for one in statements:
        assert one.span is not None
        local = one.predicate.removeprefix("<e:").removesuffix(">")
        before = line[: one.span.column - 1]
        predicates = re.findall(r"<?e:([pqr])\b", before)
        assert predicates[-1] == local
        assert line[one.span.column - 1 : one.span.end_column - 1] in {"e:o", "o", "7"}
    assert len({(one.span.column) for one in statements if one.span}) == len(statements)


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("x.ttl", b"<a:a> <a:b> .\n", "graph-syntax", 1),
        ("x.ttl", b"", "graph-empty", 0),
        ("x.nq", b'<a:a> <a:b> "x" .\n<a:a> <b\n', "graph-syntax", 2),
        ("x.jsonld", b'{"@id": "x", ', "graph-syntax", 1),
        ("x.jsonld", b'{"@context": "https://example.org/c", "@id": "a:b", "p": "x"}', "graph-syntax", 1),
        ("x.rdf", b"<a>", "graph-syntax", 1),
        ("x.ttl", b"<a:a> <a:b> <a:c> .", "graph-without-framework", 0),
    ],
)
def test_a_bad_file_is_a_problem_at_its_place(name: str, data: bytes, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (problem,) = read_sources(Project(sources=(str(tmp_path / name),)), Files()).problems
    assert (problem.code, problem.spans[0].line) == (code, line)


@pytest.mark.parametrize("form", [".ttl", ".jsonld", ".nq"])
def test_a_graph_is_held_to_the_shapes_on_its_own_lines(form: str, files: Path) -> None:
    path = files / f"graph{form}"
    number = next(n for n, line in enumerate(path.read_bytes().split(b"\n"), 1) if TEXT in line)
    path.write_bytes(path.read_bytes().replace(TEXT, TEXT[:-1]))
    problems = open_framework(Project(sources=(str(path),)), Files()).problems()
    (cut,) = [problem for problem in problems if problem.code == "skill-level-definition-end"]
    assert (cut.spans[0].path, cut.spans[0].line) == (str(path), number)


@pytest.mark.parametrize("form", [".ttl", ".nq", ".jsonld", ".rdf"])
@pytest.mark.parametrize("length", [4_095, 4_096, 4_097, 20_000])
def test_a_line_longer_than_the_parsers_room_is_read(form: str, length: int, files: Path) -> None:
    """Of what it is given, the parser takes 4,096 bytes at a time; more would end the program."""
    path = files / f"graph{form}"
    path.write_bytes(path.read_bytes().replace(TEXT, b"x" * length))
    statements, problems = read_statements(str(path), path.read_bytes())
    assert problems == []
    assert [item[2] for item in statements if "xxxx" in item[2]] == [f'"{"x" * length}"@pt']


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
    build = read_sources(Project(sources=(str(source),)), Files()).build
    assert len(build) > 100
    write_graph(build, tmp_path / "again", list(WRITERS))
    expected = set(ntriples(build.statements()).splitlines())
    for form in GRAPH_SUFFIXES:
        path = tmp_path / "again" / f"graph{form}"
        statements, problems = read_statements(str(path), path.read_bytes())
        assert problems == []
        assert set(ntriples(statements).splitlines()) == expected, form


def test_a_property_that_is_no_name_is_not_for_xml(tmp_path: Path) -> None:
    build = hostile(["x"])
    build.framework.append(Statement(build.names.framework, "<https://example.org/4>", '"x"'))
    write_graph(build, tmp_path, ["ttl", "jsonld"])
    with pytest.raises(WriteError) as caught:
        write_graph(build, tmp_path, ["rdf"])
    assert [one.code for one in caught.value.problems] == ["property-not-in-xml"]


def test_pages_and_graphs_are_not_mixed(files: Path, run: Callable[..., Result]) -> None:
    result = run("check", files / "graph.ttl", KNOT)
    assert result.exit_code == 1
    assert "page-beside-graph" in result.stdout


def test_the_suffixes_that_may_be_long_are_those_read() -> None:
    assert WRITERS.keys() == FORMATS.keys()


TTL = """@base <https://e.org/> .
@prefix ex: <https://e.org/ns#> .
# "no text" <x> ex:p 4
<a> ex:p "one", "two"@pt, 'one'@en ; ex:q <b/c>, ex:d ; ex:n 4 .
<b> ex:p \"\"\"first "line"
second\"\"\"@pt ; ex:p "a\\nb\\u00e9" .
ex:d ex:p "one" ; ex:q <https://e.org/full#x>, <a> .
"""
JSONLD = """{"@context": {"ex": "https://e.org/ns#", "id": "@id", "p": {"@id": "ex:p", "@container": "@language"}},
 "@graph": [
  {"id": "https://e.org/a", "p": {"en": "one", "pt": "one"}, "ex:n": 4,
   "ex:q": [{"id": "https://e.org/b"}, {"id": "ex:d", "p": {"pt": "one"}}]},
  {"ex:p": {"@value": "first \\"line\\"", "@language": "pt"}, "id": "https://e.org/b"},
  {"ex:p": "of no name"}
 ]}
"""
RDF_XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://e.org/ns#">
 <rdf:Description rdf:about="https://e.org/a">
  <ex:p xml:lang="pt">one &amp; two</ex:p>
  <ex:p>one</ex:p><ex:q rdf:resource="https://e.org/b"/>
 </rdf:Description>
 <ex:D rdf:about="https://e.org/b" ex:p="one"/>
 <ex:D rdf:about="https://e.org/c"><ex:p><![CDATA[<of> data]]></ex:p><ex:p>one</ex:p></ex:D>
</rdf:RDF>
"""
NQ = """<https://e.org/a> <https://e.org/ns#p> "a\\"b\\nc"@pt <https://e.org/g> .
<https://e.org/a> <https://e.org/ns#p> "one" .
_:x <https://e.org/ns#q> <https://e.org/a> .
"""


@pytest.mark.parametrize(
    ("name", "written", "wanted"),
    [
        (
            "x.ttl",
            TTL,
            [
                "4:one",
                "4:two",
                "4:one",
                "4:b/c",
                "4:d",
                "4:4",
                "5:first",
                "6:a\\nb\\u00e9",
                "7:one",
                "7:https://e.org/full#x",
                "7:a",
            ],
        ),
        ("x.jsonld", JSONLD, ["3:one", "3:one", "3:4", "4:one", "4:https://e.org/b", "4:ex:d", '5:first \\"line\\"']),
        ("x.rdf", RDF_XML, ["3:one &amp; two", "4:one", "4:https://e.org/b", "6:D", "6:one", "7:one"]),
        ("x.nq", NQ, ["2:one", "3:<https://e.org/a>"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_place_is_what_is_written(  # noqa: PLR0913, PLR0917 - the parameters
    name: str, written: str, wanted: list[str], end: str, mark: str, tmp_path: Path
) -> None:
    data = (mark + written.replace("\n", end)).encode()
    statements, problems = read_statements(str(tmp_path / name), data)
    assert problems == []
    lines = written.split("\n")
    values = []
    for _, _, _, span in statements:
        assert span is not None
        stop = span.end_column - 1 if span.end_line == span.line else None
        values.append(f"{span.line}:{lines[span.line - 1][span.column - 1 : stop]}".replace('first "line"', "first"))
    assert sorted(set(wanted) - set(values)) == []


def test_columns_count_the_code_points_of_the_file(tmp_path: Path) -> None:
    data = '<a:a> <a:b> "e\u0301e\u0301", "one" .'.encode()
    (_, one), _ = read_statements(str(tmp_path / "x.ttl"), data)
    assert one[3]
    assert (one[3].column, one[3].end_column) == (22, 25)


def test_blank_nodes_have_the_same_names_each_time() -> None:
    files = [("a.ttl", b'[] <a:b> [ <a:c> "x" ] . _:q <a:b> ("a" 1) .'), ("b.ttl", b"_:q <a:b> _:q .")]
    statements, _ = statements_of(files)
    assert (statements, []) == statements_of(files)
    names = {term for item in statements for term in (item[0], item[2]) if "genid" in term}
    assert len(names) == 6
    assert "<https://w3id.org/skosmith/.well-known/genid/2-1>" in names
    assert not any("_:" in line for line in ntriples(statements).splitlines())


@pytest.mark.parametrize(
    ("name", "data", "line", "column", "says"),
    [
        ("x.ttl", b"<a:a> <a:b> <a:c> .\r\n\r\n<a:a> <a:b> <http://e.org/a b> .", 3, 13, "Invalid IRI"),
        ("x.ttl", b"\n<a:x> ex:y 3 .", 2, 7, "prefix ex:"),
        ("x.nt", b"<a> <a:b> <a:c> .", 1, 1, "No scheme"),
        ("x.trig", b"<a:g> {\n <a:a> <a:b> }\n", 2, 14, ""),
        ("x.jsonld", b'{"@id": "a:a",\n "a:b": "x",,}', 2, 13, "keys must be strings"),
        ("x.jsonld", b'{"@id": "a:a",\n "a:b": {"@value": "x", "@language": 3}}', 2, 25, "@language"),
        ("x.jsonld", b'{\n"@context": ["https://e.org/c"]}', 2, 14, "is not fetched"),
        ("x.rdf", b"<a>\n <b></a>", 2, 8, "mismatch"),
        ("x.rdf", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n <x:y/></rdf:RDF>', 2, 5, "x"),
        (
            "x.rdf",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n <r:Description r:about="a:a b"/></r:RDF>',
            2,
            2,
            "Invalid IRI",
        ),
    ],
)
def test_a_syntax_error_has_line_and_column(  # noqa: PLR0913, PLR0917 - the parameters
    name: str, data: bytes, line: int, column: int, says: str, tmp_path: Path
) -> None:
    statements, (problem,) = read_statements(str(tmp_path / name), data)
    assert statements == []
    span = problem.spans[0]
    assert (problem.code, span.line, span.column) == ("graph-syntax", line, column)
    assert says in problem.message
    if says in {"mismatch", "x"}:
        assert span.end_column == column + 1


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("x.rdf", NESTED_XML, ["5:1-7"]),  # pyoxigraph states it at the end of the property
        ("x.jsonld", b'{"@id": "e:s", "e:p": ["o", "o2", "e:x"], "e:q": "o", "e:r": "o"}', JSON_PLACES),
    ],
)
def test_equal_values_have_places_in_turn(name: str, data: bytes, places: list[str]) -> None:
    statements, problems = read_statements(name, data)
    assert problems == []
    spans = [one.span for one in statements if one.span]
    assert [f"{span.line}:{span.column}-{span.end_column}" for span in spans] == places


SMALL = f'<!DOCTYPE r [<!ENTITY a "{"a" * 1_000}"><!ENTITY b "{"&a;" * 3_000}">]><r/>'.encode()
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.jsonld", b"[" * 200_000, "graph-syntax"),
        ("x.jsonld", b'{"@id": "a:a", "a:b": ["' + b'x","' * 20_000 + b'"]}', ""),
        ("x.ttl", b"<a:a> <a:b> " + b"[ <a:b> " * 20_000 + b"4" + b"]" * 20_000 + b".", ""),
        ("x.ttl", b'<a:a> <a:b> "' + b"x" * 1_000_000 + b'" .', ""),
        ("x.ttl", b"<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", "graph-triple-term"),
        ("x.ttl", b'<a:a> <a:b> "x\xff" .', "not-utf-8"),
        ("x.rdf", b'<a b="\xff">', "not-utf-8"),
        ("x.nt", "<a:a> <a:b> <a:c> .".encode("utf-16"), "not-utf-8"),
        ("x.nt", "<a:a> <a:b> <a:c> .".encode("utf-16-le"), "not-utf-8"),
        ("x.nt", b"\0\0\0\0", "not-utf-8"),
        ("x.ttl", b"\x7fELF\0\1\xff\xfe", "binary-file"),
        ("x.ttl", b"\x1f\x8b\x08\0", "binary-file"),
        ("x.nt", b"<a:a> <a:b> \0 .", "graph-syntax"),
        ("x.jsonld", b'"x"', "graph-empty"),
        ("x.jsonld", b'{"@id": "a:a", "a:b": "\\ud800"}', "graph-syntax"),
        ("x.trig", b"<a:g> { <a:a> <a:b> <a:c> }", "graph-empty"),
        ("x.rdf", b"<r>" * 5_000, "graph-syntax"),
        ("x.rdf", f'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]><r>&j;</r>'.encode(), "graph-entities"),
        ("x.rdf", SMALL, "graph-entities"),
        ("x.rdf", b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>', "graph-syntax"),
    ],
)
def test_a_hostile_file_is_a_problem_or_is_read(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    _, problems = read_statements(str(tmp_path / name), data)
    assert [problem.code for problem in problems] == ([code] if code else [])
    (tmp_path / name).write_bytes(data)
    open_framework(Project(sources=(str(tmp_path / name),)), Files()).problems()
    if name == "x.rdf":
        assert bool(fault_of_file(str(tmp_path / name))) == bool(code)


def test_a_file_of_xml_without_fault_has_none(files: Path) -> None:
    assert fault_of_file(str(files / "graph.rdf")) is None


def test_several_files_make_one_graph(files: Path, tmp_path: Path) -> None:
    whole = (files / "graph.nt").read_bytes().splitlines(keepends=True)
    (tmp_path / "a.nt").write_bytes(b"".join(whole[:20]))
    (tmp_path / "b.nt").write_bytes(b"".join(whole[10:]))
    read = read_sources(Project(sources=(str(tmp_path / "a.nt"), str(tmp_path / "b.nt"))), Files())
    assert read.problems == []
    assert {place.path for *_, place in read.build.framework if place} == {f"{tmp_path}/a.nt", f"{tmp_path}/b.nt"}
    assert len(read.build) == len(whole)


@settings(deadline=None)  # the first of each form imports what it needs
@given(st.sampled_from(sorted(GRAPH_SUFFIXES)), st.integers(0, 2000), st.binary(max_size=5))
def test_a_file_spoiled_anywhere_is_read_or_a_problem(form: str, at: int, what: bytes) -> None:
    data = SPOILED[form]
    statements, problems = read_statements(f"x{form}", data[:at] + what + data[at + 1 :])
    assert statements or problems
    for *_, span in statements:
        assert span
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert 0 < span.line <= data.count(b"\n") + 7


SPOILED = {
    ".ttl": TTL.encode(),
    ".trig": TTL.encode(),
    ".jsonld": JSONLD.encode(),
    ".rdf": RDF_XML.encode(),
    ".nq": NQ.encode(),
    ".nt": NQ.split("\n", 1)[1].encode(),
}


THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://e.org/knots> a skos:ConceptScheme ; skos:prefLabel "Knopen"@nl ; skos:hasTopConcept <https://e.org/k1> .
<https://e.org/k1> a skos:Concept ; skos:prefLabel "Knoop"@nl ; skos:note "Een knoop."@nl ;
    skos:topConceptOf <https://e.org/knots> ; skos:inScheme <https://e.org/knots>, <https://e.org/misspelt> .
<https://e.org/k2> skos:prefLabel "Paalsteek"@nl ; skos:note "Een lus."@nl ; skos:broader <https://e.org/k1> .
"""


def test_a_thesaurus_of_others_is_checked_as_what_it_is(tmp_path: Path) -> None:
    """No framework is missed, any language will do, what has no class is a concept if SKOS says so, all is counted."""
    (tmp_path / "knots.ttl").write_text(THESAURUS, "utf-8")
    framework = skosmith.read(tmp_path / "knots.ttl")
    problems = [(one.code, one.spans[0].line) for one in framework.check() if one.severity == "violation"]
    assert problems == [("scheme-declared", 4), ("concept-in-scheme", 5)]
    assert json.loads(framework.report("json"))["summary"]["triples"] == 12
    of_project = skosmith.read(tmp_path / "knots.ttl", languages=["en"])
    assert "text-language" in {one.code for one in of_project.check()}
