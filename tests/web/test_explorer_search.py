"""Search, comparison, pictures."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving import EDITIONS, GRAPH, opened
from skosmith.web import Explorer
from skosmith.web.explorer.comparison import Side, compare
from skosmith.web.explorer.drawing import bars, cell, counts, rail, strip
from skosmith.web.explorer.page import other_language
from skosmith.web.explorer.search import Entry, find, fold


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    with opened(GRAPH) as result:
        yield result


# Search


def test_search_finds_what_a_skill_means_at_a_level() -> None:
    with opened(GRAPH) as explorer:
        text = (
            next(skill for skill in explorer.frameworks[0].skills if skill.notation == "SSUP")
            .skill_levels[-1]
            .definition["pt"]
        )
        for word in text.replace(".", "").split():
            assert "SSUP" in {entry.notation for entry in find(explorer.search_entries["pt"], word.upper())}, word
        for entry in explorer.search_entries["pt"]:
            assert len(entry.also.split()) == len(set(entry.also.split()))


def test_search_folds_accents_and_case_and_ranks() -> None:
    entries = [
        Entry("x:1", "Gestão de pedidos", "GPED", "skill", "Ajuda técnica."),
        Entry("x:2", "Ajuda", "AJUD", "skill", ""),
        Entry("x:3", "Suporte", "SUPO", "skill", "Presta ajuda a quem pede gestao."),
    ]
    assert [entry.notation for entry in find(entries, "GESTAO")] == ["GPED", "SUPO"]
    assert [entry.notation for entry in find(entries, "ajuda")] == ["AJUD", "GPED", "SUPO"]
    assert [entry.notation for entry in find(entries, "supo")] == ["SUPO"]
    assert [entry.notation for entry in find(entries, "pedidos gestão")] == ["GPED"]
    by_code = [Entry("x:4", "Ajuda geral", "GERA", "skill", ""), Entry("x:5", "Zelo", "AJUD", "skill", "")]
    assert [entry.notation for entry in find(by_code, "ajud")] == ["AJUD", "GERA"]
    assert find(entries, "  ") == []
    assert fold("Ação  É") == "acao e"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
        ("Œuvre", "oeuvre"),
        ("İş", "is"),
        ("الْحَجْم", "الحجم"),
        ("حـجم", "حجم"),
        ("ガイド", "ｶﾞｲﾄﾞ"),
    ],
)
def test_search_folds_what_people_type_plainly(text: str, typed: str) -> None:
    assert find([Entry("x:1", text, "", "skill", "")], typed)


# Comparison


def test_editions_are_told_apart_word_by_word() -> None:
    with opened(EDITIONS) as explorer:
        old, new = explorer.frameworks
        one, other = old.skills[0], new.skills[0]
        rows = {(row.word, row.number): row for row in compare(Side(old, one, "en"), Side(new, other, "en"))}
        assert ("other", "gentle") in rows["definition", 0].left
        assert ("other", "strong") in rows["definition", 0].right
        assert "".join(text for _, text in rows["definition", 0].right) == other.definition["en"]
        assert rows["scope_note", 0].left == ()
        mixed = compare(Side(new, other, "en"), Side(new, other, "ar"))
        assert all(how == "same" for row in mixed for how, _ in (*row.left, *row.right))
        assert other_language(new, "en") == "ar"
        assert other_language(new, "ar") == "en"


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_no_word_is_lost_in_a_comparison(before: str, after: str) -> None:
    from skosmith.web.explorer.comparison import _pieces

    left, right = _pieces(before, after)
    assert "".join(text for _, text in left) == before
    assert "".join(text for _, text in right) == after


def test_long_texts_are_not_told_apart() -> None:
    from skosmith.web.explorer.comparison import _pieces

    assert _pieces("a " * 5000, "b " * 5000) == ([("same", "a " * 5000)], [("same", "b " * 5000)])


# Pictures


def test_pictures_say_in_words_what_they_show() -> None:
    drawn = str(strip((2, 3), "levels <2>"))
    assert 'aria-label="levels &lt;2&gt;"' in drawn
    assert drawn.count('class="none"') == 5
    assert str(bars([0, 1, 2, 3, 4, 5, 6], 6, "x")).count("<rect") == 7
    assert str(bars([0] * 7, 0, "x")).count("<rect") == 7
    assert "circle" in str(cell(1, 0, 5))
    assert "<span>5</span>" in str(cell(1, 5, 5))
    assert 'class="l1"' in str(rail(1, is_filled=True))
    assert 'class="none"' in str(rail(1, is_filled=False))
    assert counts([]) == [0] * 7
