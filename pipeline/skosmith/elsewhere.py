"""What a page leaves to another: the code of an attribute, the name that the IRI of a category is made of."""

from collections.abc import Iterable

from skosmith.labels import fold
from skosmith.model import LevelPage, Page, Text

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


def named_elsewhere(page: Page | LevelPage, categories: Categories) -> tuple[str, ...]:
    """The names in another language that the IRIs of a page's categories are made of."""
    first = categories.get((page.kind, page.notation.value)) if isinstance(page, Page) else None
    if first is None or first.language == page.language:
        return ()
    return tuple(text.value for text in (first.category, first.subcategory) if text)


def codes_of_attributes(pages: Iterable[Page | LevelPage]) -> dict[tuple[str, str], Text]:
    """The codes of attributes by language and folded name."""
    codes: dict[tuple[str, str], Text] = {}
    for page in pages:
        if isinstance(page, LevelPage):
            named = [(section.notation, section.pref_label) for section in page.attributes]
        else:
            named = [(page.notation, page.pref_label or page.notation)] if page.kind == "attribute" else []
        for code, name in named:
            if code:
                codes.setdefault((page.language, fold(name.value)), code)
    return codes
