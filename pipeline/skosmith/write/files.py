"""The table of formats, and the files: written beside the old ones, moved into place when all are whole."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from skosmith import provenance
from skosmith.graph import Build, Nodes, Statement, arrange
from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.write import jsonld, nquads, rdfxml, turtle

STEM = "graph"
_SHOP = ".skosmith"


class Writer(NamedTuple):
    """How a format is written: a head with the framework, parts with some skills each, a tail.

    Head and part are given the nodes of the data graph and those of the provenance graph, which ``has_provenance``
    tells whether the format holds. ``refused`` names what the format cannot hold.
    """

    head: Callable[[Build, Nodes, Nodes], str]
    part: Callable[[Build, Nodes, Nodes], str]
    tail: Callable[[Build], str]
    has_provenance: bool = False
    refused: Callable[[Build], Iterator[Problem]] | None = None


WRITERS: dict[str, Writer] = {
    "ttl": Writer(turtle.head, turtle.part, turtle.tail),
    "jsonld": Writer(jsonld.head, jsonld.part, jsonld.tail),
    "nq": Writer(nquads.quads, nquads.quads, nquads.tail, has_provenance=True),
    "nt": Writer(nquads.triples, nquads.triples, nquads.tail),
    "trig": Writer(turtle.trig_head, turtle.trig_part, turtle.tail, has_provenance=True),
    "rdf": Writer(rdfxml.head, rdfxml.part, rdfxml.tail, refused=rdfxml.refused),
}
"""The formats, by the suffix of their file."""


class Written(NamedTuple):
    """A file written and its size in bytes."""

    path: Path
    size: int


class WriteError(Exception):
    """Nothing was written; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """With at least one problem."""
        self.problems = tuple(problems)
        super().__init__(self.problems[0].message)


def write(build: Build, folder: str | Path, formats: Sequence[str] = ("ttl", "jsonld")) -> list[Written]:
    """Writes ``graph.<format>`` into ``folder`` for each of ``formats``, keys of ``WRITERS``.

    The files are whole and all there, or those that stood there before are untouched; ``folder`` is made where it is
    not there. Raises WriteError where a format cannot hold the graph or the files cannot be written.
    """
    problems = [found for name in formats if (refused := WRITERS[name].refused) for found in refused(build)]
    if problems:
        raise WriteError(problems)
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _workshop(folder) as shop:
            names = [f"{STEM}.{name}" for name in formats]
            with contextlib.ExitStack() as stack:
                files = [stack.enter_context((shop / name).open("wb")) for name in names]
                _fill(build, dict(zip(formats, files, strict=True)))
                for file in files:
                    file.flush()
                    os.fsync(file.fileno())
            _move(shop, folder, names)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        place = Span(str(getattr(error, "filename", None) or folder), 0, 0, 0, 0)
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError([problem("output-not-written", place, reason=reason)]) from error
    return [Written(folder / name, (folder / name).stat().st_size) for name in names]


def older(folder: str | Path, formats: Sequence[str]) -> list[Path]:
    """The files of an earlier run in ``folder``: those in formats that this one, with ``formats``, did not write."""
    files = (Path(folder) / f"{STEM}.{name}" for name in WRITERS if name not in formats)
    return [file for file in files if file.exists()]


def _fill(build: Build, files: dict[str, BinaryIO]) -> None:
    with_provenance = any(WRITERS[name].has_provenance for name in files)
    described: set[str] = set()

    def of_texts(statements: Iterable[Statement]) -> Iterable[Statement]:
        return provenance.of_texts(build, statements, described) if with_provenance else ()

    framework = _framework(build)
    nodes = arrange(framework)
    origin = arrange([*provenance.of_pages(build), *of_texts(framework)]) if with_provenance else {}
    for name, file in files.items():
        file.write(WRITERS[name].head(build, nodes, origin).encode())
    for skills in build.chunks():
        statements = list(chain(*(_skill(build, skill) for skill in skills)))
        nodes = arrange(statements)
        origin = arrange(of_texts(statements))
        for name, file in files.items():
            file.write(WRITERS[name].part(build, nodes, origin).encode())
    for name, file in files.items():
        file.write(WRITERS[name].tail(build).encode())


def _framework(build: Build) -> list[Statement]:
    """The framework's statements by subject: the framework, the scheme of levels, each level and its essence."""
    rank = {build.names.framework: 0, build.names.levels: 1}
    statements = [*build.framework, *build.top_concepts(build.skills)]
    return sorted(statements, key=lambda statement: (rank.get(statement[0], 2), statement[0][:-1]))


def _skill(build: Build, skill: str) -> list[Statement]:
    """A skill's statements by subject: the skill, then its levels."""
    return sorted(build.skills[skill], key=lambda statement: "" if statement[0] == skill else statement[0])


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder inside ``folder`` to write in, gone afterwards; those of runs that were killed are cleared away."""
    for left in folder.glob(f"{_SHOP}-*"):
        name = re.fullmatch(rf"{re.escape(_SHOP)}-(\d{{1,9}})-\w{{8}}", left.name)
        if name and not _is_alive(int(name[1])):
            shutil.rmtree(left, ignore_errors=True)
    shop = Path(tempfile.mkdtemp(prefix=f"{_SHOP}-{os.getpid()}-", dir=folder))
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _move(shop: Path, folder: Path, names: Iterable[str]) -> None:
    """Moves the files ``names`` into place; should that be cut short, those already moved give way to the old ones."""
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name in names:
            target, kept = folder / name, shop / f"{name}.old"
            if target.exists():
                _keep(target, kept)
                shutil.copymode(target, shop / name)
            moved.append((target, kept if kept.exists() else None))
            (shop / name).replace(target)
    except BaseException:  # a signal, too
        for target, old in moved:
            if old is not None:
                old.replace(target)
            elif not (shop / target.name).exists():  # moved, and nothing stood there before
                target.unlink()
        raise


def _keep(file: Path, kept: Path) -> None:
    """A second name for ``file``; a copy on a file system that has none."""
    try:
        os.link(file, kept)
    except OSError:
        shutil.copy2(file, kept)
