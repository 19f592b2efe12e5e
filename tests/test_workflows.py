"""The files with which others use skosmith in their pipelines: valid, and their scripts run as they stand."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from conftest import ROOT

ACTION = ROOT / "action.yml"
GITLAB = ROOT / "docs" / "workflows" / "gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
VALID = [
    ("vendor.github-actions", ACTION),
    ("vendor.github-workflows", ROOT / ".github" / "workflows" / "examples.yml"),
    ("vendor.gitlab-ci", GITLAB),
]


def yaml(path: Path) -> Any:  # noqa: ANN401 - YAML's
    return YAML(typ="safe").load(path.read_text("utf-8"))


@pytest.mark.parametrize(("schema", "path"), VALID, ids=lambda one: getattr(one, "name", one))
def test_they_are_valid(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    """A repository with a framework of which two revisions are committed: the second rewords a text."""
    folder = tmp_path / "framework"
    (folder / "pages").mkdir(parents=True)
    page = folder / "pages" / "mapd.en.txt"
    page.write_bytes((ROOT / "examples" / "mapd.en.txt").read_bytes())
    (folder / "skosmith.toml").write_text('title = "x"\nrights = "x"\nsources = ["pages"]\n')
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "one"], check=True)
    page.write_text(page.read_text("utf-8").replace("fair copies", "clean copies"), "utf-8")
    subprocess.run([*git, "commit", "-qam", "two"], check=True)
    return folder


def run(script: str, folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A step as the runner runs it: bash, ending at the first error, ``skosmith`` on the PATH."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "skosmith"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m skosmith "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def step(name: str) -> str:
    (found,) = [step["run"] for step in yaml(ACTION)["runs"]["steps"] if step.get("name") == name]
    return str(found)


@pytest.mark.parametrize("sources", ["", "pages", "pages/mapd.en.txt pages"])
def test_the_action_checks_the_pages(sources: str, framework: Path) -> None:
    done = run(step("Check"), framework, SOURCES=sources, FAIL_ON="violation")
    assert done.returncode == 0, done.stdout + done.stderr
    page = framework / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    done = run(step("Check"), framework, SOURCES=sources, FAIL_ON="violation")
    assert done.returncode == 1
    assert "::error file=pages/mapd.en.txt,line=" in done.stdout


@pytest.mark.parametrize("sources", ["", "pages"])
def test_the_action_says_what_changes(sources: str, framework: Path, tmp_path: Path) -> None:
    told = {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "o"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "s"),
    }
    done = run(step("What changes"), framework, SOURCES=sources, BASE="HEAD~1", FAIL_ON="", **told)
    assert done.returncode == 0, done.stdout + done.stderr
    summary = (tmp_path / "s").read_text("utf-8")
    assert "MAPD" in summary
    assert "clean" in summary
    assert (tmp_path / "o").read_text("utf-8") == f"file={tmp_path}/skosmith-diff.md\n"
    done = run(step("What changes"), framework, SOURCES=sources, BASE="HEAD~1", FAIL_ON="patch", **told)
    assert done.returncode == 1


def test_the_gitlab_job_leaves_a_report_and_the_changes(framework: Path) -> None:
    job = yaml(GITLAB)["skosmith"]
    script = "\n".join(job["script"])
    told = {"SKOSMITH_SOURCES": "", "SKOSMITH_FAIL_ON": "violation", "CI_COMMIT_BEFORE_SHA": "HEAD~1"}
    done = run(script, framework, **told)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "clean" in (framework / "skosmith-diff.md").read_text("utf-8")
    assert (framework / "skosmith-junit.xml").read_text("utf-8").startswith("<?xml")
    page = framework / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    assert run(script, framework, **told).returncode == 1


@pytest.mark.parametrize("hook", yaml(HOOKS), ids=lambda hook: str(hook["id"]))
def test_the_hooks_run(hook: dict[str, Any], framework: Path) -> None:
    arguments = "" if hook.get("pass_filenames") is False else " pages/mapd.en.txt"
    done = run(hook["entry"] + arguments, framework)
    assert done.returncode == 0, done.stdout + done.stderr
