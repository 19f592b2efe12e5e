"""Build -> pages: what a graph says, as the pages that would say it, one for each thing and language."""

from collections import Counter
from collections.abc import Container, Iterator

from skosmith.authoring.from_graph.concepts import OWN_TEXTS, at_levels, page_of
from skosmith.authoring.from_graph.in_language import InLanguage
from skosmith.authoring.from_graph.levels import Homeless, level_page_of, names_level
from skosmith.model import (
    DC,
    DCTERMS,
    OWL,
    RDF,
    SKM,
    SKOS,
    XKOS,
    Build,
    Compact,
    LevelPage,
    Page,
    Problem,
    problem,
)
from skosmith.pages import labels_for
from skosmith.rdf import build_graph

__all__ = ["restate"]

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
    pages: list[Page | LevelPage] = []
    problems: list[Problem] = []
    for language in sorted(made.graph.languages):
        if labels := labels_for(language):
            pages += _pages(InLanguage(made.graph, made.names.framework, language, labels))
        else:
            spans = [text.span for text in made.graph.passages() if text.language == language and text.span]
            problems.append(problem("language-without-words", *spans[:_MANY], language=language))
    return pages, problems or list(_not_on_pages(made, pages))


def _pages(view: InLanguage) -> Iterator[Page | LevelPage]:
    """The pages of one language."""
    skills, attributes = (
        {concept: at_levels(view, concept) for concept in sorted(view.graph.instances_of(of_class))}
        for of_class in (SKM.Skill, SKM.Attribute)
    )
    skills = {
        concept: levels
        for concept, levels in skills.items()
        if levels or view.text(concept, SKOS.prefLabel) or _has_texts(view, concept)
    }
    own = [concept for concept in attributes if _has_texts(view, concept)]
    homeless: dict[int, Homeless] = {}
    for concept, levels in attributes.items():
        for one in levels:
            if concept not in own or one.definition is None:
                homeless.setdefault(one.number, []).append((concept, one))
    of_skills = {one.number for levels in skills.values() for one in levels}
    of_attributes = {one.number for concept in own for one in attributes[concept]}
    of_levels = list(_of_levels(view, homeless, of_attributes, has_skills=bool(skills)))
    bare = [number for number in _named(view) if number not in of_skills and number not in of_levels] if skills else []
    made: list[Page | None] = [page_of(view, "skill", concept, levels, bare) for concept, levels in skills.items()]
    for concept in own:
        defined = [one for one in attributes[concept] if one.definition]
        made.append(page_of(view, "attribute", concept, defined, []))
    yield from (page for page in made if page)
    for number in of_levels:
        yield level_page_of(view, number, view.graph.levels[number], homeless.get(number, []))


def _named(view: InLanguage) -> list[int]:
    """The levels of which a title or an essence is known."""
    return [number for number, level in view.graph.levels.items() if names_level(view, level)]


def _of_levels(
    view: InLanguage, homeless: Container[int], of_attributes: Container[int], *, has_skills: bool
) -> Iterator[int]:
    """The levels of which a page of their own says something that no other page does."""
    for number, level in view.graph.levels.items():
        has_own = view.text(level, SKOS.scopeNote) or view.text(level, SKOS.note) or number in homeless
        is_alone = not has_skills and names_level(view, level)
        is_said = number in of_attributes and not view.essence(level)  # the page of an attribute has no essences
        if has_own or (is_alone and not is_said):
            yield number


def _has_texts(view: InLanguage, concept: str) -> bool:
    return any(view.text(concept, predicate) for predicate in OWN_TEXTS)


def _not_on_pages(made: Build, pages: list[Page | LevelPage]) -> Iterator[Problem]:
    """A problem for each property by which something is said that the pages, built again, do not say."""
    again = {statement.triple for statement in build_graph(pages, made.profile).statements()}
    lost = [
        statement
        for statement in made.graph.statements
        if statement.triple not in again and statement.predicate not in _NOT_OF_PAGES
    ]
    for predicate, count in Counter(statement.predicate for statement in lost).items():
        spans = [statement.span for statement in lost if statement.predicate == predicate and statement.span]
        name = Compact(made.names.root)[predicate]
        yield problem("statement-not-on-page", *spans[:_MANY], predicate=name, count=count)
