"""What an editor should not do and does: odd ranges, broken files, floods of edits. The server answers all the same."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from editor import Editor, Thread, applied, codes
from skosmith.framework import open_framework
from skosmith.model import Files
from skosmith.project import Project

pytestmark = pytest.mark.slow

Json = Any

TEXT = (ROOT / "examples" / "mapd.pt.txt").read_text("utf-8")


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor(Thread()) as one:
        yield one


def is_alive(editor: Editor, folder: Path) -> bool:
    """Whether a page opened now is checked and shown."""
    uri = editor.open(folder / "alive.pt.txt", TEXT.replace("2 3 4 5", "2 3 4"))
    values = codes(editor.shown(uri))
    editor.close(uri)
    editor.shown(uri, lambda item: item == [])
    return values == ["skill-declared-levels"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-page"),
        ("\n \n\ufeff\n", "empty-page"),
        ("\0\1\2\x7fELF", "binary-file"),
        ("%PDF-1.7\n", "pdf-document"),
        ("\ud800 half a letter\n", "not-utf-8"),
        ("x" * 30_000, "line-too-long"),
        ("x\n" * 5_100_000, "file-too-large"),
        ("<html><body><!-- never closed", "html-not-closed"),
        ("<" * 5000, "language-not-found"),
        ("Kites KITE\n", "language-not-found"),
        (TEXT + "\n" + TEXT.replace("MAPD", "ROPE"), "two-skills"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_page_is_a_problem_and_no_end(editor: Editor, tmp_path: Path, text: str, code: str) -> None:
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "page.txt", text)
    values = codes(editor.shown(uri))
    assert code in values or values == ["other-page"]
    for method in ("hover", "definition", "completion"):
        editor.at(method, uri, 0, 0)
    assert editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) is None
    assert is_alive(editor, tmp_path)


def test_a_page_of_many_lines_is_answered_in_time(editor: Editor, tmp_path: Path) -> None:
    editor.begin(tmp_path)
    lines = [f"Line {number} says this and that" for number in range(20_000)]
    uri = editor.open(tmp_path / "long.pt.txt", TEXT + "\n\n" + "\n\n".join(lines))
    assert len(editor.shown(uri)) == 500  # the gravest
    editor.replace(uri, TEXT)
    editor.shown(uri, lambda item: item == [])


def test_odd_messages_are_answered(editor: Editor, tmp_path: Path) -> None:
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "page.pt.txt", TEXT)
    beyond: Json = {"start": {"line": 900, "character": 7}, "end": {"line": 2, "character": 9000}}
    editor.change(uri, {"range": beyond, "text": ""})
    for line, character in ((0, 0), (2, 9999), (9999, 0), (9999, 9999)):
        for method in ("hover", "definition", "declaration", "completion"):
            editor.at(method, uri, line, character)
        editor.at("references", uri, line, character, context={"includeDeclaration": True})
    params = {"textDocument": {"uri": uri}, "range": beyond, "context": {"diagnostics": [], "only": ["refactor"]}}
    assert editor.request("textDocument/codeAction", params) == []
    nowhere = "file:///nowhere/page.txt"
    for odd in (nowhere, "git:/x.txt", "", "nonsense", "file://[broken"):
        assert editor.at("hover", odd, 0, 0) is None
        assert editor.at("completion", odd, 0, 0) == []
        editor.change(odd, {"text": "x"})
        editor.close(odd)
        editor.open(odd, "x")
    assert "error" in editor.answer("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    editor.send({"id": "odd", "method": "textDocument/hover", "params": {"textDocument": 3}})
    editor.notify("$/cancelRequest", {"id": 12345})
    editor.notify("$/setTrace", {"value": "verbose"})
    editor.notify("workspace/didChangeConfiguration", {"settings": {}})
    editor.write(b"this is no JSON")
    editor.write(b"[]")
    assert is_alive(editor, tmp_path)
    editor.expected = [one for one in editor.log if one["method"] == "window/logMessage"]
    assert len(editor.expected) >= 2


def test_a_file_that_comes_is_renamed_and_goes(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "skosmith.toml").write_text('rights = "x"\nsources = ["pages", "more/*.txt"]\n', "utf-8")
    (tmp_path / "pages").mkdir()
    editor.begin(tmp_path)
    broken = TEXT.replace("2 3 4 5", "2 3 4")
    uri = editor.open(tmp_path / "pages" / "new.pt.txt", broken)  # not on the disk yet
    assert codes(editor.shown(uri)) == ["skill-declared-levels"]
    matched = editor.open(tmp_path / "more" / "new.txt", broken.replace("MAPD", "ROPE"))
    assert "skill-declared-levels" in codes(editor.shown(matched))
    editor.close(matched)
    editor.shown(matched, lambda item: item == [])
    (tmp_path / "pages" / "new.pt.txt").write_text(broken, "utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    editor.close(uri)
    renamed = (tmp_path / "pages" / "new.pt.txt").rename(tmp_path / "pages" / "renamed.pt.txt")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 3}]})
    editor.shown(uri, lambda item: item == [])
    assert codes(editor.shown(renamed.as_uri())) == ["skill-declared-levels"]
    opened = editor.open(renamed)
    renamed.unlink()  # open, and gone from the disk
    editor.replace(opened, TEXT.replace("2 3 4 5", "2 3"))
    editor.shown(opened, lambda item: "level 4" not in str(item))
    assert codes(editor.diagnostics[opened]) == ["skill-declared-levels"]
    editor.close(opened)
    editor.shown(opened, lambda item: item == [])


def test_a_burst_of_edits_is_checked_few_times(editor: Editor, tmp_path: Path) -> None:
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "page.pt.txt", TEXT)
    editor.at("hover", uri, 0, 0)
    before = editor.pushes
    line = TEXT.split("\n").index("Notas orientativas")
    for number in range(60):
        at = {"line": line, "character": 5 + number}
        editor.change(uri, {"range": {"start": at, "end": at}, "text": "x"}, version=number + 2)
        time.sleep(0.005)
    typed = {"start": {"line": line, "character": 5}, "end": {"line": line, "character": 65}}
    editor.change(uri, {"range": typed, "text": "z"}, version=100)
    values = editor.shown(uri, lambda item: bool(item) and item[0]["range"]["end"]["character"] == 19)
    assert codes(values) == ["label-misspelt"]
    assert editor.pushes - before < 15


def test_a_check_that_breaks_off_is_logged_and_the_next_one_runs(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "page.pt.txt", TEXT.replace("2 3 4 5", "2 3 4"))
    values = editor.shown(uri)

    def broken(*_: object) -> None:
        raise RuntimeError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr("skosmith.framework.Framework.problems", broken)
        editor.replace(uri, TEXT)
        editor.wait(lambda: len(editor.log) == 1)
    with monkeypatch.context() as patched:
        patched.setattr("skosmith.authoring.lsp.publishing.problems_by_path", broken)
        editor.replace(uri, TEXT, 3)
        editor.wait(lambda: len(editor.log) == 2)
    assert editor.log[-1]["params"] == {"type": 1, "message": "RuntimeError: on purpose"}
    assert editor.diagnostics[uri] == values
    editor.expected = list(editor.log)
    editor.replace(uri, TEXT, 4)
    editor.shown(uri, lambda item: item == [])


def test_a_folder_of_many_files_is_not_read_as_a_whole(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skosmith.authoring.lsp.projects.MOST_FILES", 5)
    for number in range(6):
        (tmp_path / f"{number}.pt.txt").write_text(TEXT.replace("2 3 4 5", "2 3 4"), "utf-8")
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "0.pt.txt")
    assert codes(editor.shown(uri)) == ["skill-declared-levels"]
    assert list(editor.diagnostics) == [uri]


WORDS = st.sampled_from(
    ["", "x", "\n", "\n\n", "é", "e\u0301", "\U0001f600", "Notas orientativas", ": Nível 3", "2", ". "]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), WORDS), max_size=6)


@given(EDITS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_is_what_a_check_of_the_same_text_finds(
    tmp_path: Path, edits: list[tuple[float, int, str]]
) -> None:
    """After any edits: the editor's text is the server's, and nothing is left over from the checks before."""
    path = str(tmp_path / "page.pt.txt")
    (tmp_path / "skosmith.toml").write_text(f'rights = "x"\nsources = ["{path}"]\n', "utf-8")
    text = TEXT
    with Editor(Thread()) as editor:
        editor.begin(tmp_path, capabilities={"textDocument": {"diagnostic": {}}})
        uri = editor.open(tmp_path / "page.pt.txt", text)
        for number, (where, length, new) in enumerate(edits):
            start = int(where * len(text))
            place = {"start": position(text, start), "end": position(text, min(start + length, len(text)))}
            change = {"range": place, "newText": new}
            editor.change(uri, {"range": place, "text": new}, version=number + 2)
            text = applied(text, [change])
        answer = editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
    fresh = open_framework(Project(sources=(path,), rights="x"), Files({path: text.encode()})).problems()
    wanted = [(one.code, max(span.line - 1, 0)) for one in fresh for span in one.spans[:1]]
    assert sorted((one["code"], one["range"]["start"]["line"]) for one in answer) == sorted(wanted)


def position(text: str, at: int) -> Json:
    """The place of a character of ``text``, whose lines end with LF, in UTF-16 units."""
    line = text[:at].rpartition("\n")[2]
    return {"line": text[:at].count("\n"), "character": len(line.encode("utf-16-le")) // 2}
