"""What a page needs of others: the code of an attribute or a related skill, the names that IRIs are made of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from skosmith.model import LevelPage, Page, Text
from skosmith.pages import fold

Codes = dict[tuple[str, str], Text]
"""The codes of skills or attributes by language and folded name."""

_Categories = dict[tuple[str, str], Page]


class References(NamedTuple):
    """What other pages say that a page needs.

    ``categories`` are the names in another language that the IRIs of its categories are made of; ``related`` are the
    codes of its related skills, each empty if no page has the name; ``related_from`` are the codes of the skills whose
    pages name this one as related.
    """

    categories: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    related_from: tuple[str, ...] = ()


def references_of(pages: Sequence[Page | LevelPage]) -> list[References]:
    """The references of each page, in the order of ``pages``; those of a level page are empty.

    The relation between skills goes both ways, since skos:related is symmetric (SKOS Reference, S23).
    """
    skill_pages = [page for page in pages if isinstance(page, Page)]
    categories = _category_pages(skill_pages)
    skills = _codes_of_skills(skill_pages) if any(page.related for page in skill_pages) else {}
    sources: dict[str, set[str]] = {}
    for page in skill_pages:
        for code in _related_codes(page, skills):
            sources.setdefault(code, set()).add(page.notation.value)
    return [
        References(
            _category_names(page, categories),
            _related_codes(page, skills),
            tuple(sorted(sources.get(page.notation.value, ()))) if page.kind == "skill" else (),
        )
        if isinstance(page, Page)
        else References()
        for page in pages
    ]


def _category_pages(pages: Iterable[Page]) -> _Categories:
    """By kind and code, the row whose category names make the IRIs: the English one, else the first by language."""
    categories: _Categories = {}
    for page in sorted(pages, key=lambda page: (page.language != "en", page.language)):
        if page.category:
            categories.setdefault((page.kind, page.notation.value), page)
    return categories


def _category_names(page: Page, categories: _Categories) -> tuple[str, ...]:
    first = categories.get((page.kind, page.notation.value))
    if first is None or first.language == page.language:
        return ()
    return tuple(text.value for text in (first.category, first.subcategory) if text)


def _related_codes(page: Page, skills: Codes) -> tuple[str, ...]:
    codes = (skills.get((page.language, fold(name.value))) for name in page.related)
    return tuple(code.value if code else "" for code in codes)


def _codes_of_skills(pages: Iterable[Page]) -> Codes:
    return {
        (page.language, fold(page.pref_label.value)): page.notation
        for page in pages
        if page.kind == "skill" and page.pref_label
    }


def codes_of_attributes(pages: Iterable[Page | LevelPage]) -> Codes:
    """The codes of attributes, from their own pages and from the level pages that give them."""
    codes: Codes = {}
    for page in pages:
        if isinstance(page, LevelPage):
            named = [(section.notation, section.pref_label) for section in page.attributes]
        else:
            named = [(page.notation, page.pref_label or page.notation)] if page.kind == "attribute" else []
        for code, name in named:
            if code:
                codes.setdefault((page.language, fold(name.value)), code)
    return codes
