"""Source -> Page: the blocks of a skill page, told apart by the labels of its language."""

from collections.abc import Iterable

from skosmith.labels import detect, fold, labels_for, longest_label
from skosmith.model import Page, Problem
from skosmith.parse.blocks import page_of
from skosmith.parse.marks import mark, mend
from skosmith.parse.title import no_language, title_of
from skosmith.problems import problem
from skosmith.source import Source, load

__all__ = ["parse", "read_pages"]


def read_pages(paths: Iterable[str | Problem], language: str = "") -> tuple[list[Page], list[Problem]]:
    """The skill pages at ``paths`` (see ``source.expand``), and what is wrong with those that are none.

    ``language`` is as for ``parse``. One bad page never hides the others.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in paths:
        source = path if isinstance(path, Problem) else load(path)
        page, found = (None, [source]) if isinstance(source, Problem) else parse(source, language)
        problems += found
        if page:
            pages.append(page)
    return pages, problems


def parse(source: Source, language: str = "") -> tuple[Page | None, tuple[Problem, ...]]:
    """The skill page that ``source`` holds, and what is wrong with how it is laid out.

    ``language`` is a BCP 47 tag that ``labels_for`` knows; where it is empty the language is found from the labels.
    None for the page where it is no skill page, or more than one. Problems are in the order of the page.
    """
    longest = longest_label()
    folded = [fold(line.text) if len(line.text) <= longest else "" for line in source.lines]
    found = detect(folded)
    labels = labels_for(language) if language else found
    if labels is None:
        return None, (no_language(source),)
    if found is not None and found is not labels:
        return None, (problem("language-differs", source.span(source.lines[0]), found=found.language, said=language),)
    marks = mark(source, labels, folded)
    title = title_of(source, labels, marks)
    if isinstance(title, Problem):
        return None, (title,)
    marks, misspelt = mend(source, labels, marks, title)
    page, problems = page_of(source, labels, language or labels.language, title, marks)
    return page, tuple(sorted((*misspelt, *problems), key=lambda found: found.spans[0]))
