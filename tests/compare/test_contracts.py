"""Query contracts: queries with their expected answers, what is wrong with them, and what another graph changes."""

import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from conftest import PAGES, ROOT, built
from skosmith.compare import check_contracts, contracts_text, read_contracts, run_contracts, update
from skosmith.compare.contracts import evaluator
from skosmith.compare.contracts.comparison import changed_answers
from skosmith.compare.contracts.query import Contract
from skosmith.model import Build, Problem, Profile, Span, ntriples
from skosmith.rdf import build_from_statements, read_statements
from skosmith.stores.query import process

KNOT = PAGES / "accept" / "knot.pt.txt"
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
CODES = f"{SKOS}SELECT ?code WHERE {{ ?x a <https://w3id.org/skosmith/ns#Skill> ; skos:notation ?code }}"
NAMES = f"{SKOS}SELECT ?name ?code WHERE {{ ?skill skos:prefLabel ?name ; skos:notation ?code }} ORDER BY ?name ?code"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def knot() -> Build:
    return built(KNOT)


def contracts_of(folder: Path, **files: str | bytes) -> list[Contract]:
    """The contracts of some files, named with ``__`` for the dot."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_bytes(text.encode() if isinstance(text, str) else text)
    contracts, problems = read_contracts(str(folder))
    assert problems == []
    return contracts


def the_problem(folder: Path, build: Build, **files: str | bytes) -> Problem:
    (problem,) = check_contracts(build, contracts_of(folder, **files))
    return problem


def test_the_examples_answer_as_expected() -> None:
    contracts, problems = read_contracts(str(ROOT / "examples" / "contracts"))
    checked = run_contracts(built(ROOT / "examples"), contracts)
    assert problems == [item for one in checked for item in one.problems] == []
    assert [(one.contract.name, one.answer and one.answer.form) for one in checked] == [
        ("credential", "construct"),
        ("every-level-has-an-essence", "ask"),
        ("levels-of-a-skill", "select"),
    ]
    assert all(one.answer and one.answer.rows for one in checked)


def test_an_answer_beside_its_query_is_no_page() -> None:
    assert built(ROOT / "examples").page_count == 3


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".json"])
def test_a_row_that_is_missing_is_shown_on_its_line(suffix: str, tmp_path: Path, knot: Build) -> None:
    (contract,) = contracts_of(tmp_path, names__rq=NAMES)
    path = tmp_path / f"names{suffix}"
    path.touch()
    (checked,) = run_contracts(knot, contracts_of(tmp_path))
    assert update([checked]) == ([str(path)], [])
    assert check_contracts(knot, contracts_of(tmp_path)) == []

    lines = path.read_text("utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines) if "Nível 3" in line]
    lines[at] = lines[at].replace("Nível 3", "Nível 3 de antes")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    (problem,) = check_contracts(knot, contracts_of(tmp_path))
    assert problem.code == "contract-differs"
    assert [(span.path, span.line) for span in problem.spans] == [(str(path), at + 1), (contract.path, 0)]
    assert "missing: 1, new rows: 1" in problem.message
    assert "de antes" in problem.message
    (again,) = run_contracts(knot, contracts_of(tmp_path))
    assert update([again])[0] == [str(path)]
    assert check_contracts(knot, contracts_of(tmp_path)) == []


def test_a_new_row_is_shown_at_the_query(tmp_path: Path, knot: Build) -> None:
    problem = the_problem(tmp_path, knot, codes__rq=CODES, codes__csv="code\r\n")
    assert problem.code == "contract-differs"
    assert "missing: 0, new rows: 1 (+ KNOT)" in problem.message
    assert [Path(span.path).name for span in problem.spans] == ["codes.rq", "codes.csv"]


def test_rows_are_counted_and_the_order_is_not_where_none_is_asked_for(tmp_path: Path, knot: Build) -> None:
    query = 'SELECT ?x WHERE { VALUES ?x { "a" "b" "a" } }'
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__csv="x\na\na\nb\n")) == []
    problem = the_problem(tmp_path, knot, x__csv="x\nb\na\na\na\n")
    assert [span.line for span in problem.spans] == [5, 0]


def test_the_order_counts_where_it_is_asked_for(tmp_path: Path, knot: Build) -> None:
    query = 'SELECT ?x WHERE { VALUES ?x { "a" "b" "c" } } ORDER BY ?x'
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__csv="x\na\nb\nc\n")) == []
    problem = the_problem(tmp_path, knot, x__csv="x\na\nc\nb\n")
    assert (problem.code, problem.spans[0].line) == ("contract-order", 3)
    inner = 'SELECT ?x WHERE { { SELECT ?x WHERE { VALUES ?x { "a" "b" } } ORDER BY ?x } } # ORDER BY ?x'
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=inner, x__csv="x\nb\na\n")) == []


@pytest.mark.parametrize(
    ("query", "is_ordered"),
    [
        ("SELECT ?x {} ORDER BY ?x", True),
        ("SELECT ?x {} order\n by desc(?x)", True),
        ("SELECT ?ORDER { ?BY ?x 'ORDER BY' }", False),
        ("SELECT ?x { ?x <a:ORDER BY> ?y }", False),
        ("SELECT ?x { { SELECT ?x {} ORDER BY ?x } }", False),
        ('SELECT ?x { ?x ?y """ } ORDER BY " """ }', False),
        ("SELECT ?x {} # ORDER BY ?x", False),
    ],
)
def test_where_a_query_has_an_order(query: str, is_ordered: bool, tmp_path: Path) -> None:
    (contract,) = contracts_of(tmp_path, x__rq=query)
    assert contract.is_ordered is is_ordered


