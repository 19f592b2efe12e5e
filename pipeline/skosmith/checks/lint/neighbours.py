"""Neighbouring levels of a skill: a gap, a text that is nearly that of the next level."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import likeness, may_be_alike, words_of
from skosmith.model import RDF, SKM, SKOS, XKOS, Passage, Problem

NEAR = 90
"""The ratio, of 100, from which one text seems a copy of the other.

Independent texts of neighbouring levels reach 58, on the real page and on invented ones.
"""

_SHORT = 40  # letters: of shorter texts a word more or less is most of what there is to say


def level_gaps(part: Part) -> Iterator[Problem]:
    """A problem for each gap between the levels at which a skill is defined.

    Not if its guidance or its revision note has the number of the missing level, as in ``There is no level 4``. Nor for
    a level that is declared, whose missing section is a problem of a shape.
    """
    level = part.names.level
    for concept in part.graph.skills:
        for below, above in pairwise(part.graph.skill_levels(concept)):
            declared = part.graph.objects(concept, SKM.declaredLevel)
            missing = {at for at in range(below.number + 1, above.number) if level(at) not in declared}
            missing -= _numbers_in_notes(part, concept) if missing else set()
            if missing:
                levels = ", ".join(map(str, sorted(missing)))
                yield fault("level-gap", concept, [above.span, below.span], levels=levels)


def _numbers_in_notes(part: Part, concept: str) -> set[int]:
    passages = [
        passage for predicate in (SKOS.scopeNote, SKOS.changeNote) for passage in part.graph.texts(concept, predicate)
    ]
    return {int(number) for passage in passages for number in re.findall(r"\d{1,9}", passage.value)}


def near_texts(part: Part) -> Iterator[Problem]:
    """A problem for each two neighbouring levels whose texts, or essences, are nearly the same in one language.

    Equal texts are a problem of a shape.
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
    for lower, words in below:
        for upper, upper_words in above:
            if lower.language != upper.language or lower.value == upper.value:
                continue
            if min(len(lower.value), len(upper.value)) < _SHORT or not may_be_alike(words, upper_words):
                continue
            if likeness(lower.value, upper.value) >= NEAR:
                yield fault("level-text-near", upper.subject, [upper.span, lower.span])
