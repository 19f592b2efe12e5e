"""The forms of a report for other programs: held to what their readers ask for."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import run as run_program
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import rdflib
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from conftest import PAGES, ROOT, needed, rapper
from skosmith.checks import Waiver
from skosmith.model import PROBLEMS_NS, Problem, Span, problem
from skosmith.reports import REPORTS, Run, write_report
from skosmith.reports.places import uri_of

Runner = Callable[..., Result]
SCHEMA = ROOT / ".npm" / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
TWO_NAMES = PAGES / "reject" / "concept-pref-label-unique_heading_differs.txt"
REJECT = PAGES / "reject"
HOSTILE = "a\x1b[31m%0A::error::,:\r\n]]></failure><script>alert(1)</script>&\x00\ud800\u202e\N{GRINNING FACE}"


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def of(form: str, *problems: Problem, run: Run | None = None) -> str:
    return write_report(form, problems, run or Run())


def hostile(path: str = "page.txt") -> Problem:
    words = {"en": HOSTILE, "pt": HOSTILE}
    return Problem("line-not-held", "warning", words, words, (Span(path, 1, 1, 1, 2),), values=("<https://e.org/a/b>",))


# SARIF


def sarif(text: str) -> dict[str, Any]:
    log = json.loads(text)
    schema = needed(SCHEMA, "the schema of SARIF (npm install --prefix .npm @microsoft/jest-sarif)").read_text("utf-8")
    jsonschema.Draft4Validator(json.loads(schema)).validate(log)
    (answer,) = log["runs"]
    assert isinstance(answer, dict)
    return answer


def test_sarif_of_every_bad_page_is_valid(run: Runner) -> None:
    table = sarif(run("check", REJECT, "--format", "sarif").stdout)
    listed = json.loads(run("check", REJECT, "--format", "json").stdout)["problems"]
    assert len(table["results"]) == len(listed) > 100
    rules = table["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({one["code"] for one in listed})
    assert all(rule["help"]["text"] and urlsplit(rule["helpUri"]).scheme == "https" for rule in rules)
    marks = [result["partialFingerprints"]["skosmith/v1"] for result in table["results"]]
    assert len(set(marks)) == len(marks)
    for result, one in zip(table["results"], listed, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one["code"]
        assert result["level"] == {"violation": "error", "warning": "warning", "info": "note"}[one["severity"]]
        assert len(result.get("relatedLocations", [])) == max(len(one["places"]) - 1, 0)
        for place in (*result["locations"], *result.get("relatedLocations", [])):
            artifact = place["physicalLocation"]["artifactLocation"]
            assert table["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_sarif_points_at_the_page_and_the_other_places(run: Runner) -> None:
    table = sarif(run("check", TWO_NAMES, "--format", "sarif").stdout)
    result = next(one for one in table["results"] if one["level"] == "error")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == TWO_NAMES.relative_to(ROOT).as_posix()
    assert physical["region"] == {"startLine": 48, "startColumn": 1, "endLine": 48, "endColumn": 14}
    assert physical["contextRegion"]["snippet"]["text"] == TWO_NAMES.read_text("utf-8").splitlines()[47]
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"]["region"]["startLine"] == 3
    (artifact,) = table["artifacts"]
    import hashlib

    assert artifact["hashes"] == {"sha-256": hashlib.sha256(TWO_NAMES.read_bytes()).hexdigest()}
    assert table["columnKind"] == "unicodeCodePoints"


def test_sarif_counts_the_code_points_of_the_file(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("e\u0301e\u0301 abc", "utf-8")  # two letters of two code points each
    table = sarif(of("sarif", problem("essence-in-text", Span(str(page), 1, 6, 1, 9))))
    region = table["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = page.read_text("utf-8")
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "abc"


def test_sarif_of_a_cell_of_standard_input_and_of_nothing(tmp_path: Path) -> None:
    cell = problem("cell-error", Span("a b.xlsx", 142, 19, 142, 20, "Skills"), text="#REF!")
    stdin = problem("essence-in-text", Span("-", 1, 1, 1, 2))
    far = problem("no-such-file", Span(f"{tmp_path}/ü.txt", 0, 0, 0, 0))
    nowhere = problem("no-official-identifiers", profile="sfia", edition="1", editions="9")
    table = sarif(of("sarif", cell, stdin, far, nowhere, run=Run(paths=("a b.xlsx",))))
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in table["results"]]
    assert uris == ["a%20b.xlsx", "stdin", f"file://{tmp_path}/%C3%BC.txt", "a%20b.xlsx"]
    assert table["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Skills!S142"
    assert sarif(of("sarif"))["results"] == []


def test_sarif_shows_what_is_waived_as_suppressed() -> None:
    waiver = Waiver("line-not-held", "Mended in May.", date(2027, 1, 31))
    table = sarif(of("sarif", run=Run(paths=("page.txt",), waived=[(hostile(), waiver)], has_baseline=True)))
    (result,) = table["results"]
    assert result["suppressions"][0]["justification"] == "Mended in May. (2027-01-31)"
    assert result["baselineState"] == "new"


# JUnit

# What Jenkins' junit-10.xsd names and asks for.
SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}


def junit(text: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    assert (root.tag, set(root.attrib)) == ("testsuites", SUITE - {"skipped"})
    for suite in root:
        assert (suite.tag, set(suite.attrib)) == ("testsuite", SUITE)
        names = [(case.get("classname"), case.get("name")) for case in suite]
        assert len(set(names)) == len(names) == int(suite.get("tests", ""))
        for case in suite:
            assert (case.tag, set(case.attrib)) == ("testcase", {"classname", "name", "time"})
            assert all(set(child.attrib) <= {"message", "type"} for child in case)
            assert {child.tag for child in case} <= {"failure", "skipped", "system-out"}
        assert len(suite.findall("testcase/failure")) == int(suite.get("failures", ""))
        assert len(suite.findall("testcase/skipped")) == int(suite.get("skipped", ""))
    for key in SUITE - {"name", "time", "skipped"}:
        assert root.get(key) == str(sum(int(suite.get(key, "")) for suite in root))
    return root


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_code(run: Runner) -> None:
    root = junit(run("check", REJECT, "examples", "--format", "junit").stdout)
    names = [suite.get("name") for suite in root]
    assert {"examples/ssup.pt.txt", (REJECT / "binary-file_nul.txt").as_posix()} <= set(names)
    root_of_examples = junit(run("check", "examples", "--format", "junit").stdout)
    clean = next(suite for suite in root_of_examples if suite.get("name") == "examples/ssup.pt.txt")
    assert [(case.get("name"), len(case)) for case in clean] == [("check", 0)]
    assert int(root.get("failures", "")) > 50


def test_junit_fails_on_what_fails_the_run() -> None:
    waiver = Waiver("digit-twice", "Mended in May.", date(2027, 1, 31))
    other = problem("digit-twice", Span("page.txt", 2, 1, 2, 2), level=3, number=3)
    mild = junit(of("junit", hostile()))
    hard = junit(of("junit", hostile(), run=Run(paths=("a.txt",), fail_on="warning", waived=[(other, waiver)])))
    assert len(hard.findall("testsuite/testcase/skipped")) == 1
    assert (mild.get("failures"), hard.get("failures"), hard.get("tests")) == ("0", "1", "3")


def test_paths_are_those_of_the_folder_that_the_program_runs_in() -> None:
    assert uri_of(f"{ROOT}/examples/a b.txt") == ("examples/a%20b.txt", True)
    assert uri_of("./examples/é.txt") == ("examples/%C3%A9.txt", True)
    assert uri_of("/elsewhere/a.txt") == ("file:///elsewhere/a.txt", False)
    assert uri_of("/elsewhere/a\0.txt")[1] is False
    assert uri_of("https://example.org/a") == ("https://example.org/a", False)


# GitHub

ANNOTATION = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)")


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read as the runner reads them: a line each, its properties parted by commas."""
    values = []
    for line in text.split("\n")[:-1]:
        match = ANNOTATION.fullmatch(line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        values.append((match[1], properties, match[3]))
    return values


def test_github_has_a_line_for_each_problem(run: Runner) -> None:
    pairs = annotations(run("check", REJECT, "--format", "github").stdout)
    listed = json.loads(run("check", REJECT, "--format", "json").stdout)["problems"]
    assert len(pairs) == len(listed)
    for (_, properties, _), one in zip(pairs, listed, strict=True):
        assert properties["title"] == one["code"]
        assert "col" not in properties or properties["line"] == properties["endLine"]
        assert not one["places"] or properties["file"] == one["places"][0]["path"]


def test_github_escapes_what_would_be_a_command() -> None:
    ((_, properties, message),) = annotations(of("github", hostile("a,b:c%.txt")))
    assert properties["file"] == "a%2Cb%3Ac%25.txt"
    assert "%250A" in message
    assert "\x1b" not in message


def test_github_names_files_from_the_top_of_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(ROOT.parent))
    ((_, properties, _),) = annotations(of("github", problem("essence-in-text", Span("a.txt", 1, 1, 2, 2))))
    assert properties["file"] == f"{ROOT.name}/a.txt"
    assert properties.keys() == {"file", "line", "endLine", "title"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(ROOT / "docs"))
    ((_, properties, _),) = annotations(of("github", problem("essence-in-text", Span("a.txt", 1, 1, 2, 2))))
    assert properties["file"] == "a.txt"


