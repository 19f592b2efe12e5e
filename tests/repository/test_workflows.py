"""The files with which others use skosmith in their pipelines: valid, and their scripts run as they stand."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

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


class Api:
    """The comments of a pull or merge request, as GitHub and GitLab serve them; ``may`` is what the token may do."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.writes: list[tuple[str, str]] = []
        self.may = "write"
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query)
                page, size = int(asked["page"][0]), int(asked["per_page"][0])
                self.say(200, api.comments[(page - 1) * size : page * size])

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
                if api.may == "read":
                    self.say(403, {"message": "Resource not accessible by integration"})
                    return
                api.writes.append((self.command, self.path))
                if self.command == "POST":
                    user = {"type": "Bot", "login": "github-actions[bot]"}
                    api.comments.append({"id": len(api.comments) + 1, "body": body, "user": user})
                else:
                    number = int(self.path.rpartition("/")[2])
                    next(one for one in api.comments if one["id"] == number)["body"] = body
                self.say(200, {})

            do_PATCH = do_PUT = do_POST  # noqa: N815 - http.server's names

            def say(self, status: int, said: object) -> None:
                data = json.dumps(said).encode()
                self.send_response_only(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def api() -> Iterator[Api]:
    made = Api()
    yield made
    made.server.shutdown()
    made.server.server_close()


class Repositories:
    """An origin without a work tree, and the clone that a runner makes of it; the pages change from push to push."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.work, self.clone = folder / "origin", folder / "work", folder / "clone"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.origin], check=True)
        subprocess.run(["git", "clone", "-q", self.origin, self.work], check=True, capture_output=True)
        self.git("checkout", "-q", "-b", "main")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        named = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        command = ["git", *named, "-C", str(folder or self.work), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, text: str, *, page: str = "pages/mapd.en.txt") -> str:
        """A commit with the page, of which ``text`` takes the place of a few words."""
        path = self.work / page
        path.parent.mkdir(parents=True, exist_ok=True)
        written = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8").replace("fair copies", text)
        path.write_text(written, "utf-8")
        (self.work / "skosmith.toml").write_text('title = "x"\nrights = "x"\nsources = ["pages"]\n')
        self.git("add", ".")
        self.git("commit", "-qm", text)
        return self.git("rev-parse", "HEAD")

    def push(self, *arguments: str) -> None:
        self.git("push", "-q", "origin", *arguments)

    def checkout(self, revision: str = "main") -> Path:
        """The clone as ``actions/checkout`` with ``fetch-depth: 0`` leaves it."""
        subprocess.run(["git", "clone", "-q", f"file://{self.origin}", self.clone], check=True, capture_output=True)
        self.git("checkout", "-q", "--detach", revision, folder=self.clone)
        return self.clone


Event = tuple[str, dict[str, Any]]
ZEROS = "0" * 40


def _pushed(before: str, **more: object) -> Event:
    return "push", {"ref": "refs/heads/main", "before": before, **more}


def _new_branch(made: Repositories) -> Event:
    made.commit("clean copies")
    made.push("main", "main:refs/heads/topic")
    return _pushed(ZEROS, created=True)


def _first_commit(made: Repositories) -> Event:
    made.commit("clean copies")
    made.push("main")
    return _pushed(ZEROS, created=True)


def _a_push(made: Repositories) -> Event:
    before = made.commit("fair copies")
    made.commit("clean copies")
    made.push("main")
    return _pushed(before)


def _force_push(made: Repositories) -> Event:
    before = made.commit("fair copies")
    made.push("main")
    made.git("commit", "-q", "--amend", "-m", "other")
    made.push("--force", "main")
    made.git("reflog", "expire", "--expire=now", "--all")
    made.git("gc", "-q", "--prune=now", folder=made.origin)
    return _pushed(before, forced=True)


def _no_project_at_the_base(made: Repositories) -> Event:
    (made.work / "README.md").write_text("x", "utf-8")
    made.git("add", ".")
    made.git("commit", "-qm", "start")
    before = made.git("rev-parse", "HEAD")
    made.commit("clean copies")
    made.push("main")
    return _pushed(before)


def _pages_at_fault_at_the_base(made: Repositories) -> Event:
    made.commit("fair copies")
    page = made.work / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    made.git("commit", "-qam", "broken")
    before = made.git("rev-parse", "HEAD")
    made.commit("clean copies")
    made.push("main")
    return _pushed(before)


def _pull_request(made: Repositories, fork: str = "us/framework") -> Event:
    base = made.commit("fair copies")
    made.push("main")
    made.git("checkout", "-q", "-b", "topic")
    made.commit("clean copies")
    made.push("topic:refs/pull/7/merge", "topic")
    head = {"repo": {"full_name": fork}, "ref": "topic"}
    return "pull_request", {"number": 7, "pull_request": {"number": 7, "base": {"sha": base}, "head": head}}


def _from_a_fork(made: Repositories) -> Event:
    return _pull_request(made, "them/framework")


def _by_hand(made: Repositories) -> Event:
    made.commit("clean copies")
    made.push("main")
    return "workflow_dispatch", {"ref": "refs/heads/main", "inputs": None}


EVENTS = {
    "new branch": (_new_branch, "nothing to compare with"),
    "first commit": (_first_commit, "nothing to compare with"),
    "by hand": (_by_hand, "nothing to compare with"),
    "push": (_a_push, ""),
    "force push": (_force_push, "is not in the repository"),
    "no project at the base": (_no_project_at_the_base, "cannot be compared"),
    "pages at fault at the base": (_pages_at_fault_at_the_base, ""),
    "pull request": (_pull_request, ""),
    "pull request from a fork": (_from_a_fork, ""),
}


class Job(NamedTuple):
    """What the steps of a job printed, and the first status that was not 0."""

    status: int
    printed: str
    summary: str


def base_of(payload: dict[str, Any]) -> str:
    """What the action's default for ``base`` is for an event."""
    default = yaml(ACTION)["inputs"]["base"]["default"]
    assert default == "${{ github.event.pull_request.base.sha || github.event.before }}"
    return str(payload.get("pull_request", {}).get("base", {}).get("sha") or payload.get("before") or "")


def on_github(clone: Path, event: Event, api: Api, sources: str = "", fail_on_change: str = "") -> Job:
    """The steps of the action after the installation, one after the other, as the runner decides on them."""
    name, payload = event
    temp = clone.parent / "temp"
    temp.mkdir(exist_ok=True)
    (temp / "event.json").write_text(json.dumps(payload), "utf-8")
    for file in ("output", "summary"):
        (temp / file).write_text("", "utf-8")
    told = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "GITHUB_EVENT_PATH": str(temp / "event.json"),
        "GITHUB_EVENT_NAME": name,
        "GITHUB_API_URL": api.url,
        "GITHUB_REPOSITORY": "us/framework",
        "GITHUB_WORKFLOW": "Framework",
        "SOURCES": sources,
        "BASE": base_of(payload),
        "FAIL_ON": fail_on_change,
        "GH_TOKEN": "t0ken",
        "NUMBER": str(payload.get("number", "")),
    }
    done = [run(step("What changes"), clone, **told)]
    output = dict(line.split("=", 1) for line in (temp / "output").read_text("utf-8").splitlines())
    if name == "pull_request" and output.get("file") and done[0].returncode == 0:
        done.append(run(step("Write the changes below the pull request"), clone, **told, FILE=output["file"]))
    done.append(run(step("Check"), clone, **{**told, "FAIL_ON": "violation"}))
    if output.get("failed") == "true":
        done.append(run(step("Fail on the change"), clone, **told))
    printed = "".join(one.stdout + one.stderr for one in done)
    status = next((one.returncode for one in done if one.returncode), 0)
    return Job(status, printed, (temp / "summary").read_text("utf-8"))


