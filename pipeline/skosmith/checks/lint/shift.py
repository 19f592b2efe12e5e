"""Texts that are one level off, or swapped, compared with another language or another edition."""

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

_PART = 0.2  # the weight of a sentence or an item more, where 1 is a text that is e times as long
_FIT = 0.3  # the largest mean difference of texts that are translations of each other
_BETTER = 2  # the factor by which texts of the same level have to differ more, and by no less than _FIT
_LEVELS = 3  # the least number of levels that are off: fewer are so by chance
_PARTIAL = 4  # the same if other levels of the skill are not off
_TWICE = math.log(2)  # the least difference of two texts, to be those of another level if only two are off
_CLEAR = 80  # the least letters by which one of such two texts is longer: in short texts one word counts much
_SAME = 85  # the likeness, of 100, of texts in one language that differ in a few words
_APART = 15  # the least difference from the likeness of texts of the same level


class _Shape(NamedTuple):
    """The features of a text in any language: the number of its sentences and items, and its length."""

    parts: int
    width: int


def between_languages(part: Part) -> Iterator[Problem]:
    """A problem for each skill whose texts in one language fit those of another far better one level off, or swapped.

    Texts are compared by their sentences, their list items and their length relative to the other levels of the page;
    at least three levels have to agree. tests/checks/test_lint_shift.py measures the true and the false results.
    """
    for concept in _concepts(part.graph) if len(part.languages) > 1 else ():
        texts = _by_language(part.graph, concept)
        main = texts.pop(part.languages[0], {})
        mains = {number: _shape(passage.value) for number, passage in main.items()}
        for language, passages in sorted(texts.items()):
            shapes = {number: _shape(passage.value) for number, passage in passages.items()}
            levels = shifted_levels(mains, shapes)
            if levels is None and (two := swapped_levels(mains, shapes)):
                levels = list(two), list(two[::-1])
            if levels:
                shift = _Shift(concept, passages, main, *levels)
                yield shift.problem("levels-shifted", language, part.languages[0])


class _Shift(NamedTuple):
    """A concept whose ``texts`` at some ``levels`` are the ``others`` at ``other_levels``."""

    concept: str
    texts: Mapping[int, Passage]
    others: Mapping[int, Passage]
    levels: Sequence[int]
    other_levels: Sequence[int]

    def problem(self, code: str, language: str, other: str) -> Problem:
        pairs = zip(self.levels, self.other_levels, strict=True)
        spans = [span for level, twin in pairs for span in (self.texts[level].span, self.others[twin].span)]
        values = {"levels": _range(self.levels), "others": _range(self.other_levels)}
        return fault(code, self.concept, spans, **values, language=language, other=other)


def _range(numbers: Sequence[int]) -> str:
    """``3–6`` for several in their order, else ``4, 3``."""
    is_range = numbers[-1] - numbers[0] == len(numbers) - 1 > 1
    return f"{numbers[0]}–{numbers[-1]}" if is_range else ", ".join(map(str, numbers))


def _shape(text: str) -> _Shape:
    return _Shape(len(_END.findall(text)) + items(text), max(width(text), 1))


def shifted_levels(main: Mapping[int, _Shape], other: Mapping[int, _Shape]) -> tuple[list[int], list[int]] | None:
    """The levels of ``other`` whose texts are those of ``main`` one level off, and which levels of ``main``.

    None if each level fits its own best, or if there are too few texts to compare.
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


def swapped_levels(main: Mapping[int, _Shape], other: Mapping[int, _Shape]) -> tuple[int, int] | None:
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
    """The logarithm of the ratio of the total lengths of the second and the first of each pair."""
    return math.log(sum(other.width for _, other in pairs) / sum(one.width for one, _ in pairs))


def _differ(one: _Shape, other: _Shape, usual: float) -> float:
    return abs(math.log(other.width / one.width) - usual) + _PART * abs(one.parts - other.parts)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def between_editions(old: Build, new: Build) -> list[Problem]:
    """A problem for each skill, and each language, whose texts in ``new`` are those of ``old`` one level off.

    Skills are matched by their codes. At least two levels need nearly the same text one level off, and another text on
    their own level, so that a text that all levels share does not count.
    """
    before, after = old.graph, new.graph
    by_code = {before.literal(concept, SKOS.notation) or concept: concept for concept in _concepts(before)}
    problems = []
    for concept in _concepts(after):
        was = by_code.get(after.literal(concept, SKOS.notation) or concept, "")
        if after.is_a(concept, SKM.Skill) and was:
            texts = _by_language(after, concept)
            for language, others in sorted(_by_language(before, was).items()):
                passages = texts.get(language, {})
                for step in (1, -1):
                    levels = [
                        number
                        for number in sorted(passages)
                        if number - step in others and _is_shifted(passages[number], others, number, step)
                    ]
                    if len(levels) > 1:
                        shift = _Shift(concept, passages, others, levels, [number - step for number in levels])
                        problems.append(shift.problem("levels-shifted-since", language, language))
    return problems


def _concepts(graph: Graph) -> list[str]:
    """The concepts that are defined at levels."""
    return [concept for concept, node in graph.nodes.items() if SKM.definedAtLevel in node]


def _by_language(graph: Graph, concept: str) -> dict[str, dict[int, Passage]]:
    texts: dict[str, dict[int, Passage]] = {}
    for level in graph.skill_levels(concept):
        for language, passage in graph.by_language(level.term, SKOS.definition).items():
            texts.setdefault(language, {})[level.number] = passage
    return texts


def _is_shifted(passage: Passage, others: Mapping[int, Passage], number: int, step: int) -> bool:
    """Whether a text at level ``number`` is nearer to that of ``step`` levels below than to its own, in ``others``."""
    alike = likeness(passage.value, others[number - step].value)
    own = likeness(passage.value, others[number].value) if number in others else 0
    return alike >= _SAME and alike - own >= _APART
