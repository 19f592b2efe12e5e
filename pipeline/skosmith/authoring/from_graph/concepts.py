"""What a graph says of a skill or an attribute in one language, as its page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from skosmith.authoring.from_graph.in_language import InLanguage
from skosmith.model import FOAF, SKM, SKOS, Kind, LevelSection, Number, Page, Text

OWN_TEXTS = (SKOS.definition, SKOS.changeNote, SKOS.scopeNote)
"""What is said of a concept by itself, beside its name: what it has a page of its own for."""


class SkillLevel(NamedTuple):
    """A skill or an attribute at a level, as far as it is said in one language."""

    number: int
    heading: Text
    definition: Text | None


def at_levels(view: InLanguage, concept: str) -> list[SkillLevel]:
    """The levels at which something is said of ``concept``, rising."""
    found: dict[int, SkillLevel] = {}
    for node, span in view.nodes(concept, SKM.definedAtLevel):
        number = next((view.graph.number(level) for level, _ in view.nodes(node, SKM.level)), None)
        heading, definition = view.text(node, SKOS.prefLabel), view.text(node, SKOS.definition)
        if number is not None and (heading or definition):
            name = view.text(concept, SKOS.prefLabel)
            words = f"{name.value}: {view.labels.level} {number}" if name else f"{view.labels.level} {number}"
            found.setdefault(number, SkillLevel(number, heading or Text(words, view.language, span), definition))
    return [found[number] for number in sorted(found)]


def page_of(view: InLanguage, kind: Kind, concept: str, defined: list[SkillLevel], bare: Iterable[int]) -> Page | None:
    """The page about ``concept``, defined at some levels; those of ``bare`` stand there without a text.

    None where it has no code.
    """
    notation = view.notation(concept)
    if notation is None:
        return None
    names = view.texts(concept, SKOS.prefLabel)
    sections = [_of_skill(view, one) if kind == "skill" else _of_attribute(view, one, names) for one in defined]
    in_headings = {section.skill_label for section in sections}
    levels = view.graph.levels
    sections += [_bare(view, number, levels[number]) for number in bare]
    digits = _digits(view, concept)
    is_falling = kind == "skill" and not digits  # such pages have no digits. Source: the page layouts, A
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
        sections=tuple(sorted(sections, key=lambda section: section.number, reverse=is_falling)),
        kind=kind,
        category=category,
        subcategory=subcategory,
        web_page=view.link(concept, FOAF.page),
    )


def _digits(view: InLanguage, concept: str) -> list[Number]:
    found = ((view.graph.number(level), span) for level, span in view.nodes(concept, SKM.declaredLevel))
    numbers = [Number(number, span) for number, span in found if number is not None]
    return sorted(numbers, key=lambda number: number.value)


def _of_skill(view: InLanguage, one: SkillLevel) -> LevelSection:
    heading = one.heading
    match = view.labels.heading.fullmatch(heading.value)
    name = match["name"] if match else None
    level = view.graph.levels.get(one.number, "")
    return LevelSection(
        number=one.number,
        heading=heading,
        skill_label=Text(name, view.language, heading.span) if name else None,
        title=view.text(level, SKOS.prefLabel),
        essence=view.essence(level),
        definition=one.definition,
    )


def _of_attribute(view: InLanguage, one: SkillLevel, names: list[Text]) -> LevelSection:
    """The heading of an attribute's level is said behind the attribute's name, and holds the level's title."""
    value, span = one.heading.value, one.heading.span
    value = next((value[len(start) :] for name in names if value.startswith(start := f"{name.value}: ")), value)
    match = view.labels.title.fullmatch(value)
    title = Text(match["title"], view.language, span) if match and match["title"] else None
    return LevelSection(one.number, Text(value, view.language, span), None, title, None, one.definition)


def _bare(view: InLanguage, number: int, level: str) -> LevelSection:
    title, essence = view.text(level, SKOS.prefLabel), view.essence(level)
    span = next(text.span for text in (title, essence) if text)
    heading = Text(f"{view.labels.level} {number}", view.language, span)
    return LevelSection(number, heading, None, title, essence, None)


def _categories(view: InLanguage, concept: str) -> tuple[Text | None, Text | None]:
    """The category of a skill and the subcategory, where they are named in the language asked."""
    for collection in view.graph.subjects(SKOS.member, concept):
        above = list(view.graph.subjects(SKOS.member, collection))[:1]
        names = list(_names(view, [*above, collection]))
        if names:
            return names[0], names[1] if len(names) > 1 else None
    return None, None


def _names(view: InLanguage, collections: list[str]) -> Iterator[Text]:
    for collection in collections:
        if name := view.text(collection, SKOS.prefLabel):
            yield name
