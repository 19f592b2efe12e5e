"""Texts that stand one level off, or have changed places: beside another language, and beside another edition."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import likeness
from skosmith.checks.lint.translations import items, width
from skosmith.model import SKM, SKOS, Build, Graph, Passage, Problem

_END = re.compile(r"[.!?…؟](?=[\s)\"'”’»]|$)|[。！？]")

_PART = 0.2  # what a sentence or an item more counts, where 1 is a text that is e times as long
_FIT = 0.3  # the most that two texts differ on the mean, to be each other's
_BETTER = 2  # how many times less they have to differ than texts of the same level, and these by no less than _FIT
_LEVELS = 3  # the fewest levels that have to be off: fewer are so by chance
_PARTIAL = 4  # the fewest, where other levels of the skill are not off
_TWICE = math.log(2)  # how much two texts differ at least, to be those of another level where only two are off
_CLEAR = 80  # letters that one of such two texts is longer than the other: of short texts a word is much
_SAME = 85  # of 100: so alike are two texts in one language that are the same but for some words
_APART = 15  # by so much less alike are those of the same level


class _Shape(NamedTuple):
    """What can be told of a text in any language: its sentences and items, and how long it is."""

    parts: int
    width: int


def between_languages(part: Part) -> Iterator[Problem]:
    """A problem for each skill whose texts in one language fit those of another far better one level off, or swapped.

    They are told by their sentences, their list items and how long they are beside the other levels of the page, and
    only three levels or more that agree count; how often that is right and wrong, tests/checks/ measures.
    """
    for concept in _concepts(part.graph) if len(part.languages) > 1 else ():
        texts = _by_language(part.graph, concept)
        main = texts.pop(part.languages[0], {})
        mains = {number: _shape(passage.value) for number, passage in main.items()}
        for language, several in sorted(texts.items()):
            others = {number: _shape(passage.value) for number, passage in several.items()}
            found = shifted(mains, others)
            if found:
                here, there = found
                yield _problem("levels-shifted", concept, several, main, here, there, language, part.languages[0])
            elif two := swapped(mains, others):
                places = [span for at, of in (two, two[::-1]) for span in (several[at].span, main[of].span)]
                levels, of_levels = (", ".join(map(str, numbers)) for numbers in (two, two[::-1]))
                values = {"levels": levels, "others": of_levels, "language": language, "other": part.languages[0]}
                yield fault("levels-shifted", concept, places, **values)


def _problem(  # noqa: PLR0913, PLR0917 - what is off, from what
    code: str,
    concept: str,
    texts: Mapping[int, Passage],
    others: Mapping[int, Passage],
    here: Sequence[int],
    there: Sequence[int],
    language: str,
    other: str,
) -> Problem:
    spans = [span for at, of in zip(here, there, strict=True) for span in (texts[at].span, others[of].span)]
    values = {"levels": _range(here), "others": _range(there), "language": language, "other": other}
    return fault(code, concept, spans, **values)


def _range(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _shape(text: str) -> _Shape:
    return _Shape(len(_END.findall(text)) + items(text), max(width(text), 1))


def shifted(main: Mapping[int, _Shape], other: Mapping[int, _Shape]) -> tuple[list[int], list[int]] | None:
    """The levels of ``other`` whose texts are those of ``main`` one level off, and which levels of ``main``.

    None where each level fits best beside itself, or where there is too little to tell by.
    """
    both = [number for number in main if number in other]
    if len(both) < _LEVELS:
        return None
    usual = _usual([(main[number], other[number]) for number in both])
    for step in (1, -1):
        levels = [number for number in sorted(both) if number - step in main]
        for run in _runs(levels, is_whole=len(levels) >= len(both) - 1):
            pairs = [(main[number - step], other[number]) for number in run]
            off = _mean([_differ(*pair, _usual(pairs)) for pair in pairs])
            straight = [_differ(main[number], other[number], usual) for number in run]
            if off <= _FIT and _mean(straight) >= max(_FIT, _BETTER * off):
                better = sum(_differ(*pair, _usual(pairs)) < own for pair, own in zip(pairs, straight, strict=True))
                if better >= len(run) - (len(run) > _PARTIAL):
                    return run, [number - step for number in run]
    return None


def swapped(main: Mapping[int, _Shape], other: Mapping[int, _Shape]) -> tuple[int, int] | None:
    """The two neighbouring levels whose texts have changed places in ``other``; None where none clearly have.

    Each fits the text of the other level, and is at least half or twice as long as that of its own.
    """
    both = sorted(number for number in main if number in other)
    usual = _usual([(main[number], other[number]) for number in both]) if both else 0.0
    for below, above in pairwise(both):
        crossed = [_differ(main[below], other[above], usual), _differ(main[above], other[below], usual)]
        straight = [abs(math.log(other[at].width / main[at].width) - usual) for at in (below, above)]
        is_clear = min(abs(one[below].width - one[above].width) for one in (main, other)) >= _CLEAR
        if is_clear and max(crossed) <= _FIT and min(straight) >= _TWICE:
            return below, above
    return None


def _runs(levels: list[int], *, is_whole: bool) -> Iterator[list[int]]:
    """Neighbouring levels that may be off together, the longest first."""
    for length in range(len(levels), _PARTIAL - 1, -1):
        for start in range(len(levels) - length + 1):
            yield levels[start : start + length]
    if is_whole and _LEVELS <= len(levels) < _PARTIAL:
        yield levels


def _usual(pairs: Sequence[tuple[_Shape, _Shape]]) -> float:
    """How much longer the second of each pair is, all taken together, as a logarithm."""
    return math.log(sum(other.width for _, other in pairs) / sum(one.width for one, _ in pairs))


def _differ(one: _Shape, other: _Shape, usual: float) -> float:
    return abs(math.log(other.width / one.width) - usual) + _PART * abs(one.parts - other.parts)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def between_editions(old: Build, new: Build) -> list[Problem]:
    """A problem for each skill, and each language, whose texts in ``new`` are those that ``old`` has one level off.

    Skills are told by their codes. Two levels at least have to be nearly the same text one level off, and other than
    that of their own level; a text that all levels share tells nothing.
    """
    before, after = old.graph, new.graph
    by_code = {before.literal(concept, SKOS.notation) or concept: concept for concept in _concepts(before)}
    problems = []
    for concept in _concepts(after):
        was = by_code.get(after.literal(concept, SKOS.notation) or concept, "")
        if after.is_a(concept, SKM.Skill) and was:
            texts = _by_language(after, concept)
            for language, others in sorted(_by_language(before, was).items()):
                several = texts.get(language, {})
                for step in (1, -1):
                    here = [
                        number
                        for number in sorted(several)
                        if number - step in others and _is_of(several[number], others, number, step)
                    ]
                    if len(here) > 1:
                        there = [number - step for number in here]
                        values = (several, others, here, there, language, language)
                        problems.append(_problem("levels-shifted-since", concept, *values))
    return problems


def _concepts(graph: Graph) -> list[str]:
    """What is defined at levels."""
    return [concept for concept, node in graph.nodes.items() if SKM.definedAtLevel in node]


def _by_language(graph: Graph, concept: str) -> dict[str, dict[int, Passage]]:
    texts: dict[str, dict[int, Passage]] = {}
    for level in graph.skill_levels(concept):
        for language, passage in graph.by_language(level.term, SKOS.definition).items():
            texts.setdefault(language, {})[level.number] = passage
    return texts


def _is_of(passage: Passage, others: Mapping[int, Passage], number: int, step: int) -> bool:
    """Whether a text at level ``number`` is the one that stood ``step`` levels below it, rather than its own."""
    alike = likeness(passage.value, others[number - step].value)
    own = likeness(passage.value, others[number].value) if number in others else 0
    return alike >= _SAME and alike - own >= _APART