def test_github_says_the_place_that_no_file_has() -> None:
    cell = problem("cell-error", Span("a.xlsx", 142, 19, 142, 20, "Skills"), text="#REF!")
    web = problem("essence-in-text", Span("https://example.org/x", 1, 1, 1, 2))
    pairs = annotations(of("github", cell, web))
    assert [("file" in properties, "S142" in message) for _, properties, message in pairs] == [
        (True, True),
        (False, False),
    ]
    assert "https://example.org/x" in pairs[1][2]


# Turtle


def graph_of(text: str) -> rdflib.Graph:
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    return graph


def test_turtle_is_a_validation_report(run: Runner, tmp_path: Path) -> None:
    text = run("check", REJECT, "--format", "turtle").stdout
    graph = graph_of(text)
    (report,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert list(graph.objects(report, SH.conforms)) == [rdflib.Literal(False)]
    results = set(graph.objects(report, SH.result))
    listed = json.loads(run("check", REJECT, "--format", "json").stdout)["problems"]
    assert len(results) == sum(max(len(one["values"]), 1) for one in listed)
    for result in results:  # SHACL, section 3.6.2: each exactly once, or at most
        for term in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(graph.objects(result, term))) == 1
        for term in (SH.value, SH.resultPath, SH.sourceShape):
            assert len(list(graph.objects(result, term))) <= 1
    assert sum(
        str(component).startswith(PROBLEMS_NS) for component in graph.objects(None, SH.sourceConstraintComponent)
    )
    (tmp_path / "report.ttl").write_text(text, "utf-8")
    counted = run_program(
        [rapper(), "-q", "-i", "turtle", "-o", "ntriples", str(tmp_path / "report.ttl")],
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(set(counted.stdout.splitlines())) == len(graph)


def test_turtle_links_to_the_lines(run: Runner) -> None:
    graph = graph_of(run("check", TWO_NAMES, "--format", "turtle").stdout)
    page = f"https://example.org/framework/pages/{TWO_NAMES.name}"
    lines = {str(lines) for lines in graph.objects(None, PROV.wasDerivedFrom)}
    assert lines == {f"{page}#line=47,48", f"{page}#line=2,3"}


def test_turtle_conforms_without_problems() -> None:
    graph = graph_of(of("turtle"))
    assert list(graph.objects(None, SH.conforms)) == [rdflib.Literal(True)]
    assert len(graph) == 2


def test_turtle_of_a_blank_node_and_a_broken_name() -> None:
    shape = Problem("x", "info", {"en": "a"}, {"en": "b"}, (), "_:b0", "^<https://e.org/p>", ('"x"@en',))
    broken = problem("no-such-file", Span("\udcff <>.txt", 0, 0, 0, 0))
    graph = graph_of(of("turtle", shape, broken))
    assert rdflib.URIRef("https://w3id.org/skosmith/.well-known/genid/b0") in set(graph.objects(None, SH.focusNode))
    assert not list(graph.objects(None, SH.resultPath))


# HTML


def page_of(text: str) -> html.HtmlElement:
    root = html.document_fromstring(text)
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    assert not root.xpath("//script|//img|//iframe|//@src|//@onclick|//@style")
    links = [str(node.get("href")) for node in root.iter() if node.get("href")]
    assert {link for link in links if link != "data:,"} <= {f"#{name}" for name in identifiers}
    assert not re.search(r"url\(|@import", text)
    return root


@pytest.mark.parametrize("language", ["en", "pt"])
def test_html_shows_each_problem_below_its_marked_line(run: Runner, language: str) -> None:
    root = page_of(run("check", TWO_NAMES, "--format", "html", "--messages", language).stdout)
    assert root.get("lang") == language
    marks = {mark.getparent().getparent().get("id"): mark.text for mark in root.xpath("//mark[@class='violation']")}
    lines = TWO_NAMES.read_text("utf-8").splitlines()
    assert marks == {"file-1-L48": lines[47][:13], "file-1-L3": lines[2][:12]}
    values = ["".join(cell.itertext()) for cell in root.xpath("//td[@class='line']")]
    assert [line.strip() for line in values] == [line.strip() for line in lines]
    assert len(root.xpath("//h1")) == 1
    assert all(cell.get("dir") == "auto" for cell in root.xpath("//td[@class='line']"))


def test_html_of_every_bad_page(run: Runner) -> None:
    root = page_of(run("check", REJECT, "--format", "html").stdout)
    listed = json.loads(run("check", REJECT, "--format", "json").stdout)["problems"]
    assert len(root.xpath("//div[starts-with(@class, 'problem ')]")) == len(listed)


def test_html_escapes_and_cuts(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("x" * 2000 + HOSTILE.replace("\ud800", "") + "y" * 2000 + "\n" * 400 + "<b>last</b>", "utf-8")
    last = problem("essence-in-text", Span(str(page), 402, 1, 402, 12))
    first = problem("essence-in-text", Span(str(page), 1, 2001, 1, 2010))
    waiver = Waiver("line-not-held", "<i>", date(2027, 1, 31))
    cell = problem("cell-error", Span("a.xlsx", 142, 19, 142, 20, "Skills"), text="#REF!")
    run = Run(waived=[(hostile(), waiver)])
    root = page_of(of("html", hostile(str(page)), first, last, cell, hostile("gone.txt"), run=run))
    assert max(len("".join(cell.itertext())) for cell in root.xpath("//td[@class='line']")) < 700
    assert len(root.xpath("//tr[@class='gap']")) == 1
    assert not root.xpath("//b|//i")


def test_html_of_nothing_says_so() -> None:
    assert "No problems." in page_of(of("html")).text_content()


spans = st.builds(
    lambda line, column, length, lines: Span("page.txt", line, column, line + lines, column + length),
    st.integers(0, 6),
    st.integers(0, 50),
    st.integers(0, 40),
    st.integers(0, 3),
)


READERS: dict[str, Callable[[str], object]] = {
    "sarif": sarif,
    "junit": junit,
    "github": annotations,
    "turtle": graph_of,
    "html": page_of,
    "json": json.loads,
    "text": str,
    "concise": str,
}


@settings(deadline=None)  # the first of each form imports what it needs
@given(st.lists(st.lists(spans, max_size=3), max_size=5), st.text(max_size=60), st.sampled_from(sorted(REPORTS)))
def test_any_places_on_any_page_can_be_reported(places: list[list[Span]], text: str, form: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(text, "utf-8", errors="replace")
        problems = [problem("essence-in-text", *(one._replace(path=str(page)) for one in item)) for item in places]
        report = of(form, *problems)
    READERS[form](report)