def on_gitlab(clone: Path, event: Event, api: Api, sources: str = "", token: str = "t0ken") -> Job:  # noqa: S107 - of a server in this test
    name, payload = event
    base = base_of(payload)
    told = {
        "SKOSMITH_SOURCES": sources,
        "SKOSMITH_FAIL_ON": "violation",
        "SKOSMITH_GITLAB_TOKEN": token,
        "CI_API_V4_URL": api.url,
        "CI_PROJECT_ID": "2",  # of the fork
        "CI_JOB_NAME": "skosmith",
        "CI_COMMIT_BEFORE_SHA": base if name == "push" else ZEROS,
        **(
            {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "1"}
            if name == "pull_request"
            else {}
        ),
    }
    done = run("\n".join(yaml(GITLAB)["skosmith"]["script"]), clone, **told)
    return Job(done.returncode, done.stdout + done.stderr, (clone / "skosmith-diff.md").read_text("utf-8"))


@pytest.mark.parametrize("runner", [on_github, on_gitlab])
@pytest.mark.parametrize("sources", ["", "pages"])
@pytest.mark.parametrize("event", EVENTS)
def test_everyday_events_are_green(
    event: str, sources: str, runner: Callable[..., Job], tmp_path: Path, api: Api
) -> None:
    make, notice = EVENTS[event]
    made = Repositories(tmp_path)
    payload = make(made)
    clone = made.checkout("origin/topic" if payload[0] == "pull_request" else "origin/main")
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
    made = Repositories(tmp_path)
    event = _pull_request(made)
    clone = made.checkout("origin/topic")
    for words in ("clean copies", "clear copies"):
        page = clone / "pages" / "mapd.en.txt"
        page.write_text(page.read_text("utf-8").replace("clean copies", words), "utf-8")
        made.git("commit", "-qam", words, "--allow-empty", folder=clone)
        assert runner(clone, event, api).status == 0
    assert api.comments[:130] == before
    (ours,) = api.comments[130:]
    assert ours["body"].startswith("<!-- skosmith: ")
    assert "clear" in ours["body"]
    assert [method for method, _ in api.writes] == ["POST", "PATCH" if runner is on_github else "PUT"]


