"""The name of a side -> Side: pages, a project, a graph, or any of these at a git revision."""

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from skosmith.compare.diff.git_command import GitError
from skosmith.compare.diff.revisions import PREFIX, Revision, keep_all, revision, sources_at, split
from skosmith.model import (
    DC,
    DCTERMS,
    Files,
    Graph,
    Problem,
    Statement,
    Triple,
    in_order,
    language_of,
    problem,
    relative_path,
    value_of,
    whole,
)
from skosmith.pages import FetchOptions, expand
from skosmith.project import FILE, Items, Project, SourceReading, read_items, read_project
from skosmith.rdf import GENID

_NOW = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings to read the sides with.

    ``project`` combines the project file ``file``, if there is one, and the command-line options; ``overrides`` are the
    options alone, by the fields of ``Project``: they override the file of any side that is a project.
    ``language``, ``options`` and ``files`` are as for ``read_sources``.
    """

    project: Project
    file: str | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    options: FetchOptions | None = None
    files: Files = field(default_factory=Files)


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a comparison: its name, its reading, and its problems, in order."""

    name: str
    read: SourceReading
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        return bool(self.read.build.pages or (self.read.is_graph and self.read.build.framework))

    @property
    def faults(self) -> list[Problem]:
        """The problems without those of severity info, which ``skosmith check`` reports."""
        return [problem for problem in self.problems if problem.severity != "info"]

    @property
    def root(self) -> str:
        """The IRI that names are relative to."""
        return self.read.build.names.root

    def statements(self) -> set[Triple]:
        """The statements without those of blank nodes, which have no name to compare by."""
        return {one.triple for one in self.read.build.statements() if not _has_blank_node(one)}

    def asserted(self) -> Iterator[Statement]:
        """The statements that do not follow from others, without those of blank nodes."""
        return (one for one in self.read.build.asserted() if not _has_blank_node(one))


@dataclass(frozen=True, slots=True)
class _Inputs:
    """The sources of a side, the project they are read with, and the problems of its file."""

    items: Items
    project: Project
    problems: Sequence[Problem] = ()


def sides(names: Sequence[str], settings: Settings) -> tuple[str, str] | None:
    """The names of both sides; the default is ``git:HEAD`` and "", the work tree.

    None if the work tree would be the sources of the project, and it has none.
    """
    old = names[0] if names else f"{PREFIX}HEAD"
    new = names[1] if len(names) > 1 else _NOW
    has_path = old.startswith(PREFIX) and split(old)[1]
    return (old, new) if new or has_path or settings.project.sources else None


def read_sides(old: str, new: str, settings: Settings) -> tuple[Side, Side]:
    """The sides named ``old`` and ``new``; "" is ``old`` in the work tree.

    If one is a graph, its title, base IRI and so on apply to the pages of the other, unless an option or a project file
    sets them: so a graph can be compared with the pages it was built from.
    """
    new = new or _in_work_tree(old)
    old_inputs, new_inputs = _inputs(old, settings), _inputs(new, settings)
    first = _read(old, old_inputs, settings)
    if first.read.is_graph:
        new_inputs = replace(new_inputs, project=_like_graph(new_inputs.project, first))
    second = _read(new or settings.file or FILE, new_inputs, settings)
    if second.read.is_graph and not first.read.is_graph:
        first = _read(old, replace(old_inputs, project=_like_graph(old_inputs.project, second)), settings)
    return first, second


def _in_work_tree(old: str) -> str:
    """The path in the work tree of ``git:REV:path``; "" for a revision without a path, or without git."""
    name, path = split(old) if old.startswith(PREFIX) else ("", "")
    if not path:
        return _NOW
    try:
        at = revision(name)
    except GitError:
        return _NOW
    return relative_path(os.path.join(at.top, _path(at, path)))


