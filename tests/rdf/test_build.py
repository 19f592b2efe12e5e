"""Pages -> quads with places."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import PAGES, built, page_at, pages_at
from skosmith.checks import rdflib_graph
from skosmith.model import Profile, Span, Text, literal, ntriples
from skosmith.rdf import build_graph, serialise

KNOT = PAGES / "accept" / "knot.pt.txt"
BARE = PAGES / "accept" / "bare_levels.en.txt"
BASE = "https://example.org/framework/"


def triples(*paths: Path, profile: Profile | None = None) -> set[str]:
    lines = ntriples(built(*paths, profile=profile).statements()).splitlines()
    assert len(lines) == len(set(lines))
    return set(lines)


def test_no_blank_nodes_and_no_statement_twice() -> None:
    build = built(PAGES / "accept")
    lines = ntriples(build.statements()).splitlines()
    assert len(lines) == len(set(lines)) == len(build)
    assert not any(line.startswith("_:") or " _:" in line.partition('"')[0] for line in lines)


def test_iris_follow_base_and_edition() -> None:
    subjects = {line.partition(" ")[0] for line in triples(KNOT, profile=Profile("https://id.example/x/", "9"))}
    assert {subject for subject in subjects if "/9/" in subject} == {
        "<https://id.example/x/9/>",
        "<https://id.example/x/9/lor>",
        *(f"<https://id.example/x/9/lor/{level}{part}>" for level in (2, 3, 4) for part in ("", "/essence")),
        "<https://id.example/x/9/skills/KNOT>",
        *(f"<https://id.example/x/9/skilllevels/KNOT_{level}>" for level in (2, 3, 4)),
    }
    assert {subject.replace("/x/9/", "/x/") for subject in subjects} < subjects


def test_rights_are_a_statement_or_an_iri() -> None:
    dc, dcterms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    assert f'<{BASE}> <{dc}rights> "© \\"them\\"" .' in triples(KNOT, profile=Profile(rights='© "them"'))
    assert f"<{BASE}> <{dcterms}rights> <https://e.org/r> ." in triples(KNOT, profile=Profile(rights="https://e.org/r"))
    assert f"<{BASE}> <{dcterms}license> <https://e.org/l> ." in triples(
        KNOT, profile=Profile(licence="https://e.org/l")
    )


def test_a_bare_level_gives_its_essence_and_no_skill_level() -> None:
    lines = triples(BARE)
    assert any(line.startswith(f"<{BASE}lor/1/essence>") for line in lines)
    assert not any("skilllevels/KNOT_1" in line or "skilllevels/KNOT_4" in line for line in lines)


def test_translations_meet_on_the_same_iris() -> None:
    both = triples(KNOT, BARE)
    assert both >= {line for line in triples(KNOT) if "KNOT_4" not in line}
    names = {line.rpartition('"')[2] for line in both if "#prefLabel>" in line and "/skills/KNOT>" in line}
    assert names == {"@pt .", "@en ."}


def test_the_order_of_pages_changes_nothing() -> None:
    pages, _ = pages_at(PAGES / "accept")
    forwards, backwards = build_graph(pages), build_graph(pages[::-1])
    assert list(forwards.statements()) == list(backwards.statements())
    assert (forwards.pages, forwards.occurrences) == (backwards.pages, backwards.occurrences)


def test_every_statement_of_a_page_has_its_place() -> None:
    build = built(KNOT)
    without = {subject for subject, _, _, span in build.statements() if span is None}
    assert without == {build.names.framework, build.names.levels}
    places = {(s, p, o): span for s, p, o, span in build.statements()}
    level = places[f"<{BASE}skills/KNOT>", "<https://w3id.org/skosmith/ns#declaredLevel>", f"<{BASE}lor/3>"]
    assert level == Span(str(KNOT), 9, 3, 9, 4)


def test_levels_are_linked_in_order() -> None:
    build = built(KNOT)
    following = [(s, o) for s, p, o, _ in build.statements() if p.endswith("#next>")]
    pairs = [
        (f"<{BASE}{kind}{below}>", f"<{BASE}{kind}{below + 1}>")
        for kind in ("lor/", "skilllevels/KNOT_")
        for below in (2, 3)
    ]
    assert sorted(following) == sorted(pairs)


@example("\uffff\x7f\x80", "pt")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(["", "pt", "fr-CA"]))
def test_a_literal_reads_back_equal(value: str, language: str) -> None:
    line = f"<x:s> <x:p> {literal(value, language)} .\n"
    (quad,) = pyoxigraph.parse(line.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.object == pyoxigraph.Literal(value, language=language or None)
    assert serialise([quad.triple], "nt") == line.encode()


def test_what_the_parser_reads_and_the_graph_leaves_out_is_found() -> None:
    page = page_at(KNOT)
    assert [problem.spans[0].line for problem in build_graph([replace(page, definition=None)]).problems] == [5]
    lost = [span for problem in build_graph([replace(page, claims=())]).problems for span in problem.spans]
    lines = [line.number for line in page.lines if any(span.line <= line.number <= span.end_line for span in lost)]
    assert lines == [claim.span.line for claim in page.claims]


def test_meaning_compares_and_place_does_not() -> None:
    assert Text("a", "pt", Span("x", 1, 1, 1, 2)) == Text("a", "pt", Span("y", 9, 9, 9, 9))
    assert page_at(KNOT) == page_at(KNOT)


def test_the_graph_as_rdflib() -> None:
    build = built(KNOT)
    graph = rdflib_graph(build.statements())
    assert len(graph) == len(build)
    assert {prefix for prefix, _ in graph.namespaces()} >= {"skm", "skos", "xkos"}
