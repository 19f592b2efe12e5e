"""What a page leaves to another: the code of an attribute or a related skill, the names that IRIs are made of."""

from collections.abc import Iterable
from typing import NamedTuple

from skosmith.model import LevelPage, Page, Text
from skosmith.pages import fold

Codes = dict[tuple[str, str], Text]
"""The codes of skills or attributes by language and folded name."""

Categories = dict[tuple[str, str], Page]
"""The page that names the categories of a skill or an attribute, by its kind and its code."""


def categories_of(pages: Iterable[Page]) -> Categories:
    """Of each skill, or attribute, the row whose names of categories make their IRIs, so that translations meet there.

    The one in English, else in the first language.
    """
    found: Categories = {}
    for page in sorted(pages, key=lambda page: (page.language != "en", page.language)):
        if page.category:
            found.setdefault((page.kind, page.notation.value), page)
    return found


class Elsewhere(NamedTuple):
    """What other pages say that a page needs.

    ``categories`` are the names in another language that the IRIs of its categories are made of; ``related`` the codes
    of its related skills, each empty where no page has the name; ``named_by`` the codes of the skills that it is
    related to in their words.
    """

    categories: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()


NOTHING = Elsewhere()


Related = dict[str, tuple[str, ...]]
"""The codes of the skills that name a skill as related, by its code."""


def elsewhere(page: Page | LevelPage, categories: Categories, skills: Codes, related: Related) -> Elsewhere:
    """What other pages say that ``page`` needs; ``skills`` are the codes of all skills."""
    if isinstance(page, LevelPage):
        return NOTHING
    named_by = related.get(page.notation.value, ()) if page.kind == "skill" else ()
    return Elsewhere(_named(page, categories), _codes_of_related(page, skills), named_by)


def related_skills(pages: Iterable[Page | LevelPage], skills: Codes) -> Related:
    """Which skills each skill is named by: SKOS makes skos:related symmetric (S23)."""
    named_by: dict[str, set[str]] = {}
    for page in pages:
        if isinstance(page, Page) and page.related:
            for code in _codes_of_related(page, skills):
                named_by.setdefault(code, set()).add(page.notation.value)
    return {code: tuple(sorted(names)) for code, names in named_by.items()}


def _codes_of_related(page: Page, skills: Codes) -> tuple[str, ...]:
    codes = (skills.get((page.language, fold(name.value))) for name in page.related)
    return tuple(code.value if code else "" for code in codes)


def _named(page: Page, categories: Categories) -> tuple[str, ...]:
    first = categories.get((page.kind, page.notation.value))
    if first is None or first.language == page.language:
        return ()
    return tuple(text.value for text in (first.category, first.subcategory) if text)


def codes_of_skills(pages: Iterable[Page | LevelPage]) -> Codes:
    """The codes of skills."""
    skills = (page for page in pages if isinstance(page, Page) and page.kind == "skill" and page.pref_label)
    return {(page.language, fold(page.pref_label.value)): page.notation for page in skills if page.pref_label}


def codes_of_attributes(pages: Iterable[Page | LevelPage]) -> Codes:
    """The codes of attributes."""
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
