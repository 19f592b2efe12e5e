"""The jobs of GitHub and GitLab as their runners run them, after the events of a repository."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from ruamel.yaml import YAML

from conftest import ROOT

ACTION = ROOT / "action.yml"
GITLAB = ROOT / "docs" / "workflows" / "gitlab-ci.yml"


def yaml(path: Path) -> Any:  # noqa: ANN401 - YAML's
    return YAML(typ="safe").load(path.read_text("utf-8"))


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
    (answer,) = [step["run"] for step in yaml(ACTION)["runs"]["steps"] if step.get("name") == name]
    return str(answer)


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

            def say(self, status: int, answer: object) -> None:
                data = json.dumps(answer).encode()
                self.send_response_only(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


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


def _new_branch(repositories: Repositories) -> Event:
    repositories.commit("clean copies")
    repositories.push("main", "main:refs/heads/topic")
    return _pushed(ZEROS, created=True)


def _first_commit(repositories: Repositories) -> Event:
    repositories.commit("clean copies")
    repositories.push("main")
    return _pushed(ZEROS, created=True)


def a_push(repositories: Repositories) -> Event:
    before = repositories.commit("fair copies")
    repositories.commit("clean copies")
    repositories.push("main")
    return _pushed(before)


def _force_push(repositories: Repositories) -> Event:
    before = repositories.commit("fair copies")
    repositories.push("main")
    repositories.git("commit", "-q", "--amend", "-m", "other")
    repositories.push("--force", "main")
    repositories.git("reflog", "expire", "--expire=now", "--all")
    repositories.git("gc", "-q", "--prune=now", folder=repositories.origin)
    return _pushed(before, forced=True)


def _no_project_at_the_base(repositories: Repositories) -> Event:
    (repositories.work / "README.md").write_text("x", "utf-8")
    repositories.git("add", ".")
    repositories.git("commit", "-qm", "start")
    before = repositories.git("rev-parse", "HEAD")
    repositories.commit("clean copies")
    repositories.push("main")
    return _pushed(before)


def _pages_at_fault_at_the_base(repositories: Repositories) -> Event:
    repositories.commit("fair copies")
    page = repositories.work / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    repositories.git("commit", "-qam", "broken")
    before = repositories.git("rev-parse", "HEAD")
    repositories.commit("clean copies")
    repositories.push("main")
    return _pushed(before)


def pull_request(repositories: Repositories, fork: str = "us/framework") -> Event:
    base = repositories.commit("fair copies")
    repositories.push("main")
    repositories.git("checkout", "-q", "-b", "topic")
    repositories.commit("clean copies")
    repositories.push("topic:refs/pull/7/merge", "topic")
    head = {"repo": {"full_name": fork}, "ref": "topic"}
    return "pull_request", {"number": 7, "pull_request": {"number": 7, "base": {"sha": base}, "head": head}}


def _from_a_fork(repositories: Repositories) -> Event:
    return pull_request(repositories, "them/framework")


def _by_hand(repositories: Repositories) -> Event:
    repositories.commit("clean copies")
    repositories.push("main")
    return "workflow_dispatch", {"ref": "refs/heads/main", "inputs": None}


EVENTS = {
    "new branch": (_new_branch, "nothing to compare with"),
    "first commit": (_first_commit, "nothing to compare with"),
    "by hand": (_by_hand, "nothing to compare with"),
    "push": (a_push, ""),
    "force push": (_force_push, "is not in the repository"),
    "no project at the base": (_no_project_at_the_base, "cannot be compared"),
    "pages at fault at the base": (_pages_at_fault_at_the_base, ""),
    "pull request": (pull_request, ""),
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
