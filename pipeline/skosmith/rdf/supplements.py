"""The tables next to the pages -> their statements, about the concepts of a graph."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from skosmith.model import (
    SKOS,
    Problem,
    Quoted,
    Statement,
    Supplement,
    SupplementGraph,
    Text,
    Triple,
    is_link,
    near_names,
    problem,
    value_of,
    whole,
)
from skosmith.rdf.page_names import names_of_files

RETIRED = "retired"
"""The key of what is about retired skills."""


class Additions(NamedTuple):
    """The statements of each table; and those of all tables by the skill they are about, "" for the levels.

    Those about retired skills have the key ``RETIRED``.
    """

    graphs: list[SupplementGraph]
    by_skill: dict[str, list[Statement]]
    problems: list[Problem]


class _Concepts(NamedTuple):
    """The concepts of a graph by their notations; and the skill of each, a key of ``Build.skills``, "" for a level."""

    by_notation: Mapping[str, str]
    skills: Mapping[str, str]

    def find(self, subject: Text) -> str | Problem:
        """The concept that a row is about. A notation of a skill and an attribute is that of the skill."""
        concept = subject.value if is_link(subject.value) else self.by_notation.get(subject.value, "")
        if concept in self.skills:
            return concept
        codes = {code.lower(): code for code in self.by_notation}
        near = Quoted(codes[name] for name in near_names(subject.value, codes))
        return problem("table-subject-unknown", subject.span, value=value_of(subject.value), near=near)


def additions_of(
    supplements: Sequence[Supplement],
    skills: Mapping[str, Sequence[Statement]],
    framework: Iterable[Statement],
    retired: Iterable[Statement] = (),
) -> Additions:
    """The statements of ``supplements`` about the concepts of ``skills``, the levels of ``framework``, and ``retired``.

    A row about anything else is a problem; if there are no pages, each table is.
    """
    additions = Additions([], {}, [])
    if not supplements:
        return additions
    concepts = _concepts({**skills, RETIRED: list(retired)}, framework)
    if not concepts.skills:
        additions.problems.extend(problem("table-without-pages", whole(one.path)) for one in supplements)
        return additions
    names = names_of_files(one.path for one in supplements)
    for supplement in supplements:
        statements: list[Statement] = []
        skills_of_table: set[str] = set()
        details: dict[Triple, tuple[tuple[str, str], ...]] = {}
        for subject, predicate, term, span, of_row in supplement.rows:
            concept = concepts.find(subject)
            if isinstance(concept, Problem):
                additions.problems.append(concept)
                continue
            statements.append(Statement(concept, predicate, term, span))
            if of_row:
                details.setdefault((concept, predicate, term), of_row)
            owner = concepts.skills[concept]
            additions.by_skill.setdefault(owner, []).append(statements[-1])
            skills_of_table |= {owner, concepts.skills.get(term, "")} - {"", RETIRED}
        name = names[supplement.path]
        graph = SupplementGraph(
            supplement.path, name, supplement.sha256, statements, frozenset(skills_of_table), details
        )
        additions.graphs.append(graph)
    return additions


def _concepts(skills: Mapping[str, Sequence[Statement]], framework: Iterable[Statement]) -> _Concepts:
    by_notation: dict[str, str] = {}
    owners: dict[str, str] = {}
    for skill, statements in (*sorted(skills.items(), reverse=True), ("", framework)):
        for subject, predicate, term, _ in statements:
            if predicate == SKOS.notation:
                by_notation.setdefault(value_of(term), subject)
                owners[subject] = skill
    return _Concepts(by_notation, owners)
