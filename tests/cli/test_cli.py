"""The command line: what is printed, and the exit status (0 done, 1 the data, 2 the command line)."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT
from skosmith import __version__
from skosmith.model import SEVERITIES, catalogue
from skosmith.reports import REPORTS

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"


def test_build_writes_the_files_and_a_short_summary(run: Run, tmp_path: Path) -> None:
    result = run("build", KNOT, "-o", tmp_path, "--rights", "x")
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.jsonld", "graph.ttl", "metadata.ttl"]
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [row[0] for row in rows if len(row) > 1 and row[0].isalpha()] == [
        "pages",
        "skills",
        "levels",
        "triples",
        "problems",
        "written",
        "seconds",
    ]
    assert rows[0] == ["pages", "1", "pt"]
    assert rows[1] == ["skills", "1", "defined", "at", "3", "levels"]
    assert len(rows) <= 10


def test_more_formats(run: Run, tmp_path: Path) -> None:
    result = run("build", KNOT, "-o", tmp_path, "-f", "nq", "-f", "rdf", "-f", "ttl", "-f", "nt", "-f", "trig")
    assert result.exit_code == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".ttl", ".jsonld", ".nq", ".nt", ".trig", ".rdf"}


def test_files_of_an_earlier_build_are_named(run: Run, tmp_path: Path) -> None:
    assert "older" not in run("build", KNOT, "-o", tmp_path, "-f", "nq").stdout
    (line,) = [line for line in run("build", KNOT, "-o", tmp_path).stdout.splitlines() if "older" in line]
    assert line.split() == ["older", f"{tmp_path}/graph.nq,", "of", "an", "earlier", "build"]


def test_nothing_is_written_where_the_data_is_at_fault(run: Run, tmp_path: Path) -> None:
    run("build", KNOT, "-o", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = run("build", PAGES / "reject" / "level-number_eight.txt", "-o", tmp_path)
    assert result.exit_code == 1
    assert "nothing" in result.stdout
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_one_bad_page_hides_nothing_of_the_others(run: Run) -> None:
    result = run("check", PAGES / "reject")
    codes = {line.split(": ")[2] for line in result.stdout.splitlines() if line.count(": ") > 1 and line[0] != " "}
    assert len(codes) > 30
    assert result.exit_code == 1


def test_json_for_machines(run: Run) -> None:
    result = run("check", PAGES / "reject" / "concept-pref-label-unique_heading_differs.txt", "--format", "json")
    report = json.loads(result.stdout)
    (problem,) = [problem for problem in report["problems"] if problem["severity"] == "violation"]
    assert problem["code"] == "concept-pref-label-unique"
    assert [(place["line"], place["column"], place["end_column"]) for place in problem["places"]] == [
        (48, 1, 14),
        (3, 1, 13),
    ]
    assert problem["sourceShape"] == "<https://w3id.org/skosmith/shapes#concept-pref-label-unique>"
    assert problem["documentation"] == "https://w3id.org/skosmith/problems#concept-pref-label-unique"
    assert report["summary"]["problems"] == {"violation": 1, "warning": 0, "info": 1}


def test_messages_in_portuguese(run: Run) -> None:
    page = PAGES / "reject" / "level-number_eight.txt"
    assert "O nível 8 não existe" in run("check", page, "--messages", "pt").stdout
    assert "Level 8 does not exist" in run("check", page).stdout


def test_coverage_says_what_holds_each_line(run: Run, tmp_path: Path) -> None:
    result = run("build", KNOT, "-o", tmp_path, "--coverage")
    lines = [line for line in result.stdout.splitlines() if line[:5].strip().isdigit()]
    text = KNOT.read_text("utf-8").splitlines()
    assert [int(line[:5]) for line in lines] == [number for number, line in enumerate(text, 1) if line.strip()]
    assert "chrome slogan" in lines[0]
    assert "skos:notation of <skills/KNOT>" in lines[1]
    assert "skm:declaredLevel of <skills/KNOT>" in lines[4]
    assert "label guidance" in lines[5]
    assert not any("NOTHING" in line for line in lines)
    broken = PAGES / "reject" / "line-not-held_above_the_title.txt"
    assert run("build", broken, "-o", tmp_path, "--coverage").stdout.count("NOTHING") == 1
    report = json.loads(run("build", broken, "-o", tmp_path, "--coverage", "--format", "json").stdout)
    assert [row["line"] for row in report["summary"]["coverage"] if not row["heldBy"]] == [3]


def test_standard_input(run: Run, tmp_path: Path) -> None:
    result = run("build", "-", "-o", tmp_path, "-f", "nq", stdin=KNOT.read_bytes())
    assert result.exit_code == 0
    assert "/pages/stdin#line=" in (tmp_path / "graph.nq").read_text("utf-8")
    broken = run("check", "-", stdin=KNOT.read_bytes().replace(b"2 3 4", b"2 3"))
    assert "-:54:1: violation: skill-declared-levels" in broken.stdout
    assert "   54 | Nós de corda: Nível 4" in broken.stdout


def test_a_page_in_another_language_than_was_said(run: Run) -> None:
    result = run("check", "examples/ssup.pt.txt", "--lang", "en", "--rights", "x")
    assert result.exit_code == 0
    assert result.stdout.count("warning: language-doubtful") == 1
    assert "Leave out '--lang'." in result.stdout


def test_a_page_in_another_language_than_its_name_says(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "ssup.en.txt"
    page.write_bytes((ROOT / "examples" / "ssup.pt.txt").read_bytes())
    result = run("check", page, "--rights", "x", "--select", "language-doubtful")
    assert "as the file name 'ssup.en.txt' says, but its words are in 'pt'" in result.stdout
    assert "--lang" not in result.stdout


def test_language_from_the_command_line(run: Run, tmp_path: Path) -> None:
    result = run("build", KNOT, "-o", tmp_path, "--lang", "PT-br")
    assert result.exit_code == 0
    assert '"Nós de corda"@pt-BR' in (tmp_path / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build"], "Missing argument"),
        (["build", "x", "--base-iri", "framework"], "not an absolute IRI"),
        (["build", "x", "--base-iri", "https://example.org/a b/"], "not an absolute IRI"),
        (["build", "x", "--base-iri", "https://example.org/x#"], "not an absolute IRI"),
        (["build", "x", "--base-iri", "https://example.org/x"], "Write https://example.org/x/"),
        (["build", "x", "--base-iri", "http://[/"], "not an absolute IRI"),
        (["build", "x", "--base-iri", "https://e.org/?q=/"], "not an absolute IRI"),
        (["build", "x", "--base-iri", "https://e.org/a/../b/"], "not an absolute IRI"),
        (["build", "x", "--licence", "http://[x"], "is not an IRI"),
        (["build", "x", "--title", " "], "is blank"),
        (["build", "x", "--rights", " "], "is blank"),
        (["build", "x", "--title", "\udcff"], "cannot be printed"),
        (["build", "x", "-o", ""], "name a folder"),
        (["build", "x", "--edition", "9/10"], "letters, digits"),
        (["build", "x", "--licence", "CC BY"], "creativecommons.org"),
        (["build", "x", "--lang", "nl"], "only for ar, de, en"),
        (["build", "x", "--lang", "pt_BR"], "is no BCP 47 tag"),
        (["build", "x", "-f", "n3"], "'ttl', 'jsonld'"),
        (["build", "x", "--jobs", "0"], "1<=x<=64"),
        (["check", "x", "--engine", "topbraid"], "'shacl', 'pyshacl'"),
        (["bild"], "No such command"),
    ],
)
def test_a_wrong_command_line_exits_with_two(arguments: list[str], says: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", KNOT, "--rights", "x", "-o", "OUT"],
        ["check", KNOT, "--rights", "x"],
        ["export", KNOT, "--rights", "x", "--to", "skos", "-o", "OUT"],
        ["diff", KNOT, "examples"],
        ["render", KNOT, "-o", "OUT"],
        ["fmt", "--check", PAGES / "accept" / "falling.pt.txt"],
        ["init", "OUT"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_quiet_prints_problems_only(arguments: list[str | Path], run: Run, tmp_path: Path) -> None:
    loud = [tmp_path / "loud" if one == "OUT" else one for one in arguments]
    quiet = [tmp_path / "quiet" if one == "OUT" else one for one in arguments]
    result, unsaid = run(*loud), run(*quiet, "-q")
    assert result.stdout.strip()
    assert not unsaid.output.strip()
    assert unsaid.exit_code == result.exit_code


def test_a_graph_has_languages_and_no_pages(run: Run) -> None:
    rows = [line.split() for line in run("check", "output/graph.ttl").stdout.splitlines()]
    assert ["languages", "2", "en,", "pt"] in rows
    assert "pages" not in {row[0] for row in rows if row}


@pytest.mark.parametrize(
    "source", ["none.txt", "nothing/*.txt", "https://example.org/x", "/dev/null", ".git", "a\nb.txt", "", "a" * 300]
)
def test_a_source_that_is_no_page_exits_with_one(source: str, run: Run) -> None:
    result = run("check", source)
    assert result.exit_code == 1
    assert "= help:" in result.stdout
    assert json.loads(run("check", source, "--format", "json").stdout)["problems"]


def test_help_has_examples_and_version(run: Run) -> None:
    lines = [line.strip() for command in ("build", "check") for line in run(command, "-h").stdout.splitlines()]
    assert {"skosmith build page.txt", "skosmith check pages/ --format json"} <= set(lines)
    assert "\\b" not in " ".join(lines)
    assert __version__ in run("--version").stdout


def test_the_engine_of_reference(run: Run, tmp_path: Path) -> None:
    for engine in ("shacl", "pyshacl"):
        run("build", KNOT, "-o", tmp_path / engine, "--engine", engine)
    assert (tmp_path / "shacl" / "graph.ttl").read_bytes() == (tmp_path / "pyshacl" / "graph.ttl").read_bytes()


def skosmith(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "skosmith", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env={**os.environ, **environment})


def test_a_terminal_that_knows_no_accents() -> None:
    done = skosmith("check", PAGES / "reject" / "level-number_eight.txt", PYTHONIOENCODING="iso8859-7")
    assert done.returncode == 1
    assert b"N\\xf3s de corda" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("redirection", "status", "says"),
    [
        (">&-", 0, ""),
        ("2>&-", 0, "pages"),
        ("<&-", 0, "pages"),
        (">/dev/full", 1, "cannot be printed"),
        ("| head -n 1", 0, "info: framework-rights"),
    ],
)
def test_a_shell_that_closes_or_fills_a_stream(redirection: str, status: int, says: str) -> None:
    command = f"{sys.executable} -m skosmith check tests/data/pages/accept/knot.pt.txt {redirection}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
    assert says in done.stdout + done.stderr
    assert done.returncode == status


@pytest.mark.parametrize(
    "hostile",
    [
        "Nós de corda Nivel 3\n" * 20_000,
        "Onde níveis inferiores não são definidas\n" * 50_000,
        ("1" * 19_999 + "\n") * 300,
        "".join(f"Nós de corda: Nível {number % 90 + 10}\n{'x: ' * 6000}\n" for number in range(300)),
    ],
    ids=["headings", "labels", "digits", "colons"],
)
def test_a_hostile_page_is_dealt_with_in_seconds(hostile: str, tmp_path: Path) -> None:
    """What grows faster than the page would take minutes here."""
    (tmp_path / "page.txt").write_text(KNOT.read_text("utf-8") + hostile, "utf-8")
    command = [sys.executable, "-m", "skosmith", "check", str(tmp_path / "page.txt")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode in {0, 1}
    assert done.stderr == b""


def test_no_standard_input() -> None:
    command = f"{sys.executable} -m skosmith check - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    assert "empty-page" in done.stdout


def test_the_fast_path_imports_no_slow_library(tmp_path: Path) -> None:
    code = (
        "import sys; from skosmith.cli import main\n"
        f"main(['build', {str(KNOT)!r}, '-o', {str(tmp_path)!r}, '--rights', 'x'], standalone_mode=False)\n"
        "slow = {'rdflib', 'pyshacl', 'pyoxigraph', 'requests', 'rich'}\n"
        "slow |= {'skosmith.compare.diff', 'skosmith.exchange.exports'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def on_a_terminal(*arguments: object) -> tuple[int, bytes]:
    """The exit status and the output of ``skosmith`` on a terminal with colours."""
    pty = pytest.importorskip("pty")
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "skosmith", *map(str, arguments)]
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    with subprocess.Popen(command, stdout=terminal, stderr=terminal, stdin=terminal, env=environment) as process:
        os.close(terminal)
        output = b""
        while True:
            try:
                output += os.read(main, 65536)
            except OSError:
                break
            if not output:
                break
    os.close(main)
    return process.returncode, output


def test_colours_and_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number:03}.txt").write_bytes(KNOT.read_bytes())
    (tmp_path / "bad.txt").write_bytes((PAGES / "reject" / "language-not-found_dutch.txt").read_bytes())
    status, output = on_a_terminal("check", tmp_path)
    assert status == 1
    assert b"Reading pages" in output
    assert b"Checking pages" in output
    assert b"\x1b[1;31mviolation\x1b[0m: language-not-found" in output


def test_a_large_graph_is_read_with_a_progress_bar(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nt"
    for count, is_visible in ((19_999, False), (20_000, True)):
        graph.write_text("".join(f'<a:a> <a:b> "{number}" .\n' for number in range(count)), "utf-8")
        _, output = on_a_terminal("check", graph)
        assert (b"Reading statements" in output) == is_visible
        _, output = on_a_terminal("check", graph, "--messages", "pt")
        assert ("Lendo declarações".encode() in output) == is_visible


def test_a_terminal_has_its_cursor_back_after_an_interruption(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    for number in range(1000):
        (tmp_path / f"{number:03}.txt").write_bytes(KNOT.read_bytes())
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "skosmith", "check", str(tmp_path)]
    with subprocess.Popen(command, stdout=terminal, stderr=terminal, stdin=terminal) as process:
        os.close(terminal)
        output, is_sent = b"", False
        while True:
            try:
                output += os.read(main, 65536)
            except OSError:
                break
            if not is_sent and b"\x1b[?25l" in output:
                process.send_signal(signal.SIGINT)
                is_sent = True
    os.close(main)
    assert output.rfind(b"\x1b[?25h") > output.rfind(b"\x1b[?25l")


def test_the_reports_and_levels_named_are_those_there_are() -> None:
    assert list(REPORTS) == ["text", "concise", "json", "sarif", "junit", "github", "turtle", "html"]
    assert {entry["severity"] for entry in catalogue().values()} <= set(SEVERITIES)
    for code, entry in catalogue().items():
        assert set(entry) - {"example", "about"} == {"severity", "means", "message", "help"}, code
        assert set(entry["message"]) == set(entry["help"]) == {"en", "pt"}, code
