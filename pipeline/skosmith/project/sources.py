"""Project -> SourceReading: its sources, pages or files of RDF, as one graph, and their problems."""

import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from skosmith import rdf
from skosmith.model import Build, Files, LevelPage, Page, Problem, is_address, is_rdf, problem, whole
from skosmith.pages import FetchOptions, Table, edition_of, expand, read_pages, using
from skosmith.project.project_file import Project, other_languages, profile_of

Items = list[str | Problem]
Item = TypeVar("Item")


class Progress(Protocol):
    """What shows how far some work is: a context manager over its items, handed on in their order."""

    def __call__(self, items: list[Item], label: str, /) -> AbstractContextManager[Iterable[Item]]:
        """The ``items``; ``label`` says what is done with them."""


def no_progress(items: list[Item], _: str, /) -> AbstractContextManager[Iterable[Item]]:
    """Shows nothing."""
    return nullcontext(items)


@dataclass(slots=True)
class SourceReading:
    """What the sources say.

    ``pages`` are the pages and rows, none for files of RDF; ``build`` is their graph; ``problems`` are in no order;
    ``seconds`` is the time of each step. ``is_graph`` tells that the sources are files of RDF. ``paths`` are the files
    and addresses in the order of reading; ``labels`` are the words of pages that the project adds, by language tag.
    """

    pages: list[Page | LevelPage]
    build: Build
    problems: list[Problem]
    seconds: dict[str, float] = field(default_factory=dict)
    is_graph: bool = False
    paths: tuple[str, ...] = ()
    labels: Mapping[str, Table] = field(default_factory=dict)


def read_sources(
    project: Project,
    files: Files,
    language: str = "",
    options: FetchOptions | None = None,
    progress: Progress = no_progress,
) -> SourceReading:
    """The pages that the sources of ``project`` name and the graph they make; of files of RDF, the graph they hold.

    ``files``, ``language`` and ``options`` are as for ``pages.read_pages``.
    """
    return read_items(list(expand(project.sources)), project, files, language, options, progress)


def read_items(  # noqa: PLR0913, PLR0917 - those of read_sources
    items: Items,
    project: Project,
    files: Files,
    language: str = "",
    options: FetchOptions | None = None,
    progress: Progress = no_progress,
) -> SourceReading:
    """As ``read_sources``, of ``items``, which are as ``source.expand`` gives them, for the sources of ``project``."""
    started = time.perf_counter()
    of_graph = [item for item in items if isinstance(item, str) and is_rdf(item) and not is_address(item)]
    if of_graph:
        return _read_graph(items, of_graph, files, started)
    with using(project.labels):
        with progress(items, "Reading pages") as shown:
            pages, problems = read_pages(shown, files, language, options)
        done = time.perf_counter()
        edition, of_edition = edition_of(pages, project.edition)
        profile, of_profile = profile_of(replace(project, edition=edition))
        made = rdf.build_graph(pages, profile, files)
    problems += [*of_edition, *of_profile, *made.problems, *other_languages(made, project.languages)]
    seconds = {"read": done - started, "build": time.perf_counter() - done}
    return SourceReading(pages, made, problems, seconds, paths=_paths(items), labels=project.labels)


def _paths(items: Items) -> tuple[str, ...]:
    return tuple(item for item in items if isinstance(item, str))


def _read_graph(items: Items, paths: list[str], files: Files, started: float) -> SourceReading:
    """The graph that files of RDF hold together; a page beside them is a problem, since it would be left out."""
    problems = [item for item in items if isinstance(item, Problem)]
    beside = [whole(item) for item in items if isinstance(item, str) and item not in paths]
    if beside:
        problems.append(problem("page-beside-graph", *beside))
    data = {path: files.read(path) for path in paths}
    problems += [found for found in data.values() if isinstance(found, Problem)]
    statements, found = rdf.statements_of((path, one) for path, one in data.items() if isinstance(one, bytes))
    made, of_framework = rdf.build_from_statements(statements, paths[0], files)
    seconds = {"read": time.perf_counter() - started, "build": 0.0}
    return SourceReading([], made, [*problems, *found, *of_framework], seconds, is_graph=True, paths=_paths(items))
