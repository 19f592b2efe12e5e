"""``skosmith status``: what it prints, what it accepts, what fails."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import html

from conftest import ROOT
from skosmith.compare import (
    STATUS_FORMS,
    has_any,
    status_of,
    translation_problems,
    write_fingerprints,
)
from skosmith.compare.translations.forms import as_text
from skosmith.model import Problem
from skosmith.project import Project
from skosmith.project.project_file import TRANSLATIONS as FILE
from translated_kite import BOTH, NOTHING, PAGES, PROJECT, accepted, built_of, line_of

Run = Callable[..., Result]
GOOD = '# x\nsource-language = "en"\n\n[pt]\n"skills/KITE definition" = "0123456789abcdef"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for tag in ("en", "pt"):
        (tmp_path / "pages" / f"kite.{tag}.txt").write_text(PAGES[tag], "utf-8")
    (tmp_path / "skosmith.toml").write_text('sources = ["pages"]\nrights = "x"\nsource-language = "en"\n')
    return tmp_path / "skosmith.toml"


def test_status_from_one_end_to_the_other(run: Run, project: Path) -> None:
    page = project.parent / "pages" / "kite.en.txt"
    result = run("status", "--project", project)
    assert result.exit_code == 0
    assert "untracked 6" in result.output
    assert run("status", "--project", project, "--fail-on", "stale").exit_code == 0
    assert run("status", "--project", project, "--fail-on", "untracked").exit_code == 1
    assert run("check", "--project", project, "-q").output.count("translation") == 0

    done = run("status", "--project", project, "--accept")
    assert (done.exit_code, done.output) == (0, f"recorded 19 in {project.parent}/translations.toml\n")
    assert run("status", "--project", project, "--fail-on", "untracked", "--fail-on", "missing").exit_code == 0

    page.write_text(PAGES["en"].replace("A kite answers", "Any kite answers"), "utf-8")
    line = line_of(PAGES["pt"], "A pipa responde ao vento.")
    stale = run("status", "KITE", "--project", project, "--fail-on", "stale")
    assert stale.exit_code == 1
    assert f"{project.parent}/pages/kite.pt.txt:{line}:1" in stale.output
    checked = run("check", "--project", project)
    assert checked.exit_code == 0
    assert f"{project.parent}/pages/kite.pt.txt:{line}:1: warning: translation-stale" in checked.output

    assert "recorded 0" in run("status", "--accept", "KITE_3", "--project", project).output
    assert "recorded 0" in run("status", "--accept", "--lang", "es", "--project", project).output
    assert "recorded 1" in run("status", "--accept", "KITE", "--lang", "pt", "--project", project).output
    assert "translation-stale" not in run("check", "--project", project).output


def test_status_refuses_what_it_cannot_trust(run: Run, project: Path) -> None:
    (project.parent / FILE).write_text(GOOD + "<<<<<<< HEAD\n")
    for arguments in (["status"], ["status", "--accept"], ["check"]):
        done = run(*arguments, "--project", project)
        assert (done.exit_code, done.output.count("translations.toml:6:1: violation: translations-conflict")) == (1, 1)
    (project.parent / FILE).write_text(GOOD.replace('"en"', '"de"'))
    assert "translations.toml:2:1: violation: translations-language" in run("status", "--project", project).output
    (project.parent / FILE).unlink()
    (project.parent / "pages" / "kite.pt.txt").write_bytes(b"\xff")
    done = run("status", "--accept", "--project", project)
    assert (done.exit_code, "not-utf-8" in done.output) == (1, True)
    assert not (project.parent / FILE).exists()
    assert run("status", "--project", project).exit_code == 1
    assert run("status", "KITX", "--project", project).exit_code == 2
    assert run("status", "--lang", "no tag", "--project", project).exit_code == 2


def test_json_and_html_say_the_same_as_the_text(run: Run, project: Path) -> None:
    name = '<b>Kite & "fly" \\ land</b>'
    page = project.parent / "pages" / "kite.en.txt"
    page.write_text(PAGES["en"].replace("Kite flying", name), "utf-8")
    answer = json.loads(run("status", "--project", project, "--format", "json").stdout)
    assert answer["sourceLanguage"] == "en"
    assert answer["rows"][0]["label"] == name
    assert name in run("status", "--project", project).stdout
    assert answer["rows"][0]["cells"][1]["state"] == "untracked"
    assert answer["rows"][0]["cells"][1]["findings"][0]["translation"]["path"].endswith("kite.pt.txt")
    page.write_text(PAGES["en"].replace("Kite flying", name).replace("  • Mind the line\n", ""), "utf-8")
    text = run("status", "--project", project, "--format", "html").stdout
    tree = html.document_fromstring(text)
    assert tree.get("lang") == "en"
    assert name in "".join(map(str, tree.findall(".//table")[0].itertext()))
    assert not tree.xpath("//b | //script | //link | //img")
    assert len(tree.findall(".//tbody/tr/th[@scope='row']")) == len(answer["rows"])
    assert tree.xpath("//blockquote/@lang") == ["pt", "en"]
    assert "prefers-color-scheme: dark" in text


def test_colours_are_for_terminals() -> None:
    status = status_of(BOTH, PROJECT, NOTHING)
    assert "\x1b[36m" in as_text(status, colour=True)
    assert "\x1b" not in as_text(status)
    assert set(STATUS_FORMS) == {"text", "json", "html"}


@pytest.mark.parametrize(("kind", "is_wrong"), [("missing", True), ("untracked", True), ("stale", False)])
def test_what_fails_a_build_is_chosen(kind: str, *, is_wrong: bool) -> None:
    status = status_of(BOTH, Project(languages=("de",)), NOTHING)
    assert has_any(status, [kind]) is is_wrong


def test_problems_of_check_are_those_of_the_file(tmp_path: Path) -> None:
    project = Project(folder=str(tmp_path))
    assert translation_problems(BOTH, project) == []
    write_fingerprints(str(tmp_path / FILE), accepted(BOTH))
    assert translation_problems(BOTH, project) == []
    build = built_of(en=PAGES["en"].replace("One wind", "Two winds"), pt=PAGES["pt"])
    (problem,) = translation_problems(build, project)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity, len(problem.spans)) == ("translation-stale", "warning", 2)
    assert "framework" in problem.message


def test_a_graph_has_its_status_too(run: Run, tmp_path: Path) -> None:
    run("build", ROOT / "examples", "-o", tmp_path)
    answer = json.loads(run("status", tmp_path / "graph.ttl", "--format", "json").stdout)
    pages = json.loads(run("status", ROOT / "examples", "--format", "json").stdout)
    assert answer["summary"] == pages["summary"]
