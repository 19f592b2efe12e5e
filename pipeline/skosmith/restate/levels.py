"""What a graph says of a level of responsibility in one language, as its page."""

from collections.abc import Iterator

from skosmith.labels import Labels
from skosmith.model import AttributeSection, LevelPage, Text
from skosmith.restate.concepts import AtLevel
from skosmith.restate.said import Said
from skosmith.vocabulary import SKOS

Homeless = dict[int, list[tuple[str, AtLevel]]]
"""The attributes at a level, by its number, that have no page of their own."""


def names_level(said: Said, level: str, language: str) -> bool:
    """Whether a title or an essence of ``level`` is known in a language."""
    return bool(said.text(level, SKOS.prefLabel, language) or said.essence(level, language))


def level_page_of(
    said: Said, number: int, level: str, language: str, labels: Labels, homeless: list[tuple[str, AtLevel]]
) -> LevelPage:
    """The page about a level; its first line is worded as the headings of its attributes are, where it has any."""
    title = said.text(level, SKOS.prefLabel, language)
    sections = [*_with_code(said, language, homeless), *_without_code(said, level, language)]
    sections.sort(key=lambda section: section.pref_label.span)
    words = next(iter(_words(said, language, homeless)), "")
    words = words or f"{labels.level} {labels.ordinal(number)}{f' - {title.value}' if title else ''}"
    place = title.span if title else said.texts(level, SKOS.notation)[0].span
    return LevelPage(
        path=f"level-{number}.{language}.txt",
        sha256="",
        language=language,
        number=number,
        heading=Text(f"{labels.levels}: {words}", language, place),
        title=title,
        essence=said.essence(level, language),
        scope_note=said.text(level, SKOS.scopeNote, language),
        attributes=tuple(sections),
    )


def _with_code(said: Said, language: str, homeless: list[tuple[str, AtLevel]]) -> Iterator[AttributeSection]:
    for concept, one in homeless:
        name = said.text(concept, SKOS.prefLabel, language) or Text(one.heading.value, language, one.heading.span)
        name = Text(name.value, language, one.heading.span)
        yield AttributeSection(said.texts(concept, SKOS.notation)[0], name, one.definition)


def _without_code(said: Said, level: str, language: str) -> Iterator[AttributeSection]:
    """A note on a level is the name of an attribute, and below it what the attribute means there."""
    for note in said.texts(level, SKOS.note, language):
        name, _, text = note.value.partition("\n\n")
        yield AttributeSection(
            None, Text(name, language, note.span), Text(text, language, note.span) if text else None
        )


def _words(said: Said, language: str, homeless: list[tuple[str, AtLevel]]) -> Iterator[str]:
    for concept, one in homeless:
        for name in said.texts(concept, SKOS.prefLabel, language):
            if one.heading.value.startswith(f"{name.value}: "):
                yield one.heading.value[len(name.value) + 2 :]
