"""The sheets of the official workbook: a row for each skill, attribute and level, in the columns that are read again.

Source: the page layouts, "The official tables", edition 9.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from skosmith.exchange.reading import Reading
from skosmith.exchange.structure import categories_of, essences_of
from skosmith.model import FOAF, SKM, SKOS, iri_of
from skosmith.pages import LEVELS_HEADING, labels_for, without_bullets

Value = str | int | None

LEVELS = range(1, 8)

_LEVELS_HEADING: list[str] = [LEVELS_HEADING, *[""] * (len(LEVELS) - 1)]
_TEXTS = ["Overall description", "Guidance notes", *(f"Level {level} description" for level in LEVELS)]

_DEFAULT = "en"  # the language whose words are written where a text is in none


class Sheet(NamedTuple):
    """A sheet: its name, its headings, and its rows, each as long as the headings.

    ``headings`` are empty for the six columns right of ``Levels``.
    """

    name: str
    headings: Sequence[Value]
    rows: list[list[Value]]


def sheets_of(reading: Reading, language: str) -> list[Sheet]:
    """The sheets that have rows, with the texts of ``reading``, which are in ``language`` or in none."""
    skills = Sheet(
        "Skills",
        ["#", *_LEVELS_HEADING, "Code", "URL", "Skill", "Category", "Subcategory", *_TEXTS],
        list(_skills(reading)),
    )
    attributes = Sheet(
        "Attributes", [*_LEVELS_HEADING, "Code", "URL", "Attribute name", "Type", *_TEXTS], list(_attributes(reading))
    )
    return [sheet for sheet in (skills, attributes, *_levels(reading, language)) if sheet.rows]


def _skills(reading: Reading) -> Iterator[list[Value]]:
    categories = _category_names(reading, SKM.Skill)
    for number, skill in enumerate(_with_text(reading, SKM.Skill), 1):
        path = [*categories.get(skill, ()), "", ""]
        yield [number, *_digits(reading, skill), *_names(reading, skill), *path[:2], *_texts(reading, skill)]


def _attributes(reading: Reading) -> Iterator[list[Value]]:
    categories = _category_names(reading, SKM.Attribute)
    for attribute in _with_text(reading, SKM.Attribute):
        path = [*categories.get(attribute, ()), ""]
        yield [*_digits(reading, attribute), *_names(reading, attribute), path[0], *_texts(reading, attribute)]


def _levels(reading: Reading, language: str) -> Iterator[Sheet]:
    """The sheet of the levels, which has them as columns."""
    labels = labels_for(language or _DEFAULT)
    columns: list[list[Value]] = []
    for level in reading.things(SKM.Level, "Level"):
        essence = "\n\n".join(text for texts in essences_of(reading, level, "Essence").values() for text in texts)
        title = reading.text(level, [SKOS.prefLabel], "Guiding phrase")
        if essence or title:
            labelled = _labelled(labels.essence if labels else "", essence)
            columns.append([_level_of(reading, level), title, labelled, iri_of(level)])
    if columns:
        headings, *rows = zip(["Level", "Guiding phrase", "Essence of the level", "URL"], *columns, strict=True)
        yield Sheet("Levels of responsibility", headings, [list(row) for row in rows])


def _labelled(label: str, essence: str) -> str:
    """An essence as its cell has it, after the label; an item begins on a line of its own."""
    if not label or not essence:
        return essence
    between = "\n" if essence.startswith("•") else " "
    return f"{label}:{between}{essence}"


def _with_text(reading: Reading, kind: str) -> Iterator[str]:
    """The skills or attributes that say something in the language: their name, or a text."""
    for thing in reading.things(kind, "Code"):
        levels = reading.links(thing, SKM.definedAtLevel, "")
        texts = (reading.text(one, [SKOS.prefLabel, SKOS.definition, SKOS.scopeNote], "") for one in (thing, *levels))
        if any(texts):
            yield thing


def _category_names(reading: Reading, kind: str) -> dict[str, list[str]]:
    """The names of the categories of each skill or attribute, from the outer to the inner."""
    things = reading.things(kind, "Code")
    return {
        thing: [name for one in path if (name := reading.text(one, [SKOS.prefLabel], "Category"))]
        for thing, path in categories_of(reading, things, "Category").items()
    }


def _number(text: str) -> Value:
    return int(text) if text.isdecimal() else text


def _level_of(reading: Reading, level: str) -> Value:
    return _number(reading.text(level, [SKOS.notation], "Level"))


def _digits(reading: Reading, thing: str) -> list[Value]:
    declared = {_level_of(reading, level) for level in reading.links(thing, SKM.declaredLevel, "Levels")}
    return [level if level in declared else None for level in LEVELS]


def _names(reading: Reading, thing: str) -> list[Value]:
    code, name = (reading.text(thing, [predicate], "") for predicate in (SKOS.notation, SKOS.prefLabel))
    return [code, reading.first(thing, FOAF.page, "URL"), name]


def _texts(reading: Reading, thing: str) -> list[Value]:
    at: dict[Value, str] = {}
    for one in reading.links(thing, SKM.definedAtLevel, ""):
        for level in reading.links(one, SKM.level, ""):
            at[_level_of(reading, level)] = reading.text(one, [SKOS.definition], "")
    definition, guidance = (reading.text(thing, [predicate], "") for predicate in (SKOS.definition, SKOS.scopeNote))
    return [definition, without_bullets(guidance), *(at.get(level, "") for level in LEVELS)]
