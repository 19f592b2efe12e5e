"""The statements of a page, each with its place: about a skill or an attribute, about the framework and its levels."""

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
from skosmith.pages import fold
from skosmith.rdf.references import Codes, References

_NO_REFERENCES = References()

# The fields of a page about the framework, and their properties.
_NOTES = {
    "lower_levels_note": SKM.lowerLevelsNote,
    "higher_levels_note": SKM.higherLevelsNote,
    "development_note": SKM.developmentNote,
    "lower_levels_development_note": SKM.lowerLevelsDevelopmentNote,
    "higher_levels_development_note": SKM.higherLevelsDevelopmentNote,
}

# The classes of the concept of a page, and of the concept at a level.
_CLASSES = {"skill": (SKM.Skill, SKM.SkillLevel), "attribute": (SKM.Attribute, SKM.AttributeLevel)}


def page_parts(
    page: Page | LevelPage, names: Names, codes: Codes, references: References = _NO_REFERENCES
) -> tuple[dict[str, list[Statement]], list[Statement]]:
    """The statements of a page about each skill or attribute, by its IRI; and those about the framework and its levels.

    ``codes`` are the codes of attributes, for level pages that leave them out.
    """
    if isinstance(page, Page):
        concept = names.concept(page.kind, page.notation.value)
        spans = {code: name.span for name, code in zip(page.related, references.related, strict=False) if code}
        links = {**dict.fromkeys(references.related_from), **spans}
        statements = _skill_statements(page, names)
        statements += [
            Statement(concept, SKOS.related, names.concept("skill", code), span) for code, span in links.items()
        ]
        return {concept: statements}, _framework_statements(page, names, references.categories)
    concepts: dict[str, list[Statement]] = {}
    framework = _level_statements(page, names)
    for section in page.attributes:
        code = section.notation or codes.get((page.language, fold(section.pref_label.value)))
        if code is None:
            framework += _attribute_note(page, section, names)
        else:
            code = code if section.notation else Text(code.value, "", section.pref_label.span)
            of_attribute = _attribute_statements(page, section, code, names)
            concepts.setdefault(names.concept("attribute", code.value), []).extend(of_attribute)
    return concepts, framework


def _skill_statements(page: Page, names: Names) -> list[Statement]:
    """The statements about the skill, or attribute, of a page and about its levels; the first is on the title line."""
    code = page.notation.value
    skill = names.concept(page.kind, code)
    title = page.pref_label.span if page.pref_label else page.notation.span
    statements = _concept(skill, page.kind, page.notation, title, names)
    _add_text(statements, skill, SKOS.prefLabel, page.pref_label)
    _add_text(statements, skill, SKOS.definition, page.definition)
    _add_text(statements, skill, SKOS.scopeNote, page.scope_note)
    _add_text(statements, skill, SKOS.changeNote, page.change_note)
    if page.web_page:
        statements.append(statement((skill, FOAF.page, iri_term(page.web_page.value), page.web_page.span)))
    statements += [
        statement((skill, SKM.declaredLevel, names.level(number.value), number.span)) for number in page.declared_levels
    ]
    defined = [section for section in page.sections if section.skill_label or section.definition]
    for section in defined:
        if section.skill_label and section.skill_label != page.pref_label:  # the name again, where it differs
            _add_text(statements, skill, SKOS.prefLabel, section.skill_label)
        heading = section.heading
        if page.kind == "attribute" and page.pref_label:  # "Level 1 - Follow" alone would name every attribute so
            heading = Text(f"{page.pref_label.value}: {heading.value}", page.language, heading.span)
        statements += _at_level(page.kind, code, section.number, heading, section.definition, names)
    return statements


def _concept(concept: str, kind: Kind, notation: Text, place: Span, names: Names) -> list[Statement]:
    return [
        statement((concept, RDF.type, _CLASSES[kind][0], place)),
        statement((concept, RDF.type, SKOS.Concept, place)),
        statement((concept, SKOS.notation, literal(notation.value), notation.span)),
        statement((concept, SKOS.inScheme, names.framework, place)),
        statement((concept, SKOS.topConceptOf, names.framework, place)),
    ]


