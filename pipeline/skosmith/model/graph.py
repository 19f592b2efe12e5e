"""Quads with places: what ``build`` makes, ``validate`` checks and ``write`` writes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from skosmith.model.iris import Names
from skosmith.model.records import Problem, Profile, Span
from skosmith.model.vocabulary import RANK, RDF, SKOS

Statement = tuple[str, str, str, Span | None]
"""Subject, predicate and object as canonical N-Triples terms, and the place that says so; None for what options say."""

Nodes = dict[str, list[tuple[str, list[str]]]]
"""Statements as the writers write them: subject -> predicates in the order of ``ORDER``, each with its objects."""

Places = dict[str, dict[str, dict[str, Span | None]]]
"""Where each statement stands: subject -> predicate -> object -> place."""

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}

CHUNK = 500
"""The skills written at a time: enough to be quick, few enough to be small."""


@dataclass(frozen=True, slots=True)
class PageGraph:
    """What one page says: of its skill, and of the framework.

    ``name`` is the path below the folder that all pages of the build have in common; ``sha256`` the hex digest of the
    page's bytes. ``headings`` says which heading should hold the value of (subject, predicate) where there is none.
    """

    path: str
    name: str
    language: str
    sha256: str
    skill: str
    of_skill: list[Statement]
    of_framework: list[Statement]
    headings: dict[tuple[str, str], Span]


@dataclass(slots=True)
class Build:
    """The graph of some pages.

    ``framework`` holds the statements about the framework, its levels and their essences; ``skills`` those about each
    skill and its levels, by the skill's IRI, in the order of the codes. No statement comes twice. ``pages`` holds what
    each page says by itself, ``read`` counts the pages and rows. ``problems`` names the lines of the pages that no
    statement holds. ``said`` tells how often the pages make a statement about the framework, or name a skill where
    they do not agree.
    """

    profile: Profile
    names: Names
    framework: list[Statement] = field(default_factory=list)
    skills: dict[str, list[Statement]] = field(default_factory=dict)
    pages: list[PageGraph] = field(default_factory=list)
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    said: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of triples, provenance not counted."""
        return len(self.framework) + len(self.skills) + sum(map(len, self.skills.values()))

    def top_concepts(self, skills: Iterable[str]) -> Iterator[Statement]:
        """That the framework has ``skills`` as top concepts; the place is the skill's title line."""
        for skill in skills:
            yield self.names.framework, SKOS.hasTopConcept, skill, self.skills[skill][0][3]

    def statements(self) -> Iterator[Statement]:
        """Every statement, the framework's first, then skill by skill."""
        yield from self.framework
        yield from self.top_concepts(self.skills)
        for statements in self.skills.values():
            yield from statements

    def chunks(self, size: int = CHUNK) -> Iterator[list[str]]:
        """The skills, ``size`` at a time; one empty chunk where there are none."""
        skills = list(self.skills)
        for start in range(0, max(len(skills), 1), size):
            yield skills[start : start + size]


def arrange(statements: Iterable[Statement]) -> Nodes:
    """``statements`` by subject, subjects in the order in which they come.

    Predicates are in the order of ``ORDER``, objects in that of their language and term, our own classes first.
    """
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term, _ in statements:
        node = nodes.get(subject)
        if node is None:
            nodes[subject] = {predicate: [term]}
        elif predicate in node:
            node[predicate].append(term)
        else:
            node[predicate] = [term]
    for node in nodes.values():
        for predicate, terms in node.items():
            if len(terms) > 1:
                terms.sort(key=_by_language, reverse=predicate == RDF.type)
    return {subject: sorted(node.items(), key=_rank) for subject, node in nodes.items()}


def _by_language(term: str) -> tuple[str, str]:
    return (term[term.rindex('"') :], term) if term[0] == '"' else ("", term)


def _rank(pair: tuple[str, list[str]]) -> tuple[int, str]:
    """The place of a property in ``ORDER``; those of other vocabularies come last, in alphabetical order."""
    rank = RANK.get(pair[0])
    return (len(RANK), pair[0]) if rank is None else (rank, "")


def placed(statements: Iterable[Statement]) -> Places:
    """Where each of ``statements`` stands; of a statement made twice, the first place."""
    found: Places = {}
    for subject, predicate, term, span in statements:
        found.setdefault(subject, {}).setdefault(predicate, {}).setdefault(term, span)
    return found


def ntriples(statements: Iterable[Statement]) -> str:
    """``statements`` as canonical N-Triples, a line each, in the order in which they come."""
    return "".join([f"{subject} {predicate} {object_} .\n" for subject, predicate, object_, _ in statements])


def literal(value: str, language: str = "") -> str:
    """A literal as canonical N-Triples writes it.

    Source: RDF 1.2 N-Triples, section 3 (canonical form). What is escaped is escaped as in JSON, too.
    """
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", value)
    return f'"{value}"@{language}' if language else f'"{value}"'
