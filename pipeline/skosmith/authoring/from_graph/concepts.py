"""What a graph says of a skill or an attribute in one language, as its page."""

from collections.abc import Iterable
from typing import NamedTuple

from skosmith.authoring.from_graph.language_view import LanguageView
from skosmith.model import FOAF, SKM, SKOS, Kind, LevelSection, Number, Page, Text

OWN_TEXTS = (SKOS.definition, SKOS.changeNote, SKOS.scopeNote)
"""The texts of a concept itself, besides its name: a concept with any of them has a page of its own."""


class ConceptLevel(NamedTuple):
    """A skill or an attribute at a level, in one language."""

    number: int
    heading: Text
    definition: Text | None


def at_levels(view: LanguageView, concept: str) -> list[ConceptLevel]:
    """The levels at which ``concept`` has a text, in ascending order."""
    levels: dict[int, ConceptLevel] = {}
    for node, span in view.nodes(concept, SKM.definedAtLevel):
        number = next((view.graph.number(level) for level, _ in view.nodes(node, SKM.level)), None)
        heading, definition = view.text(node, SKOS.prefLabel), view.text(node, SKOS.definition)
        if number is not None and (heading or definition):
            name = view.text(concept, SKOS.prefLabel)
            words = f"{name.value}: {view.labels.level} {number}" if name else f"{view.labels.level} {number}"
            levels.setdefault(number, ConceptLevel(number, heading or Text(words, view.language, span), definition))
    return [levels[number] for number in sorted(levels)]


def page_of(
    view: LanguageView, kind: Kind, concept: str, defined: list[ConceptLevel], bare: Iterable[int]
) -> Page | None:
    """The page about ``concept``, defined at some levels; the levels ``bare`` are on it without a definition.

    None if it has no code.
    """
    notation = view.notation(concept)
    if notation is None:
        return None
    names = view.texts(concept, SKOS.prefLabel)
    sections = [_of_skill(view, level) if kind == "skill" else _of_attribute(view, level, names) for level in defined]
    in_headings = {section.skill_label for section in sections}
    sections += [_bare(view, number, view.graph.levels[number]) for number in bare]
    digits = _digits(view, concept)
    is_descending = kind == "skill" and not digits  # such pages have no digits. Source: the page layouts, A
    category, subcategory = _categories(view, concept)

    def note(predicate: str) -> Text | None:
        return view.text(view.framework, predicate) if kind == "skill" else None

    return Page(
        path=f"{notation.value.lower()}.{view.language}.txt",
        sha256="",
        language=view.language,
        notation=notation,
        pref_label=next((name for name in names if name not in in_headings), next(iter(names), None)),
        definition=view.text(concept, SKOS.definition),
        declared_levels=tuple(digits),
        change_note=view.text(concept, SKOS.changeNote),
        scope_note=view.text(concept, SKOS.scopeNote),
        lower_levels_note=note(SKM.lowerLevelsNote),
        higher_levels_note=note(SKM.higherLevelsNote),
        development_note=note(SKM.developmentNote),
        lower_levels_development_note=note(SKM.lowerLevelsDevelopmentNote),
        higher_levels_development_note=note(SKM.higherLevelsDevelopmentNote),
        sections=tuple(sorted(sections, key=lambda section: section.number, reverse=is_descending)),
        kind=kind,
        category=category,
        subcategory=subcategory,
        web_page=view.link(concept, FOAF.page),
    )


def _digits(view: LanguageView, concept: str) -> list[Number]:
    numbers = ((view.graph.number(level), span) for level, span in view.nodes(concept, SKM.declaredLevel))
    digits = [Number(number, span) for number, span in numbers if number is not None]
    return sorted(digits, key=lambda digit: digit.value)


def _of_skill(view: LanguageView, level: ConceptLevel) -> LevelSection:
    match = view.labels.heading.fullmatch(level.heading.value)
    name = match["name"] if match else None
    node = view.graph.levels.get(level.number, "")
    return LevelSection(
        number=level.number,
        heading=level.heading,
        skill_label=Text(name, view.language, level.heading.span) if name else None,
        title=view.text(node, SKOS.prefLabel),
        essence=view.essence(node),
        definition=level.definition,
    )


def _of_attribute(view: LanguageView, level: ConceptLevel, names: list[Text]) -> LevelSection:
    """The heading of an attribute's level follows the attribute's name, and holds the level's title."""
    value, span = level.heading.value, level.heading.span
    value = next((value[len(start) :] for name in names if value.startswith(start := f"{name.value}: ")), value)
    match = view.labels.title.fullmatch(value)
    title = Text(match["title"], view.language, span) if match and match["title"] else None
    return LevelSection(level.number, Text(value, view.language, span), None, title, None, level.definition)


def _bare(view: LanguageView, number: int, level: str) -> LevelSection:
    title, essence = view.text(level, SKOS.prefLabel), view.essence(level)
    span = next(text.span for text in (title, essence) if text)
    heading = Text(f"{view.labels.level} {number}", view.language, span)
    return LevelSection(number, heading, None, title, essence, None)


def _categories(view: LanguageView, concept: str) -> tuple[Text | None, Text | None]:
    """The category and the subcategory of a skill, if they have names in the language."""
    for collection in view.graph.subjects(SKOS.member, concept):
        above = list(view.graph.subjects(SKOS.member, collection))[:1]
        names = [name for node in (*above, collection) if (name := view.text(node, SKOS.prefLabel))]
        if names:
            return names[0], names[1] if len(names) > 1 else None
    return None, None
