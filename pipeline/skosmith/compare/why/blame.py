"""The commit that last touched each line of a file: one ``git blame`` for each file."""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from skosmith.model import STDIN, Span, is_address, raw_path

_HEAD = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)(?: \d+)?")
_SHORT = 8  # digits of a hash
_SECONDS = 60  # the most that git may take for a file
# Without what a repository could make git run.
_GIT = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its short hash, author, day (ISO 8601) and summary; for a line not committed yet, an empty hash.

    ``time`` is in seconds since 1970.
    """

    hash: str
    author: str = ""
    date: str = ""
    summary: str = ""
    time: int = 0


@dataclass(slots=True)
class Blame:
    """The commits of lines, by path and line; and the reason for each file without commits, by path."""

    commits: dict[tuple[str, int], Commit] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def of(self, span: Span) -> Commit | None:
        """The commit that last touched one of the lines of a place; None if it is unknown."""
        lines = ((span.path, line) for line in range(span.line, span.end_line + 1))
        commits = [self.commits[line] for line in lines if line in self.commits]
        return max(commits, key=lambda commit: (not commit.hash, commit.time), default=None)


def blame_lines(places: Iterable[Span]) -> Blame:
    blame = Blame()
    for path in sorted({span.path for span in places}):
        if path == STDIN or is_address(path):
            blame.notes[path] = "not a file"
        elif any(span.sheet for span in places if span.path == path):
            blame.notes[path] = "a workbook, which git does not know by lines"
        else:
            _add_file(path, blame)
    return blame


def _add_file(path: str, blame: Blame) -> None:
    folder, name = os.path.split(os.path.abspath(raw_path(path)))
    command = [*_GIT, "-C", folder, "blame", "--no-textconv", "--porcelain", "--", name]
    try:
        result = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - git, no shell
    except FileNotFoundError:
        blame.notes[path] = "git is not installed"
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        blame.notes[path] = str(error)
    else:
        if result.returncode:
            blame.notes[path] = _reason(result.stderr.decode("utf-8", "replace"))
        else:
            blame.commits |= {(path, line): commit for line, commit in _commits(result.stdout).items()}


def _reason(message: str) -> str:
    if "not a git repository" in message:
        return "not in git"
    if "no such path" in message or "no such ref" in message:
        return "not committed yet"
    lines = message.strip().splitlines() or ["git says no more"]
    return lines[-1].removeprefix("fatal: ")


def _commits(porcelain: bytes) -> dict[int, Commit]:
    """The commit of each line. Source: git-blame(1), "The porcelain format"."""
    headers: dict[str, dict[str, str]] = {}
    lines: dict[int, str] = {}
    name = ""
    for line in porcelain.split(b"\n"):
        if line.startswith(b"\t"):
            continue
        if head := _HEAD.fullmatch(line):
            name = head[1].decode()
            lines[int(head[2])] = name
            headers.setdefault(name, {})
        elif name:
            key, _, value = line.decode("utf-8", "replace").partition(" ")
            headers[name].setdefault(key, value)
    commits = {name: _commit(name, of_commit) for name, of_commit in headers.items()}
    return {number: commits[name] for number, name in lines.items()}


def _commit(name: str, headers: dict[str, str]) -> Commit:
    if not name.strip("0"):
        return Commit("")
    time = int(headers.get("author-time", "0"))
    day = datetime.fromtimestamp(time, UTC).date().isoformat()
    return Commit(name[:_SHORT], headers.get("author", ""), day, headers.get("summary", ""), time)
