"""The files with which others use skosmith in their pipelines: valid, and their scripts run as they stand."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ci_jobs import (
    ACTION,
    EVENTS,
    GITLAB,
    Api,
    Job,
    Repositories,
    a_push,
    on_github,
    on_gitlab,
    pull_request,
    run,
    step,
    yaml,
)
from conftest import ROOT

pytestmark = pytest.mark.slow

HOOKS = ROOT / ".pre-commit-hooks.yaml"
VALID = [
    ("vendor.github-actions", ACTION),
    ("vendor.github-workflows", ROOT / ".github" / "workflows" / "examples.yml"),
    ("vendor.gitlab-ci", GITLAB),
]


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


@pytest.mark.parametrize("sources", ["", "pages", "pages/mapd.en.txt pages"])
def test_the_action_checks_the_pages(sources: str, framework: Path) -> None:
    done = run(step("Check"), framework, SOURCES=sources, FAIL_ON="violation")
    assert done.returncode == 0, done.stdout + done.stderr
    page = framework / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    done = run(step("Check"), framework, SOURCES=sources, FAIL_ON="violation")
    assert done.returncode == 1
    assert "::error file=pages/mapd.en.txt,line=" in done.stdout


@pytest.fixture
def api() -> Iterator[Api]:
    result = Api()
    yield result
    result.server.shutdown()
    result.server.server_close()


@pytest.mark.parametrize("runner", [on_github, on_gitlab])
@pytest.mark.parametrize("sources", ["", "pages"])
@pytest.mark.parametrize("event", EVENTS)
def test_everyday_events_are_green(
    event: str, sources: str, runner: Callable[..., Job], tmp_path: Path, api: Api
) -> None:
    make, notice = EVENTS[event]
    repositories = Repositories(tmp_path)
    payload = make(repositories)
    clone = repositories.checkout("origin/topic" if payload[0] == "pull_request" else "origin/main")
    api.may = "read" if event.endswith("fork") else "write"
    job = runner(clone, payload, api, sources)
    assert job.status == 0, job.printed
    assert (notice in job.printed) if notice else ("clean" in job.summary), job.printed
    assert bool(job.summary.strip()) == (not notice)
    assert len(api.comments) == (event == "pull request")
    assert "Traceback" not in job.printed
    if event.endswith("fork") and runner is on_github:
        assert "::notice title=skosmith::The changes are in the summary" in job.printed


@pytest.mark.parametrize("runner", [on_github, on_gitlab])
def test_a_later_push_rewrites_the_comment_of_this_workflow_and_no_other(
    runner: Callable[..., Job], tmp_path: Path, api: Api
) -> None:
    bot, person = {"type": "Bot", "login": "github-actions[bot]"}, {"type": "User", "login": "us"}
    api.comments = [{"id": number, "body": f"Comment {number}", "user": person} for number in range(1, 131)]
    api.comments[3] = {"id": 4, "body": "<!-- skosmith: Other -->\nAnother workflow's", "user": bot}
    api.comments[4] = {"id": 5, "body": "Look: <!-- skosmith: Framework -->", "user": person}
    api.comments[5] = {"id": 6, "body": "Coverage went up", "user": bot}
    before = [dict(one) for one in api.comments]
    repositories = Repositories(tmp_path)
    event = pull_request(repositories)
    clone = repositories.checkout("origin/topic")
    for words in ("clean copies", "clear copies"):
        page = clone / "pages" / "mapd.en.txt"
        page.write_text(page.read_text("utf-8").replace("clean copies", words), "utf-8")
        repositories.git("commit", "-qam", words, "--allow-empty", folder=clone)
        assert runner(clone, event, api).status == 0
    assert api.comments[:130] == before
    (ours,) = api.comments[130:]
    assert ours["body"].startswith("<!-- skosmith: ")
    assert "clear" in ours["body"]
    assert [method for method, _ in api.writes] == ["POST", "PATCH" if runner is on_github else "PUT"]


def test_a_change_that_is_not_let_pass_is_written_below_the_pull_request_too(tmp_path: Path, api: Api) -> None:
    repositories = Repositories(tmp_path)
    event = pull_request(repositories)
    job = on_github(repositories.checkout("origin/topic"), event, api, fail_on_change="patch")
    assert job.status == 1
    assert "::error title=skosmith::The change is patch or more" in job.printed
    assert len(api.comments) == 1
    assert on_github(repositories.clone, event, api, fail_on_change="major").status == 0


def test_a_framework_in_a_folder_and_sources_over_several_lines(tmp_path: Path, api: Api) -> None:
    repositories = Repositories(tmp_path)
    repositories.work /= "framework"
    repositories.work.mkdir()
    event = pull_request(repositories)
    clone = repositories.checkout("origin/topic")
    job = on_github(clone / "framework", event, api, "pages/mapd.en.txt\npages/*.txt\n")
    assert job.status == 0, job.printed
    assert job.summary.count("Text reworded") == 2, job.summary


def test_an_unknown_word_in_the_inputs_is_red(tmp_path: Path, api: Api) -> None:
    repositories = Repositories(tmp_path)
    event = pull_request(repositories)
    assert on_github(repositories.checkout("origin/topic"), event, api, fail_on_change="huge").status == 2


@pytest.mark.parametrize("token", ["", "t0ken"])
def test_gitlab_gets_no_note_without_its_own_token(token: str, tmp_path: Path, api: Api) -> None:
    repositories = Repositories(tmp_path)
    event = pull_request(repositories)
    clone = repositories.checkout("origin/topic")
    assert on_gitlab(clone, event, api, token=token).status == 0
    assert len(api.comments) == bool(token)
    assert "SKOSMITH_TOKEN" not in GITLAB.read_text("utf-8")  # which is the store's
    assert (clone / "skosmith-junit.xml").read_text("utf-8").startswith("<?xml")


def test_the_gitlab_job_fails_on_a_fault(tmp_path: Path, api: Api) -> None:
    repositories = Repositories(tmp_path)
    event = a_push(repositories)
    clone = repositories.checkout("origin/main")
    page = clone / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    assert on_gitlab(clone, event, api).status == 1


@pytest.mark.parametrize("hook", yaml(HOOKS), ids=lambda hook: str(hook["id"]))
def test_the_hooks_run(hook: dict[str, Any], framework: Path) -> None:
    arguments = "" if hook.get("pass_filenames") is False else " pages/mapd.en.txt"
    done = run(hook["entry"] + arguments, framework)
    assert done.returncode == 0, done.stdout + done.stderr
