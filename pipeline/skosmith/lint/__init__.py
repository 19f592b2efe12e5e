"""Build -> problems: what no shape can say, since it counts, measures, or looks at many things at once.

A rule is a function over the index of a graph; its words stand in problems.toml, under its code. What is valid, the
shapes say: but for a circle in the hierarchy, which SHACL Core has no word for, no rule finds a violation.
"""

from collections.abc import Callable, Iterable

from skosmith.graph import Build
from skosmith.lint.alike import labels_overlap, skills_alike
from skosmith.lint.coverage import incomplete, none_in_common
from skosmith.lint.hierarchy import apart, cycles, dead_references, only_transitive, to_themselves
from skosmith.lint.index import Index, index_of
from skosmith.lint.neighbours import gaps, near_texts
from skosmith.lint.shift import between_editions, between_languages
from skosmith.lint.terms import undefined
from skosmith.lint.translations import items_differ, lengths_differ
from skosmith.lint.words import blanks_in_names, doubled
from skosmith.model import Problem

__all__ = ["OF_EDITIONS", "OF_GRAPHS", "RULES", "between_editions", "lint"]

Rule = Callable[[Index], Iterable[Problem]]

RULES: dict[str, Rule] = {
    "labels-overlap": labels_overlap,
    "lengths-differ": lengths_differ,
    "level-gap": gaps,
    "level-text-near": near_texts,
    "levels-shifted": between_languages,
    "list-items-differ": items_differ,
    "name-double-space": blanks_in_names,
    "skills-alike": skills_alike,
    "word-twice": doubled,
}
"""The rules that every graph is held to, by the code of the problem they find."""

OF_GRAPHS: dict[str, Rule] = {
    "clusters-apart": apart,
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

_FOLLOWS = {"levels-shifted": frozenset({"lengths-differ", "list-items-differ"})}
"""What a problem brings about: those of these codes that are about the same texts are not said besides."""


def lint(made: Build, rules: dict[str, Rule] | None = None) -> list[Problem]:
    """The problems that ``rules`` find in ``made``, or where none are given those that its kind of graph is held to.

    They are in the order of the rules.
    """
    if rules is None:
        rules = RULES if made.pages else RULES | OF_GRAPHS
    index = index_of(made)
    found = [problem for rule in rules.values() for problem in rule(index)]
    followed = {(code, span) for one in found for code in _FOLLOWS.get(one.code, ()) for span in one.spans}
    return [one for one in found if not any((one.code, span) in followed for span in one.spans)]