def _inputs(name: str, settings: Settings) -> _Inputs:
    if name.startswith(PREFIX):
        try:
            return _inputs_at_revision(name, settings)
        except GitError as error:
            return _Inputs([error.problem], settings.project)
    file = name if name.endswith(".toml") else os.path.join(name, FILE)
    if name and os.path.isfile(file):
        project, problems = read_project(file, settings.files)
        project = project._replace(**settings.overrides)
        return _Inputs([*expand(project.sources)] or _no_sources(file, problems), project, problems)
    project = settings.project._replace(sources=(name,)) if name else settings.project
    return _Inputs([*expand(project.sources)] or _no_sources(settings.file or FILE), project)


def _no_sources(place: str, problems: Sequence[Problem] = ()) -> Items:
    return [] if problems else [problem("no-sources", whole(place))]


def _inputs_at_revision(name: str, settings: Settings) -> _Inputs:
    """The project file and the sources of the revision, never of the work tree."""
    of_revision, path = split(name)
    file = settings.file or FILE
    at = revision(of_revision, "." if path else os.path.dirname(file) or ".")
    files: tuple[str, ...]
    if path:
        path = _path(at, path)
        files = (path, posixpath.normpath(posixpath.join(path, FILE)))
    else:
        files = (posixpath.normpath(posixpath.join(at.below, os.path.basename(file))),)
    file = next((one for one in files if one.endswith(".toml") and one in at.blobs), "")
    if file:
        keep_all(at, [file], settings.files)
        project, problems = read_project(
            at.source(file), settings.files, posixpath.dirname(file), at.blobs.__contains__
        )
        project = project._replace(**settings.overrides)
        items = sources_at(at, project.sources, settings.files)
        return _Inputs(items or _no_sources(at.source(file), problems), project, problems)
    # A revision without a project file: the sources of today's file, relative to the current folder.
    sources = (path,) if path else tuple(map(_absolute, settings.project.sources))
    return _Inputs(sources_at(at, sources, settings.files) or _no_sources(name), settings.project)


def _path(at: Revision, path: str) -> str:
    """A path of a revision from the top; as in git, ``./`` and ``../`` are relative to the current folder."""
    return at.path(posixpath.join(at.below, path) if path.startswith(("./", "../")) or path == "." else path)


def _absolute(source: str) -> str:
    return source if source == "-" or "://" in source else os.path.abspath(source)


def _read(name: str, inputs: _Inputs, settings: Settings) -> Side:
    read = read_items(inputs.items, inputs.project, settings.files, settings.language, settings.options)
    blank = [one for one in read.build.asserted() if _has_blank_node(one)] if read.is_graph else []
    problems = [problem("blank-node", blank[0].span or whole(name), count=len(blank))] if blank else []
    return Side(name, read, tuple(in_order(chain(inputs.problems, read.problems, problems))))


def _has_blank_node(statement: Statement) -> bool:
    return statement.subject.startswith(f"<{GENID}") or statement.object.startswith(f"<{GENID}")


def _like_graph(project: Project, graph: Side) -> Project:
    """``project``, its defaults replaced by what ``graph`` says about its framework."""
    build, default = graph.read.build, Project()
    values: dict[str, Any] = {"base_iri": build.profile.base_iri, "edition": build.profile.edition}
    node = Graph(build.framework).node(build.names.framework)
    titles = [(language_of(term), value_of(term)) for term in node.get(DCTERMS.title, ())]
    if (project.title, project.titles) == (default.title, default.titles) and titles:
        is_plain = [tag for tag, _ in titles] == [""]
        values |= {"title": titles[0][1]} if is_plain else {"titles": tuple(sorted(titles))}
    for name, predicates in (
        ("publisher", (DCTERMS.publisher, DC.publisher)),
        ("rights", (DCTERMS.rights, DC.rights)),
        ("licence", (DCTERMS.license,)),
    ):
        for term in chain(*(node.get(predicate, ()) for predicate in predicates)):
            values[name] = value_of(term)
    is_default = {name: getattr(project, name) == getattr(default, name) for name in values}
    return project._replace(**{name: value for name, value in values.items() if is_default[name]})