def test_columns_go_by_their_names(tmp_path: Path, knot: Build) -> None:
    query = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { (1 "x") } }'
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__tsv='?b\t?a\n"x"\t1\n')) == []
    problem = the_problem(tmp_path, knot, x__tsv='?b\t?c\n"x"\t1\n')
    assert (problem.code, problem.spans[0]) == ("contract-variables", Span(str(tmp_path / "x.tsv"), 1, 1, 1, 2))
    assert "?a, ?b" in problem.message
    assert "?b, ?c" in problem.message


def test_triples_are_compared_as_a_set_in_turtle(tmp_path: Path, knot: Build) -> None:
    query = f"{SKOS}CONSTRUCT {{ ?x <a:code> ?code }} WHERE {{ ?x skos:notation ?code }}"
    text = "@base <https://example.org/framework/> .\n"
    rows = ['<skills/KNOT> <a:code> "KNOT" .', *(f'<skilllevels/KNOT_{n}> <a:code> "KNOT_{n}" .' for n in (2, 3, 4))]
    rows += [f"<lor/{n}> <a:code> {n} ." for n in (2, 3, 4)]
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__ttl=text + "\n".join(rows[::-1]))) == []
    problem = the_problem(tmp_path, knot, x__ttl=text + "\n".join([*rows, "<x> <a:code> 9 ."]))
    assert (problem.code, problem.spans[0].line) == ("contract-differs", 9)


def test_blank_nodes_are_alike(tmp_path: Path, knot: Build) -> None:
    query = "CONSTRUCT { [] <a:b> 1 } WHERE {}"
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__ttl="_:other <a:b> 1 .\n")) == []
    (tmp_path / "x.ttl").unlink()
    (checked,) = run_contracts(knot, contracts_of(tmp_path))
    update([checked])
    assert (tmp_path / "x.nt").read_text() == '_:b <a:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    assert check_contracts(knot, contracts_of(tmp_path)) == []


