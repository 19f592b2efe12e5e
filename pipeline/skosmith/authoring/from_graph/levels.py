"""What a graph says of a level of responsibility in one language, as its page."""

from collections.abc import Iterator

from skosmith.authoring.from_graph.concepts import SkillLevel
from skosmith.authoring.from_graph.in_language import InLanguage
from skosmith.model import SKOS, AttributeSection, LevelPage, Text, whole

Homeless = list[tuple[str, SkillLevel]]
"""The attributes at a level that have no page of their own."""


def names_level(view: InLanguage, level: str) -> bool:
    """Whether a title or an essence of ``level`` is known in the language asked."""
    return bool(view.text(level, SKOS.prefLabel) or view.essence(level))


def level_page_of(view: InLanguage, number: int, level: str, homeless: Homeless) -> LevelPage:
    """The page about a level; its first line is worded as the headings of its attributes are, where it has any."""
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


def _with_code(view: InLanguage, homeless: Homeless) -> Iterator[AttributeSection]:
    for concept, one in homeless:
        name = view.text(concept, SKOS.prefLabel) or one.heading
        yield AttributeSection(
            view.notation(concept), Text(name.value, view.language, one.heading.span), one.definition
        )


def _without_code(view: InLanguage, level: str) -> Iterator[AttributeSection]:
    """A note on a level is the name of an attribute, and below it what the attribute means there."""
    for note in view.texts(level, SKOS.note):
        name, _, text = note.value.partition("\n\n")
        definition = Text(text, view.language, note.span) if text else None
        yield AttributeSection(None, Text(name, view.language, note.span), definition)


def _words(view: InLanguage, homeless: Homeless) -> Iterator[str]:
    """How the level is named in the headings of its attributes, behind their names."""
    for concept, one in homeless:
        for name in view.texts(concept, SKOS.prefLabel):
            if one.heading.value.startswith(f"{name.value}: "):
                yield one.heading.value[len(name.value) + 2 :]
