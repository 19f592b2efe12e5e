"""The sheets of the official workbook: a row for each skill, attribute and level, in the columns that are read again.

Source: the page layouts, "The official tables", edition 9.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from skosmith.exchange.reading import Reading
from skosmith.model import FOAF, SKM, SKOS, LevelPage, Page, Profile, iri_of
from skosmith.pages import LEVELS_HEADING, labels_for, read_workbook, with_level_titles, without_bullets
from skosmith.rdf import build_graph

Value = str | int | None

LEVELS = range(1, 8)

_WIDE_HEADING: list[str] = [LEVELS_HEADING, *[""] * (len(LEVELS) - 1)]
_TEXTS = ["Overall description", "Guidance notes", *(f"Level {level} description" for level in LEVELS)]

_DEFAULT = "en"  # the language of the words that are written with texts in none


class Sheet(NamedTuple):
    """A sheet: its name, its headings, and its rows, each as long as the headings.

    ``headings`` are empty for the six columns right of ``Levels``.
    """

    name: str
    headings: Sequence[Value]
    rows: list[list[Value]]


def files_by_language(reading: Reading, write: Callable[[list[Sheet], str], dict[str, bytes]]) -> dict[str, bytes]:
    """The files that ``write`` makes of the sheets with the texts of a language, for each language.

    What they hold is found by reading them again, not by trusting the writer: no title, rights and edition.
    """
    files: dict[str, bytes] = {}
    for tag in reading.tags():
        files |= write(_sheets(reading.only(tag, is_noted=False), tag), tag)
    pages: list[Page | LevelPage] = []
    for name, data in files.items():
        pages += read_workbook(name, data)[0]
    build = build_graph(with_level_titles(pages), Profile(base_iri=reading.names.root, title=""))
    for subject, predicate, term, _ in build.asserted():
        reading.has_link(subject, predicate, term)
    return files


def in_language(name: str, language: str) -> str:
    """The name of a file with the language of its texts, by which it is read again: ``skills.pt.csv``."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{language}.{suffix}" if language else name


def _sheets(reading: Reading, language: str) -> list[Sheet]:
    skills = Sheet(
        "Skills",
        ["#", *_WIDE_HEADING, "Code", "URL", "Skill", "Category", "Subcategory", *_TEXTS],
        list(_skills(reading)),
    )
    attributes = Sheet(
        "Attributes", [*_WIDE_HEADING, "Code", "URL", "Attribute name", "Type", *_TEXTS], list(_attributes(reading))
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
    for level in reading.instances_of(SKM.Level):
        essence = "\n\n".join(text for texts in reading.essences(level).values() for text in texts)
        title = reading.text(level, SKOS.prefLabel)
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
    """The skills or attributes with a name or a text in the language."""
    for thing in reading.instances_of(kind):
        levels = reading.links(thing, SKM.definedAtLevel)
        if any(reading.text(concept, SKOS.prefLabel, SKOS.definition, SKOS.scopeNote) for concept in (thing, *levels)):
            yield thing


def _category_names(reading: Reading, kind: str) -> dict[str, list[str]]:
    """The names of the categories of each skill or attribute, from the outer to the inner."""
    things = reading.instances_of(kind)
    return {
        thing: [name for category in path if (name := reading.text(category, SKOS.prefLabel))]
        for thing, path in reading.category_paths(things).items()
    }


def _level_of(reading: Reading, level: str) -> Value:
    text = reading.text(level, SKOS.notation)
    return int(text) if text.isdecimal() else text


def _digits(reading: Reading, thing: str) -> list[Value]:
    declared = {_level_of(reading, level) for level in reading.links(thing, SKM.declaredLevel)}
    return [level if level in declared else None for level in LEVELS]


def _names(reading: Reading, thing: str) -> list[Value]:
    code, name = (reading.text(thing, predicate) for predicate in (SKOS.notation, SKOS.prefLabel))
    return [code, reading.first_iri(thing, FOAF.page), name]


def _texts(reading: Reading, thing: str) -> list[Value]:
    definitions: dict[Value, str] = {}
    for skill_level in reading.links(thing, SKM.definedAtLevel):
        for level in reading.links(skill_level, SKM.level):
            definitions[_level_of(reading, level)] = reading.text(skill_level, SKOS.definition)
    definition, guidance = (reading.text(thing, predicate) for predicate in (SKOS.definition, SKOS.scopeNote))
    return [definition, without_bullets(guidance), *(definitions.get(level, "") for level in LEVELS)]
