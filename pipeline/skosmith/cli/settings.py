"""The settings of a project from the command line and its file, and the framework of its sources."""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from skosmith import rdf
from skosmith.checks import with_key
from skosmith.cli.progress import progress
from skosmith.cli.report import print_problems
from skosmith.cli.values import no_labels, of_parameter
from skosmith.framework import Framework, open_framework
from skosmith.model import Build, Files, Problem
from skosmith.pages import FetchOptions, using
from skosmith.project import FILE, Project, read_project, settle


class SourceOptions(NamedTuple):
    """The options of a command that reads sources.

    ``settings`` are the fields of ``Project`` that the command line sets, and those of ``--lang`` that it clears;
    ``path`` is that of the project file, None without one; ``language`` is the tag of ``--lang``, or empty.
    """

    settings: dict[str, Any]
    path: str | None
    language: str
    fetch: FetchOptions


def source_options(values: dict[str, Any]) -> SourceOptions:
    """The ``values`` of the options by their names. Raises UsageError for options that do not go together."""
    file, language, cache = values.pop("file"), values.pop("lang", ""), values.pop("cache")
    web = {name: values.pop(name) for name in ("offline", "allow_private", "rate")}
    source_of = click.get_current_context().get_parameter_source
    explicit = {
        name: value for name, value in values.items() if source_of(name) != ParameterSource.DEFAULT and value != ()
    }
    if source_of("lang") not in {ParameterSource.DEFAULT, None}:
        explicit["languages"] = ()  # the file names those to be found
    if web["offline"] and not cache:
        raise click.UsageError("--offline takes pages from --cache, and there is none: say --cache FOLDER.")
    return SourceOptions(explicit, project_path(file), language, FetchOptions(Path(cache) if cache else None, **web))


def project_path(file: str | None) -> str | None:
    """The project file: ``file``, else that of the current folder if it has one."""
    return FILE if file is None and os.path.lexists(FILE) else file


def read_settings(options: SourceOptions, files: Files) -> tuple[Project, list[Problem]]:
    """The project with the settings of its file and the command line, and the problems of the file.

    Raises BadParameter for a language without labels.
    """
    project, problems = settle(options.path, options.settings, files)
    languages = click.get_current_context().with_resource(using(project.labels, project.code_pattern))
    tag = options.language
    if tag and languages.lookup(tag) is None:
        hint = f"A table [labels.{tag}] in {FILE} adds them."
        raise click.BadParameter(f"{no_labels(tag, languages.by_tag)} {hint}")
    return project, problems


def read_sourced_settings(options: SourceOptions, files: Files) -> tuple[Project, list[Problem]]:
    """As ``read_settings``. Raises UsageError, too, if neither the file nor the command line names a source."""
    project, problems = read_settings(options, files)
    if not project.sources and not problems:
        path = options.path
        hint = f"add sources to {path}" if path else f"describe it in {FILE}, which 'skosmith init' writes"
        raise click.UsageError(f"Missing argument 'SOURCE...': name a page or a folder, or {hint}.")
    return project, problems


def open_project(
    options: SourceOptions, *, is_quiet: bool = False, files: Files | None = None, language: str | None = None
) -> Framework:
    """The framework that the command line names; one without pages if the project file is at fault.

    ``language`` replaces that of ``--lang``.
    """
    files = files or Files()
    project, problems = read_sourced_settings(options, files)
    return open_framework(
        project,
        files,
        problems,
        language=options.language if language is None else language,
        fetch=options.fetch,
        progress=partial(progress, is_hidden=is_quiet),
    )


def graph_of(data: Sequence[str], messages: str) -> tuple[str, ...]:
    """``data``, else the graph in the output folder of the project. Raises UsageError if there is none."""
    if data:
        return tuple(data)
    path, files = project_path(None), Files()
    project, problems = read_project(path, files) if path else (Project(), [])
    if problems:
        print_problems(problems, files, messages)
        sys.exit(1)
    graph = rdf.graph_file(project.output)
    if graph is None:
        hint = "run 'skosmith build' first, or name a graph, for example output/graph.nq"
        raise click.UsageError(f"Missing argument 'DATA...': there is no graph in {project.output} yet; {hint}.")
    return (str(graph),)


def in_project(problems: Iterable[Problem]) -> list[Problem]:
    """``problems``, with the help of the project file of the current folder if there is one."""
    return list(with_key(problems)) if project_path(None) else list(problems)


def nodes_of(build: Build, names: Iterable[str]) -> list[str]:
    """The nodes of a graph with these names. Raises BadParameter for a name that no node has."""
    nodes: list[str] = []
    for name in names:
        terms = rdf.find_nodes(build, name)
        if isinstance(terms, Problem):
            raise of_parameter(terms)
        nodes += terms
    return nodes
