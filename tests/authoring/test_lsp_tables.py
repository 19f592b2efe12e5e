"""Tables of other names in an editor: their problems, and their rows among the lines about a thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from editor import Editor, Thread, codes, project_at

NAMES = "notation,language,kind,label\nMAPD,en,altLabel,Cartography\n"


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor(Thread()) as one:
        yield one


def test_a_row_is_wrong_and_right_while_it_is_typed(editor: Editor, tmp_path: Path) -> None:
    folder = project_at(tmp_path)
    (folder / "names.csv").write_text(f"{NAMES}MAPD,en,altLabel,Map drawing\n", "utf-8")
    editor.begin(folder)
    uri = (folder / "names.csv").as_uri()
    (answer,) = editor.shown(uri)  # of a file that is not open
    assert answer["code"] == "concept-pref-label-disjoint"
    assert answer["range"]["start"] == {"line": 2, "character": 17}
    assert answer["relatedInformation"][0]["location"]["uri"].endswith("/pages/mapd.en.txt")
    assert editor.open(folder / "names.csv") == uri
    editor.replace(uri, f"{NAMES}MPAD,en,altLabel,Maps\n")
    assert codes(editor.shown(uri, lambda now: codes(now) == ["table-subject-unknown"]))
    editor.replace(uri, NAMES, 3)
    editor.shown(uri, lambda now: not now)


def test_the_lines_about_a_skill_are_those_of_tables_too(editor: Editor, tmp_path: Path) -> None:
    folder = project_at(tmp_path)
    (folder / "names.csv").write_text(NAMES, "utf-8")
    editor.begin(folder)
    page = editor.open(folder / "pages" / "mapd.en.txt")
    places = editor.at("references", page, 2, 3, context={"includeDeclaration": True})
    lines = {(one["uri"].rpartition("/")[2], one["range"]["start"]["line"]) for one in places}
    assert ("names.csv", 1) in lines


def test_a_table_that_was_never_saved_belongs_to_its_project(editor: Editor, tmp_path: Path) -> None:
    folder = project_at(tmp_path)
    editor.begin(folder)
    uri = editor.open(folder / "names.csv", f"{NAMES}MAPD,xx-,altLabel,Maps\n")
    assert codes(editor.shown(uri)) == ["name-language"]
