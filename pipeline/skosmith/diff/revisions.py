"""A git revision -> the files that stood at it, by way of git's own plumbing; the work tree is never touched."""

import os
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import has_magic
from typing import NamedTuple

from skosmith.model import Problem
from skosmith.problems import problem
from skosmith.source import MAX_BYTES, STDIN, SUFFIXES, is_address, keep, whole

PREFIX = "git:"
"""What a source begins with that stands at a revision: ``git:REV`` or ``git:REV:path``."""

_NAME = re.compile(r"git:((?:\{[^}]*\}|[^:])*)(?::(.*))?", re.DOTALL)  # @{2026-01-31 10:00} holds colons
_LINK = "120000"
_HOPS = 20  # links that lead to links, and folders that hold them, are followed as often


class Blob(NamedTuple):
    """A file of a tree: its mode, object name, and size in bytes."""

    mode: str
    oid: str
    size: int


class GitError(Exception):
    """git cannot do what was asked for; ``problem`` says why."""

    def __init__(self, found: Problem) -> None:
        """With the problem."""
        self.problem = found
        super().__init__(found.message)


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of a revision.

    ``name`` is the revision as it was named, ``top`` the folder of the repository, ``below`` the path in it of the
    folder that was asked from, empty at the top; ``blobs`` are the files by their paths from the top.
    """

    name: str
    top: str
    below: str
    blobs: Mapping[str, Blob]

    def source(self, path: str) -> str:
        """How a path of this revision is named as a source."""
        return f"{PREFIX}{self.name}:{path}"

    def path(self, source: str) -> str:
        """The path from the top of a source, absolute or from the top, too; outside of the repository ``..`` and on."""
        if os.path.isabs(source):  # noqa: PTH117
            source = os.path.relpath(os.path.realpath(source), self.top).replace(os.sep, "/")
        return posixpath.normpath(source)


def split(source: str) -> tuple[str, str]:
    """The revision and the path that a source such as ``git:HEAD:pages`` names; the path is empty for none.

    Raises ValueError where ``source`` does not begin with ``PREFIX``.
    """
    found = _NAME.fullmatch(source)
    if not found:
        raise ValueError(source)
    return found[1], found[2] or ""


def revision(name: str, folder: str = ".") -> Revision:
    """The revision ``name`` of the repository that ``folder`` is in.

    ``A...B``, B being HEAD where it is left out, is the commit at which A and B parted, as in ``git diff A...B``.
    Raises GitError where there is no git, no repository, or no such revision.
    """
    place = f"{PREFIX}{name}"
    top, below = _repository(place, folder)
    commit = _resolved(name, place, folder)
    listed = _git(place, folder, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    blobs: dict[str, Blob] = {}
    for entry in listed.split(b"\0")[:-1]:
        head, _, path = entry.partition(b"\t")
        mode, kind, oid, size = head.decode().split()
        if kind == "blob":
            blobs[os.fsdecode(path)] = Blob(mode, oid, int(size))
    return Revision(name, top, below, _linked(blobs, place, folder))


def sources_at(at: Revision, sources: Iterable[str]) -> list[str | Problem]:
    """The pages that ``sources``, named from the top, name at a revision; their bytes are kept for ``source.read``.

    What ``source.expand`` is for the work tree: folders are read with their subfolders, each file once, in the order of
    their text. An address or standard input stays what it is now.
    """
    found: dict[str, str | Problem] = {}
    wanted: dict[str, Blob] = {}
    for source in sources:
        if source == STDIN or is_address(source):
            found[source] = source
            continue
        for path in _expand(at, at.path(source)):
            name = path if isinstance(path, str) else path.spans[0].path
            found[name] = at.source(path) if isinstance(path, str) else path
            if isinstance(path, str):
                wanted[path] = at.blobs[path]
    for path in [path for path, blob in wanted.items() if blob.size > MAX_BYTES]:
        found[path] = problem("file-too-large", whole(at.source(path)), limit=MAX_BYTES)
        del wanted[path]
    keep_all(at, wanted)
    return [found[name] for name in sorted(found)]


def keep_all(at: Revision, paths: Iterable[str]) -> None:
    """Keeps the bytes of the files at ``paths``, so that ``source.read`` has them by their names as sources."""
    blobs = {path: at.blobs[path].oid for path in paths}
    data = _contents(set(blobs.values()), f"{PREFIX}{at.name}", at.top)
    for path, oid in blobs.items():
        keep(at.source(path), data[oid])


def _expand(at: Revision, path: str) -> Iterator[str | Problem]:
    if path in at.blobs:
        yield path
        return
    below = sorted(name for name in at.blobs if path == "." or name.startswith(f"{path}/"))
    if below:
        pages = [name for name in below if _is_page(name, "" if path == "." else path)]
        yield from pages
        if not pages:
            yield problem("no-pages", whole(at.source(path)), suffixes=" ".join(SUFFIXES))
    elif has_magic(path):
        pattern = path.split("/")
        matches = sorted(name for name in at.blobs if _matches(name.split("/"), pattern))
        yield from matches
        if not matches:
            yield problem("no-match", whole(at.source(path)))
    else:
        yield problem("git-no-path", whole(at.source(path)), path=path, revision=at.name)


def _is_page(name: str, folder: str) -> bool:
    parts = name[len(folder) :].strip("/").split("/")
    return name.lower().endswith(SUFFIXES) and not any(part.startswith((".", "~$")) for part in parts)


def _matches(parts: list[str], pattern: list[str]) -> bool:
    """Whether a path matches a pattern as ``glob`` takes it: ``**`` for any folders, none that is hidden."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        deeper = bool(parts) and not parts[0].startswith(".") and _matches(parts[1:], pattern)
        return _matches(parts, pattern[1:]) or deeper
    if not parts or (parts[0].startswith(".") and not pattern[0].startswith(".")):
        return False
    return fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _linked(blobs: dict[str, Blob], place: str, folder: str) -> dict[str, Blob]:
    """``blobs`` with what symbolic links within the repository lead to under the links' own names."""
    links = {path: blob for path, blob in blobs.items() if blob.mode == _LINK}
    files = {path: blob for path, blob in blobs.items() if blob.mode != _LINK}
    targets = _contents({blob.oid for blob in links.values()}, place, folder) if links else {}
    for _ in range(_HOPS):
        more: dict[str, Blob] = {}
        for path, blob in links.items():
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(targets[blob.oid])))
            if target in files:
                more[path] = files[target]
            elif not f"{path}/".startswith(f"{target}/"):  # a link to a folder above it would never end
                inside = [name for name in files if name.startswith(f"{target}/")]
                more |= {path + name[len(target) :]: files[name] for name in inside}
        if more.keys() <= files.keys():
            break
        files |= more
    return files


