"""The table of formats, and the files of a graph: one for each format, and one that describes them."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from skosmith.model import FORMATS, Build, Nodes, Problem, Statement, arrange
from skosmith.rdf.provenance import provenance_of_pages, provenance_of_texts
from skosmith.rdf.write import jsonld, metadata, nquads, rdfxml, turtle_text
from skosmith.rdf.write.place import WriteError, WrittenFile, fill

STEM = "graph"


class Writer(NamedTuple):
    """How a format is written: a head with the framework, parts with some skills each, a tail.

    Head and part are given the nodes of the data graph and those of the provenance graph, for formats that hold named
    graphs. ``refused`` names what the format cannot hold.
    """

    head: Callable[[Build, Nodes, Nodes], str]
    part: Callable[[Build, Nodes, Nodes], str]
    tail: Callable[[Build], str]
    refused: Callable[[Build], Iterator[Problem]] | None = None


WRITERS: dict[str, Writer] = {
    "ttl": Writer(turtle_text.head, turtle_text.part, turtle_text.tail),
    "jsonld": Writer(jsonld.head, jsonld.part, jsonld.tail),
    "nq": Writer(nquads.quads, nquads.quads, nquads.tail),
    "nt": Writer(nquads.triples, nquads.triples, nquads.tail),
    "trig": Writer(turtle_text.trig_head, turtle_text.trig_part, turtle_text.tail),
    "rdf": Writer(rdfxml.head, rdfxml.part, rdfxml.tail, refused=rdfxml.refused),
}
"""The formats, by the suffix of their file."""


def write_graph(build: Build, folder: str | Path, formats: Sequence[str] = ("ttl", "jsonld")) -> list[WrittenFile]:
    """Writes ``graph.<format>`` into ``folder`` for each of ``formats``, keys of ``WRITERS``, and ``metadata.ttl``.

    The files are whole and all there, or those that stood there before are untouched; ``folder`` is made where it is
    not there. Raises WriteError where a format cannot hold the graph or the files cannot be written.
    """
    problems = [found for name in formats if (refused := WRITERS[name].refused) for found in refused(build)]
    if problems:
        raise WriteError(problems)

    def work(shop: Path) -> list[str]:
        names = [f"{STEM}.{name}" for name in formats]
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context((shop / name).open("wb")) for name in names]
            counts = _fill(build, dict(zip(formats, files, strict=True)))
        dumps = [
            metadata.dump_of(shop / name, FORMATS[form].media_type) for name, form in zip(names, formats, strict=True)
        ]
        (shop / metadata.FILE).write_text(metadata.turtle_of(build, counts, dumps), "utf-8")
        return [*names, metadata.FILE]

    return fill(folder, work)


def older_files(folder: str | Path, formats: Sequence[str]) -> list[Path]:
    """The files of an earlier run in ``folder``: those in formats that this one, with ``formats``, did not write."""
    files = (Path(folder) / f"{STEM}.{name}" for name in WRITERS if name not in formats)
    return [file for file in files if file.exists()]


def _fill(build: Build, files: dict[str, BinaryIO]) -> metadata.Counts:
    """Writes the graph into each of ``files``, open files by format; how much of what it holds."""
    counts = metadata.Counts()
    with_provenance = any(FORMATS[name].has_graphs for name in files)
    described: set[str] = set()

    def of_texts(statements: Iterable[Statement]) -> Iterable[Statement]:
        return provenance_of_texts(build, statements, described) if with_provenance else ()

    framework = _framework(build)
    nodes = arrange(framework)
    counts.add(nodes)
    origin = arrange([*provenance_of_pages(build), *of_texts(framework)]) if with_provenance else {}
    for name, file in files.items():
        file.write(WRITERS[name].head(build, nodes, origin).encode())
    for skills in build.chunks():
        statements = list(chain(*(_skill(build, skill) for skill in skills)))
        nodes = arrange(statements)
        counts.add(nodes)
        origin = arrange(of_texts(statements))
        for name, file in files.items():
            file.write(WRITERS[name].part(build, nodes, origin).encode())
    for name, file in files.items():
        file.write(WRITERS[name].tail(build).encode())
    return counts


def _framework(build: Build) -> list[Statement]:
    """The framework's statements by subject: the framework, the scheme of levels, each level and its essence."""
    rank = {build.names.framework: 0, build.names.levels: 1}
    statements = [*build.framework, *build.top_concepts(build.skills)]
    return sorted(statements, key=lambda statement: (rank.get(statement[0], 2), statement[0][:-1]))


def _skill(build: Build, skill: str) -> list[Statement]:
    """A skill's statements by subject: the skill, then its levels."""
    return sorted(build.skills[skill], key=lambda statement: "" if statement[0] == skill else statement[0])