@pytest.mark.parametrize("text", ['{"head": {}, "boolean": true}', "true\n"])
def test_an_answer_of_yes_or_no(text: str, tmp_path: Path, knot: Build) -> None:
    suffix = "json" if text[0] == "{" else "csv"
    files = {"x__rq": "ASK { ?x ?y ?z }", f"x__{suffix}": text}
    assert check_contracts(knot, contracts_of(tmp_path, **files)) == []
    problem = the_problem(tmp_path, knot, **{f"x__{suffix}": text.replace("true", "false")})
    assert (problem.code, problem.spans[0].line) == ("contract-differs", 1)


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"x__rq": "SELECT ?x\nWHERE { ?x ?y }"}, "contract-syntax", ("x.rq", 2)),
        ({"x__rq": ""}, "contract-syntax", ("x.rq", 1)),
        ({"x__rq": "INSERT DATA { <a:a> <b:b> <c:c> }"}, "contract-syntax", ("x.rq", 0)),
        ({"x__rq": CODES}, "contract-without-answer", ("x.rq", 0)),
        ({"x__rq": CODES, "x__tsv": '?code\n"KNOT"\n"x\n'}, "contract-answer", ("x.tsv", 3)),
        ({"x__rq": CODES, "x__tsv": "code\n"}, "contract-answer", ("x.tsv", 1)),
        ({"x__rq": CODES, "x__csv": "code\nKNOT\na,b\n"}, "contract-answer", ("x.csv", 3)),
        ({"x__rq": CODES, "x__csv": 'code\n"KNOT"x\n'}, "contract-answer", ("x.csv", 2)),
        ({"x__rq": CODES, "x__csv": ""}, "contract-answer", ("x.csv", 0)),
        ({"x__rq": CODES, "x__json": '{\n"head": }'}, "contract-answer", ("x.json", 2)),
        ({"x__rq": CODES, "x__json": "[]"}, "contract-answer", ("x.json", 0)),
        ({"x__rq": CODES, "x__json": b"\xff"}, "not-utf-8", ("x.json", 1)),
        ({"x__rq": CODES, "x__ttl": "<a:a> <b:b> <c:c> ."}, "contract-form", ("x.ttl", 0)),
        ({"x__rq": "CONSTRUCT WHERE { ?x ?y ?z }", "x__ttl": "<a:a> <b:b> ."}, "contract-answer", ("x.ttl", 1)),
        ({"x__rq": "ASK {}", "x__csv": "a\nb\n"}, "contract-form", ("x.csv", 0)),
        ({"x__rq": "SELECT * { ?x ?y ?z }", "x__tsv": "?a\n"}, "contract-variables", ("x.tsv", 1)),
    ],
)
def test_what_is_wrong_has_its_place(
    files: dict[str, str | bytes], code: str, place: tuple[str, int], tmp_path: Path, knot: Build
) -> None:
    problem = the_problem(tmp_path, knot, **files)
    span = problem.spans[0]
    assert (problem.code, Path(span.path).name, span.line) == (code, *place)
    if code == "contract-answer" and span.line:
        assert span.end_column == span.column + 1


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("x.rq", b"SELECT ?x {\n  SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }", "contract-service", 2),
        ("x.rq", b"\xff\xfe\x00", "not-utf-8", 0),
        ("x.rq", b"SELECT \xe9", "not-utf-8", 1),
        ("x.csv", b"a\n", "contract-without-query", 0),
    ],
)
def test_files_that_are_no_contract(name: str, text: bytes, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text)
    contracts, (problem,) = read_contracts(str(tmp_path))
    assert contracts == []
    assert (problem.code, problem.spans[0].line) == (code, line)


def test_service_is_a_keyword_only_where_it_is_one(tmp_path: Path) -> None:
    query = 'PREFIX service: <a:b> SELECT ?service { ?service service:graph "SERVICE", <a:SERVICE> } # SERVICE'
    (contract,) = contracts_of(tmp_path, x__rq=query)
    assert not contract.has_graph


def test_no_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert read_contracts("") == ([], [])
    contracts, (problem,) = read_contracts(str(tmp_path / "none"))
    assert (contracts, problem.code) == ([], "contracts-not-found")


def test_a_query_that_does_not_end_is_stopped_and_the_others_are_asked(tmp_path: Path, knot: Build) -> None:
    contracts = contracts_of(tmp_path, a__rq=RUNAWAY, b__rq="ASK {}", c__rq=RUNAWAY, d__rq="ASK {}", d__csv="true\n")
    codes = [[item.code for item in one.problems] for one in run_contracts(knot, contracts, 1)]
    assert codes == [["contract-runaway"], ["contract-without-answer"], ["contract-runaway"], []]


def test_an_answer_has_an_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, knot: Build) -> None:
    monkeypatch.setattr("skosmith.compare.contracts.answer.ROWS", 10)
    problem = the_problem(tmp_path, knot, x__rq="SELECT * { ?x ?y ?z }")
    assert (problem.code, "10 rows" in problem.message) == ("contract-runaway", True)


def test_a_process_that_dies_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, knot: Build) -> None:
    monkeypatch.setattr("sys.executable", "/bin/true")
    problem = the_problem(tmp_path, knot, x__rq="ASK {}")
    assert problem.code == "contract-failed"


def test_named_graphs_are_those_of_the_nquads(tmp_path: Path, knot: Build) -> None:
    query = "ASK { GRAPH ?g { ?lines <http://purl.org/dc/terms/isPartOf> ?page } }"
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__csv="true\n")) == []


