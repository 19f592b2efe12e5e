"""Project -> SourceReading: its sources, pages or files of RDF, as one graph, and their problems."""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from skosmith import pages as reader
from skosmith import rdf
from skosmith.model import Build, Files, LevelPage, Page, Problem, is_address, is_rdf, problem, whole
from skosmith.pages import FetchOptions, Table, edition_of, is_supplement, read_pages, using
from skosmith.project.project_file import Project, foreign_languages, profile_of

Items = list[str | Problem]
Item = TypeVar("Item")


_MANY = 20_000  # statements, about a second: from here on the progress of reading a graph is shown


class Progress(Protocol):
    """Shows the progress of some work: a context manager over its items, in order; ``label`` names the work."""

    def __call__(self, items: list[Item], label: str, /) -> AbstractContextManager[Iterable[Item]]: ...


def no_progress(items: list[Item], _: str, /) -> AbstractContextManager[Iterable[Item]]:
    return nullcontext(items)


@dataclass(slots=True)
class SourceReading:
    """What the sources say.

    ``pages`` are the pages and rows, none for files of RDF; ``build`` is their graph, with what the tables next to them
    add; ``problems`` are in no order; ``seconds`` is the time of each step. ``is_graph`` tells that the sources are
    files of RDF. ``paths`` are the files and addresses in the order of reading; ``labels`` are the words of pages that
    the project adds, by language tag, and ``code_pattern`` is that of its codes.
    """

    pages: list[Page | LevelPage]
    build: Build
    problems: list[Problem]
    seconds: dict[str, float] = field(default_factory=dict)
    is_graph: bool = False
    paths: tuple[str, ...] = ()
    labels: Mapping[str, Table] = field(default_factory=dict)
    code_pattern: str = ""


def read_items(  # noqa: PLR0913, PLR0917 - a project and how to read it
    items: Items,
    project: Project,
    files: Files,
    language: str = "",
    options: FetchOptions | None = None,
    progress: Progress = no_progress,
) -> SourceReading:
    """The pages at ``items``, the result of ``pages.expand``, and their graph; of files of RDF, the graph alone.

    ``files``, ``language`` and ``options`` are as for ``pages.read_pages``.
    """
    started = time.perf_counter()
    paths = tuple(item for item in items if isinstance(item, str))
    graph_files = [path for path in paths if is_rdf(path) and not is_address(path)]
    if graph_files:
        read = read_graph(graph_files, files, progress)
        read.build.profile = read.build.profile._replace(languages=project.languages)
        of_items = [item for item in items if isinstance(item, Problem)]
        if left_out := [whole(path) for path in paths if path not in graph_files]:
            of_items.append(problem("page-beside-graph", *left_out))
        problems = [*of_items, *read.problems]
        return replace(read, problems=problems, paths=paths, code_pattern=project.code_pattern)
    tables = [path for path in paths if is_supplement(path)]
    with using(project.labels, project.code_pattern):
        with progress([item for item in items if item not in tables], "Reading pages") as visible:
            pages, problems = read_pages(visible, files, language, options)
        supplements, of_tables = reader.read_supplements(tables, files) if tables else ([], [])
        parsed = time.perf_counter()
        edition, of_edition = edition_of(pages, project.edition)
        profile, of_profile = profile_of(project._replace(edition=edition))
        build = rdf.build_graph(pages, profile, files, supplements)
    problems += [*of_tables, *of_edition, *of_profile, *build.problems, *foreign_languages(build, project.languages)]
    seconds = {"read": parsed - started, "build": time.perf_counter() - parsed}
    return SourceReading(
        pages, build, problems, seconds, paths=paths, labels=project.labels, code_pattern=project.code_pattern
    )


def read_graph(paths: Sequence[str], files: Files, progress: Progress = no_progress) -> SourceReading:
    """The graph of the files of RDF at ``paths`` together."""
    started = time.perf_counter()
    data = {path: files.read(path) for path in paths}
    problems = [one for one in data.values() if isinstance(one, Problem)]
    files_read = {path: one for path, one in data.items() if isinstance(one, bytes)}

    def follow(items: list[Item]) -> AbstractContextManager[Iterable[Item]]:
        return progress(items, "Reading statements") if len(items) >= _MANY else nullcontext(items)

    statements, faults = files.memo.recall(
        lambda: ("graph", *((path, hashlib.sha256(one).digest()) for path, one in files_read.items())),
        lambda: rdf.statements_of(files_read.items(), follow),
    )
    build, of_framework = rdf.build_from_statements(statements, paths[0], files)
    seconds = {"read": time.perf_counter() - started, "build": 0.0}
    problems += [*faults, *of_framework]
    return SourceReading([], build, problems, seconds, is_graph=True, paths=tuple(paths))
