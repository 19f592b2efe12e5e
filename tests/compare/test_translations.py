"""Languages in step: what each language has of each skill, and which translations are older than their source."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flavours import wide
from layouts import blocks_of, kite
from skosmith.compare import (
    accept,
    status_of,
)
from skosmith.compare.translations.forms import as_json, as_text, summary
from skosmith.compare.translations.table import Status, StatusCell
from skosmith.compare.translations.texts import Field, texts_of
from skosmith.model import Profile
from skosmith.project import Project
from skosmith.rdf import build_graph
from translated_kite import BOTH, NOTHING, PAGES, PROJECT, accepted, built_of, line_of, parsed


def cell(status: Status, node: str, language: str = "pt") -> StatusCell:
    (row,) = [row for row in status.rows if row.node == node]
    (result,) = [one for one in row.cells if one.language == language]
    return result


def test_a_translation_that_was_never_recorded_is_untracked() -> None:
    status = status_of(BOTH, PROJECT, NOTHING)
    assert (status.source_language, status.languages) == ("en", ("en", "pt"))
    assert {row.cells[0].state for row in status.rows} == {"source"}
    assert {row.cells[1].state for row in status.rows} == {"untracked"}
    assert [row.node for row in status.rows] == ["skills/KITE", "lor/1", "lor/2", "lor/3", "lor/5", "framework"]
    assert {item.field for item in cell(status, "skills/KITE").findings} == {"definition", "prefLabel", "scopeNote"}


def test_what_is_accepted_is_complete() -> None:
    status = status_of(BOTH, PROJECT, accepted(BOTH))
    assert {row.cells[1].state for row in status.rows} == {"complete"}
    assert summary(status) == {
        "pt": {
            "complete": 6, "missing": 0, "untranslated": 0, "different": 0, "stale": 0, "untracked": 0, "unsourced": 0,
        }
    }  # fmt: skip


def test_a_text_is_stale_when_its_source_changes_and_both_lines_are_given() -> None:
    text = PAGES["en"].replace("A kite answers the wind.", "A kite answers any wind.")
    build = built_of(en=text, pt=PAGES["pt"])
    status = status_of(build, PROJECT, accepted(BOTH))
    (finding,) = status.findings("stale")
    assert (finding.node, finding.field, finding.language) == ("skills/KITE", "scopeNote", "pt")
    assert finding.source
    assert finding.translation
    assert (finding.source.path, finding.source.line) == ("kite.en.txt", line_of(text, "answers any wind."))
    assert finding.translation.path == "kite.pt.txt"
    assert cell(status, "skills/KITE").state == "stale"
    output = as_text(status)
    assert f"kite.en.txt:{finding.source.line}:1" in output
    assert f"kite.pt.txt:{finding.translation.line}:1" in output


def test_white_space_makes_nothing_stale() -> None:
    build = built_of(en=PAGES["en"].replace("A kite answers", "A  kite  answers"), pt=PAGES["pt"])
    assert status_of(build, PROJECT, accepted(BOTH)).findings("stale") == []


def test_an_edition_makes_nothing_stale() -> None:
    nine = build_graph([parsed(name, PAGES[name]) for name in ("en", "pt")], Profile(edition="9"))
    assert nine.names.root == "https://example.org/framework/9/"
    assert {row.cells[1].state for row in status_of(nine, PROJECT, accepted(BOTH)).rows} == {"complete"}


def test_only_what_follows_the_change_is_accepted() -> None:
    text = (
        PAGES["en"].replace("A kite answers the wind.", "A new one.").replace("Watch is what is asked", "Watch! asks")
    )
    build, before = built_of(en=text, pt=PAGES["pt"]), accepted(BOTH)
    assert len(status_of(build, PROJECT, before).findings("stale")) == 2
    part = status_of(build, PROJECT, before, nodes=["<https://example.org/framework/skills/KITE>"])
    assert [row.node for row in part.rows] == ["skills/KITE"]
    after, new = accept(build, part, before, is_whole=False)
    assert new == 1
    (left,) = status_of(build, PROJECT, after).findings("stale")
    assert left.node == "lor/1/essence"
    other = status_of(build, PROJECT, before, languages=["es"])
    assert accept(build, other, before, is_whole=False)[1] == 0


def test_one_level_of_a_skill_is_a_part() -> None:
    part = status_of(BOTH, PROJECT, NOTHING, nodes=["<https://example.org/framework/skilllevels/KITE_3>"])
    (row,) = part.rows
    assert [(item.node, item.field) for item in row.cells[1].findings] == [("skilllevels/KITE_3", "definition")]


def test_accepting_everything_forgets_what_is_gone() -> None:
    recorded = accepted(BOTH)
    gone = Field("skills/GONE", "definition")
    recorded.recorded["pt"][gone] = "0" * 16
    status = status_of(BOTH, PROJECT, recorded)
    assert gone in accept(BOTH, status, recorded, is_whole=False)[0].recorded["pt"]
    assert gone not in accept(BOTH, status, recorded, is_whole=True)[0].recorded["pt"]


def test_a_missing_text_is_shown_where_the_source_says_it() -> None:
    without, count = re.subn(r"Notas orientativas\n.*?(?=Compreendendo)", "", PAGES["pt"], flags=re.DOTALL)
    assert count == 1
    build = built_of(en=PAGES["en"], pt=without)
    status = status_of(build, PROJECT, accepted(BOTH))
    result = cell(status, "skills/KITE")
    assert result.state == "missing"
    (finding,) = [one for one in result.findings if one.kind == "missing"]
    assert (finding.field, finding.translation) == ("scopeNote", None)
    assert finding.source
    assert finding.source.line == line_of(PAGES["en"], "A kite answers the wind.")
    (back,) = status_of(build, Project(source_language="pt"), NOTHING).findings("different")
    assert (back.language, back.field, back.source) == ("en", "scopeNote", None)


def test_a_level_that_one_language_lacks_is_a_difference() -> None:
    build = built_of(en=PAGES["en"], pt=wide(blocks_of(kite("pt", (2, 3)), "H")))
    status = status_of(build, PROJECT, NOTHING)
    (finding,) = status.findings("different")
    assert (finding.node, finding.field, finding.translation) == ("skilllevels/KITE_5", "level", None)
    assert [one.node for one in status.findings("missing")] == []
    assert cell(status, "lor/5").state == "missing"


def test_list_items_are_counted() -> None:
    build = built_of(
        en=PAGES["en"].replace("  • Mind the line", "  • Mind the line\n  • Mind the tail"), pt=PAGES["pt"]
    )
    (finding,) = status_of(build, PROJECT, accepted(BOTH)).findings("different")
    assert (finding.field, finding.counts) == ("scopeNote", (4, 3))
    (cell_of_json,) = (
        one
        for row in json.loads(as_json(status_of(build, PROJECT, NOTHING)))["rows"]
        for one in row["cells"]
        if row["node"] == "skills/KITE" and one["language"] == "pt"
    )
    assert {"source": 4, "translation": 3} in [one["items"] for one in cell_of_json["findings"]]
    assert "3 list items, 4 in the source" in as_text(status_of(build, PROJECT, NOTHING))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Segura a linha com vento fraco 2.", "Holds the line in a light wind 2.", "definition"),
        ("A pipa responde ao vento.", "What the wind does is to be seen by all who are on the ground.", "scopeNote"),
    ],
    ids=["the source text", "another text in English"],
)
def test_a_text_that_is_english_still_is_untranslated(old: str, new: str, field: str) -> None:
    assert old in PAGES["pt"]
    build = built_of(en=PAGES["en"], pt=PAGES["pt"].replace(old, new))
    status = status_of(build, PROJECT, NOTHING)
    assert [(one.field, one.language) for one in status.findings("untranslated")] == [(field, "pt")]
    assert cell(status, "skills/KITE").state == "untranslated"
    assert "untranslated 1" in as_text(status)


def test_languages_are_those_of_the_pages_and_those_that_are_owed() -> None:
    status = status_of(BOTH, Project(languages=("en", "pt", "de")), NOTHING)
    assert status.languages == ("en", "pt", "de")
    assert {row.cells[2].state for row in status.rows} == {"missing"}
    assert status_of(BOTH, Project(languages=("pt", "en")), NOTHING).source_language == "en"
    assert status_of(BOTH, Project(source_language="pt"), NOTHING).languages == ("pt", "en")
    assert status_of(built_of(pt=PAGES["pt"], es=PAGES["es"]), PROJECT, NOTHING).source_language == "es"
    assert status_of(build_graph([]), PROJECT, NOTHING).rows == ()


def test_a_skill_that_the_source_language_lacks_is_said() -> None:
    build = built_of(pt=PAGES["pt"])
    status = status_of(build, Project(source_language="en"), NOTHING)
    assert [one.state for one in status.rows[0].cells] == ["missing", "unsourced"]
    assert "no source" in as_text(status)


SENTENCES = ["A kite answers the wind.", "Watch the tail", "Keeping kites in the air.", "One wind at a time."]


@given(st.sets(st.sampled_from(SENTENCES)))
def test_exactly_what_changed_is_stale(changed: set[str]) -> None:
    text = PAGES["en"]
    for sentence in changed:
        assert text.count(sentence) == 1
        text = text.replace(sentence, f"Now {sentence}")
    build = built_of(en=text, pt=PAGES["pt"])
    before, after = texts_of(BOTH)["en"].fields, texts_of(build)["en"].fields
    differ = {one for one in before if before[one].values != after[one].values}
    status = status_of(build, PROJECT, accepted(BOTH))
    assert {Field(item.node, item.field) for item in status.findings("stale")} == differ
    again, new = accept(build, status, accepted(BOTH), is_whole=True)
    assert new == len(differ)
    assert status_of(build, PROJECT, again).findings("stale") == []
