"""The git command line: repositories, revisions, and the bytes of their files; it writes nothing."""

import os
import subprocess
from collections.abc import Callable

from skosmith.model import Problem, problem, whole


class GitError(Exception):
    """A git command that failed; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def repository(place: str, folder: str) -> tuple[str, str]:
    """The top of the repository that ``folder`` is in, and the path of ``folder`` from there, empty at the top.

    ``place`` is the source that a problem names. Raises GitError.
    """
    lines = os.fsdecode(git(place, folder, "rev-parse", "--show-toplevel", "--show-prefix")).split("\n")
    return lines[0], lines[1].rstrip("/")


def resolved(name: str, place: str, folder: str) -> str:
    """The object name of a revision; of ``A...B``, of the commit at which the two parted. Raises GitError."""
    one, dots, other = name.partition("...")

    def no_revision() -> Problem:  # in a shallow clone it may only not be fetched
        is_shallow = git(place, folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return problem("git-shallow" if is_shallow else "git-no-revision", whole(place), revision=name)

    def object_name(part: str) -> str:
        if not part or part.startswith("-"):
            raise GitError(no_revision())
        arguments = ("rev-parse", "--verify", "--quiet", f"{part}^{{object}}")
        return git(place, folder, *arguments, on_failure=no_revision).decode().strip()

    if not dots:
        return object_name(one)
    commits = map(object_name, (one or "HEAD", other or "HEAD"))
    return git(place, folder, "merge-base", *commits, on_failure=no_revision).decode().strip()


def contents(oids: set[str], place: str, folder: str) -> dict[str, bytes]:
    """The bytes of blobs by their object names, read by one process. Raises GitError."""
    if not oids:
        return {}
    data = git(place, folder, "cat-file", "--batch", stdin="".join(f"{oid}\n" for oid in sorted(oids)).encode())
    blobs: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        head = data[at:end].decode().split()
        if head[-1] == "missing":  # a partial clone that cannot fetch, or a damaged one
            raise GitError(problem("git-failed", whole(place), reason=f"object {head[0]} is missing"))
        size = int(head[2])
        blobs[head[0]] = data[end + 1 : end + 1 + size]
        at = end + size + 2
    return blobs


def git(
    place: str, folder: str, *arguments: str, stdin: bytes = b"", on_failure: Callable[[], Problem] | None = None
) -> bytes:
    """The output of a git command; ``on_failure`` makes the problem if it fails. Raises GitError."""
    command = ["git", "-C", folder, *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        result = subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment)  # noqa: S603
    except FileNotFoundError:
        raise GitError(problem("git-missing", whole(place))) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise GitError(problem("git-failed", whole(place), reason=str(error))) from error
    if result.returncode == 0:
        return result.stdout
    message = result.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    if "not a git repository" in message:
        raise GitError(problem("git-no-repository", whole(place)))
    if on_failure:
        raise GitError(on_failure())
    reason = message.removeprefix("fatal: ") or f"{result.returncode}"
    raise GitError(problem("git-failed", whole(place), reason=reason))
