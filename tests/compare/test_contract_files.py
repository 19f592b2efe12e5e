"""Query contracts as files and in a project: answers are written and read back, ``check`` asks them."""

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES
from skosmith.compare import read_contracts
from skosmith.compare.contracts import evaluator
from skosmith.compare.contracts.answer import Answer
from skosmith.compare.contracts.comparison import compare, row_text
from skosmith.compare.contracts.expected import Expected, expected_text, plain, read_expected
from skosmith.model import Problem, literal

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
CODES = f"{SKOS}SELECT ?code WHERE {{ ?x a <https://w3id.org/skosmith/ns#Skill> ; skos:notation ?code }}"
TERMS = st.one_of(
    st.sampled_from(["<a:b>", "<https://example.org/x>", "", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>']),
    st.builds(
        literal,
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12),
        st.sampled_from(["", "en", "pt-br"]),
    ),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=8)


@given(ROWS, st.sampled_from([".csv", ".tsv", ".json"]))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]], suffix: str) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"skosmith-{os.getpid()}{suffix}"  # noqa: S108 - one file, written over
    text = expected_text(str(path), Answer("select", ("a", "b"), tuple(rows)))
    assert text is not None
    path.write_text(text, "utf-8", newline="")
    answer = read_expected(str(path))
    path.unlink()
    assert isinstance(answer, Expected), answer
    if suffix != ".csv":
        assert (answer.variables, answer.rows) == (("a", "b"), tuple(rows))
    elif "\r" not in text:  # a line end of CSV, which is one line end
        assert answer.rows == tuple(tuple(map(plain, row)) for row in rows)
    assert [place.line for place in answer.places] == sorted(place.line for place in answer.places)


@given(ROWS, ROWS)
def test_taking_what_is_missing_and_adding_what_is_new_gives_the_other(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    difference = compare(one, other, is_ordered=False)
    assert Counter(one) - Counter(difference.missing) + Counter(difference.surplus) == Counter(other)
    assert bool(difference) == (Counter(one) != Counter(other))
    ordered = compare(one, other, is_ordered=True)
    assert bool(ordered) == (one != other)


def test_a_row_is_shown_short() -> None:
    row = (f'"{"x" * 80}"@en', "", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
    assert row_text(row) == f'"{"x" * 58}…, -, 7'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "knot.txt").write_bytes(KNOT.read_bytes())
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "codes.rq").write_text(CODES)
    (tmp_path / "skosmith.toml").write_text('sources = ["pages"]\nrights = "x"\n')
    return tmp_path / "skosmith.toml"


def test_check_asks_the_contracts_of_a_project(run: Run, project: Path) -> None:
    assert "contract-without-answer" in run("check", "--project", project).output
    done = run("contracts", "--project", project, "--update")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == f"written  {project.parent}/contracts/codes.tsv"
    assert run("check", "--project", project, "-q").output.strip() == ""
    assert "as expected" in run("contracts", "--project", project).output

    answer = project.parent / "contracts" / "codes.tsv"
    answer.write_text('?code\n"ROPE"\n')
    done = run("check", "--project", project)
    assert done.exit_code == 1
    assert f"{answer}:2:1: violation: contract-differs" in done.output
    assert run("build", "--project", project, "-o", project.parent / "out").exit_code == 0  # its graph is what it is
    part = run("check", project.parent / "pages", "--project", project)
    assert "contract-" not in part.output  # a part of the framework owes nobody an answer


def test_the_folder_of_the_contracts_can_be_named(run: Run, project: Path) -> None:
    (project.parent / "contracts").rename(project.parent / "asked")
    project.write_text(project.read_text() + 'contracts = "asked"\n')
    assert "contract-without-answer" in run("check", "--project", project).output
    project.write_text(project.read_text().replace('"asked"', '"nowhere"'))
    assert "contracts-not-found" in run("check", "--project", project).output
    done = run("contracts", KNOT, "--contracts", project.parent / "asked", "--format", "json")
    report = json.loads(done.output)
    assert done.exit_code == 1
    assert [(one["name"], one["form"], one["rows"], one["problems"]) for one in report["contracts"]] == [
        ("codes", "select", [['"KNOT"']], ["contract-without-answer"])
    ]


def test_no_contract_is_asked_of_a_graph_that_is_not_written(run: Run, project: Path) -> None:
    page = project.parent / "pages" / "knot.txt"
    page.write_text(page.read_text("utf-8").replace("KNOT", "KNO"), "utf-8")
    assert "error: contract-" not in run("check", "--project", project).output
    page.write_text(page.read_text("utf-8").replace("KNO", "a note"), "utf-8")
    done = run("contracts", "--project", project)
    assert done.exit_code == 1
    assert "error: contract-" not in done.output


def test_contracts_without_contracts_is_an_error_of_the_command_line(run: Run, tmp_path: Path) -> None:
    assert run("contracts", KNOT).exit_code == 2
    assert run("contracts", KNOT, "--contracts", tmp_path, "--timeout", "0").exit_code == 2
    assert run("contracts", KNOT, "--contracts", tmp_path).exit_code == 0


SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "?code",
                    "\t",
                    "\n",
                    ",",
                    '"',
                    "'",
                    '"KNOT"',
                    "<a:b>",
                    "true",
                    '{"head": {"vars": ["a"]}, ',
                    "[",
                    "}",
                ),
                *('"results": {"bindings": [', '{"a": {"type": "literal", "value": "x"}}', "]}}", "SELECT", "ORDER BY"),
                *("SERVICE", "#", "{", "<a:b> <a:c> _:d .", "@prefix", "\r", "\ufeff", '"""', "\\"),
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)


@given(SCRAPS, st.sampled_from([".csv", ".tsv", ".json", ".ttl", ".nt", ".rq"]))
def test_any_text_is_an_answer_a_query_or_a_problem(text: str, suffix: str) -> None:
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"skosmith-any-{os.getpid()}"  # noqa: S108 - one folder, written over
    folder.mkdir(exist_ok=True)
    path = folder / f"any{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    if suffix == ".rq":
        contracts, problems = read_contracts(str(folder))
        assert len(contracts) + len(problems) == 1
        for contract in contracts:
            assert "rows" in (item := evaluator.answer(pyoxigraph.Store(), contract.query, 9)) or item["error"]
    else:
        answer = read_expected(str(path))
        assert isinstance(answer, Problem) or len(answer.rows) == len(answer.places)
    path.unlink()
    folder.rmdir()
