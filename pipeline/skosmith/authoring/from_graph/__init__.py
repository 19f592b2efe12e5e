"""Build -> pages: what a graph says, as pages that say it, one for each thing and language."""

from collections import Counter
from collections.abc import Container, Iterator

from skosmith.authoring.from_graph.concepts import OWN_TEXTS, at_levels, page_of
from skosmith.authoring.from_graph.language_view import LanguageView
from skosmith.authoring.from_graph.levels import Homeless, level_page_of, names_level
from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
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

# What the options of a build say, or what follows from the rest: no page has it.
_NOT_OF_PAGES = frozenset({
    DC.language, DC.publisher, DC.rights, DCAT.version, DCTERMS.hasPart, DCTERMS.identifier, DCTERMS.isPartOf,
    DCTERMS.issued, DCTERMS.license, DCTERMS.publisher, DCTERMS.rights, DCTERMS.title, RDF.type, SKOS.exactMatch,
    SKOS.hasTopConcept, SKOS.inScheme, SKOS.topConceptOf, XKOS.next, XKOS.previous,
})  # fmt: skip
_PLACES = 8  # of one problem


def restate(build: Build) -> tuple[list[Page | LevelPage], list[Problem]]:
    """The pages that say what ``build`` says, language by language, and what of it no page can hold.

    A graph built from them makes the same statements. For a graph that was built from pages they are those pages, with
    these differences: the levels of a page with digits are in ascending order; what one page says about the framework
    is on each page of a skill in its language; and so is, without a definition, a level at which no skill is defined.
    There is a page about a level, or about an attribute, only if it alone says something.
    A place is that of the statement: in the file of RDF, or on the page that the graph was built from.
    """
    pages: list[Page | LevelPage] = []
    problems: list[Problem] = []
    for language in sorted(build.graph.languages):
        if labels := labels_for(language):
            pages += _pages(LanguageView(build.graph, build.names.framework, language, labels))
        else:
            spans = [text.span for text in build.graph.passages() if text.language == language and text.span]
            problems.append(problem("language-without-words", *spans[:_PLACES], language=language))
    return pages, problems or list(_not_on_pages(build, pages))


def _pages(view: LanguageView) -> Iterator[Page | LevelPage]:
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
        for level in levels:
            if concept not in own or level.definition is None:
                homeless.setdefault(level.number, []).append((concept, level))
    of_skills = {level.number for levels in skills.values() for level in levels}
    of_attributes = {level.number for concept in own for level in attributes[concept]}
    numbers = list(_levels_with_page(view, homeless, of_attributes, has_skills=bool(skills)))
    bare = [
        number
        for number, level in view.graph.levels.items()
        if skills and names_level(view, level) and number not in of_skills and number not in numbers
    ]
    pages = [page_of(view, "skill", concept, levels, bare) for concept, levels in skills.items()]
    for concept in own:
        defined = [level for level in attributes[concept] if level.definition]
        pages.append(page_of(view, "attribute", concept, defined, []))
    yield from (page for page in pages if page)
    for number in numbers:
        yield level_page_of(view, number, view.graph.levels[number], homeless.get(number, []))


def _levels_with_page(
    view: LanguageView, homeless: Container[int], of_attributes: Container[int], *, has_skills: bool
) -> Iterator[int]:
    """The levels about which a page of their own says something that no other page does."""
    for number, level in view.graph.levels.items():
        has_own = view.text(level, SKOS.scopeNote) or view.text(level, SKOS.note) or number in homeless
        is_alone = not has_skills and names_level(view, level)
        has_other = number in of_attributes and not view.essence(level)  # the page of an attribute has no essences
        if has_own or (is_alone and not has_other):
            yield number


def _has_texts(view: LanguageView, concept: str) -> bool:
    return any(view.text(concept, predicate) for predicate in OWN_TEXTS)


def _not_on_pages(build: Build, pages: list[Page | LevelPage]) -> Iterator[Problem]:
    """A problem for each property whose statements do not all follow from the pages."""
    again = {statement.triple for statement in build_graph(pages, build.profile).asserted()}
    lost = [
        statement
        for statement in build.graph.statements
        if statement.triple not in again and statement.predicate not in _NOT_OF_PAGES
    ]
    for predicate, count in Counter(statement.predicate for statement in lost).items():
        spans = [statement.span for statement in lost if statement.predicate == predicate and statement.span]
        name = Compact(build.names.root)[predicate]
        yield problem("statement-not-on-page", *spans[:_PLACES], predicate=name, count=count)
