"""Whether the bytes of a page say what the page says: they are read again, and compared."""

from dataclasses import replace

from skosmith.authoring.render.blocks import FIELDS
from skosmith.model import AttributeSection, LevelPage, LevelSection, Page, Problem, Span, Text, problem
from skosmith.pages import labels_for, lines_of, parse_page

_PLACES = 8  # of lost texts, in one problem


def losses(page: Page | LevelPage, data: bytes) -> list[Problem]:
    """Why ``data``, read as a page, does not say what ``page`` says; empty if it does.

    It does not if a paragraph reads like a label, a heading, a title or the digits of the levels, or a text has white
    space that no page keeps. ``text_part`` alone is compared. An info if the bytes do not show their language.
    """
    source = lines_of(page.path, data)
    if isinstance(source, Problem):
        return [problem("page-not-held", place_of(page), reason=source.message)]
    again, problems = parse_page(source, page.language)
    if again is None:
        return [problem("page-not-held", place_of(page), reason=problems[0].message)]
    before, after = text_part(page), text_part(again)
    if before != after:
        texts = _texts(after)
        spans = [text.span for name, text in _texts(before).items() if text is not None and texts.get(name) != text]
        spans = list(dict.fromkeys(spans))[:_PLACES] or [place_of(page)]
        return [problem("text-not-held", *spans, notation=name_of(page))]
    detected, _ = parse_page(source)
    if detected is None or labels_for(detected.language) is not labels_for(page.language):
        return [problem("language-not-shown", place_of(page), language=page.language)]
    return []


def text_part(page: Page | LevelPage) -> Page | LevelPage:
    """``page`` without its path and what no page of text holds: its category, web page, and digits of an attribute."""
    if isinstance(page, LevelPage):
        return replace(page, path="")
    digits = page.declared_levels if page.kind == "skill" else ()
    return replace(page, path="", category=None, subcategory=None, web_page=None, declared_levels=digits)


def name_of(page: Page | LevelPage) -> str:
    """The subject of a page: a code, or the number of a level."""
    return str(page.number) if isinstance(page, LevelPage) else page.notation.value


def place_of(page: Page | LevelPage) -> Span:
    """The place that represents a page: its code, or the heading of a level's page."""
    return page.heading.span if isinstance(page, LevelPage) else page.notation.span


def _texts(page: Page | LevelPage) -> dict[str, Text | None]:
    """The texts of a page and its sections, each under a name of its own."""
    names = (
        ("heading", "title", "essence", "scope_note")
        if isinstance(page, LevelPage)
        else ("notation", "pref_label", *FIELDS.values())
    )
    texts: dict[str, Text | None] = {name: getattr(page, name) for name in names}
    sections: tuple[AttributeSection | LevelSection, ...] = (
        page.attributes if isinstance(page, LevelPage) else page.sections
    )
    for number, section in enumerate(sections):
        texts |= {f"{name} {number}": getattr(section, name) for name in section._fields if name != "number"}
    return texts
