"""The words of a text: one that comes twice in a row, blanks in a name that the reader folds."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from operator import eq

from skosmith.checks.lint.index import Part, fault
from skosmith.model import SKOS, Problem, first_match, read_data, value_of
from skosmith.pages import is_html

_TWICE = re.compile(r"\b([^\W\d_]{2,}) +\1\b", re.IGNORECASE)


@cache
def _may_come_twice() -> dict[str, frozenset[str]]:
    """The words that may stand twice in a row, by the language they are in."""
    table = tomllib.loads(read_data("checks/lint/doubled.toml"))
    return {language: frozenset(entry["words"]) for language, entry in table.items()}


def doubled(part: Part) -> Iterator[Problem]:
    """A problem for each text in which a word stands twice in a row: the the."""
    known = _may_come_twice()
    for passage in part.graph.passages():
        allowed = known.get(passage.language.partition("-")[0])
        if allowed is None:
            continue
        words = passage.value.casefold().split()
        if not any(map(eq, words, islice(words, 1, None))):  # a tenth of the time of the pattern
            continue
        for match in _TWICE.finditer(passage.value):
            if match[1].casefold() not in allowed:
                place = passage.span and first_match(part.files, passage.span, [re.escape(match[0])])
                yield fault("word-twice", passage.subject, [place], word=match[1])
                break


def blanks_in_names(part: Part) -> Iterator[Problem]:
    """A problem for each name, title or level heading with two blanks in a row on the line of its page.

    The reader folds them, so the graph does not show them. In HTML they say nothing.
    """
    for page in part.pages:
        for subject, predicate, term, span in (*page.of_skill, *page.of_framework):
            if predicate != SKOS.prefLabel or span is None or span.sheet or span.line != span.end_line:
                continue
            if span.end_column - span.column <= len(value_of(term)):
                continue
            place = first_match(part.files, span, ["  +"])
            data = part.files.read(span.path) if place != span else b""
            if isinstance(data, bytes) and data and not is_html(data):
                yield fault("name-double-space", subject, [place])
