"""What changed between two sides: a file of edits for each kind of change, read forwards and backwards."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from diff_cases import BASE, CASES, EDITS, case, differ, edited, side_of
from skosmith.compare import VERDICTS, compare_graphs
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change, catalogue
from skosmith.compare.diff.words import word_diff
from skosmith.model import Files, language_of, literal, value_of
from skosmith.project import Project, SideSettings, read_project, read_sides, read_sources
from skosmith.rdf import absolute, relative, words_of, write_graph
from two_editions import write_editions

Run = Callable[..., Result]


# A change read backwards; where it is its own, or what it becomes is said in the file, it is not here.
BACK = {"removed": "added", "added": "removed", "retired": "added"}


def kinds(diff: Diff) -> dict[str, int]:
    return dict(Counter(change.kind for change in diff.changes))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_kind_of_change(path: Path, tmp_path: Path) -> None:
    table, old, new = case(path, tmp_path)
    diff = differ(old, new)
    assert kinds(diff) == table["expect"], [change.sentence() for change in diff.changes]
    assert diff.verdict == table["verdict"]
    for change in diff.changes:
        level = re.fullmatch(r"<(?:skill|attribute)levels/\w+_(\d)>", change.node)
        assert change.level == (int(level[1]) if level else 0), change


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_backwards_what_came_is_gone(path: Path, tmp_path: Path) -> None:
    table, old, new = case(path, tmp_path)
    expected: Counter[str] = Counter()
    for kind, count in table["expect"].items():
        stem, _, event = kind.rpartition("-")
        expected[f"{stem}-{BACK.get(event, event)}"] += count
    diff = differ(new, old)
    assert kinds(diff) == dict(expected), [change.sentence() for change in diff.changes]


def test_every_kind_has_a_case() -> None:
    values: set[str] = set()
    for path in CASES:
        for kind in tomllib.loads(path.read_text("utf-8"))["expect"]:
            stem, _, event = kind.rpartition("-")
            values |= {kind, f"{stem}-{BACK.get(event, event)}"}
    assert values == set(catalogue())


def test_every_kind_says_its_sentence_and_its_title_in_both_languages() -> None:
    change = Change("", "<skills/X>", "<skills/X>", "Name", "", "pt", "was", "is", level=4, levels=(4, 5))
    for kind, entry in catalogue().items():
        assert entry["verdict"] in VERDICTS
        assert list(entry["title"]) == list(entry["sentence"]) == ["en", "pt"]
        sentences = [Change(kind, *_rest(change)).sentence(language) for language in ("en", "pt")]
        assert all(sentence.endswith(".") for sentence in sentences)
        assert len(set(sentences)) == 2


def _rest(change: Change) -> list[Any]:
    return [getattr(change, field) for field in list(change.__dataclass_fields__)[1:]]


def test_both_places_are_those_of_the_pages(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "text-reworded_description.toml", tmp_path)
    (reworded,) = [change for change in differ(old, new).changes if change.kind == "text-reworded"]
    assert reworded.old_place is not None
    assert reworded.new_place is not None
    assert (reworded.old_place.path, reworded.old_place.line) == (f"{old}/mapd.en.txt", 5)
    assert (reworded.new_place.path, reworded.new_place.line) == (f"{new}/mapd.en.txt", 5)


def test_a_language_that_goes_with_all_texts_of_a_concept_is_no_translation_removed() -> None:
    texts = [triple for triple in BASE if "/SSUP" in triple[0] and language_of(triple[2])]
    english = [(subject, predicate, literal(f"{value_of(term)} en", "en")) for subject, predicate, term in texts]
    old = side_of([*BASE, *english])
    assert kinds(compare_graphs(old, side_of(BASE))) == {"translation-removed": 1}
    without = kinds(compare_graphs(old, side_of([triple for triple in BASE if triple not in texts])))
    assert "translation-removed" not in without
    assert without["text-removed"] > 1


def test_what_replaces_a_skill_is_known_where_it_is_recoded(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "skill-recoded_same_texts.toml", tmp_path)
    base = "https://example.org/framework/"
    assert differ(old, new).deprecated == (
        *((f"<{base}skilllevels/MAPD_{level}>", f"<{base}skilllevels/MAPS_{level}>") for level in (2, 3, 4, 5)),
        (f"<{base}skills/MAPD>", f"<{base}skills/MAPS>"),
    )


@settings(deadline=None)  # the machine may be busy
@given(EDITS, EDITS)
def test_nothing_that_differs_goes_unsaid(
    of_old: list[tuple[str, int, str, str, str]], of_new: list[tuple[str, int, str, str, str]]
) -> None:
    old, new = side_of(edited(of_old)), side_of(edited(of_new))
    diff = compare_graphs(old, new, "pt")
    assert bool(diff.changes) == (old.statements() != new.statements())
    assert set(diff.removed) == old.statements() - new.statements()
    assert set(diff.added) == new.statements() - old.statements()
    for change in diff.changes:
        assert change.sentence("en") != change.sentence("pt")


@settings(deadline=None)  # the machine may be busy
@given(EDITS)
def test_a_graph_and_itself_say_the_same(edits: list[tuple[str, int, str, str, str]]) -> None:
    statements = edited(edits)
    diff = compare_graphs(side_of(statements), side_of(statements[::-1]))
    assert (diff.changes, diff.removed, diff.added, diff.verdict) == ((), (), (), "none")


# Words

TEXTS = st.text(st.sampled_from("ab c.,\n•凧 é-'"), max_size=60) | st.text(max_size=40)


@settings(deadline=None)  # the machine may be busy
@given(TEXTS, TEXTS)
def test_the_words_kept_and_taken_away_are_the_old_text_those_kept_and_added_the_new(old: str, new: str) -> None:
    marked = word_diff(old, new)
    assert "".join(run for mark, run in marked if mark != "+") == old
    assert "".join(run for mark, run in marked if mark != "-") == new
    assert all(one[0] != other[0] for one, other in pairwise(marked))


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Draws a map.", "Draws a chart.", "Draws a [map]{chart}."),
        ("Draws a map of it.", "Draws two charts of it.", "Draws [a map]{two charts} of it."),
        ("Holds, then pulls.", "Holds then pulls.", "Holds[,] then pulls."),
        ("凧を揚げる。", "凧を高く揚げる。", "凧を{高く}揚げる。"),
        ("a well-known knot", "a known knot", "a [well-known]{known} knot"),
    ],
)
def test_words_are_marked_as_a_reader_would(old: str, new: str, marked: str) -> None:
    signs = {"=": "{}", "-": "[{}]", "+": "{{{}}}"}
    assert "".join(signs[mark].format(run) for mark, run in word_diff(old, new)) == marked
    assert "".join(words_of(old)) == old


# Names


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=20), st.sampled_from(["", "en", "pt-br"]))
def test_the_value_of_a_literal_is_what_it_was_made_of(value: str, language: str) -> None:
    if value.isprintable() or "\ud800" not in value:
        assert value_of(literal(value, language)) == value


@pytest.mark.parametrize(
    "term", ["<https://e.org/f/>", "<https://e.org/f/skills/X>", "<https://e.org/g>", "<https://e.org/f/a:b>"]
)
def test_a_name_and_its_root_are_the_iri(term: str) -> None:
    assert absolute(relative(term, "https://e.org/f/"), "https://e.org/f/") == term


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("<https://e.org/f/skills/X>", "<skills/X>"),
        ("<https://e.org/f/a/b:c>", "<a/b:c>"),
        ("<https://e.org/f/a:b>", "<https://e.org/f/a:b>"),
        ("<https://e.org/g>", "<https://e.org/g>"),
        ('"https://e.org/f/x"', '"https://e.org/f/x"'),
    ],
)
def test_a_name_has_no_colon_in_its_first_part(term: str, name: str) -> None:
    """RFC 3986, section 4.2: it would be a scheme."""
    assert relative(term, "https://e.org/f/") == name


def test_history_is_no_change(tmp_path: Path) -> None:
    """A graph with links to the edition before, and the same pages without them."""
    _, new = write_editions(tmp_path)
    reading = read_sources(read_project(str(new), Files())[0], Files())
    write_graph(reading.build, tmp_path / "graphs", ["ttl"])
    new.write_text(new.read_text("utf-8").replace('previous = "../8/skosmith.toml"\n', ""), "utf-8")
    diff = compare_graphs(*read_sides(str(tmp_path / "graphs" / "graph.ttl"), str(new), SideSettings(Project())))
    assert diff.changes == ()
    assert diff.removed
