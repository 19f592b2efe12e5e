"""Contradictions between the pages of a framework that the graph cannot show.

SHACL Core validates what is there: if a page lacks a value, or has another, the graph has that of the other page.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from skosmith.model import Page, Problem, problem
from skosmith.pages import fold


def conflicts(pages: Iterable[Page]) -> Iterator[Problem]:
    """The problems of the pages of skills and attributes, concept by concept."""
    by_concept: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        by_concept.setdefault((page.kind, page.notation.value), []).append(page)
    kinds_of_rows = {kind for (kind, _), group in by_concept.items() if any(map(_is_row, group))}
    for (kind, _), group in by_concept.items():
        yield from _levels_differ(group)
        yield from _categories_differ(group)
        if kind in kinds_of_rows and not any(map(_is_row, group)):
            spans = [page.notation.span for page in group]
            yield problem("not-in-workbook", *spans, notation=group[0].notation.value)


def _is_row(page: Page) -> bool:
    return bool(page.notation.span.sheet)


def _levels_differ(pages: list[Page]) -> Iterator[Problem]:
    """A problem for each page of a skill with levels that its neighbour lacks, unless that has no levels at all."""
    for page, neighbour in [pair for pair in pairwise(pages) for pair in (pair, pair[::-1])]:
        levels, own = (
            {section.number: section for section in side.sections if section.skill_label or section.definition}
            for side in (neighbour, page)
        )
        more = [section for number, section in own.items() if number not in levels]
        if more and levels:
            yield problem(
                "levels-differ",
                *(section.heading.span for section in more),
                (neighbour.pref_label or neighbour.notation).span,
                levels=", ".join(str(section.number) for section in more),
                language=page.language,
                other=neighbour.language,
                notation=page.notation.value,
            )


def _categories_differ(pages: list[Page]) -> Iterator[Problem]:
    """A problem for each two neighbours among the rows of a skill with different categories in one language."""
    by_language: dict[str, list[Page]] = {}
    for page in pages:
        if page.category:
            by_language.setdefault(page.language, []).append(page)
    for first, second in (pair for rows in by_language.values() for pair in pairwise(rows)):
        for text, other in ((first.category, second.category), (first.subcategory, second.subcategory)):
            if text and other and fold(text.value) != fold(other.value):
                values = {"name": text.value, "other": other.value, "notation": first.notation.value}
                yield problem("categories-differ", text.span, other.span, **values)
