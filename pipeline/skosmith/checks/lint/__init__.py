"""Build -> problems: what no shape can say, since it counts, measures, or looks at many things at once.

A rule is a function of a graph, or a part of one; its words stand in problems.toml, under its code. What is valid, the
shapes say: but for a circle in the hierarchy, which SHACL Core has no word for, no rule finds a violation.
"""

from collections.abc import Callable, Iterable

from skosmith.checks.lint.alike import labels_overlap, skills_alike
from skosmith.checks.lint.codes import codes_differ
from skosmith.checks.lint.copies import copied_texts
from skosmith.checks.lint.coverage import incomplete, none_in_common
from skosmith.checks.lint.hierarchy import apart, cycles, dead_references, only_transitive, redundant, to_themselves
from skosmith.checks.lint.index import Part, parts_of
from skosmith.checks.lint.neighbours import gaps, near_texts
from skosmith.checks.lint.shift import between_editions, between_languages
from skosmith.checks.lint.terms import undefined
from skosmith.checks.lint.translations import items_differ, lengths_differ, untranslated
from skosmith.checks.lint.words import blanks_in_names, doubled
from skosmith.model import Build, Problem, Same

__all__ = ["OF_ALL", "OF_EDITIONS", "OF_GRAPHS", "OF_PARTS", "RULES", "between_editions", "lint_graph"]

Rule = Callable[[Part], Iterable[Problem]]

OF_PARTS: dict[str, Rule] = {
    "level-gap": gaps,
    "level-text-near": near_texts,
    "levels-shifted": between_languages,
    "list-items-differ": items_differ,
    "word-twice": doubled,
}
"""The rules that look at one skill alone, or at the framework alone, by the code of the problem they find.

Beside what is said of it they know the numbers of the levels and the languages of the graph.
"""

OF_ALL: dict[str, Rule] = {
    "code-differs": codes_differ,
    "labels-overlap": labels_overlap,
    "lengths-differ": lengths_differ,
    "level-text-of-another-skill": copied_texts,
    "name-double-space": blanks_in_names,
    "skills-alike": skills_alike,
    "text-not-translated": untranslated,
}
"""The rules that hold one skill to others, or to pages."""

RULES: dict[str, Rule] = OF_PARTS | OF_ALL
"""The rules that every graph is held to."""

OF_GRAPHS: dict[str, Rule] = {
    "clusters-apart": apart,
    "concept-broader-redundant": redundant,
    "hierarchy-cycle": cycles,
    "language-incomplete": incomplete,
    "no-common-language": none_in_common,
    "reference-dead": dead_references,
    "relation-only-transitive": only_transitive,
    "relation-to-itself": to_themselves,
    "term-undefined": undefined,
}
"""The rules that a graph from a file of RDF is held to besides: a graph made from pages meets them by construction.

But for the two on languages, which of pages ``skosmith status`` answers.
"""


OF_EDITIONS = ("levels-shifted-since",)
"""The codes of what ``between_editions`` finds, which takes two graphs."""


def lint_graph(made: Build) -> list[Problem]:
    """The problems that the rules find in ``made``, those of its parts first.

    What was found in a part that says what it said before is recalled.
    """
    whole, parts = parts_of(made)

    def of_part(part: Part) -> list[Problem]:
        return made.files.memo.recall(
            lambda: ("lint", Same(part.graph), part.languages),
            lambda: [found for rule in OF_PARTS.values() for found in rule(part)],
        )

    found = [problem for part in parts for problem in of_part(part)]
    for rule in (OF_ALL if made.pages else OF_ALL | OF_GRAPHS).values():
        found += rule(whole)
    return found
