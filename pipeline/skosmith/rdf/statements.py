"""What a page says, as statements with their places: of a skill or an attribute, of the framework and its levels."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from skosmith.model import (
    DCTERMS,
    FOAF,
    RDF,
    SKM,
    SKOS,
    XSD,
    AttributeSection,
    Kind,
    LevelPage,
    Names,
    Page,
    Span,
    Statement,
    Text,
    iri_term,
    literal,
    statement,
)

# What a page says of the framework: the field of the page, and the property that holds it.
_NOTES = {
    "lower_levels_note": SKM.lowerLevelsNote,
    "higher_levels_note": SKM.higherLevelsNote,
    "development_note": SKM.developmentNote,
    "lower_levels_development_note": SKM.lowerLevelsDevelopmentNote,
    "higher_levels_development_note": SKM.higherLevelsDevelopmentNote,
}


# What the concept of a page is, and what it is at a level.
_CLASSES = {"skill": (SKM.Skill, SKM.SkillLevel), "attribute": (SKM.Attribute, SKM.AttributeLevel)}


def skill_statements(page: Page, names: Names) -> list[Statement]:
    """What a page says of its skill, or attribute, and of its levels; the first statement stands at the title line."""
    code = page.notation.value
    skill = names.concept(page.kind, code)
    title = page.pref_label.span if page.pref_label else page.notation.span
    made = _concept(skill, page.kind, page.notation, title, names)
    _say(made, skill, SKOS.prefLabel, page.pref_label)
    _say(made, skill, SKOS.definition, page.definition)
    _say(made, skill, SKOS.scopeNote, page.scope_note)
    _say(made, skill, SKOS.changeNote, page.change_note)
    if page.web_page:
        made.append(statement((skill, FOAF.page, iri_term(page.web_page.value), page.web_page.span)))
    made += [
        statement((skill, SKM.declaredLevel, names.level(number.value), number.span)) for number in page.declared_levels
    ]
    defined = [section for section in page.sections if section.skill_label or section.definition]
    for section in defined:
        if section.skill_label and section.skill_label != page.pref_label:  # the name again, where it differs
            _say(made, skill, SKOS.prefLabel, section.skill_label)
        heading = section.heading
        if page.kind == "attribute" and page.pref_label:  # "Level 1 - Follow" alone would name every attribute so
            heading = Text(f"{page.pref_label.value}: {heading.value}", page.language, heading.span)
        made += _at_level(page.kind, code, section.number, heading, section.definition, names)
    return made


def _concept(concept: str, kind: Kind, notation: Text, place: Span, names: Names) -> list[Statement]:
    return [
        statement((concept, RDF.type, _CLASSES[kind][0], place)),
        statement((concept, RDF.type, SKOS.Concept, place)),
        statement((concept, SKOS.notation, literal(notation.value), notation.span)),
        statement((concept, SKOS.inScheme, names.framework, place)),
        statement((concept, SKOS.topConceptOf, names.framework, place)),
    ]


def _at_level(  # noqa: PLR0913, PLR0917 - what is said of a skill or an attribute at a level
    kind: Kind, code: str, number: int, heading: Text, definition: Text | None, names: Names
) -> list[Statement]:
    concept, node = names.concept(kind, code), names.at_level(kind, code, number)
    place = heading.span
    made: list[Statement] = [
        statement((concept, SKM.definedAtLevel, node, place)),
        statement((node, RDF.type, _CLASSES[kind][1], place)),
        statement((node, RDF.type, SKOS.Concept, place)),
        statement((node, SKOS.notation, literal(f"{code}_{number}"), place)),
        statement((node, SKOS.inScheme, names.framework, place)),
        statement((node, SKOS.broader, concept, place)),
        statement((node, SKM.level, names.level(number), place)),
    ]
    _say(made, node, SKOS.prefLabel, heading)
    _say(made, node, SKOS.definition, definition)
    return made


def attribute_statements(page: LevelPage, section: AttributeSection, code: Text, names: Names) -> list[Statement]:
    """What a level page says of one attribute, whose code is ``code``, at its level."""
    concept = names.concept("attribute", code.value)
    made = _concept(concept, "attribute", code, section.pref_label.span, names)
    _say(made, concept, SKOS.prefLabel, section.pref_label)
    value = page.heading.value.rpartition(": ")[2]
    heading = Text(f"{section.pref_label.value}: {value}", page.language, section.pref_label.span)
    made += _at_level("attribute", code.value, page.number, heading, section.definition, names)
    return made


def level_statements(page: LevelPage, names: Names) -> list[Statement]:
    """What a level page says of its level: number, title, essence, guidance, and the attributes that have no code."""
    level = names.level(page.number)
    made = _level(page.number, page.heading.span, page.title, page.essence, names)
    _say(made, level, SKOS.scopeNote, page.scope_note)
    return made


def note_of_attribute(page: LevelPage, section: AttributeSection, names: Names) -> list[Statement]:
    """What a level page says of an attribute whose code is not known: a note on the level."""
    parts = [section.pref_label.value, section.definition.value] if section.definition else [section.pref_label.value]
    span = section.pref_label.span.to((section.definition or section.pref_label).span)
    made: list[Statement] = []
    _say(made, names.level(page.number), SKOS.note, Text("\n\n".join(parts), page.language, span))
    return made


def category_statements(page: Page, names: Names, named: Sequence[str] = ()) -> Iterator[Statement]:
    """The collections that a page says its skill belongs to: the category, and the subcategory in it.

    ``named`` are the names that their IRIs are made of, where those are in another language than the page.
    """
    skill = names.concept(page.kind, page.notation.value)
    outer = names.framework
    held_by, path = DCTERMS.hasPart, ""
    for text, name in zip_longest((page.category, page.subcategory), named):
        if text is not None:
            slug = _slug(name or text.value)
            path = f"{path}/{slug}" if path else slug
            node = names.category(path)
            yield statement((outer, held_by, node, text.span))
            yield statement((node, RDF.type, SKOS.Collection, text.span))
            yield statement((node, SKOS.prefLabel, literal(text.value, text.language), text.span))
            outer, held_by = node, SKOS.member
    if path:
        yield statement((outer, SKOS.member, skill, page.notation.span))


def _slug(name: str) -> str:
    """A name as a segment of a path: ``Strategy and architecture`` is ``strategy-and-architecture``."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"\W+", "-", plain.casefold()).strip("-")


def framework_statements(page: Page, names: Names, named: Sequence[str] = ()) -> list[Statement]:
    """What a page says of the levels, their essences and the framework, the same on every page of a language.

    ``named`` is as for ``category_statements``.
    """
    made: list[Statement] = []
    for field, predicate in _NOTES.items():
        _say(made, names.framework, predicate, getattr(page, field))
    for section in page.sections:
        made += _level(section.number, section.heading.span, section.title, section.essence, names)
    made += category_statements(page, names, named)
    return made


def _level(number: int, place: Span, title: Text | None, essence: Text | None, names: Names) -> list[Statement]:
    level, node = names.level(number), names.essence(number)
    made: list[Statement] = [Statement(level, SKOS.notation, literal(str(number), datatype=XSD.integer), place)]
    _say(made, level, SKOS.prefLabel, title)
    if essence:
        made.append(statement((level, SKM.essence, node, essence.span)))
        _say(made, node, RDF.value, essence)
    return made


def _say(made: list[Statement], subject: str, predicate: str, text: Text | None) -> None:
    if text is not None:
        made.append(statement((subject, predicate, literal(text.value, text.language), text.span)))