def _at_level(  # noqa: PLR0913, PLR0917 - the parts of a level section
    kind: Kind, code: str, number: int, heading: Text, definition: Text | None, names: Names
) -> list[Statement]:
    concept, node = names.concept(kind, code), names.at_level(kind, code, number)
    place = heading.span
    statements: list[Statement] = [
        statement((concept, SKM.definedAtLevel, node, place)),
        statement((node, RDF.type, _CLASSES[kind][1], place)),
        statement((node, RDF.type, SKOS.Concept, place)),
        statement((node, SKOS.notation, literal(f"{code}_{number}"), place)),
        statement((node, SKOS.inScheme, names.framework, place)),
        statement((node, SKOS.broader, concept, place)),
        statement((node, SKM.level, names.level(number), place)),
    ]
    _add_text(statements, node, SKOS.prefLabel, heading)
    _add_text(statements, node, SKOS.definition, definition)
    return statements


def _attribute_statements(page: LevelPage, section: AttributeSection, code: Text, names: Names) -> list[Statement]:
    """The statements of a level page about the attribute with this code at its level."""
    concept = names.concept("attribute", code.value)
    statements = _concept(concept, "attribute", code, section.pref_label.span, names)
    _add_text(statements, concept, SKOS.prefLabel, section.pref_label)
    value = page.heading.value.rpartition(": ")[2]
    heading = Text(f"{section.pref_label.value}: {value}", page.language, section.pref_label.span)
    statements += _at_level("attribute", code.value, page.number, heading, section.definition, names)
    return statements


def _level_statements(page: LevelPage, names: Names) -> list[Statement]:
    """The statements of a level page about its level: number, title, essence, guidance."""
    statements = _level(page.number, page.heading.span, page.title, page.essence, names)
    _add_text(statements, names.level(page.number), SKOS.scopeNote, page.scope_note)
    return statements


def _attribute_note(page: LevelPage, section: AttributeSection, names: Names) -> list[Statement]:
    """An attribute of a level page whose code is not known: a note on the level."""
    parts = [section.pref_label.value, section.definition.value] if section.definition else [section.pref_label.value]
    span = section.pref_label.span.to((section.definition or section.pref_label).span)
    statements: list[Statement] = []
    _add_text(statements, names.level(page.number), SKOS.note, Text("\n\n".join(parts), page.language, span))
    return statements


def _category_statements(page: Page, names: Names, category_names: Sequence[str]) -> Iterator[Statement]:
    """The collections of the skill of a page: the category, and the subcategory in it."""
    collection, member, path = names.framework, DCTERMS.hasPart, ""
    for text, name in zip_longest((page.category, page.subcategory), category_names):
        if text is not None:
            slug = _slug(name or text.value)
            path = f"{path}/{slug}" if path else slug
            node = names.category(path)
            yield statement((collection, member, node, text.span))
            yield statement((node, RDF.type, SKOS.Collection, text.span))
            yield statement((node, SKOS.prefLabel, literal(text.value, text.language), text.span))
            collection, member = node, SKOS.member
    if path:
        skill = names.concept(page.kind, page.notation.value)
        yield statement((collection, SKOS.member, skill, page.notation.span))


def _slug(name: str) -> str:
    """A name as a segment of a path: ``Strategy and architecture`` is ``strategy-and-architecture``."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"\W+", "-", plain.casefold()).strip("-")


def _framework_statements(page: Page, names: Names, category_names: Sequence[str] = ()) -> list[Statement]:
    """The statements about the levels, their essences and the framework, the same on every page of a language.

    ``category_names`` make the IRIs of the categories, if they are in another language than the page.
    """
    statements: list[Statement] = []
    for field, predicate in _NOTES.items():
        _add_text(statements, names.framework, predicate, getattr(page, field))
    for section in page.sections:
        statements += _level(section.number, section.heading.span, section.title, section.essence, names)
    statements += _category_statements(page, names, category_names)
    return statements


def _level(number: int, place: Span, title: Text | None, essence: Text | None, names: Names) -> list[Statement]:
    level, node = names.level(number), names.essence(number)
    statements: list[Statement] = [Statement(level, SKOS.notation, literal(str(number), datatype=XSD.integer), place)]
    _add_text(statements, level, SKOS.prefLabel, title)
    if essence:
        statements.append(statement((level, SKM.essence, node, essence.span)))
        _add_text(statements, node, RDF.value, essence)
    return statements


def _add_text(statements: list[Statement], subject: str, predicate: str, text: Text | None) -> None:
    if text is not None:
        statements.append(statement((subject, predicate, literal(text.value, text.language), text.span)))
