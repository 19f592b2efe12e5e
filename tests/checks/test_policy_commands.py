"""Selections, waivers and baselines on the command line and in the documentation."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import PAGES, ROOT
from skosmith.cli import main
from skosmith.model import SEVERITIES, Files
from skosmith.project import read_project

KNOT = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a page of three levels, and one whose skill has no description."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "knot.txt").write_text(KNOT, "utf-8")
    (tmp_path / "skosmith.toml").write_text('title = "Knots"\nsources = ["pages"]\nrights = "ours"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, command: str = "check") -> Result:
    result = CliRunner().invoke(main, [command, *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def codes(*arguments: str) -> list[str]:
    return [one["code"] for one in json.loads(check(*arguments, "--format", "json").stdout)["problems"]]


def spoil(project: Path) -> None:
    page = project / "pages" / "knot.txt"
    page.write_text(
        page.read_text("utf-8").replace("Ata sozinho uma carga leve.", "Ata sozinho uma carga leve"), "utf-8"
    )


def test_fail_on(project: Path) -> None:
    spoil(project)
    assert codes() == ["skill-level-definition-end"]
    assert [check("--fail-on", severity).exit_code for severity in SEVERITIES] == [0, 1, 1]


def test_select_and_ignore(project: Path) -> None:
    spoil(project)
    assert codes("--select", "skill-level") == ["skill-level-definition-end"]
    assert codes("--ignore", "*-end") == []
    refused = check("--select", "skill-level-definition-ent")
    assert refused.exit_code == 2
    assert "'skill-level-definition-end'" in refused.stderr
    assert "skosmith explain lists them all" in check("--ignore", "zzz").stderr
    completed = {
        "_SKOSMITH_COMPLETE": "bash_complete",
        "COMP_WORDS": "skosmith check --select waiver-",
        "COMP_CWORD": "3",
    }
    assert "waiver-expired" in CliRunner(env=completed).invoke(main, prog_name="skosmith").stdout


def test_a_waiver_of_the_project(project: Path) -> None:
    spoil(project)
    file = project / "skosmith.toml"
    plain = file.read_text("utf-8")
    row = '\n[[waivers]]\ncode = "skill-level-definition-end"\npath = "pages"\nreason = "Later."\nexpires = {}\n'
    file.write_text(plain + row.format("2999-12-31"), "utf-8")
    result = check("--fail-on", "info")
    assert result.exit_code == 0
    assert "waived" in result.stdout
    assert json.loads(check("--format", "json").stdout)["waived"][0]["reason"] == "Later."
    assert json.loads(check("--format", "sarif").stdout)["runs"][0]["results"][0]["suppressions"]
    file.write_text(plain + row.format("2020-12-31"), "utf-8")
    assert codes() == ["skill-level-definition-end", "waiver-expired"]
    file.write_text(plain + row.format("2999-12-31").replace('"pages"', '"elsewhere"'), "utf-8")
    assert codes() == ["skill-level-definition-end", "waiver-unused"]
    assert codes("pages/knot.txt") == ["skill-level-definition-end"]
    assert "skosmith.toml:5:3: warning: waiver-unused" in check().stdout


def test_build_lives_with_what_is_waived(project: Path) -> None:
    page = project / "pages" / "knot.txt"
    page.write_text(KNOT.replace("2 3 4", "2 3 4 5"), "utf-8")
    assert check(command="build").exit_code == 1
    row = '\n[[waivers]]\ncode = "skill-declared-levels"\nreason = "Later."\nexpires = 2999-12-31\n'
    (project / "skosmith.toml").write_text((project / "skosmith.toml").read_text("utf-8") + row, "utf-8")
    assert check(command="build").exit_code == 0
    assert (project / "output" / "graph.ttl").exists()


def test_a_baseline_shows_only_what_is_new(project: Path) -> None:
    spoil(project)
    assert check("--write-baseline", "known.json", "--fail-on", "info").exit_code == 0
    page = project / "pages" / "knot.txt"
    page.write_text("\n\n" + page.read_text("utf-8"), "utf-8")
    result = check("--baseline", "known.json", "--fail-on", "info")
    assert result.exit_code == 0
    assert "known" in result.stdout
    (project / "pages" / "other.txt").write_bytes(b"Kite flying\0KITE")
    assert codes("--baseline", "known.json") == ["binary-file"]
    page.write_text(KNOT, "utf-8")
    assert "gone" in check("--baseline", "known.json").stdout
    assert check("--baseline", "none.json").exit_code == 1
    assert "baseline-not-read" in check("--baseline", "none.json").stdout
    for name in ("skosmith.toml/known.json", ""):
        refused = check("--write-baseline", name, "pages/knot.txt")
        assert refused.exit_code == 1
        assert "output-not-written" in refused.stdout
        assert "1 violation" in refused.stdout


def test_a_report_goes_into_a_file(project: Path) -> None:
    spoil(project)
    result = check("--format", "sarif", "-o", "report.sarif")
    assert "warning: skill-level-definition-end" in result.stdout
    assert json.loads((project / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"
    for name in ("skosmith.toml/report.txt", "pages/knot.txt", ".", ""):
        refused = check("-o", name)
        assert refused.exit_code == 1
        assert "output-not-written" in refused.stdout
    assert "KNOT" in (project / "pages" / "knot.txt").read_text("utf-8")
    refused = check("--write-baseline", "pages/knot.txt")
    assert refused.exit_code == 1
    assert "output-not-written" in refused.stdout


def test_the_example_in_the_documentation_is_a_project_file(tmp_path: Path) -> None:
    written = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "check.md").read_text("utf-8"), re.DOTALL)
    assert written
    path = tmp_path / "skosmith.toml"
    path.write_text(written[1], "utf-8")
    project, problems = read_project(str(path), Files())
    assert (len(project.waivers), problems) == (2, [])


UNREAD = [
    ("moved/", "no-such-file"),
    ("moved/*.txt", "no-match"),
    ("empty", "no-pages"),
    ("broken.xlsx", "not-a-workbook"),
    ("other.txt", "not-utf-8"),
    ("broken.nt", "graph-syntax"),
    ("http://127.0.0.1:9/page.txt", "url-refused"),
]


@pytest.mark.parametrize(("source", "code"), UNREAD)
def test_a_source_that_is_not_read_is_new_in_each_run(
    source: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise CI passes while nothing is read, from the day on which the pages are moved."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "other.txt").write_bytes("Kite flying KITE".encode("utf-16"))
    (tmp_path / "broken.nt").write_text("<a> <b>", "utf-8")
    written = CliRunner().invoke(main, ["check", source, "--write-baseline", "known.json"])
    assert written.exit_code == 1, written.output
    assert code in written.output
    again = CliRunner().invoke(main, ["check", source, "--baseline", "known.json"])
    assert again.exit_code == 1, again.output
    assert code in again.output
    answer = json.loads((tmp_path / "known.json").read_bytes())["problems"]
    assert code not in {row["code"] for row in answer}
