"""What a graph says of a level of responsibility in one language, as its page."""

from collections.abc import Iterator

from skosmith.authoring.from_graph.concepts import ConceptLevel
from skosmith.authoring.from_graph.language_view import LanguageView
from skosmith.model import SKOS, AttributeSection, LevelPage, Text, whole

Homeless = list[tuple[str, ConceptLevel]]
"""The attributes at a level that have no page of their own."""


def names_level(view: LanguageView, level: str) -> bool:
    return bool(view.text(level, SKOS.prefLabel) or view.essence(level))


def level_page_of(view: LanguageView, number: int, level: str, homeless: Homeless) -> LevelPage:
    """The page about a level; its first line is worded like the headings of its attributes, if it has any."""
    labels, language = view.labels, view.language
    title = view.text(level, SKOS.prefLabel)
    sections = [*_with_code(view, homeless), *_without_code(view, level)]
    plain = f"{labels.level} {labels.ordinal(number)}{f' - {title.value}' if title else ''}"
    words = next(_words(view, homeless), plain)
    place = title or view.notation(level)
    return LevelPage(
        path=f"level-{number}.{language}.txt",
        sha256="",
        language=language,
        number=number,
        heading=Text(f"{labels.levels}: {words}", language, place.span if place else whole("graph")),
        title=title,
        essence=view.essence(level),
        scope_note=view.text(level, SKOS.scopeNote),
        attributes=tuple(sorted(sections, key=lambda section: section.pref_label.span)),
    )


def _with_code(view: LanguageView, homeless: Homeless) -> Iterator[AttributeSection]:
    for concept, level in homeless:
        name = view.text(concept, SKOS.prefLabel) or level.heading
        label = Text(name.value, view.language, level.heading.span)
        yield AttributeSection(view.notation(concept), label, level.definition)


def _without_code(view: LanguageView, level: str) -> Iterator[AttributeSection]:
    """A note on a level is the name of an attribute, and below it its definition there."""
    for note in view.texts(level, SKOS.note):
        name, _, text = note.value.partition("\n\n")
        definition = Text(text, view.language, note.span) if text else None
        yield AttributeSection(None, Text(name, view.language, note.span), definition)


def _words(view: LanguageView, homeless: Homeless) -> Iterator[str]:
    """The names of the level in the headings of its attributes, behind the names of these."""
    for concept, level in homeless:
        for name in view.texts(concept, SKOS.prefLabel):
            if level.heading.value.startswith(f"{name.value}: "):
                yield level.heading.value[len(name.value) + 2 :]
