"""What a graph says of a skill or an attribute in one language, as its page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from skosmith.labels import Labels
from skosmith.model import Kind, LevelSection, Number, Page, Span, Text
from skosmith.restate.said import Said
from skosmith.vocabulary import SKM, SKOS

# What a page says of its concept, and of the framework: field and property.
TEXTS = {"definition": SKOS.definition, "change_note": SKOS.changeNote, "scope_note": SKOS.scopeNote}
_NOTES = {
    "lower_levels_note": SKM.lowerLevelsNote,
    "higher_levels_note": SKM.higherLevelsNote,
    "development_note": SKM.developmentNote,
    "lower_levels_development_note": SKM.lowerLevelsDevelopmentNote,
    "higher_levels_development_note": SKM.higherLevelsDevelopmentNote,
}


class AtLevel(NamedTuple):
    """A skill or an attribute at a level, as far as it is said in one language."""

    number: int
    heading: Text
    definition: Text | None


def at_levels(said: Said, concept: str, language: str, labels: Labels) -> list[AtLevel]:
    """The levels at which something is said of ``concept`` in a language, rising."""
    found: dict[int, AtLevel] = {}
    for node, span in said.nodes(concept, SKM.definedAtLevel):
        number = next((said.number(level) for level, _ in said.nodes(node, SKM.level)), None)
        heading, definition = said.text(node, SKOS.prefLabel, language), said.text(node, SKOS.definition, language)
        if number is None or not (heading or definition):
            continue
        name = said.text(concept, SKOS.prefLabel, language)
        words = f"{labels.level} {number}"
        found.setdefault(
            number,
            AtLevel(number, heading or Text(f"{name.value}: {words}" if name else words, language, span), definition),
        )
    return [found[number] for number in sorted(found)]


def page_of(  # noqa: PLR0913, PLR0917 - a concept, and what is said around it
    said: Said, kind: Kind, concept: str, language: str, labels: Labels, defined: list[AtLevel], bare: Iterable[int]
) -> Page:
    """The page about ``concept``, defined at some levels; those of ``bare`` stand there without text."""
    notation = said.texts(concept, SKOS.notation)[0]
    names = said.texts(concept, SKOS.prefLabel, language)
    levels = said.levels()
    make = _of_skill if kind == "skill" else _of_attribute
    sections = [make(said, one, names, levels.get(one.number, ""), labels) for one in defined]
    in_headings = {section.skill_label for section in sections}
    sections += [_bare(said, number, levels[number], language, labels) for number in bare]
    digits = _digits(said, concept)
    is_falling = kind == "skill" and not digits  # such pages have no digits. Source: the page layouts, A
    category, subcategory = _categories(said, concept, language)
    return Page(
        path=f"{notation.value.lower()}.{language}.txt",
        sha256="",
        language=language,
        notation=notation,
        pref_label=next((name for name in names if name not in in_headings), next(iter(names), None)),
        declared_levels=tuple(digits),
        **{field: said.text(concept, predicate, language) for field, predicate in TEXTS.items()},
        **(
            {field: said.text(said.names.framework, predicate, language) for field, predicate in _NOTES.items()}
            if kind == "skill"
            else {}
        ),
        sections=tuple(sorted(sections, key=lambda section: section.number, reverse=is_falling)),
        kind=kind,
        category=category,
        subcategory=subcategory,
    )


def _digits(said: Said, concept: str) -> list[Number]:
    found = ((said.number(level), span) for level, span in said.nodes(concept, SKM.declaredLevel))
    return [Number(number, span) for number, span in sorted((pair for pair in found if pair[0] is not None), key=_first)]


def _first(pair: tuple[int | None, Span]) -> int:
    return pair[0] or 0


def _of_skill(said: Said, one: AtLevel, names: list[Text], level: str, labels: Labels) -> LevelSection:
    heading, language = one.heading, one.heading.language
    match = labels.heading.fullmatch(heading.value)
    name = match["name"] if match else None
    return LevelSection(
        number=one.number,
        heading=heading,
        skill_label=Text(name, language, heading.span) if name else None,
        title=said.text(level, SKOS.prefLabel, language),
        essence=said.essence(level, language),
        definition=one.definition,
    )


def _of_attribute(said: Said, one: AtLevel, names: list[Text], level: str, labels: Labels) -> LevelSection:
    """The heading of an attribute's level is said behind the attribute's name, and holds the level's title."""
    value, language, span = one.heading.value, one.heading.language, one.heading.span
    value = next((value[len(start) :] for name in names if value.startswith(start := f"{name.value}: ")), value)
    match = labels.title.fullmatch(value)
    title = match["title"] if match else ""
    return LevelSection(
        number=one.number,
        heading=Text(value, language, span),
        skill_label=None,
        title=Text(title, language, span) if title else None,
        essence=None,
        definition=one.definition,
    )


def _bare(said: Said, number: int, level: str, language: str, labels: Labels) -> LevelSection:
    title, essence = said.text(level, SKOS.prefLabel, language), said.essence(level, language)
    span = next(text.span for text in (title, essence) if text)
    return LevelSection(number, Text(f"{labels.level} {number}", language, span), None, title, essence, None)


def _categories(said: Said, concept: str, language: str) -> tuple[Text | None, Text | None]:
    """The category of a skill and the subcategory, where they are named in ``language``."""
    for collection in said.subjects(SKOS.member, concept):
        above = next(iter(said.subjects(SKOS.member, collection)), None)
        names = list(_names(said, [above, collection] if above else [collection], language))
        if names:
            return names[0], names[1] if len(names) > 1 else None
    return None, None


def _names(said: Said, collections: list[str], language: str) -> Iterator[Text]:
    for collection in collections:
        if name := said.text(collection, SKOS.prefLabel, language):
            yield name
