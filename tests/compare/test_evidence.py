"""Why the graph says what it says: every line of every page, and the commit that last touched it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, ROOT, built
from skosmith.compare import NodeEvidence, blame_lines, evidence_of, statements_of_sources, why_text
from skosmith.compare.why.blame import Commit
from skosmith.model import DCTERMS, RDF, SKM, SKOS, XKOS, Build, FileLines, Files, Problem, Span, place
from skosmith.project import Project, SourceReading, read_sources
from skosmith.rdf import find_nodes, is_like_a_node

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"
EXAMPLES = Project(sources=(str(ROOT / "examples"),))


@pytest.fixture(scope="module")
def examples() -> SourceReading:
    return read_sources(EXAMPLES, Files())


@pytest.fixture(scope="module")
def build(examples: SourceReading) -> Build:
    return examples.build


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("SSUP", ["skills/SSUP"]),
        ("ssup", ["skills/SSUP"]),
        ("skills/SSUP", ["skills/SSUP"]),
        ("skill/ssup", ["skills/SSUP"]),
        ("https://example.org/framework/skills/SSUP", ["skills/SSUP"]),
        ("<https://example.org/framework/skills/SSUP>", ["skills/SSUP"]),
        ("SSUP_4", ["skilllevels/SSUP_4"]),
        ("SSUP:4", ["skilllevels/SSUP_4"]),
        ("ssup 4", ["skilllevels/SSUP_4"]),
        ("SSUP4", ["skilllevels/SSUP_4"]),
        ("SSUP/4", ["skilllevels/SSUP_4"]),
        ("4", ["lor/4"]),
        ("lor/4", ["lor/4"]),
        ("Level 4", ["lor/4"]),
        ("4/essence", ["lor/4/essence"]),
        ("LOR/4/Essence", ["lor/4/essence"]),
        ("lor", ["lor"]),
        ("framework", [""]),
        ("https://example.org/framework/", [""]),
        ("map DRAWING", ["skills/MAPD"]),
        ("Desenho de mapas: Nível 3", ["skilllevels/MAPD_3"]),
    ],
)
def test_a_thing_is_found_by_what_people_call_it(text: str, nodes: list[str], build: Build) -> None:
    assert find_nodes(build, text) == [f"<https://example.org/framework/{node}>" for node in nodes]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("MAPX", "skills/MAPD"), ("Map drawings", "skills/MAPD"), ("skils/SSUP", "skills/SSUP"), ("qqqqqq", "framework")],
)
def test_a_name_that_is_not_known_brings_suggestions(text: str, meant: str, build: Build) -> None:
    rows = find_nodes(build, text)
    assert isinstance(rows, Problem)
    assert rows.code == "node-not-known"
    assert rows.helps["en"].startswith(f"Try, for example, {meant}")


def test_no_control_character_of_a_name_is_printed(build: Build) -> None:
    rows = find_nodes(build, "\x1b[31m")
    assert isinstance(rows, Problem)
    assert rows.message.isprintable()


def test_a_code_can_name_a_skill_and_an_attribute() -> None:
    both = built(KNOT, PAGES / "accept" / "attribute_page.en.txt")
    code = next(subject for subject, _, term, _ in both.statements() if term == SKM.Attribute)
    assert find_nodes(both, code[-5:-1]) == [code]


@pytest.mark.parametrize(
    ("text", "is_like"),
    [("SSUP", True), ("SSUP_4", True), ("lor/4", True), ("framework", True), ("pages", False), ("ssup.txt", False)],
)
def test_codes_are_told_from_files(text: str, *, is_like: bool) -> None:
    assert is_like_a_node(text) is is_like


def test_every_statement_has_its_evidence(examples: SourceReading) -> None:
    """And every place of every page that says it: counted from the pages, not from what is shown."""
    statements = statements_of_sources(examples, EXAMPLES)
    subjects = {subject for subject, *_ in examples.build.statements()}
    evidences = [one for subject in subjects for one in evidence_of(examples.build, statements, subject)]
    assert sorted((one.subject, one.predicate, one.object) for one in evidences) == sorted(
        statement[:3] for statement in examples.build.statements()
    )
    spans = {(one.subject, one.predicate, one.object, span) for one in evidences for span in one.places}
    for page in examples.build.pages:
        for statement in (*page.of_skill, *page.of_framework):
            if statement[1] not in {XKOS.next, XKOS.previous}:
                assert statement in spans
    assert {one.origin for one in evidences} == {"page", "derived", "options"}
    assert {one.predicate for one in evidences if one.origin == "options"} == {DCTERMS.title}
    assert all(one.places for one in evidences if one.origin == "page")
    assert not any(one.places for one in evidences if one.origin == "options")


def test_incoming_statements_are_those_of_which_it_is_the_object(examples: SourceReading) -> None:
    statements = statements_of_sources(examples, EXAMPLES)
    level = examples.build.names.level(4)
    evidences = evidence_of(examples.build, statements, level, incoming=True)
    assert {one.object for one in evidences} == {level}
    assert {one.predicate for one in evidences} >= {SKM.declaredLevel, SKM.level, SKOS.hasTopConcept, XKOS.next}


def test_an_essence_is_said_by_every_page(examples: SourceReading) -> None:
    statements = statements_of_sources(examples, EXAMPLES)
    evidences = evidence_of(examples.build, statements, examples.build.names.essence(4))
    assert [one.origin for one in evidences if one.predicate == RDF.type] == ["derived"]
    places = {
        one.object[-3:]: [Path(span.path).name for span in one.places] for one in evidences if one.object[0] == '"'
    }
    assert places == {"@en": ["mapd.en.txt"], "@pt": ["mapd.pt.txt", "ssup.pt.txt"]}


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nq"])
def test_a_file_of_rdf_gives_its_lines(form: str, run: Run, tmp_path: Path) -> None:
    run("build", ROOT / "examples", "-o", tmp_path, "-f", "nq")
    (tmp_path / "other").mkdir()
    twice = tmp_path / "other" / f"graph.{form}"
    twice.write_bytes((tmp_path / f"graph.{form}").read_bytes())
    done = run("why", "MAPD_4", tmp_path / f"graph.{form}", twice, "--format", "json")
    assert done.exit_code == 0
    (node,) = json.loads(done.stdout)["nodes"]
    assert {one["origin"] for one in node["statements"]} == {"file"}
    (text,) = [one for one in node["statements"] if one["object"].startswith('"Divides')]
    assert {Path(item["path"]).parent.name for item in text["places"]} == {"other", tmp_path.name}
    assert all("Divides a valley" in item["text"] for item in text["places"])


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits on a page with a name that is hard to quote, and a change that is not committed."""
    page = tmp_path / "-nós 'ç\".txt"
    text = KNOT.read_text("utf-8")
    page.write_text(text, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    text = text.replace("Ata sozinho uma carga leve.", "Ata sozinho uma carga.")
    page.write_text(text, "utf-8")
    git(tmp_path, "commit", "-qam", "Second \x1b[31m", "--date=2096-01-02T03:04:05Z")
    page.write_text(text.replace("Ensina a atar.", "Ensina."), "utf-8")
    return page


def test_blame_names_the_commit_of_each_line(repository: Path, run: Run) -> None:
    done = run("why", "KNOT_3", repository, "--blame", "--format", "json")
    (node,) = json.loads(done.stdout)["nodes"]
    by_text = {item["text"]: item["commit"] for one in node["statements"] for item in one["places"]}
    assert {commit["summary"] for commit in by_text.values()} == {"First", "Second \x1b[31m"}
    second = by_text["Ata sozinho uma carga."]
    assert (second["author"], len(second["hash"])) == ("Ana", 8)
    output = run("why", "KNOT", repository, "--blame").stdout
    assert "First" in output
    output = run("why", "KNOT_4", repository, "--blame").stdout
    assert "not committed yet" in output
    assert "\x1b" not in run("why", "KNOT_3", repository, "--blame").stdout


def test_a_text_of_several_lines_has_the_last_of_their_commits(repository: Path) -> None:
    path = str(repository)
    blame = blame_lines([Span(path, 1, 1, 60, 1)])
    assert blame.of(Span(path, 1, 1, 2, 1)) == blame.commits[path, 1]
    lines = [number for (_, number), commit in blame.commits.items() if commit.summary.startswith("Second")]
    assert blame.of(Span(path, 1, 1, lines[0], 1)) == blame.commits[path, lines[0]]
    assert blame.of(Span(path, 1, 1, 999, 1)) == Commit("")
    assert blame.of(Span("other", 1, 1, 1, 1)) is None


def test_what_is_not_in_git_is_a_note(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "knot.txt"
    page.write_bytes(KNOT.read_bytes())
    done = run("why", "KNOT", page, "--blame")
    assert done.exit_code == 0
    assert done.stdout.endswith(f"note: {page}: not in git\n")
    git(tmp_path, "init", "-q")
    assert run("why", "KNOT", page, "--blame").stdout.endswith(f"note: {page}: not committed yet\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    (tmp_path / "new.txt").write_bytes(KNOT.read_bytes())
    (tmp_path / "new.pt.txt").write_bytes(KNOT.read_bytes())
    notes = run("why", "KNOT", page, tmp_path / "new.txt", tmp_path / "new.pt.txt", "--blame").stdout.splitlines()
    assert [line for line in notes if line.startswith("note")] == [
        f"note: {tmp_path}/new.pt.txt and 1 more file: not committed yet"
    ]
    assert "not committed yet" in run("why", "KNOT", tmp_path / "new.txt", "--blame").stdout.splitlines()[-1]


def test_what_git_cannot_blame_is_a_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = Span("book.xlsx", 2, 1, 2, 2, "Skills")
    notes = blame_lines([book, Span("-", 1, 1, 1, 1), Span("https://example.org/x", 1, 1, 1, 1)]).notes
    assert notes["-"] == notes["https://example.org/x"] == "not a file"
    assert "workbook" in notes["book.xlsx"]
    assert blame_lines([Span("a\0b", 1, 1, 1, 1)]).notes["a\0b"]
    page = tmp_path / "knot.txt"
    page.write_bytes(KNOT.read_bytes())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    shutil.rmtree(tmp_path / ".git" / "objects")
    (tmp_path / ".git" / "objects").mkdir()
    reason = blame_lines([Span(str(page), 1, 1, 1, 1)]).notes[str(page)]  # in the words of git
    assert ("commit" in reason, "fatal" in reason) == (True, False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert blame_lines([Span(str(KNOT), 1, 1, 1, 1)]).notes == {str(KNOT): "git is not installed"}


def test_a_repository_cannot_have_programs_run(repository: Path, tmp_path: Path) -> None:
    hook = tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    git(tmp_path, "config", "core.fsmonitor", str(hook))
    git(tmp_path, "config", "diff.x.textconv", str(hook))
    (tmp_path / ".gitattributes").write_text("*.txt diff=x\n")
    (tmp_path / "ran").unlink(missing_ok=True)
    assert blame_lines([Span(str(repository), 1, 1, 1, 1)]).commits
    assert not (tmp_path / "ran").exists()


def test_terminal_text_is_readable_and_coloured_only_there(examples: SourceReading) -> None:
    statements = statements_of_sources(examples, EXAMPLES)
    node, level = examples.build.names.at_level("skill", "SSUP", 4), examples.build.names.level(4)
    accounts = [
        NodeEvidence(node, evidence_of(examples.build, statements, node)),
        NodeEvidence(level, [], evidence_of(examples.build, statements, level, incoming=True)),
    ]
    text = why_text(accounts, examples.build)
    lines = text.splitlines()
    assert lines[0] == "https://example.org/framework/skilllevels/SSUP_4"
    assert "  skm:level <lor/4>" in lines
    assert "      derived: follows from other statements" in lines
    assert any(line.endswith("ssup.pt.txt:58:1  Suporte à vendas: Nível 4") for line in lines)
    assert "statements that lead to it" in lines
    assert "  <skilllevels/SSUP_4> skm:level <lor/4>" in lines
    assert max(map(len, lines)) < 240
    assert "\x1b[" not in text
    assert "\x1b[1m" in why_text(accounts, examples.build, colour=True)


def test_why_on_the_command_line(run: Run, tmp_path: Path) -> None:
    assert run("why", "SSUP", "examples").exit_code == 0
    framework = ROOT / "tests" / "data" / "diff" / "framework.ttl"
    line = framework.read_text("utf-8").split("\n").index('    skos:definition """Keeping kites in the air.') + 1
    assert f"framework.ttl:{line}:24-{line + 2}  " in run("why", "KITE", framework).stdout
    missing = run("why", "MAPX", "examples")
    assert missing.exit_code == 2
    assert "skills/MAPD" in missing.output
    assert run("why", "SSUP", tmp_path / "none.txt").exit_code == 1
    assert run("why").exit_code == 2
    (tmp_path / "bad.ttl").write_text("<a:a> <b:b> .")
    bad = run("why", "SSUP", tmp_path / "bad.ttl")
    assert bad.exit_code == 1
    assert "graph-syntax" in bad.output
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    both = run("why", "SSUP", "examples", tmp_path / "bad.txt")
    assert both.exit_code == 1
    assert "skos:notation" in both.stdout
    assert "not-utf-8" in both.stderr
    assert "from the options" in run("why", "framework", "examples", "--edition", "9").stdout


def test_places_and_lines() -> None:
    assert place(Span("a.txt", 4, 1, 4, 2)) == "a.txt:4:1"
    assert place(Span("a.txt", 0, 0, 0, 0)) == "a.txt"
    assert place(Span("b.xlsx", 142, 19, 142, 20, "Skills")) == "b.xlsx:Skills!S142"
    lines = FileLines(Files())
    assert lines.text(Span("none", 1, 1, 1, 1)) == ""
    assert lines.text(Span("b.xlsx", 1, 1, 1, 1, "Skills")) == ""
    assert lines.short(Span(str(KNOT), 1, 1, 1, 1), 10).endswith("…")


@given(st.one_of(st.text(max_size=20), st.from_regex(r"[A-Za-z]{0,4}[ _:/]?[0-9]{0,30}(/essence)?", fullmatch=True)))
def test_any_name_finds_something_or_brings_a_suggestion(build: Build, text: str) -> None:
    rows = find_nodes(build, text)
    assert rows
    if isinstance(rows, Problem):
        assert rows.message.isprintable()


def test_a_name_with_quotation_marks_is_found(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page.txt"
    page.write_text((PAGES / "accept" / "knot.pt.txt").read_text("utf-8").replace("Nós", 'Nós "à" mão'), "utf-8")
    name = built(page).graph.texts(built(page).pages[0].skill, SKOS.prefLabel)[0].value
    assert '"' in name
    result = run("why", name, page)
    assert result.exit_code == 0
    assert "skills/" in result.output
