"""git, asked on its command line: which repository, which revision, and the bytes of its files; nothing is written."""

import os
import subprocess
from collections.abc import Callable

from skosmith.model import Problem, problem, whole


class GitError(Exception):
    """git cannot do what was asked for; ``problem`` says why."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(found.message)


def repository(place: str, folder: str) -> tuple[str, str]:
    """The top of the repository that ``folder`` is in, and the path of ``folder`` from there, empty at the top.

    ``place`` is the source that a problem names. Raises GitError.
    """
    lines = os.fsdecode(git(place, folder, "rev-parse", "--show-toplevel", "--show-prefix")).split("\n")
    return lines[0], lines[1].rstrip("/")


def resolved(name: str, place: str, folder: str) -> str:
    """The object name of a revision; of ``A...B``, of the commit at which the two parted. Raises GitError."""
    one, dots, other = name.partition("...")
    commits = [_verified(part, name, place, folder) for part in ([one or "HEAD", other or "HEAD"] if dots else [one])]
    if dots:
        missing = _no_revision(name, place, folder)
        commits = [git(place, folder, "merge-base", *commits, refused=missing).decode().strip()]
    return _verified(commits[0], name, place, folder)


def _verified(part: str, name: str, place: str, folder: str) -> str:
    missing = _no_revision(name, place, folder)
    if not part or part.startswith("-"):
        raise GitError(missing())
    found = git(place, folder, "rev-parse", "--verify", "--quiet", f"{part}^{{object}}", refused=missing)
    return found.decode().strip()


def _no_revision(name: str, place: str, folder: str) -> Callable[[], Problem]:
    """What makes the problem of a revision that is not there: in a shallow clone it may only not be fetched."""

    def missing() -> Problem:
        is_shallow = git(place, folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return problem("git-shallow" if is_shallow else "git-no-revision", whole(place), revision=name)

    return missing


def contents(oids: set[str], place: str, folder: str) -> dict[str, bytes]:
    """The bytes of blobs by their object names, all read by one process. Raises GitError."""
    if not oids:
        return {}
    data = git(place, folder, "cat-file", "--batch", given="".join(f"{oid}\n" for oid in sorted(oids)).encode())
    found: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        head = data[at:end].decode().split()
        if head[-1] == "missing":  # a partial clone that cannot fetch, or a damaged one
            raise GitError(problem("git-failed", whole(place), reason=f"object {head[0]} is missing"))
        size = int(head[2])
        found[head[0]] = data[end + 1 : end + 1 + size]
        at = end + size + 2
    return found


def git(
    place: str, folder: str, *arguments: str, given: bytes = b"", refused: Callable[[], Problem] | None = None
) -> bytes:
    """What git prints, given ``given``; ``refused`` makes the problem of a command that fails. Raises GitError."""
    command = ["git", "-C", folder, *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603
    except FileNotFoundError:
        raise GitError(problem("git-missing", whole(place))) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise GitError(problem("git-failed", whole(place), reason=str(error))) from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    if "not a git repository" in said:
        raise GitError(problem("git-no-repository", whole(place)))
    if refused:
        raise GitError(refused())
    raise GitError(problem("git-failed", whole(place), reason=said.removeprefix("fatal: ") or f"{done.returncode}"))
