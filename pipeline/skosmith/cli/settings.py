"""What the command line says of a project, together with its file; and what its sources then say."""

import os
from collections.abc import Iterable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from skosmith import rdf
from skosmith.cli.progress import progress
from skosmith.framework import Framework, open_framework
from skosmith.model import Build, Files, Problem
from skosmith.pages import FetchOptions, using
from skosmith.project import FILE, Project, settle

_SETTINGS = frozenset(field.name for field in fields(Project))


def settled(file: str | None, options: dict[str, Any], files: Files) -> tuple[Project, list[Problem]]:
    """The project with what its file and the command line say, and what is wrong with the file.

    The settings are taken out of ``options``. Raises UsageError if neither names a source.
    """
    _, project, problems = settings(file, options, files)
    if not project.sources and not problems:
        found = found_file(file)
        hint = f"add sources to {found}" if found else f"describe it in {FILE}, which 'skosmith init' writes"
        raise click.UsageError(f"Missing argument 'SOURCE...': name a page or a folder, or {hint}.")
    return project, problems


def settings(file: str | None, options: dict[str, Any], files: Files) -> tuple[dict[str, Any], Project, list[Problem]]:
    """What the command line says of the project, the project with that and its file, and what is wrong with the file.

    The settings are taken out of ``options``. Raises UsageError for options that do not go together.
    """
    context = click.get_current_context()
    given = {
        name: value
        for name in _SETTINGS & options.keys()
        for value in [options.pop(name)]
        if context.get_parameter_source(name) != ParameterSource.DEFAULT and value != ()
    }
    if context.get_parameter_source("lang") not in {ParameterSource.DEFAULT, None}:
        given["languages"] = ()  # the file names those to be found
    if options.get("offline") and not options.get("cache"):
        raise click.UsageError("--offline takes pages from --cache, and there is none: say --cache FOLDER.")
    project, problems = settle(found_file(file), given, files)
    languages = context.with_resource(using(project.labels))
    if (tag := options.get("lang")) and not isinstance(tag, tuple) and languages.lookup(tag) is None:
        hint = f"A table [labels.{tag}] in {FILE} adds them."
        raise click.BadParameter(f"there are no labels for {tag!r}, only for {', '.join(languages.by_tag)}. {hint}")
    return given, project, problems


def found_file(file: str | None) -> str | None:
    """The project file: ``file``, else that of the current folder if it has one."""
    return FILE if file is None and os.path.lexists(FILE) else file


def fetch_options(*, cache: str, offline: bool, allow_private: bool, rate: float) -> FetchOptions:
    """How pages of the web are fetched, from the options of these names."""
    return FetchOptions(Path(cache) if cache else None, offline=offline, allow_private=allow_private, rate=rate)


def opened(
    file: str | None,
    options: dict[str, Any],
    *,
    is_quiet: bool = False,
    files: Files | None = None,
    language: str | None = None,
) -> Framework:
    """The framework that the command line names; one without pages if the project file is at fault.

    The settings, and the options of languages and the web, are taken out of ``options``; ``language`` replaces that of
    ``--lang``.
    """
    files = files or Files()
    project, problems = settled(file, options, files)
    fetch = fetch_options(**{name: options.pop(name) for name in ("cache", "offline", "allow_private", "rate")})
    lang = options.pop("lang", "")
    return open_framework(
        project,
        files,
        problems,
        language=lang if language is None else language,
        fetch=fetch,
        progress=partial(progress, is_hidden=is_quiet),
    )


def nodes_of(build: Build, named: Iterable[str]) -> list[str]:
    """The things of a graph that are ``named`` on the command line. Raises BadParameter for one it does not have."""
    nodes: list[str] = []
    for name in named:
        found = rdf.find_nodes(build, name)
        if isinstance(found, Problem):
            raise click.BadParameter(f"{found.message} {found.helps['en']}")
        nodes += found
    return nodes
