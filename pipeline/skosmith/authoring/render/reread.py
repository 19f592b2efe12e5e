"""Whether the bytes of a page say what the page says: they are read again, and compared."""

from collections.abc import Iterator
from dataclasses import replace

from skosmith.authoring.render.blocks import FIELDS
from skosmith.model import LevelPage, LevelSection, Page, Problem, Span, Text, problem
from skosmith.pages import labels_for, lines_of, parse_page

_OF_SECTION = tuple(name for name in LevelSection._fields if name != "number")
_MANY = 8  # places of texts that are not held, shown


def held(page: Page | LevelPage, data: bytes) -> list[Problem]:
    """What is wrong with ``data`` as a page that says what ``page`` does; nothing where they agree.

    They do not where a paragraph reads like a label, a heading, a title or the digits of the levels, or a text has
    white space that no page keeps. What no page holds is not compared: a category, an address of a web page, the digits
    of an attribute. An info where the bytes do not show their language.
    """
    source = lines_of(page.path, data)
    if isinstance(source, Problem):
        return [problem("page-not-held", place_of(page), reason=source.message)]
    again, problems = parse_page(source, page.language)
    if again is None:
        return [problem("page-not-held", place_of(page), reason=problems[0].message)]
    before, after = as_held(page), as_held(again)
    if before != after:
        spans = list(dict.fromkeys(_differing(before, after)))[:_MANY] or [place_of(page)]
        return [problem("text-not-held", *spans, notation=name_of(page))]
    told, _ = parse_page(source)
    if told is None or labels_for(told.language) is not labels_for(page.language):
        return [problem("language-not-shown", place_of(page), language=page.language)]
    return []


def as_held(page: Page | LevelPage) -> Page | LevelPage:
    """``page`` without what no page of text holds; its path and its place in a workbook do not count."""
    if isinstance(page, LevelPage):
        return replace(page, path="")
    digits = page.declared_levels if page.kind == "skill" else ()
    return replace(page, path="", category=None, subcategory=None, web_page=None, declared_levels=digits)


def name_of(page: Page | LevelPage) -> str:
    """What a page is about: a code, or the number of a level."""
    return str(page.number) if isinstance(page, LevelPage) else page.notation.value


def place_of(page: Page | LevelPage) -> Span:
    """The place that stands for a page: its code, or the heading of a level's page."""
    return page.heading.span if isinstance(page, LevelPage) else page.notation.span


def _differing(before: Page | LevelPage, after: Page | LevelPage) -> Iterator[Span]:
    """Where the texts of ``before`` stand that ``after`` does not have."""
    found = _texts(after)
    for name, text in _texts(before).items():
        if text is not None and found.get(name) != text:
            yield text.span


def _texts(page: Page | LevelPage) -> dict[str, Text | None]:
    if isinstance(page, LevelPage):
        texts: dict[str, Text | None] = {"heading": page.heading, "title": page.title, "essence": page.essence}
        texts["scope_note"] = page.scope_note
        for at, section in enumerate(page.attributes):
            texts[f"code {at}"], texts[f"name {at}"] = section.notation, section.pref_label
            texts[f"definition {at}"] = section.definition
        return texts
    texts = {"notation": page.notation, "pref_label": page.pref_label}
    texts |= {field: getattr(page, field) for field in FIELDS.values()}
    for at, of_level in enumerate(page.sections):
        texts |= {f"{field} {at}": getattr(of_level, field) for field in _OF_SECTION}
    return texts
