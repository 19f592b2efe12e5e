"""The name of a side -> Side: what its inputs say, and their problems."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from skosmith.model import (
    BLANK,
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
from skosmith.project.project_file import FILE, Project
from skosmith.project.reading.git_command import GitError
from skosmith.project.reading.inputs import Inputs, SideSettings, inputs_of, path_at
from skosmith.project.reading.previous import read_linked_items
from skosmith.project.reading.revisions import PREFIX, revision, split
from skosmith.project.sources import SourceReading

_NOW = ""


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


def sides(names: Sequence[str], settings: SideSettings) -> tuple[str, str] | None:
    """The names of both sides; the default is ``git:HEAD`` and "", the work tree.

    None if the work tree would be the sources of the project, and it has none.
    """
    old = names[0] if names else f"{PREFIX}HEAD"
    new = names[1] if len(names) > 1 else _NOW
    has_path = old.startswith(PREFIX) and split(old)[1]
    return (old, new) if new or has_path or settings.project.sources else None


def read_sides(old: str, new: str, settings: SideSettings) -> tuple[Side, Side]:
    """The sides named ``old`` and ``new``; "" is ``old`` in the work tree.

    If one is a graph, its title, base IRI and so on apply to the pages of the other, unless an option or a project file
    sets them: so a graph can be compared with the pages it was built from.
    """
    new = new or _in_work_tree(old)
    old_inputs, new_inputs = inputs_of(old, settings), inputs_of(new, settings)
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
    return relative_path(os.path.join(at.top, path_at(at, path)))


def _read(name: str, inputs: Inputs, settings: SideSettings) -> Side:
    read = read_linked_items(inputs.items, inputs.project, settings.files, settings.language, settings.options)
    blank = [one for one in read.build.asserted() if _has_blank_node(one)] if read.is_graph else []
    problems = [problem("blank-node", blank[0].span or whole(name), count=len(blank))] if blank else []
    return Side(name, read, tuple(in_order(chain(inputs.problems, read.problems, problems))))


def _has_blank_node(statement: Statement) -> bool:
    return statement.subject.startswith(BLANK) or statement.object.startswith(BLANK)


def _like_graph(project: Project, graph: Side) -> Project:
    """``project``, its defaults replaced by what ``graph`` says about its framework."""
    build, default = graph.read.build, Project()
    values: dict[str, Any] = {"base_iri": build.profile.base_iri, "edition": build.profile.edition}
    values["iri"] = build.profile.iri
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
