"""What the command line says of a project, settled with its file; and what its sources then say."""

import os
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from skosmith.cli.options import progress
from skosmith.model import Build, Memo, Problem
from skosmith.pages import FetchOptions, using
from skosmith.project import FILE, Project, Read, read_project, read_sources
from skosmith.rdf import WRITERS, find_nodes

_SETTINGS = frozenset(field.name for field in fields(Project))


def settle(file: str | None, options: dict[str, Any]) -> tuple[Project, list[Problem]]:
    """What the project file says, and before it the command line; and what is wrong with the file.

    The settings are taken out of ``options``. Raises UsageError where neither names a source.
    """
    _, project, problems = settings(file, options)
    if not project.sources and not problems:
        found = found_file(file)
        hint = f"add sources to {found}" if found else f"describe it in {FILE}, which 'skosmith init' writes"
        raise click.UsageError(f"Missing argument 'SOURCE...': name a page or a folder, or {hint}.")
    return project, problems


def settings(file: str | None, options: dict[str, Any]) -> tuple[dict[str, Any], Project, list[Problem]]:
    """What the command line says of the project, the project with that and what its file says, what is wrong with it.

    The settings are taken out of ``options``. Raises UsageError for options that do not go together.
    """
    given = {name: options.pop(name) for name in _SETTINGS & options.keys()}
    context = click.get_current_context()
    said = {
        name: value
        for name, value in given.items()
        if context.get_parameter_source(name) != ParameterSource.DEFAULT and value != ()
    }
    found = found_file(file)
    project, problems = (Project(), []) if found is None else read_project(found, WRITERS)
    if "title" in said:
        said["titles"] = ()
    if "sources" in said:
        said.setdefault("contracts", "")  # what is asked of the whole framework is not asked of a part
    if context.get_parameter_source("lang") not in {ParameterSource.DEFAULT, None}:
        said["languages"] = ()  # the file names those to be found
    if options.get("offline") and not options.get("cache"):
        raise click.UsageError("--offline takes pages from --cache, and there is none: say --cache FOLDER.")
    project = replace(project, **said)
    languages = context.with_resource(using(project.labels))
    if (tag := options.get("lang")) and not isinstance(tag, tuple) and languages.lookup(tag) is None:
        hint = f"A table [labels.{tag}] in {FILE} adds them."
        raise click.BadParameter(f"there are no labels for {tag!r}, only for {', '.join(languages.by_tag)}. {hint}")
    return said, project, problems


def found_file(file: str | None) -> str | None:
    """The project file: ``file``, else that of the current folder where there is one."""
    return FILE if file is None and os.path.lexists(FILE) else file


def fetch_options(*, cache: str, offline: bool, allow_private: bool, rate: float) -> FetchOptions:
    """How addresses are asked for, as the options of that have it."""
    return FetchOptions(Path(cache) if cache else None, offline=offline, allow_private=allow_private, rate=rate)


def gather(  # noqa: PLR0913 - the options
    project: Project,
    problems: Iterable[Problem],
    *,
    lang: str,
    cache: str,
    offline: bool,
    allow_private: bool,
    rate: float,
    quiet: bool = False,
    memo: Memo | None = None,
) -> Read:
    """What the sources of ``project`` say; nothing where its file has ``problems``, which the answer holds, too."""
    found = list(problems)
    options = fetch_options(cache=cache, offline=offline, allow_private=allow_private, rate=rate)
    shown = partial(progress, is_hidden=quiet)
    read = read_sources(replace(project, sources=()) if found else project, lang, options, shown, memo)
    read.problems += found
    return read


def nodes_of(made: Build, named: Iterable[str]) -> list[str]:
    """The things of a graph that are ``named`` on the command line; raises BadParameter for one it does not have."""
    nodes: list[str] = []
    for name in named:
        found = find_nodes(made, name)
        if isinstance(found, Problem):
            raise click.BadParameter(f"{found.message} {found.helps['en']}")
        nodes += found
    return nodes
