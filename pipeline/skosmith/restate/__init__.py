"""Build -> pages: what a graph says, as the pages that would say it, one for each thing and language."""

from collections import Counter
from collections.abc import Iterator

from skosmith.build import build
from skosmith.graph import Build, Statement
from skosmith.labels import Labels, labels_for
from skosmith.model import Kind, LevelPage, Page, Problem
from skosmith.problems import problem
from skosmith.restate.concepts import TEXTS, AtLevel, at_levels, page_of
from skosmith.restate.levels import Homeless, level_page_of, names_level
from skosmith.restate.said import Said
from skosmith.vocabulary import DC, DCTERMS, OWL, RDF, SKM, SKOS, XKOS, Compact

__all__ = ["restate"]

_KINDS: dict[Kind, str] = {"skill": SKM.Skill, "attribute": SKM.Attribute}

# What the caller of a build says, or what follows from the rest: no page has it.
_NOT_OF_PAGES = frozenset({
    DC.language, DC.publisher, DC.rights, DCTERMS.hasPart, DCTERMS.identifier, DCTERMS.isPartOf, DCTERMS.license,
    DCTERMS.publisher, DCTERMS.rights, DCTERMS.title, OWL.versionInfo, RDF.type, SKOS.exactMatch, SKOS.hasTopConcept,
    SKOS.inScheme, SKOS.topConceptOf, XKOS.next, XKOS.previous,
})  # fmt: skip
_MANY = 8  # places of one problem


def restate(made: Build) -> tuple[list[Page | LevelPage], list[Problem]]:
    """The pages that say what ``made`` says, language by language, and what of it no page can hold.

    ``build`` of them makes the same statements again. Of a graph that was built from pages they are those pages, but
    that the levels of a page with digits rise; that what one page says of the framework stands on each page of a skill
    in its language; and that a level at which no skill is defined stands, without a text, on each of these. A page
    about a level, or about an attribute, is made only where it alone says something.
    A place is that of the statement: in the file of RDF, or on the page that the graph was built from.
    """
    statements = list(made.statements())
    said = Said(made.names, statements)
    pages: list[Page | LevelPage] = []
    problems: list[Problem] = []
    for language in said.languages():
        if labels := labels_for(language):
            pages += _pages(said, language, labels)
        else:
            spans = [span for _, _, term, span in statements if term.endswith(f'"@{language}') and span]
            problems.append(problem("language-without-words", *spans[:_MANY], language=language))
    return pages, problems or list(_not_on_pages(made, pages, statements))


def _pages(said: Said, language: str, labels: Labels) -> Iterator[Page | LevelPage]:
    skills, attributes = (
        {
            concept: at_levels(said, concept, language, labels)
            for concept in sorted(said.subjects(RDF.type, of_class))
            if said.texts(concept, SKOS.notation)
        }
        for of_class in _KINDS.values()
    )
    skills = {concept: levels for concept, levels in skills.items() if levels or _is_named(said, concept, language)}
    own = {concept for concept in attributes if _has_texts(said, concept, language)}
    homeless: Homeless = {}
    for concept, levels in attributes.items():
        for one in levels:
            if concept not in own or one.definition is None:
                homeless.setdefault(one.number, []).append((concept, one))
    names = {number: level for number, level in said.levels().items() if names_level(said, level, language)}
    of_skills = {one.number for levels in skills.values() for one in levels}
    of_attributes = {one.number for concept in own for one in attributes[concept]}
    alone = [number for number in names if number not in of_skills]
    bare: list[int] = []
    of_levels: list[int] = []
    for number, level in said.levels().items():
        has_notes = said.texts(level, SKOS.scopeNote, language) or said.texts(level, SKOS.note, language)
        if has_notes or number in homeless:
            of_levels.append(number)
        elif number in alone and skills:
            bare.append(number)
        elif number in alone and (number not in of_attributes or said.essence(level, language)):
            of_levels.append(number)
    for concept, levels in skills.items():
        yield page_of(said, "skill", concept, language, labels, levels, bare)
    for concept in sorted(own):
        defined = [one for one in attributes[concept] if one.definition]
        yield page_of(said, "attribute", concept, language, labels, defined, [])
    for number in of_levels:
        yield level_page_of(said, number, said.levels()[number], language, labels, homeless.get(number, []))


def _is_named(said: Said, concept: str, language: str) -> bool:
    return bool(said.text(concept, SKOS.prefLabel, language)) or _has_texts(said, concept, language)


def _has_texts(said: Said, concept: str, language: str) -> bool:
    return any(said.text(concept, predicate, language) for predicate in TEXTS.values())


def _not_on_pages(made: Build, pages: list[Page | LevelPage], statements: list[Statement]) -> Iterator[Problem]:
    """A problem for each property by which something is said that the pages, built again, do not say."""
    again = {statement[:3] for statement in build(pages, made.profile).statements()}
    lost = [
        statement
        for statement in statements
        if statement[:3] not in again and statement[1] not in _NOT_OF_PAGES
    ]
    for predicate, count in Counter(statement[1] for statement in lost).items():
        spans = [statement[3] for statement in lost if statement[1] == predicate and statement[3]]
        name = Compact(made.names.root)[predicate]
        yield problem("statement-not-on-page", *spans[:_MANY], predicate=name, count=count)

