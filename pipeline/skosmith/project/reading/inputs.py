"""The name of a side -> its inputs: pages, a project, a graph, or any of these at a git revision."""

import os
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skosmith.model import Files, Problem, is_address, problem, whole
from skosmith.pages import FetchOptions, expand
from skosmith.project.project_file import FILE, Project, read_project
from skosmith.project.reading.git_command import GitError
from skosmith.project.reading.revisions import PREFIX, Revision, keep_all, revision, sources_at, split
from skosmith.project.sources import Items


@dataclass(frozen=True, slots=True)
class SideSettings:
    """The settings to read a side with.

    ``project`` combines the project file ``file``, if there is one, and the command-line options; ``overrides`` are the
    options alone, by the fields of ``Project``: they override the file of any side that is a project.
    ``language``, ``options`` and ``files`` are as for ``read_sources``. ``folder`` is the one in whose repository a
    revision with a path is.
    """

    project: Project
    file: str | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    options: FetchOptions | None = None
    files: Files = field(default_factory=Files)
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Inputs:
    """The sources of a side, the project they are read with, and the problems of its file."""

    items: Items
    project: Project
    problems: Sequence[Problem] = ()


def inputs_of(name: str, settings: SideSettings) -> Inputs:
    """The inputs of the side ``name``; "" is the sources of the project."""
    if name.startswith(PREFIX):
        try:
            return _inputs_at_revision(name, settings)
        except GitError as error:
            return Inputs([error.problem], settings.project)
    file = name if name.endswith(".toml") else os.path.join(name, FILE)
    if name and os.path.isfile(file):
        project, problems = read_project(file, settings.files)
        project = project._replace(**settings.overrides)
        return Inputs([*expand(project.sources)] or _no_sources(file, problems), project, problems)
    project = settings.project._replace(sources=(name,)) if name else settings.project
    return Inputs([*expand(project.sources)] or _no_sources(settings.file or FILE), project)


def _no_sources(place: str, problems: Sequence[Problem] = ()) -> Items:
    return [] if problems else [problem("no-sources", whole(place))]


def _inputs_at_revision(name: str, settings: SideSettings) -> Inputs:
    """The project file and the sources of the revision, never of the work tree."""
    of_revision, path = split(name)
    file = settings.file or FILE
    at = revision(of_revision, settings.folder if path else os.path.dirname(file) or ".")
    files: tuple[str, ...]
    if path:
        path = path_at(at, path)
        files = (path, posixpath.normpath(posixpath.join(path, FILE)))
    else:
        files = (posixpath.normpath(posixpath.join(at.below, os.path.basename(file))),)
    file = next((one for one in files if one.endswith(".toml") and one in at.blobs), "")
    if file:
        keep_all(at, [file], settings.files)
        project, problems = read_project(
            at.source(file), settings.files, posixpath.dirname(file), at.blobs.__contains__
        )
        project = project._replace(previous=_previous_at(at, file, project.previous))._replace(**settings.overrides)
        items = sources_at(at, project.sources, settings.files)
        return Inputs(items or _no_sources(at.source(file), problems), project, problems)
    # A revision without a project file: the sources of today's file, relative to the current folder.
    sources = (path,) if path else tuple(map(_absolute, settings.project.sources))
    return Inputs(sources_at(at, sources, settings.files) or _no_sources(name), settings.project)


def _previous_at(at: Revision, file: str, previous: str) -> str:
    """The previous edition that the project file of a revision names, as a side: a path is one of the revision."""
    if previous.startswith(PREFIX):
        return previous if split(previous)[1] else f"{previous}:{file}"
    return previous if is_address(previous) or not previous else at.source(at.path(previous))


def path_at(at: Revision, path: str) -> str:
    """A path of a revision from the top; as in git, ``./`` and ``../`` are relative to the folder asked from."""
    return at.path(posixpath.join(at.below, path) if path.startswith(("./", "../")) or path == "." else path)


def _absolute(source: str) -> str:
    return source if source == "-" or "://" in source else os.path.abspath(source)
