"""What a graph says of a skill or an attribute in one language, as its page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from skosmith.authoring.from_graph.said import Said
from skosmith.model import FOAF, SKM, SKOS, Kind, LevelSection, Number, Page, Text

OWN_TEXTS = (SKOS.definition, SKOS.changeNote, SKOS.scopeNote)
"""What is said of a concept by itself, beside its name: what it has a page of its own for."""


class AtLevel(NamedTuple):
    """A skill or an attribute at a level, as far as it is said in one language."""

    number: int
    heading: Text
    definition: Text | None


def at_levels(said: Said, concept: str) -> list[AtLevel]:
    """The levels at which something is said of ``concept``, rising."""
    found: dict[int, AtLevel] = {}
    for node, span in said.nodes(concept, SKM.definedAtLevel):
        number = next((said.number(level) for level, _ in said.nodes(node, SKM.level)), None)
        heading, definition = said.text(node, SKOS.prefLabel), said.text(node, SKOS.definition)
        if number is not None and (heading or definition):
            name = said.text(concept, SKOS.prefLabel)
            words = f"{name.value}: {said.labels.level} {number}" if name else f"{said.labels.level} {number}"
            found.setdefault(number, AtLevel(number, heading or Text(words, said.language, span), definition))
    return [found[number] for number in sorted(found)]


def page_of(said: Said, kind: Kind, concept: str, defined: list[AtLevel], bare: Iterable[int]) -> Page | None:
    """The page about ``concept``, defined at some levels; those of ``bare`` stand there without a text.

    None where it has no code.
    """
    notation = said.notation(concept)
    if notation is None:
        return None
    names = said.texts(concept, SKOS.prefLabel)
    sections = [_of_skill(said, one) if kind == "skill" else _of_attribute(said, one, names) for one in defined]
    in_headings = {section.skill_label for section in sections}
    levels = said.levels()
    sections += [_bare(said, number, levels[number]) for number in bare]
    digits = _digits(said, concept)
    is_falling = kind == "skill" and not digits  # such pages have no digits. Source: the page layouts, A
    category, subcategory = _categories(said, concept)

    def note(predicate: str) -> Text | None:
        return said.text(said.framework, predicate) if kind == "skill" else None

    return Page(
        path=f"{notation.value.lower()}.{said.language}.txt",
        sha256="",
        language=said.language,
        notation=notation,
        pref_label=next((name for name in names if name not in in_headings), next(iter(names), None)),
        definition=said.text(concept, SKOS.definition),
        declared_levels=tuple(digits),
        change_note=said.text(concept, SKOS.changeNote),
        scope_note=said.text(concept, SKOS.scopeNote),
        lower_levels_note=note(SKM.lowerLevelsNote),
        higher_levels_note=note(SKM.higherLevelsNote),
        development_note=note(SKM.developmentNote),
        lower_levels_development_note=note(SKM.lowerLevelsDevelopmentNote),
        higher_levels_development_note=note(SKM.higherLevelsDevelopmentNote),
        sections=tuple(sorted(sections, key=lambda section: section.number, reverse=is_falling)),
        kind=kind,
        category=category,
        subcategory=subcategory,
        web_page=said.link(concept, FOAF.page),
    )


def _digits(said: Said, concept: str) -> list[Number]:
    found = ((said.number(level), span) for level, span in said.nodes(concept, SKM.declaredLevel))
    numbers = [Number(number, span) for number, span in found if number is not None]
    return sorted(numbers, key=lambda number: number.value)


def _of_skill(said: Said, one: AtLevel) -> LevelSection:
    heading = one.heading
    match = said.labels.heading.fullmatch(heading.value)
    name = match["name"] if match else None
    level = said.levels().get(one.number, "")
    return LevelSection(
        number=one.number,
        heading=heading,
        skill_label=Text(name, said.language, heading.span) if name else None,
        title=said.text(level, SKOS.prefLabel),
        essence=said.essence(level),
        definition=one.definition,
    )


def _of_attribute(said: Said, one: AtLevel, names: list[Text]) -> LevelSection:
    """The heading of an attribute's level is said behind the attribute's name, and holds the level's title."""
    value, span = one.heading.value, one.heading.span
    value = next((value[len(start) :] for name in names if value.startswith(start := f"{name.value}: ")), value)
    match = said.labels.title.fullmatch(value)
    title = Text(match["title"], said.language, span) if match and match["title"] else None
    return LevelSection(one.number, Text(value, said.language, span), None, title, None, one.definition)


def _bare(said: Said, number: int, level: str) -> LevelSection:
    title, essence = said.text(level, SKOS.prefLabel), said.essence(level)
    span = next(text.span for text in (title, essence) if text)
    heading = Text(f"{said.labels.level} {number}", said.language, span)
    return LevelSection(number, heading, None, title, essence, None)


def _categories(said: Said, concept: str) -> tuple[Text | None, Text | None]:
    """The category of a skill and the subcategory, where they are named in the language asked."""
    for collection in said.subjects(SKOS.member, concept):
        above = said.subjects(SKOS.member, collection)[:1]
        names = list(_names(said, [*above, collection]))
        if names:
            return names[0], names[1] if len(names) > 1 else None
    return None, None


def _names(said: Said, collections: list[str]) -> Iterator[Text]:
    for collection in collections:
        if name := said.text(collection, SKOS.prefLabel):
            yield name