def test_the_evaluator_answers_each_message(knot: Build) -> None:
    """In this process, too: what it writes is what ``answer`` reads."""
    queries = [CODES, "ASK {}", "CONSTRUCT { [] <a:b> 1 } WHERE {}", "SELEC", "SELECT * { ?x ?y ?z }"]
    requests, out = io.BytesIO(), io.BytesIO()
    for request in ({"data": ntriples(knot.statements())}, *({"query": query, "rows": 20} for query in queries)):
        process.write_message(requests, json.dumps(request).encode())
    requests.seek(0)
    evaluator.main(requests, out)
    out.seek(0)
    assert out.read(1) == process.READY
    ready, *answers = [(process.read_message(out) or {}, out.read(4))[0] for _ in range(6)]  # without a body
    assert ready == {}
    assert answers[0] == {"form": "select", "variables": ["code"], "rows": [['"KNOT"']]}
    assert answers[1] == {"form": "ask", "variables": [], "rows": [["true"]]}
    assert answers[2]["rows"] == [["_:", "<a:b>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>']]
    assert [one.get("kind") for one in answers[3:]] == ["syntax", "rows"]


@pytest.mark.parametrize(("limit", "answer"), [(1, {"error": "", "kind": "rows"}), (2, {"rows": [['"a"'], ['"b"']]})])
def test_the_limit_of_rows_is_that_of_an_answer(limit: int, answer: dict[str, Any]) -> None:
    table = evaluator.answer(pyoxigraph.Store(), 'SELECT ?x { VALUES ?x { "a" "b" } }', limit)
    assert table.items() >= answer.items()


def test_the_size_of_an_answer_is_printed_in_its_own_words(tmp_path: Path, knot: Build) -> None:
    contracts = contracts_of(
        tmp_path,
        ask__rq="ASK {}",
        construct__rq="CONSTRUCT { [] <a:b> 1, 2 } WHERE {}",
        one__rq=CODES,
        wrong__rq="SELEC",
    )
    text = contracts_text(list(run_contracts(knot, contracts)), [])
    assert [line.split("  ", 1)[1].split("  contract-")[0].strip() for line in text.splitlines()] == [
        "true",
        "2 triples",
        "1 row",
        "no answer",
    ]


def test_the_evaluator_says_what_fails() -> None:
    table = evaluator.answer(pyoxigraph.Store(), "SELECT * { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }", 9)
    assert (table["kind"], bool(table["error"])) == ("failed", True)


@pytest.mark.parametrize(("most", "expected"), [(-1, evaluator.MEMORY), (1000, 1000), (9**12, evaluator.MEMORY)])
def test_the_evaluator_has_so_much_memory_and_no_more(
    most: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr("resource.getrlimit", lambda _: (most, most))
    monkeypatch.setattr("resource.setrlimit", lambda _, limit: limits.append(limit))
    process.limit_memory(evaluator.MEMORY)
    assert limits == [(expected, most)]


def test_which_queries_another_graph_answers_otherwise(tmp_path: Path, knot: Build) -> None:
    contracts = contracts_of(tmp_path, names__rq=NAMES, codes__rq=CODES, broken__rq="SELEC", yes__rq="ASK { ?x ?y ?z }")
    changed = tmp_path / "knot.txt"
    changed.write_text(KNOT.read_text("utf-8").replace("Nós de corda", "Nós de cabo"), "utf-8")
    new = built(changed)
    broken, names = changed_answers(knot, new, contracts)
    assert (broken.contract.name, [item.code for item in broken.problems]) == ("broken", ["contract-syntax"])
    assert names.contract.name == "names"
    assert names.variables == ("name", "code")
    assert len(names.gone) == len(names.added) > 0
    assert all("Nós de cabo" in row[0] for row in names.added)
    (_, back) = changed_answers(new, knot, contracts)
    assert (back.gone, back.added) == (names.added, names.gone)
    assert changed_answers(knot, knot, contracts[1:]) == []
    assert changed_answers(knot, new, []) == []


def test_another_edition_changes_no_answer_by_itself(tmp_path: Path, knot: Build) -> None:
    contracts = contracts_of(tmp_path, all__rq=f"{SKOS}SELECT ?x ?y WHERE {{ ?x skos:broader ?y }}")
    other = built(KNOT, profile=Profile(edition="9"))
    assert changed_answers(knot, other, contracts) == []


def test_a_graph_from_a_file_answers_as_its_pages(tmp_path: Path, knot: Build) -> None:
    data = ntriples(knot.statements()).encode()
    build, _ = build_from_statements(read_statements("x.nt", data)[0], "x.nt")
    assert changed_answers(knot, build, contracts_of(tmp_path, names__rq=NAMES, codes__rq=CODES)) == []


def test_what_cannot_be_written_is_said(tmp_path: Path, knot: Build) -> None:
    contracts = contracts_of(tmp_path, x__rq=CODES, y__rq=CODES, y__ttl="", z__rq="SELEC")
    (tmp_path / "x.tsv").mkdir()
    written, problems = update(run_contracts(knot, contracts))
    assert written == []
    assert sorted(item.code for item in problems) == ["contract-form", "contract-not-written", "contract-syntax"]


def test_the_prefixes_of_the_graph_need_not_be_declared(tmp_path: Path, knot: Build) -> None:
    query = "SELECT ?code { ?x a skm:Skill ; skos:notation ?code }"
    assert check_contracts(knot, contracts_of(tmp_path, x__rq=query, x__csv="code\nKNOT\n")) == []
