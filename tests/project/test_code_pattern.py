"""Codes of another shape than four capitals: ``code-pattern`` of a project file, through the commands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from skosmith.cli import main
from skosmith.model import Files
from skosmith.project import read_project

PATTERN = "[A-Z]{3}[0-9]|[A-Z][.][0-9]+"
SAMPLE = ROOT / "pipeline" / "skosmith" / "project" / "template" / "pages" / "kite.en.txt"
HEADINGS = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "Code",
    "Skill",
    "Category",
    "Subcategory",
    "Overall description",
    "Guidance notes",
]
HEADINGS += [f"Level {level} description" for level in range(1, 8)]
ROW = [
    "",
    "2",
    "3",
    "",
    "",
    "",
    "",
    "B.12",
    "Raft building",
    "Water",
    "Rivers",
    "Making rafts that float.",
    "Rafts are slow.",
]
ROW += ["", "Ties the logs with rope.", "Draws the plan of a raft.", "", "", "", ""]
TABLE = ",".join(HEADINGS) + "\n" + ",".join(ROW) + "\n"

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a project with a page and a table of such codes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "kite.en.txt").write_text(SAMPLE.read_text("utf-8").replace("QKZX", "KTE1"), "utf-8")
    (tmp_path / "pages" / "skills.en.csv").write_text(TABLE, "utf-8")
    lines = [
        'sources = ["pages"]',
        'title = "Crafts"',
        'rights = "© A"',
        f'code-pattern = "{PATTERN}"',
        'formats = ["nq"]',
    ]
    (tmp_path / "skosmith.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_such_codes_pass_through_every_command(engine: str, project: Run) -> None:
    check = project("check", "--engine", engine)
    assert (check.exit_code, "violation" in check.stdout) == (0, False), check.stdout
    built = project("build", "--engine", engine)
    assert built.exit_code == 0, built.stderr
    graph = Path("output/graph.ttl").read_text("utf-8")
    assert 'skos:notation "KTE1"' in graph
    assert 'skos:notation "B.12"' in graph
    assert PATTERN in Path("output/shapes.ttl").read_text("utf-8")
    assert "<shapes.ttl>" in Path("output/metadata.ttl").read_text("utf-8")
    assert project("render", "--skill", "KTE1").stdout.startswith("Kite building KTE1\n")
    assert project("render", "--skill", "B.12").stdout.startswith("Raft building B.12\n")
    assert "Ties the logs" in project("why", "B.12_2").stdout
    assert "KTE1" in project("status", "KTE1").stdout
    assert "same" in project("diff", "output/graph.nq", "pages").stdout
    page = Path("pages/kite.en.txt")
    page.write_text(page.read_text("utf-8").replace("KTE1", "KTE2"), "utf-8")
    assert "KTE1 is now KTE2" in project("diff", "output/graph.nq", "pages").stdout


def test_a_code_of_another_shape_is_named_with_the_pattern(project: Run) -> None:
    page = Path("pages/kite.en.txt")
    page.write_text(page.read_text("utf-8").replace("KTE1", "KITE"), "utf-8")
    output = project("check").stdout
    assert f"The code 'KITE' does not match the code-pattern of the project, '{PATTERN}'." in output
    page.write_text(page.read_text("utf-8").replace("KITE", "kte1"), "utf-8")
    output = project("check", "--select", "no-code").stdout
    assert f"followed by a code that matches '{PATTERN}'." in output
    assert "Here that is 'Kite building KTE1'." in output
    assert "capital" not in output
    Path("skosmith.toml").write_text('sources = ["pages"]\n', "utf-8")
    assert "code-not-usable" in project("check").stdout


@pytest.mark.parametrize(
    "pattern", ["(", "[A-Z", "(?:A)", "(?P<a>A)", "(A)\\1", "^A$", ".*", "A B", "A/[0-9]", "A*+", "a\\b", "[A-Z ]+", ""]
)
def test_a_pattern_that_shacl_or_an_iri_cannot_hold_is_named(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "skosmith.toml").write_text(f"code-pattern = '{pattern}'\n", "utf-8")
    _, problems = read_project(str(tmp_path / "skosmith.toml"), Files())
    assert [one.code for one in problems] == ["setting-code-pattern" if pattern else "setting-blank"]


@pytest.mark.parametrize("pattern", ["[A-Z]{4}", "[A-Z]{3}[0-9]", "([A-Z]|[a-z])[.-][0-9]+", "[A-Z]\\d{2}"])
def test_a_pattern_that_works(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "skosmith.toml").write_text(f"code-pattern = '{pattern}'\n", "utf-8")
    project, problems = read_project(str(tmp_path / "skosmith.toml"), Files())
    assert (project.code_pattern, problems) == (pattern, [])