def _repository(place: str, folder: str) -> tuple[str, str]:
    lines = os.fsdecode(_git(place, folder, "rev-parse", "--show-toplevel", "--show-prefix")).split("\n")
    return lines[0], lines[1].rstrip("/")


def _resolved(name: str, place: str, folder: str) -> str:
    """The object name of the tree of a revision."""
    one, dots, other = name.partition("...")
    commits = [_verified(part, name, place, folder) for part in ([one or "HEAD", other or "HEAD"] if dots else [one])]
    if dots:
        missing = _no_revision(name, place, folder)
        commits = [_git(place, folder, "merge-base", *commits, refused=missing).decode().strip()]
    return _verified(commits[0], name, place, folder)


def _verified(part: str, name: str, place: str, folder: str) -> str:
    missing = _no_revision(name, place, folder)
    if not part or part.startswith("-"):
        raise GitError(missing())
    found = _git(place, folder, "rev-parse", "--verify", "--quiet", f"{part}^{{object}}", refused=missing)
    return found.decode().strip()


def _no_revision(name: str, place: str, folder: str) -> Callable[[], Problem]:
    """What makes the problem of a revision that is not there: in a shallow clone it may only not be fetched."""

    def missing() -> Problem:
        is_shallow = _git(place, folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return problem("git-shallow" if is_shallow else "git-no-revision", whole(place), revision=name)

    return missing


def _contents(oids: set[str], place: str, folder: str) -> dict[str, bytes]:
    """The bytes of blobs by their object names, all read by one process."""
    if not oids:
        return {}
    data = _git(place, folder, "cat-file", "--batch", given="".join(f"{oid}\n" for oid in sorted(oids)).encode())
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


def _git(
    place: str, folder: str, *arguments: str, given: bytes = b"", refused: Callable[[], Problem] | None = None
) -> bytes:
    """What git prints; ``refused`` makes the problem of a command that fails without a word."""
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
