"""What is compared -> Side: pages, a project, a graph, or any of these as it stood at a git revision."""

import os
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from skosmith.compare.diff.git_command import GitError
from skosmith.compare.diff.revisions import PREFIX, Revision, keep_all, revision, sources_at, split
from skosmith.model import (
    DC,
    DCTERMS,
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
    """What the sides are read with.

    ``project`` is that of the project file, ``file`` where there is one, and of the options; ``said`` holds what the
    options alone say, by the fields of ``Project``: it goes before the file of any side that is a project.
    ``language`` and ``options`` are as for ``read_sources``.
    """

    project: Project
    file: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    options: FetchOptions | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: how it was named, what it says, and what is wrong, in order."""

    name: str
    read: SourceReading
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.read.build.pages or (self.read.is_graph and self.read.build.framework))

    @property
    def faults(self) -> list[Problem]:
        """The problems that bear on a comparison: what is of severity info is for ``skosmith check`` to say."""
        return [found for found in self.problems if found.severity != "info"]

    @property
    def root(self) -> str:
        """The IRI that names are relative to."""
        return self.read.build.names.root

    def statements(self) -> dict[Triple, Statement]:
        """Each statement; those of blank nodes are left out, since they have no name to compare by."""
        return {said.triple: said for said in self.read.build.statements() if not _is_nameless(said)}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a side is read from, and what its pages do not say."""

    items: Items
    project: Project
    problems: Sequence[Problem] = ()


def sides(names: Sequence[str], settings: Settings) -> tuple[str, str] | None:
    """Both names where only one is given, or none: ``git:HEAD`` against what stands there now, named by "".

    None where what stands there now would be the sources of the project, and it has none.
    """
    old = names[0] if names else f"{PREFIX}HEAD"
    new = names[1] if len(names) > 1 else _NOW
    has_path = old.startswith(PREFIX) and split(old)[1]
    return (old, new) if new or has_path or settings.project.sources else None


def read_sides(old: str, new: str, settings: Settings) -> tuple[Side, Side]:
    """The sides named ``old`` and ``new``; "" is ``old`` as it stands now, in the work tree.

    Where one is a graph and the other pages of which no option and no project file says the title, the base IRI and so
    on, they are as the graph has them: so a graph is compared with the pages it was made of.
    """
    at_old = _place(old, settings)
    new = new or _now(old)
    at_new = _place(new, settings)
    first = _read(old, at_old, settings)
    if first.read.is_graph:
        at_new = replace(at_new, project=_as_graph(at_new.project, first))
    second = _read(new or settings.file or FILE, at_new, settings)
    if second.read.is_graph and not first.read.is_graph:
        first = _read(old, replace(at_old, project=_as_graph(at_old.project, second)), settings)
    return first, second


def _now(old: str) -> str:
    """What stands in the work tree for ``git:REV:path``; "" for a revision without path, or where there is no git."""
    name, path = split(old) if old.startswith(PREFIX) else ("", "")
    if not path:
        return _NOW
    try:
        at = revision(name)
    except GitError:
        return _NOW
    return relative_path(os.path.join(at.top, _path(at, path)))


def _place(name: str, settings: Settings) -> _Place:
    if name.startswith(PREFIX):
        try:
            return _at_revision(name, settings)
        except GitError as error:
            return _Place([error.problem], settings.project)
    file = name if name.endswith(".toml") else os.path.join(name, FILE)
    if name and os.path.isfile(file):
        return _of_project(*read_project(file), file, settings)
    project = replace(settings.project, sources=(name,)) if name else settings.project
    return _Place(list(expand(project.sources)) or _without_sources(settings.file or FILE, ()), project)


def _of_project(project: Project, problems: Sequence[Problem], file: str, settings: Settings) -> _Place:
    project = replace(project, **settings.said)
    return _Place([*expand(project.sources)] or _without_sources(file, problems), project, problems)


def _without_sources(place: str, problems: Sequence[Problem]) -> Items:
    return [] if problems else [problem("no-sources", whole(place))]


def _at_revision(name: str, settings: Settings) -> _Place:
    """As ``_place``: the project file and the sources of the revision, never of the work tree."""
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
        keep_all(at, [file])
        project, problems = read_project(at.source(file), posixpath.dirname(file))
        project = replace(project, **settings.said)
        items = sources_at(at, project.sources)
        return _Place(items or _without_sources(at.source(file), problems), project, problems)
    # A revision without project file: the sources of today's, named from the current folder, as they stood then.
    wanted = (path,) if path else tuple(map(_absolute, settings.project.sources))
    return _Place(sources_at(at, wanted) or _without_sources(name, ()), settings.project)


def _path(at: Revision, path: str) -> str:
    """A path of a revision from the top: as git has it, ``./`` and ``../`` go from the current folder."""
    return at.path(posixpath.join(at.below, path) if path.startswith(("./", "../")) or path == "." else path)


def _absolute(source: str) -> str:
    return source if source == "-" or "://" in source else os.path.abspath(source)


def _read(name: str, place: _Place, settings: Settings) -> Side:
    read = read_items(place.items, place.project, settings.language, settings.options)
    nameless = [said for said in read.build.statements() if _is_nameless(said)] if read.is_graph else []
    found = [problem("blank-node", nameless[0].span or whole(name), count=len(nameless))] if nameless else []
    return Side(name, read, tuple(in_order(chain(place.problems, read.problems, found))))


def _is_nameless(said: Statement) -> bool:
    return said.subject.startswith(f"<{GENID}") or said.object.startswith(f"<{GENID}")


def _as_graph(project: Project, graph: Side) -> Project:
    """``project`` with what it leaves to the default as ``graph`` says it of its framework."""
    made, default = graph.read.build, Project()
    framework = made.names.framework
    said = Graph(made.framework).node(framework)
    titles = [(language_of(term), value_of(term)) for term in said.get(DCTERMS.title, ())]
    found: dict[str, Any] = {"base_iri": made.profile.base_iri, "edition": made.profile.edition}
    if [tag for tag, _ in titles] == [""]:
        found["title"] = titles[0][1]
    elif titles:
        found["titles"] = tuple(sorted(titles))
    for name, predicates in (
        ("publisher", (DCTERMS.publisher, DC.publisher)),
        ("rights", (DCTERMS.rights, DC.rights)),
        ("licence", (DCTERMS.license,)),
    ):
        for term in chain(*(said.get(predicate, ()) for predicate in predicates)):
            found[name] = value_of(term)
    return replace(project, **{name: value for name, value in found.items() if _is_default(project, default, name)})


def _is_default(project: Project, default: Project, name: str) -> bool:
    if name in {"title", "titles"} and (project.title, project.titles) != (default.title, default.titles):
        return False
    return bool(getattr(project, name) == getattr(default, name))
