"""Asking: named queries, forms of answers, and what a query can do wrong."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import Result

from conftest import PAGES, ROOT, built
from skosmith.model import PREFIXES
from skosmith.rdf import write_graph
from skosmith.stores import ROWS, TRIPLES, named_queries, syntax_fault

Run = Callable[..., Result]
GRAPH = ROOT / "output" / "graph.nq"
ROWS_OF = {
    "counts": ((), 8),
    "skills-at-level": (("level=4",), 3),
    "ladder": (("code=MAPD", "language=en"), 4),
    "essences": (("level=2",), 2),
    "missing-translations": (("language=en",), 17),
    "levels-per-category": ((), 0),
    "changes-between-editions": ((), 0),
    "history": (("code=MAPD",), 2),
    "lines": (("code=MAPD_3",), 2),
    "search": (("word=valley",), 1),
}


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in answer]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_answers(name: str, run: Run) -> None:
    values, count = ROWS_OF[name]
    options = [part for value in values for part in ("--set", value)]
    assert len(rows(run("query", name, GRAPH, *options, "--format", "json"))) == count


SAID = {"level": "3", "code": "MAPD", "language": "en", "word": "map", "edition": "9", "newer": "10"}


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_variable_of_a_named_query_can_be_set(name: str, run: Run) -> None:
    query = named_queries()[name]
    for variable in query.variables:
        options = [part for one in {variable, *query.needed} for part in ("--set", f"{one}={SAID[one]}")]
        records = rows(run("query", name, GRAPH, *options, "--format", "json"))
        assert all(row[variable] == SAID[variable] for row in records)
        assert (
            records or variable in {"edition", "newer"} or name in {"levels-per-category", "changes-between-editions"}
        )


@pytest.mark.parametrize("form", sorted(ROWS))
def test_every_form_of_rows(form: str, run: Run) -> None:
    result = run("query", "ladder", GRAPH, "--set", "code=MAPD", "--set", "language=pt", "--format", form)
    assert result.exit_code == 0
    assert "Auxilia" in result.stdout
    assert len(result.stdout.splitlines()) >= 1


@pytest.mark.parametrize("form", sorted(TRIPLES))
def test_every_form_of_triples_is_read_back(form: str, run: Run) -> None:
    query = "CONSTRUCT { ?skill skos:prefLabel ?name } WHERE { ?skill a skm:Skill ; skos:prefLabel ?name }"
    result = run("query", query, GRAPH, "--format", form)
    assert result.exit_code == 0
    formats = {"ttl": "turtle", "jsonld": "json-ld", "nq": "nquads", "rdf": "xml"}
    if form == "nq":
        assert result.stdout.count(" .\n") == 3
    else:
        assert len(rdflib.Dataset().parse(data=result.stdout, format=formats.get(form, form))) in {1, 3}


def test_a_query_from_a_file_from_standard_input_and_as_text(run: Run, tmp_path: Path) -> None:
    query = "ASK { ?skill a skm:Skill }"
    (tmp_path / "a.rq").write_text(query)
    for result in (run("query", query), run("query", tmp_path / "a.rq"), run("query", "-", stdin=query.encode())):
        assert result.exit_code == 0, result.output
        assert "true" in result.stdout


OF_OPTIONS = {"query-form", "query-name", "query-value", "query-value-missing", "query-variable"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ladr"], "query-name", "Try ladder"),
        (["nothing.rq"], "no-such-file", ""),
        (["ladder", "--set", "lang=pt"], "query-variable", "Use one of its variables: code, language, edition."),
        (["ladder", "--set", "language=português"], "query-value", "this kind: a language tag."),
        (["ladder", "--set", "code=MAPD }"], "query-value", "this kind: a code such as SSUP."),
        (["essences", "--set", "level=8"], "query-value", "this kind: a number from 1 to 7."),
        (["essences", "--set", 'level="2"'], "query-value", "this kind: a number from 1 to 7."),
        (["lines", "--set", "edition="], "query-value", "this kind: an edition such as 9."),
        (["search"], "query-value-missing", "Add --set word=... (a word, or a part of one)."),
        (["ladder", "examples/mapd.en.txt"], "not-a-graph", ""),
        (["ladder", "nothing.ttl"], "no-such-file", ""),
        (["ladder", "output"], "not-a-graph", ""),
        (["ladder", "store:nothing"], "store-not-there", "skosmith load"),
        (["ladder", "store:nothing", "output/graph.ttl"], "data-mixed", ""),
        (["ladder", "http://127.0.0.1:9/query", "output/graph.ttl"], "data-mixed", ""),
        (["ladder", "http://127.0.0.1:9/query"], "store-unreachable", "Connection refused"),
        (["ladder", "--format", "ttl"], "query-form", "Use one of table"),
        (["DESCRIBE ?x WHERE { ?x a skm:Skill }", "--format", "csv"], "query-form", "a graph"),
        (["SELECT ?x WHERE {\n  ?x a }"], "query-syntax", "query:2:"),
        (["SELECT ?x WHERE { ?x foo:a ?y }"], "query-syntax", "the prefix 'foo:' is not declared"),
        (["SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }"], "query-syntax", "neither bound nor named in GROUP BY"),
        (["SELECT (1 AS ?x) { ?x a ?y }"], "query-syntax", "has a value already"),
        (["SELECT * { ?x a <y> }"], "query-syntax", "an IRI is relative"),
        (["PREFIX a: <a:>\nSELECT * {\n  ?x a:b ?y ; dct:title ?z }"], "query-syntax", "query:3:15: violation"),
        (["INSERT DATA { <a:a> <a:b> <a:c> }"], "query-syntax", "this is an update"),
        (["ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "query-service", ""),
        (["x\udcff y"], "query-syntax", ""),
    ],
)
def test_bad_input_is_a_problem(arguments: list[str], code: str, words: str, run: Run) -> None:
    result = run("query", *arguments)
    assert result.exit_code == (2 if code in OF_OPTIONS else 1)
    assert f"violation: {code}:" in result.stderr
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("ladder", "ssup", "The graph has no code 'ssup'. Did you mean 'SSUP'?"),
        ("lines", "ssup_4", "The graph has no code 'ssup_4'. Did you mean 'SSUP_4'?"),
        ("ladder", "zzzz", "The graph has no code 'zzzz'.\n"),
        ("ladder", "SSUP_4", ""),
    ],
)
def test_no_rows_for_a_code_that_the_graph_does_not_have_as_it_is_written(
    name: str, code: str, hint: str, run: Run
) -> None:
    result = run("query", name, GRAPH, "--set", f"code={code}")
    assert result.exit_code == 0
    assert result.stdout.endswith("(0 rows)\n")
    assert (hint in result.stderr) if hint else (result.stderr == "")
    assert run("query", name, GRAPH, "--set", "code=SSUP").stderr == ""


@pytest.mark.parametrize("arguments", [[], ["ladder", "--set", "level"], ["ladder", "--format", "pdf"]])
def test_a_wrong_command_line_is_refused(arguments: list[str], run: Run) -> None:
    assert run("query", *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("query", "at", "reason"),
    [
        ("SELEC ?a {}", "SELEC", "something else"),
        ('SELECT ?a {\r\n\t?a skos:prefLabel "日本語"@ja ; FILTRO }\r\n', "FILTRO", "something else"),
        ("SELECT * {\n OPTINAL { ?s ?p ?o }\n}\n# the end", "OPTINAL", "something else"),
        ("SELECT ?a { ?a ?b ?c FILTER(?b > )\n ?d ?e ?f }", ")\n", "something else"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "x", "something else"),
        ("SELECT * { ?s ?p ?o }\n }", "}", "something else"),
        ("SELECT * { ?s ?p ?o }}", "}", "something else"),
        ("SELECT ?x WHERE {\n  ?x a }", "}", "something else"),
        ("SELECT ?a WHERE { ?a ?b ?c \n", " \n", "ends too early"),
        ("SELECT * { ?s ?p ?o } ORDER BY", "", "ends too early"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", "", "two values"),
        ("SELECT ?a ?b { ?a ?b ?c } GROUP BY ?a", "", "neither bound"),
    ],
)
def test_a_syntax_error_is_shown_where_it_is(query: str, at: str, reason: str) -> None:
    """The parser names a place that is off by the length of a keyword, or the end."""
    with pytest.raises(SyntaxError) as refused:
        pyoxigraph.Store().query(query, prefixes=PREFIXES)
    fault = syntax_fault(query, str(refused.value), PREFIXES)
    assert fault
    before = query[: query.rindex(at)] if at else query
    assert (fault.line, fault.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert reason in fault.reason


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_query_that_runs_can_be_ended(how: signal.Signals) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "skosmith", "query", runaway, str(GRAPH)]
    with subprocess.Popen(command) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(2)
            process.send_signal(how)
            assert process.wait(60) == -how
        finally:
            process.kill()


@pytest.mark.parametrize("name", ["missing-translations", "changes-between-editions"])
def test_a_large_graph_is_no_matter(name: str, run: Run, tmp_path: Path) -> None:
    """What takes a second here took minutes, when the engine joined each thing with each property first."""
    lines = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in ("dc", "dcat", "skm", "skos")]
    for edition in ("8", "9"):
        output = f"dcat:version '{edition}' ; dc:language 'en', 'pt'"
        lines.append(f"<x:{edition}> a skm:Framework ; {output} .")
        lines += [
            f"<x:{edition}/{number}> skos:inScheme <x:{edition}> ; skos:notation '{edition}-{number}' ;"
            f" skos:prefLabel 'a {number}'@en, 'um {number}'@pt ; skos:definition 'what'@en, 'que'@pt ."
            for number in range(3_000)
        ]
    (tmp_path / "large.ttl").write_text("\n".join(lines), "utf-8")
    begun = time.monotonic()
    records = rows(run("query", name, tmp_path / "large.ttl", "--format", "json"))
    assert time.monotonic() - begun < 60
    assert len(records) == (0 if name == "missing-translations" else 12_000)


def test_the_word_service_in_a_text_is_no_service(run: Run) -> None:
    assert run("query", "ASK { ?s ?p 'SERVICE' } # SERVICE").exit_code == 0


def test_a_value_is_a_text_whatever_it_holds(run: Run) -> None:
    hostile = '" } } DROP ALL #\\'
    assert rows(run("query", "search", GRAPH, "--set", f"word={hostile}", "--format", "json")) == []


def test_a_table_shows_no_control_character_and_counts_ideographs_twice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<a:a> <a:b> "知識\\u001b[31m" .', "utf-8")
    lines = run("query", "SELECT ?text { ?s ?p ?text }", tmp_path / "a.ttl").stdout.splitlines()
    assert "\x1b" not in "".join(lines)
    assert lines[1] == "-" * 9


def test_a_table_keeps_the_end_of_a_long_iri_and_the_begin_of_a_long_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"<https://example.org/{'a' * 60}/end> <a:b> '{'begin ' * 20}' .", "utf-8")
    row = run("query", "SELECT ?s ?text { ?s ?p ?text }", tmp_path / "a.ttl").stdout.splitlines()[2]
    iri, _, text = row.partition("  ")
    assert (iri[0], iri[-5:], len(iri)) == ("…", "/end>", 60)
    assert (text[:5], text[-1], len(text)) == ("begin", "…", 60)


def test_the_lines_fit_a_terminal_of_80_columns(run: Run) -> None:
    table = run("query", "lines", "--set", "code=MAPD_3").stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "MAPD_3  mapd.en.txt  60     64    en" in table


def test_a_digit_is_a_word_and_a_language_is_of_either_case(run: Run) -> None:
    assert len(rows(run("query", "search", GRAPH, "--set", "word=3", "--format", "json"))) >= 3
    assert rows(run("query", "ladder", GRAPH, "--set", "language=PT", "--format", "json"))


def test_markdown_escapes_what_a_text_holds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<a:a> <a:b> "a|b <b>*x*\\ny" .', "utf-8")
    result = run("query", "SELECT ?text { ?s ?p ?text }", tmp_path / "a.ttl", "--format", "markdown")
    assert result.stdout.splitlines()[-1] == r"| a\|b \<b\>\*x\*<br>y |"


def test_the_list_names_every_query(run: Run) -> None:
    listed = run("query", "--list").stdout
    assert all(f"{name}\n    {one.about}\n" in listed for name, one in named_queries().items())


def test_the_graph_is_taken_from_output_where_none_is_named(run: Run) -> None:
    assert run("query", "counts").stdout == run("query", "counts", GRAPH).stdout


def test_a_store_on_disk(run: Run, tmp_path: Path) -> None:
    write_graph(built(PAGES / "accept" / "knot.pt.txt"), tmp_path, ["nq"])
    store = pyoxigraph.Store(str(tmp_path / "db"))
    store.load(path=str(tmp_path / "graph.nq"))
    store.flush()
    del store
    assert len(rows(run("query", "ladder", f"store:{tmp_path / 'db'}", "--format", "json"))) == 3


def test_ctrl_c_ends_a_query_that_runs_away() -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "skosmith", "query", runaway, str(GRAPH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(2)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(60) == -signal.SIGINT
        finally:
            process.kill()


@pytest.mark.parametrize("command", [["query", "counts"], ["serve"], ["site"], ["load", GRAPH, "--to"]])
def test_a_damaged_store_is_a_problem(command: list[str], run: Run, tmp_path: Path) -> None:
    store = f"store:{tmp_path / 'db'}"
    assert run("load", GRAPH, "--to", store).exit_code == 0
    for file in (tmp_path / "db").glob("*.sst"):
        file.write_bytes(file.read_bytes()[:100])
    result = run(*command, store)
    assert result.exit_code == 1
    assert f"{store}: violation: store-damaged: The store is damaged: Corruption" in result.output
