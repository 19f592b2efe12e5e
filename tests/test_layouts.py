"""Every language, layout and flavour: what is written is what is read."""

import pytest

from invented import WORDS
from layouts import FLAVOURS, LAYOUTS, blocks_of, expected, kite
from skosmith.build import build
from skosmith.labels import all_labels
from skosmith.model import Page
from skosmith.parse import parse
from skosmith.reader import lines_of
from skosmith.source import Source

CASES = [(tag, layout, flavour) for tag in sorted(WORDS) for layout in LAYOUTS for flavour in FLAVOURS]


def read(text: str, path: str = "page", language: str = "") -> tuple[Page, list[str]]:
    source = lines_of(path, text.encode())
    assert isinstance(source, Source), source
    page, problems = parse(source, language)
    assert isinstance(page, Page), problems
    return page, [f"{problem.spans[0].line}: {problem.code}" for problem in (*problems, *build([page]).problems)]


def test_every_language_with_words_has_a_framework() -> None:
    assert set(WORDS) == set(all_labels())


@pytest.mark.parametrize(("language", "layout", "flavour"), CASES)
def test_what_is_written_is_read(language: str, layout: str, flavour: str) -> None:
    skill = kite(language)
    text = FLAVOURS[flavour](blocks_of(skill, layout))
    said = language if flavour == "tight.txt" or language == "fr-ca" else ""
    page, problems = read(text, language=said)
    assert page == expected(skill, layout, "page")
    assert [found for found in problems if not found.endswith("label-not-known")] == []
