"""A git revision -> the files that stood at it, by way of git's own plumbing; the work tree is never touched."""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import has_magic
from typing import NamedTuple

from skosmith.model import MAX_BYTES, STDIN, Files, Problem, is_address, problem, relative_path, whole
from skosmith.pages import SUFFIXES
from skosmith.project.reading.git_command import contents, git, repository, resolved

PREFIX = "git:"
"""What a source begins with that stands at a revision: ``git:REV`` or ``git:REV:path``."""

_NAME = re.compile(r"git:((?:\{[^}]*\}|[^:])*)(?::(.*))?", re.DOTALL)  # @{2026-01-31 10:00} holds colons
_LINK = "120000"
_HOPS = 20  # links that lead to links, and folders that hold them, are followed as often


class Blob(NamedTuple):
    """A file of a tree: its mode, and its object name."""

    mode: str
    oid: str


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
        if os.path.isabs(source):
            source = relative_path(os.path.realpath(source), self.top)
        return posixpath.normpath(source)


def split(source: str) -> tuple[str, str]:
    """The revision and the path that a source such as ``git:HEAD:pages`` names; the path is empty for none.

    Raises ValueError where ``source`` does not begin with ``PREFIX``.
    """
    match = _NAME.fullmatch(source)
    if not match:
        raise ValueError(source)
    return match[1], match[2] or ""


def revision(name: str, folder: str = ".") -> Revision:
    """The revision ``name`` of the repository that ``folder`` is in.

    ``A...B``, B being HEAD where it is left out, is the commit at which A and B parted, as in ``git diff A...B``.
    Raises GitError where there is no git, no repository, or no such revision.
    """
    place = f"{PREFIX}{name}"
    top, below = repository(place, folder)
    commit = resolved(name, place, folder)
    listed = git(place, folder, "ls-tree", "-r", "-z", "--full-tree", commit)
    blobs: dict[str, Blob] = {}
    for entry in listed.split(b"\0")[:-1]:
        head, _, path = entry.partition(b"\t")
        mode, kind, oid = head.decode().split()
        if kind == "blob":
            blobs[os.fsdecode(path)] = Blob(mode, oid)
    return Revision(name, top, below, _linked(blobs, place, folder))


def sources_at(at: Revision, sources: Iterable[str], files: Files) -> list[str | Problem]:
    """The pages that ``sources``, named from the top, name at a revision; ``files`` keep their bytes.

    What ``source.expand`` is for the work tree: folders are read with their subfolders, each file once, in the order of
    their text. An address or standard input stays what it is now.
    """
    items: dict[str, str | Problem] = {}
    for source in sources:
        if source == STDIN or is_address(source):
            items[source] = source
        else:
            for item in _expand(at, at.path(source)):
                items[item if isinstance(item, str) else item.spans[0].path] = item
    named = keep_all(at, [item for item in items.values() if isinstance(item, str) and item in at.blobs], files)
    return [named.get(name, items[name]) for name in sorted(items)]


def keep_all(at: Revision, paths: Iterable[str], files: Files) -> dict[str, str | Problem]:
    """Has ``files`` keep the bytes of those at ``paths``; gives the name of each as a source.

    A file that is too large is a problem.
    """
    blobs = {path: at.blobs[path].oid for path in paths}
    data = contents(set(blobs.values()), f"{PREFIX}{at.name}", at.top)
    named: dict[str, str | Problem] = {}
    for path, oid in blobs.items():
        named[path] = at.source(path)
        if len(data[oid]) > MAX_BYTES:
            named[path] = problem("file-too-large", whole(at.source(path)), limit=MAX_BYTES)
        else:
            files.overlay[at.source(path)] = data[oid]
    return named


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
    targets = contents({blob.oid for blob in links.values()}, place, folder) if links else {}
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
