"""Numbers with what they count, and the names that a slip may have been meant as."""

import pytest

from skosmith.model import Counted, near_names
from skosmith.reports.words import severity_summary, words_in


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1200, "1200 pages"), (12000, "12,000 pages"), (-1, "-1 pages")],
)
def test_a_number_has_the_noun_that_goes_with_it(number: int, text: str) -> None:
    assert f"{Counted(number):page|pages}" == text
    assert f"{Counted(number)} {Counted(number):,}" == f"{number} {number:,}"


def test_reports_have_the_noun_in_their_language() -> None:
    assert words_in("en")["more"].format(count=Counted(1)) == "and in 1 more place"
    assert words_in("pt")["more"].format(count=Counted(2)) == "e em mais 2 lugares"
    assert severity_summary({"violation": 1, "warning": 2, "info": 3}) == "1 violation, 2 warnings, 3 infos"


@pytest.mark.parametrize(
    ("output", "known", "meant"),
    [
        ("titel", ["title", "titles"], ["title"]),
        ("License", ["licence", "sources"], ["licence"]),
        ("turle", ["turtle", "ttl"], ["turtle"]),
        ("pdf", ["rdf", "ttl"], []),
        ("nope", ["no-pages", "no-match"], []),
        ("", ["title"], []),
    ],
)
def test_only_what_is_near_is_suggested(output: str, known: list[str], meant: list[str]) -> None:
    assert near_names(output, known) == meant
