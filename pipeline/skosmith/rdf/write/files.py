"""The table of formats, and the files of a graph: one for each format, and one that describes them."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from skosmith.model import FORMATS, Build, Nodes, Problem, Statement, arrange
from skosmith.rdf.provenance import provenance_of_pages, provenance_of_texts
from skosmith.rdf.write import jsonld, metadata, nquads, rdfxml, turtle_text
from skosmith.rdf.write.place import WriteError, WrittenFile, write_together

_STEM = "graph"


class Writer(NamedTuple):
    """The functions that write a format: a head with the framework, parts with some skills each, a tail.

    Head and part take the nodes of the data graph and those of the provenance graph, for formats with named graphs.
    ``unwritable`` has a problem for all that the format cannot hold.
    """

    head: Callable[[Build, Nodes, Nodes], str]
    part: Callable[[Build, Nodes, Nodes], str]
    tail: Callable[[Build], str] = lambda _: ""
    unwritable: Callable[[Build], Iterator[Problem]] | None = None


WRITERS: dict[str, Writer] = {
    "ttl": Writer(turtle_text.head, turtle_text.part),
    "jsonld": Writer(jsonld.head, jsonld.part, jsonld.tail),
    "nq": Writer(nquads.quads, nquads.quads),
    "nt": Writer(nquads.triples, nquads.triples),
    "trig": Writer(turtle_text.trig_head, turtle_text.trig_part),
    "rdf": Writer(rdfxml.head, rdfxml.part, rdfxml.tail, rdfxml.unwritable),
}
"""The formats, by the suffix of their file."""


def write_graph(
    build: Build, folder: str | Path, formats: Sequence[str] = ("ttl", "jsonld"), shapes: str = ""
) -> list[WrittenFile]:
    """Writes ``graph.<format>`` into ``folder`` for each of ``formats``, keys of ``WRITERS``, and ``metadata.ttl``.

    ``shapes``, if any, are the shapes that the graph meets, in place of the built-in ones: ``shapes.ttl``.

    Writes all files or none; creates ``folder`` if needed. Raises WriteError if a format cannot hold the graph, or a
    file cannot be written.
    """
    problems = [one for name in formats if (unwritable := WRITERS[name].unwritable) for one in unwritable(build)]
    if problems:
        raise WriteError(problems)

    def fill(workshop: Path) -> list[str]:
        paths = {name: workshop / f"{_STEM}.{name}" for name in formats}
        with contextlib.ExitStack() as stack:
            counts = _write(build, {name: stack.enter_context(path.open("wb")) for name, path in paths.items()})
        dumps = [metadata.dump_of(path, FORMATS[name].media_type) for name, path in paths.items()]
        (workshop / metadata.FILE).write_text(
            metadata.turtle_of(build, counts, dumps, has_shapes=bool(shapes)), "utf-8"
        )
        if shapes:
            (workshop / metadata.SHAPES_FILE).write_text(shapes, "utf-8")
        return [*(path.name for path in paths.values()), metadata.FILE, *([metadata.SHAPES_FILE] if shapes else [])]

    return write_together(folder, fill)


def older_files(folder: str | Path, formats: Sequence[str]) -> list[Path]:
    """The files of earlier runs in ``folder``, in other formats than ``formats``."""
    files = (Path(folder) / f"{_STEM}.{name}" for name in WRITERS if name not in formats)
    return [file for file in files if file.exists()]


def graph_file(folder: str | Path) -> Path | None:
    """The file in ``folder`` that says most of the graph, of the last run that wrote there; None without any.

    The description next to the files lists those of the last run.
    """
    described = Path(folder) / metadata.FILE
    listed = described.read_text("utf-8", "replace") if described.is_file() else ""
    order = sorted(WRITERS, key=lambda name: not FORMATS[name].has_graphs)
    files = [file for name in order if (file := Path(folder) / f"{_STEM}.{name}").is_file()]
    return next((file for file in files if f"<{file.name}>" in listed), next(iter(files), None))


def _write(build: Build, files: dict[str, BinaryIO]) -> metadata.Counts:
    """Writes the graph into each of ``files``, open files by format; gives the counts of its content."""
    counts = metadata.Counts()
    with_provenance = any(FORMATS[name].has_graphs for name in files)
    described: set[str] = set()

    def origins(statements: Iterable[Statement]) -> Iterable[Statement]:
        return provenance_of_texts(build, statements, described) if with_provenance else ()

    framework = _framework(build)
    nodes = arrange(framework)
    counts.add(nodes)
    origin = arrange([*provenance_of_pages(build), *origins(framework)]) if with_provenance else {}
    for name, file in files.items():
        file.write(WRITERS[name].head(build, nodes, origin).encode())
    for skills in build.chunks():
        statements = list(chain(*(_skill(build, skill) for skill in skills)))
        nodes = arrange(statements)
        counts.add(nodes)
        origin = arrange(origins(statements))
        for name, file in files.items():
            file.write(WRITERS[name].part(build, nodes, origin).encode())
    for name, file in files.items():
        file.write(WRITERS[name].tail(build).encode())
    return counts


def _framework(build: Build) -> list[Statement]:
    """The framework's statements by subject: the framework, the scheme of levels, each level and its essence."""
    rank = {build.names.framework: 0, build.names.levels: 1}
    return sorted(build.of_framework(), key=lambda statement: (rank.get(statement[0], 2), statement[0][:-1]))


def _skill(build: Build, skill: str) -> list[Statement]:
    """A skill's statements by subject: the skill, then its levels."""
    return sorted(build.of_skill(skill), key=lambda statement: "" if statement[0] == skill else statement[0])
