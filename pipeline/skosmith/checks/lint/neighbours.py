"""The levels of a skill beside each other: a level left out, a text that is nearly that of the next level."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import likeness, may_be_alike, words_of
from skosmith.model import RDF, SKM, SKOS, XKOS, Passage, Problem

NEAR = 90
"""How alike the texts of two levels are from which on one seems a copy, of 100.

Texts of neighbouring levels that were written each for itself reach 58, on the real page and on invented ones.
"""

_SHORT = 40  # letters: of shorter texts a word more or less is most of what there is to say


def gaps(part: Part) -> Iterator[Problem]:
    """A problem for each step over a level at which a skill is not defined.

    None where its guidance or its revision note says why, for which it is enough that the number of the level stands
    there: ``There is no level 4``. Nor for a level that is declared: a shape misses its section.
    """
    level = part.names.level
    for concept in part.graph.skills:
        for below, above in pairwise(part.graph.skill_levels(concept)):
            declared = part.graph.objects(concept, SKM.declaredLevel)
            missing = {at for at in range(below.number + 1, above.number) if level(at) not in declared}
            missing -= _numbers_said(part, concept) if missing else set()
            if missing:
                levels = ", ".join(map(str, sorted(missing)))
                yield fault("level-gap", concept, [above.span, below.span], levels=levels)


def _numbers_said(part: Part, concept: str) -> set[int]:
    passages = [
        passage for predicate in (SKOS.scopeNote, SKOS.changeNote) for passage in part.graph.texts(concept, predicate)
    ]
    return {int(number) for passage in passages for number in re.findall(r"\d{1,9}", passage.value)}


def near_texts(part: Part) -> Iterator[Problem]:
    """A problem for each two neighbouring levels whose texts, or essences, are nearly the same in one language.

    Those that are the same, a shape finds.
    """
    ladders = [
        [(level.term, SKOS.definition) for level in part.graph.skill_levels(concept)]
        for concept, node in part.graph.nodes.items()
        if SKM.definedAtLevel in node
    ]
    essences = {level: node for level in part.graph.nodes for node in part.graph.objects(level, SKM.essence)}
    ladders += [
        [(essences[level], RDF.value), (essences[above], RDF.value)]
        for level in essences
        for above in part.graph.objects(level, XKOS.next)
        if above in essences
    ]
    for ladder in ladders:
        steps = [[(text, words_of(text.value)) for text in part.graph.texts(*key)] for key in ladder]
        for below, above in pairwise(steps):
            yield from _near(below, above)


_Text = tuple[Passage, frozenset[str]]


def _near(below: Sequence[_Text], above: Sequence[_Text]) -> Iterator[Problem]:
    for one, words in below:
        for other, other_words in above:
            if one.language != other.language or one.value == other.value:
                continue
            if min(len(one.value), len(other.value)) < _SHORT or not may_be_alike(words, other_words):
                continue
            if likeness(one.value, other.value) >= NEAR:
                yield fault("level-text-near", other.subject, [other.span, one.span])
