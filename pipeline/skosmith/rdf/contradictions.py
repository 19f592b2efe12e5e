"""What the pages of a framework contradict each other in, and the graph cannot show.

SHACL Core asks what is there: of what one of the pages lacks, or puts elsewhere, the graph has what the other says.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from skosmith.model import Page, Problem, problem
from skosmith.pages import fold


def conflicts(pages: Iterable[Page]) -> Iterator[Problem]:
    """The problems of the pages of skills and attributes, those of one and the same together."""
    together: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        together.setdefault((page.kind, page.notation.value), []).append(page)
    of_workbook = {kind for (kind, _), several in together.items() if any(map(_is_row, several))}
    for (kind, _), several in together.items():
        yield from _levels_differ(several)
        yield from _categories_differ(several)
        if kind in of_workbook and not any(map(_is_row, several)):
            spans = [page.notation.span for page in several]
            yield problem("not-in-workbook", *spans, notation=several[0].notation.value)


def _is_row(page: Page) -> bool:
    return bool(page.notation.span.sheet)


def _levels_differ(several: list[Page]) -> Iterator[Problem]:
    """A problem for each two neighbours among the pages of a skill of which one has levels that the other lacks."""
    for one, other in [pair for pair in pairwise(several) for pair in (pair, pair[::-1])]:
        lacking = {section.number for section in other.sections if section.skill_label or section.definition}
        more = [section for section in one.sections if section.skill_label or section.definition]
        more = [section for section in more if section.number not in lacking]
        if more and lacking:
            spans = [*(section.heading.span for section in more), (other.pref_label or other.notation).span]
            levels = ", ".join(str(section.number) for section in more)
            values = {
                "levels": levels,
                "language": one.language,
                "other": other.language,
                "notation": one.notation.value,
            }
            yield problem("levels-differ", *spans, **values)


def _categories_differ(several: list[Page]) -> Iterator[Problem]:
    """A problem for each two neighbours among the rows of a skill that put it in two places, in one language."""
    of_language: dict[str, list[Page]] = {}
    for page in several:
        if page.category:
            of_language.setdefault(page.language, []).append(page)
    for one, other in (pair for rows in of_language.values() for pair in pairwise(rows)):
        for text, its in ((one.category, other.category), (one.subcategory, other.subcategory)):
            if text and its and fold(text.value) != fold(its.value):
                values = {"name": text.value, "other": its.value, "notation": one.notation.value}
                yield problem("categories-differ", text.span, its.span, **values)