def test_a_change_that_is_not_let_pass_is_written_below_the_pull_request_too(tmp_path: Path, api: Api) -> None:
    made = Repositories(tmp_path)
    event = _pull_request(made)
    job = on_github(made.checkout("origin/topic"), event, api, fail_on_change="patch")
    assert job.status == 1
    assert "::error title=skosmith::The change is patch or more" in job.printed
    assert len(api.comments) == 1
    assert on_github(made.clone, event, api, fail_on_change="major").status == 0


def test_a_framework_in_a_folder_and_sources_over_several_lines(tmp_path: Path, api: Api) -> None:
    made = Repositories(tmp_path)
    made.work /= "framework"
    made.work.mkdir()
    event = _pull_request(made)
    clone = made.checkout("origin/topic")
    job = on_github(clone / "framework", event, api, "pages/mapd.en.txt\npages/*.txt\n")
    assert job.status == 0, job.printed
    assert job.summary.count("Text reworded") == 2, job.summary


def test_an_unknown_word_in_the_inputs_is_red(tmp_path: Path, api: Api) -> None:
    made = Repositories(tmp_path)
    event = _pull_request(made)
    assert on_github(made.checkout("origin/topic"), event, api, fail_on_change="huge").status == 2


@pytest.mark.parametrize("token", ["", "t0ken"])
def test_gitlab_gets_no_note_without_its_own_token(token: str, tmp_path: Path, api: Api) -> None:
    made = Repositories(tmp_path)
    event = _pull_request(made)
    clone = made.checkout("origin/topic")
    assert on_gitlab(clone, event, api, token=token).status == 0
    assert len(api.comments) == bool(token)
    assert "SKOSMITH_TOKEN" not in GITLAB.read_text("utf-8")  # which is the store's
    assert (clone / "skosmith-junit.xml").read_text("utf-8").startswith("<?xml")


def test_the_gitlab_job_fails_on_a_fault(tmp_path: Path, api: Api) -> None:
    made = Repositories(tmp_path)
    event = _a_push(made)
    clone = made.checkout("origin/main")
    page = clone / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    assert on_gitlab(clone, event, api).status == 1


@pytest.mark.parametrize("hook", yaml(HOOKS), ids=lambda hook: str(hook["id"]))
def test_the_hooks_run(hook: dict[str, Any], framework: Path) -> None:
    arguments = "" if hook.get("pass_filenames") is False else " pages/mapd.en.txt"
    done = run(hook["entry"] + arguments, framework)
    assert done.returncode == 0, done.stdout + done.stderr
