"""Build -> problems: rules that no shape can express, since they count, measure, or compare many things at once.

A rule is a function of a graph, or a part of one; its messages are in problems.toml, under its code. The shapes define
what is valid: except for a cycle in the hierarchy, which SHACL Core cannot express, no rule finds a violation.
"""

from collections.abc import Callable, Iterable

from skosmith.checks.lint.alike import labels_overlap, skills_alike
from skosmith.checks.lint.codes import codes_differ
from skosmith.checks.lint.copies import copied_texts
from skosmith.checks.lint.coverage import incomplete_languages, no_common_language
from skosmith.checks.lint.hierarchy import (
    dead_references,
    hierarchy_cycles,
    redundant_broader,
    self_relations,
    separate_clusters,
    transitive_only,
)
from skosmith.checks.lint.index import Part, parts_of
from skosmith.checks.lint.neighbours import level_gaps, near_texts
from skosmith.checks.lint.shift import between_editions, between_languages
from skosmith.checks.lint.terms import undefined_terms
from skosmith.checks.lint.translations import items_differ, lengths_differ, untranslated_texts
from skosmith.checks.lint.words import blanks_in_names, doubled_words
from skosmith.model import Build, Problem, Same

__all__ = ["OF_ALL", "OF_EDITIONS", "OF_GRAPHS", "OF_PARTS", "RULES", "between_editions", "lint_graph"]

Rule = Callable[[Part], Iterable[Problem]]

OF_PARTS: dict[str, Rule] = {
    "level-gap": level_gaps,
    "level-text-near": near_texts,
    "levels-shifted": between_languages,
    "list-items-differ": items_differ,
    "word-twice": doubled_words,
}
"""The rules for one skill alone, or the framework alone, by the code of their problem.

Besides its statements they know the numbers of the levels and the languages of the graph.
"""

OF_ALL: dict[str, Rule] = {
    "code-differs": codes_differ,
    "labels-overlap": labels_overlap,
    "lengths-differ": lengths_differ,
    "level-text-of-another-skill": copied_texts,
    "name-double-space": blanks_in_names,
    "skills-alike": skills_alike,
    "text-not-translated": untranslated_texts,
}
"""The rules that compare a skill with others, or with pages."""

RULES: dict[str, Rule] = OF_PARTS | OF_ALL
"""The rules for every graph."""

OF_GRAPHS: dict[str, Rule] = {
    "clusters-apart": separate_clusters,
    "concept-broader-redundant": redundant_broader,
    "hierarchy-cycle": hierarchy_cycles,
    "language-incomplete": incomplete_languages,
    "no-common-language": no_common_language,
    "reference-dead": dead_references,
    "relation-only-transitive": transitive_only,
    "relation-to-itself": self_relations,
    "term-undefined": undefined_terms,
}
"""More rules for a graph from a file of RDF: a graph of pages meets them by construction.

Except for the two on languages, which ``skosmith status`` covers for pages.
"""


OF_EDITIONS = ("levels-shifted-since",)
"""The codes of ``between_editions``, which takes two graphs."""


def lint_graph(build: Build) -> list[Problem]:
    """The problems that the rules find, those of single skills first; those of unchanged skills are recalled."""
    whole, parts = parts_of(build)

    def of_part(part: Part) -> list[Problem]:
        return build.files.memo.recall(
            lambda: ("lint", Same(part.graph), part.languages),
            lambda: [one for rule in OF_PARTS.values() for one in rule(part)],
        )

    problems = [problem for part in parts for problem in of_part(part)]
    for rule in (OF_ALL if build.pages else OF_ALL | OF_GRAPHS).values():
        problems += rule(whole)
    return problems
