"""One skill under two codes: the code of a translation was changed, or misspelt, so that its page makes a new skill."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePath

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import likeness
from skosmith.model import SKM, SKOS, Graph, Problem, Span
from skosmith.pages import fold

COGNATE = 75
"""How alike the names of one skill in two languages are, of 100, where they tell that it is one."""

_TAG = re.compile(r"[._-][a-z]{2,3}(?:[_-][a-z0-9]{2,8})?$")


def codes_differ(part: Part) -> Iterator[Problem]:
    """A problem for each two skills that seem to be one: near codes, the same levels, and no language in common.

    Their pages have the same name except for the language, or their names differ in a few letters.
    """
    graph = part.graph
    if len(part.languages) > 1:
        near: dict[str, list[str]] = {}
        for skill in graph.skills:
            code = graph.literal(skill, SKOS.notation)
            for without in {code[:at] + code[at + 1 :] for at in range(len(code))}:
                near.setdefault(without, []).append(skill)
        pairs = dict.fromkeys(pair for skills in near.values() for pair in combinations(skills, 2))
        for one, other in pairs:
            if _are_one(graph, one, other):
                yield _problem(graph, *sorted((one, other), key=lambda skill: _rank(part, skill)))


def _are_one(graph: Graph, one: str, other: str) -> bool:
    names, others = (graph.by_language(skill, SKOS.prefLabel) for skill in (one, other))
    if not names or not others or names.keys() & others.keys():
        return False
    if _levels(graph, one) != _levels(graph, other):
        return False
    stems, other_stems = ({stem for name in texts.values() if (stem := _stem(name.span))} for texts in (names, others))
    return bool(stems & other_stems) or any(
        likeness(fold(name.value), fold(other_name.value)) >= COGNATE
        for name in names.values()
        for other_name in others.values()
    )


def _levels(graph: Graph, skill: str) -> tuple[list[int], list[str]]:
    return [level.number for level in graph.skill_levels(skill)], sorted(graph.objects(skill, SKM.declaredLevel))


def _stem(span: Span | None) -> str:
    """The name of a page without its language, ``prog`` of ``en/prog.en.txt``; empty for a cell of a workbook."""
    return _TAG.sub("", PurePath(span.path).stem.casefold()) if span and not span.sheet else ""


def _rank(part: Part, skill: str) -> tuple[int, bool, int]:
    """The least is that of the code more likely right: of more languages, in the name of its page, of more texts."""
    names = part.graph.by_language(skill, SKOS.prefLabel)
    code = part.graph.literal(skill, SKOS.notation).casefold()
    is_in_name = any(code in _stem(name.span) for name in names.values())
    return -len(names), not is_in_name, min(map(part.languages.index, names))


def _problem(graph: Graph, usual: str, skill: str) -> Problem:
    codes: list[str] = []
    places: list[Span | None] = []
    for concept in (skill, usual):
        codes.append(graph.literal(concept, SKOS.notation))
        places += graph.objects(concept, SKOS.notation).values()
    languages = [", ".join(sorted(graph.by_language(one, SKOS.prefLabel))) for one in (skill, usual)]
    values = {"notation": codes[0], "other": codes[1], "language": languages[0], "other_language": languages[1]}
    return fault("code-differs", skill, places, **values)
