"""Texts of levels that two skills have in common: one was pasted into the page of the other."""

from collections.abc import Iterator
from typing import NamedTuple

from skosmith.checks.lint.index import Part, fault
from skosmith.model import SKM, SKOS, Graph, Passage, Problem

_SHORT = 40  # letters: shorter texts may be the same by chance


class _Place(NamedTuple):
    """A text of a skill, and the number of its level."""

    skill: str
    number: int
    passage: Passage


def copied_texts(part: Part) -> Iterator[Problem]:
    """A problem for each group of skills that have the same text at a level, word for word, in one language."""
    having: dict[tuple[str, str], list[Passage]] = {}
    for (_, predicate), passages in part.graph.texts_by_property():
        if predicate == SKOS.definition:
            for passage in passages:
                if len(passage.value) >= _SHORT:
                    having.setdefault((passage.language, passage.value), []).append(passage)
    texts: dict[tuple[str, ...], list[_Place]] = {}
    for several in having.values():
        if len(several) > 1:
            places = list(_places(part.graph, several))
            skills = tuple(dict.fromkeys(place.skill for place in places))
            if len(skills) > 1:
                texts.setdefault(skills, []).extend(places)
    for skills, places in texts.items():
        first, other = places[0], next(place for place in places if place.skill != skills[0])
        values = {"skill": _name(part.graph, other), "other": _name(part.graph, first)}
        levels = {"level": other.number, "other_level": first.number}
        spans = [place.passage.span for place in (other, first, *places)]
        yield fault("level-text-of-another-skill", other.skill, spans, **values, **levels)


def _places(graph: Graph, passages: list[Passage]) -> Iterator[_Place]:
    """Those of ``passages`` that are the text of a skill at a level."""
    for passage in passages:
        if graph.is_a(passage.subject, SKM.SkillLevel):
            number = graph.number(graph.value(passage.subject, SKM.level) or "")
            for skill in graph.subjects(SKM.definedAtLevel, passage.subject):
                if number is not None:
                    yield _Place(skill, number, passage)


def _name(graph: Graph, place: _Place) -> str:
    """The name of a skill in the language of its text."""
    names = {text.language: text.value for text in graph.texts(place.skill, SKOS.prefLabel)}
    return names.get(place.passage.language) or graph.literal(place.skill, SKOS.notation)
