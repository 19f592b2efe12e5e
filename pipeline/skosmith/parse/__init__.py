"""Source -> Page: the blocks of a skill page, told apart by the labels of its language."""

from skosmith.labels import declared, detect, fold, labels_for, longest_label
from skosmith.model import LevelPage, Page, Problem
from skosmith.parse.attribute_page import attribute_marks
from skosmith.parse.blocks import page_of
from skosmith.parse.level_page import level_heading, level_page_of
from skosmith.parse.marks import mark, mend
from skosmith.parse.title import no_language, title_of
from skosmith.parse.unknown import explain, learn_essence
from skosmith.problems import problem
from skosmith.source import Source

__all__ = ["parse"]


def parse(source: Source, language: str = "") -> tuple[Page | LevelPage | None, tuple[Problem, ...]]:
    """The skill page that ``source`` holds, and what is wrong with how it is laid out.

    ``language`` is a BCP 47 tag that ``labels_for`` knows; where it is empty the language is found from the labels.
    None for the page where it is no skill page, or more than one. Problems are in the order of the page.
    """
    longest = longest_label()
    folded = [fold(line.text) if len(line.text) <= longest else "" for line in source.lines]
    found = declared(detect(folded), source.language)
    labels = labels_for(language) if language else found
    if labels is None:
        return None, (no_language(source),)
    if found is not None and declared(found, language or found.language) is not labels:
        return None, (problem("language-differs", source.span(source.lines[0]), found=found.language, said=language),)
    labels, learned = learn_essence(source, labels)
    marks = mark(source, labels, folded)
    if heading := level_heading(labels, marks):
        level, faults = level_page_of(source, labels, language or labels.language, heading, marks)
        return level, (*learned, *faults)
    title = title_of(source, labels, marks)
    if isinstance(title, Problem):
        return None, (title,)
    of_attribute = attribute_marks(labels, marks, title)
    marks, misspelt = mend(source, labels, of_attribute or marks, title)
    marks, unknown = explain(source, labels, marks, title)
    page, problems = page_of(
        source, labels, language or labels.language, title, marks, "attribute" if of_attribute else "skill"
    )
    return page, tuple(sorted((*learned, *misspelt, *unknown, *problems), key=lambda found: found.spans[0]))
