"""What pages make together: the statements of each page, and those of the framework and of each skill."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from skosmith.model.derived import derived_statements
from skosmith.model.files import Files
from skosmith.model.graph import Graph, Statement, Triple
from skosmith.model.iris import Names
from skosmith.model.lines import Span
from skosmith.model.records import Problem, Profile
from skosmith.model.vocabulary import SKOS

CHUNK = 500
"""The skills written at a time: enough to be quick, few enough to be small."""


class PageGraph(NamedTuple):
    """The statements of one page: of its skill, and of the framework.

    ``name`` is the path below the folder that all pages of the build have in common; ``sha256`` the hex digest of the
    page's bytes. ``headings`` are the places that should have the missing value of (subject, predicate).
    """

    path: str
    name: str
    language: str
    sha256: str
    skill: str
    of_skill: list[Statement]
    of_framework: list[Statement]
    headings: dict[tuple[str, str], Span]


class SupplementGraph(NamedTuple):
    """The statements of a table of other names or mappings; ``name`` and ``sha256`` are as for ``PageGraph``.

    ``skills`` are those that it is about, or leads to. ``details`` are pairs of a property and a term that the table
    says of a statement, such as how sure a mapping is; they are part of the provenance.
    """

    path: str
    name: str
    sha256: str
    statements: list[Statement]
    skills: frozenset[str]
    details: dict[Triple, tuple[tuple[str, str], ...]]


@dataclass
class Build:
    """The graph of some pages.

    ``framework`` holds the statements about the framework, its levels and their essences; ``skills`` those about each
    skill and its levels, by the skill's IRI, in the order of the codes; ``retired`` those about retired skills. No
    statement comes twice. ``pages`` holds what each page says by itself, ``supplements`` what the tables next to them
    do; ``page_count`` is the number of pages and
    rows. ``problems`` names the lines of the pages that no statement holds. ``occurrences`` counts how often the pages
    make a statement about the framework, or name a skill where they do not agree. ``files`` are those that the places
    are in. What follows from other statements is kept nowhere (see ``derived_statements``): it is in ``statements``,
    ``of_framework`` and ``of_skill``, which are written and queried, and not in ``asserted`` and ``graph``, which are
    checked and compared.
    """

    profile: Profile
    names: Names
    framework: list[Statement] = field(default_factory=list)
    skills: dict[str, list[Statement]] = field(default_factory=dict)
    retired: list[Statement] = field(default_factory=list)
    pages: list[PageGraph] = field(default_factory=list)
    supplements: list[SupplementGraph] = field(default_factory=list)
    page_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    occurrences: dict[Triple, int] = field(default_factory=dict)
    files: Files = field(default_factory=Files, compare=False, repr=False)

    def __len__(self) -> int:
        """The number of triples that are written, provenance not counted."""
        return len(self.of_framework()) + sum(len(self.of_skill(skill)) for skill in self.skills)

    def top_concepts(self, skills: Iterable[str]) -> Iterator[Statement]:
        """That the framework has ``skills`` as top concepts; the place is the skill's title line."""
        for skill in skills:
            yield Statement(self.names.framework, SKOS.hasTopConcept, skill, self.skills[skill][0].span)

    @cached_property
    def _derived(self) -> dict[str, list[Statement]]:
        """What follows from the statements about the framework: about each skill by its IRI, about the rest by ""."""
        derived: dict[str, list[Statement]] = {}
        for one in derived_statements([*self.framework, *self.retired]):
            derived.setdefault(one.subject if one.subject in self.skills else "", []).append(one)
        return derived

    def of_framework(self) -> list[Statement]:
        """The statements about the framework, its levels, their essences and its categories."""
        return [*self.framework, *self.retired, *self.top_concepts(self.skills), *self._derived.get("", ())]

    def of_skill(self, skill: str) -> list[Statement]:
        """The statements about a skill and its levels."""
        statements = self.skills[skill]
        return [*statements, *derived_statements(statements), *self._derived.get(skill, ())]

    def statements(self) -> Iterator[Statement]:
        """Every statement, the framework's first, then skill by skill."""
        yield from self.of_framework()
        for skill in self.skills:
            yield from self.of_skill(skill)

    def asserted(self) -> Iterator[Statement]:
        """Every statement that does not follow from others, the framework's first, then skill by skill."""
        yield from self.framework
        yield from self.retired
        yield from self.top_concepts(self.skills)
        for statements in self.skills.values():
            yield from statements

    def chunks(self, size: int = CHUNK) -> Iterator[list[str]]:
        """The skills, ``size`` at a time; one empty chunk if there are none."""
        skills = list(self.skills)
        for start in range(0, max(len(skills), 1), size):
            yield skills[start : start + size]

    @cached_property
    def graph(self) -> Graph:
        """The asserted statements, to be asked; built once, so only when the build is complete."""
        return Graph(self.asserted())

    @cached_property
    def full_graph(self) -> Graph:
        """All statements, to be asked; built once."""
        return Graph(self.statements())
