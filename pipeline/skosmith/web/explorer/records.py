"""Frozen records of the graph, which the pages of an explorer show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from skosmith.model import by_priority

Texts = dict[str, str]
"""A text by its language tag; "" for a text in no language."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The source of a text: a page, by its IRI and its name, and its lines from the first to the last, from 1."""

    page: str
    name: str
    first: int
    last: int
    language: str
    cells: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What else a thing is called, and what corresponds to it in other frameworks.

    ``names`` are pairs of a language tag and a name, ``hidden`` names that are only searched for; ``matches`` are IRIs
    by the word for their mapping.
    """

    names: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()
    matches: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def searched(self) -> tuple[str, ...]:
        return (*(name for _, name in self.names), *self.hidden)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of responsibility: number (1..7), titles, essence, guidance."""

    iri: str
    number: int
    titles: Texts
    essence: Texts
    scope_note: Texts = field(default_factory=dict)
    lines: tuple[Lines, ...] = ()
    elsewhere: Elsewhere = Elsewhere()


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """What a skill, or an attribute, means at one level."""

    iri: str
    notation: str
    number: int
    names: Texts
    definition: Texts
    lines: tuple[Lines, ...] = ()
    elsewhere: Elsewhere = Elsewhere()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill, or an attribute of the levels; ``skill_levels`` rise."""

    iri: str
    kind: str
    notation: str
    names: Texts
    definition: Texts
    scope_note: Texts
    change_note: Texts
    skill_levels: tuple[SkillLevel, ...]
    declared: tuple[int, ...]
    lines: tuple[Lines, ...] = ()
    elsewhere: Elsewhere = Elsewhere()

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(skill_level.number for skill_level in self.skill_levels)

    def skill_level(self, number: int) -> SkillLevel | None:
        """What it means at a level; None if it is not defined there."""
        return next((skill_level for skill_level in self.skill_levels if skill_level.number == number), None)


@dataclass(frozen=True, slots=True)
class Retirement:
    """A retired skill: its names, the reasons, and what replaces it: IRIs and names."""

    names: Texts
    reasons: Texts
    replacements: tuple[tuple[str, Texts], ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category: its skills, and the categories in it."""

    iri: str
    names: Texts
    skills: tuple[Skill, ...]
    parts: "tuple[Category, ...]" = ()

    @property
    def all_skills(self) -> tuple[Skill, ...]:
        """The skills of the category and of those in it, in the order in which they are shown."""
        return (*self.skills, *(skill for part in self.parts for skill in part.all_skills))


@dataclass(frozen=True, slots=True)
class Framework:
    iri: str
    titles: Texts
    edition: str
    languages: tuple[str, ...]
    rights: tuple[str, ...]
    publishers: tuple[str, ...]
    licences: tuple[str, ...]
    notes: dict[str, Texts]
    scheme: str
    scheme_names: Texts
    levels: tuple[Level, ...]
    skills: tuple[Skill, ...]
    attributes: tuple[Skill, ...]
    categories: tuple[Category, ...]

    @property
    def default_language(self) -> str:
        return self.languages[0]

    def level(self, number: int) -> Level | None:
        return next((level for level in self.levels if level.number == number), None)

    def concept(self, notation: str) -> Skill | None:
        return next((skill for skill in (*self.skills, *self.attributes) if skill.notation == notation), None)


def pick(texts: Texts, language: str, others: Sequence[str] = ()) -> tuple[str, str]:
    """The text in the language nearest to ``language``, else in no language, else in the first of ``others``.

    Failing that, the text in the first language of the alphabet. With the text comes its language.
    """
    tag = next(iter(by_priority(texts, (language, "", *others))), None)
    return ("", language) if tag is None else (texts[tag], tag)
