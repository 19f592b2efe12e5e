"""``skosmith lsp``, driven as an editor drives it: over its streams, by the messages of the protocol."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from editor import Editor, Process, Thread, applied, codes, line_of, project_at, quick_fixes

Json = Any
PT = ROOT / "examples" / "mapd.pt.txt"
EN = ROOT / "examples" / "mapd.en.txt"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_at(tmp_path)


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor(Thread()) as one:
        yield one


@pytest.fixture(params=[Process, Thread])
def any_editor(request: pytest.FixtureRequest) -> Iterator[Editor]:
    with Editor(request.param()) as one:
        yield one


def test_a_page_is_opened_broken_mended_and_the_server_ends(any_editor: Editor, project: Path) -> None:
    editor = any_editor
    able = editor.begin(project)["capabilities"]
    assert able["positionEncoding"] == "utf-16"
    assert able["textDocumentSync"] == {"openClose": True, "change": 2, "save": True}
    path = project / "pages" / "mapd.pt.txt"
    text = path.read_text("utf-8")
    uri = editor.open(path)
    assert editor.at("hover", uri, 2, 3)["contents"]["kind"] == "markdown"
    assert editor.diagnostics == {}

    line = line_of(text, "Notas orientativas")
    place = {"start": {"line": line, "character": 4}, "end": {"line": line, "character": 5}}
    editor.change(uri, {"range": place, "text": ""})
    (answer,) = editor.shown(uri)
    assert (answer["code"], answer["severity"], answer["source"]) == ("label-misspelt", 1, "skosmith")
    assert answer["range"] == {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 17}}
    assert answer["codeDescription"]["href"].endswith("#label-misspelt")

    fix = quick_fixes(editor, uri, answer)[0]
    assert (fix["kind"], fix["isPreferred"], codes(fix["diagnostics"])) == ("quickfix", True, ["label-misspelt"])
    broken = text.replace("Notas orientativas", "Nota orientativas")
    assert applied(broken, fix["edit"]["changes"][uri]) == text
    editor.replace(uri, text, 3)
    editor.shown(uri, lambda item: item == [])

    (link,) = editor.at("definition", uri, 2, 3)
    assert link["uri"] == (project / "pages" / "mapd.en.txt").as_uri()
    assert editor.end() == 0


# Ends


def test_it_ends_with_one_where_nobody_shut_it_down(project: Path) -> None:
    editor = Editor(Process())
    editor.begin(project)
    with editor:
        assert editor.leave() == 1


def test_it_ends_when_the_editor_is_gone(project: Path) -> None:
    editor = Editor(Process())
    editor.begin(project)
    with editor:
        editor.has_ended = True
        editor.connection.writer.close()
        assert editor.connection.wait() == 1


def test_by_hand_it_says_that_an_editor_starts_it() -> None:
    master, terminal = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "skosmith", "lsp"], stdin=terminal, capture_output=True, check=False, timeout=60
        )
    finally:
        os.close(master)
        os.close(terminal)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"an editor starts this" in done.stderr


def test_what_some_editors_add_to_the_command_is_taken(project: Path) -> None:
    with Editor(Process("--stdio", "--messages", "pt")) as editor:
        editor.begin(project)
        path = project / "pages" / "mapd.pt.txt"
        uri = editor.open(path, path.read_text("utf-8").replace("2 3 4 5", "2 3 4"))
        assert editor.shown(uri)[0]["message"].startswith("O nível 5 tem uma seção aqui")


# Diagnostics


def test_the_language_of_the_messages_is_the_editors(editor: Editor, project: Path) -> None:
    editor.begin(project, locale="pt-BR")
    uri = editor.open(project / "pages" / "mapd.pt.txt", "")
    assert editor.shown(uri)[0]["message"].startswith("A página está vazia.")


def test_problems_of_files_that_are_not_open_are_shown_on_them(editor: Editor, project: Path) -> None:
    path = project / "pages" / "ssup.pt.txt"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Mostrar/ocultar", "Mostrar/oculta"), "utf-8")
    editor.begin(project)
    assert codes(editor.shown(path.as_uri())) == ["label-misspelt"]
    path.write_text(text, "utf-8")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})
    editor.shown(path.as_uri(), lambda item: item == [])


def test_a_conflict_of_two_pages_is_shown_on_both_with_the_other_place(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path, other = project / "pages" / "mapd.pt.txt", project / "pages" / "ssup.pt.txt"
    uri = editor.open(path, path.read_text("utf-8").replace("resolve sozinho", "faz sozinho"))
    here, there = editor.shown(uri), editor.shown(other.as_uri())
    assert codes(here) == codes(there) == ["essence-value-unique"]
    assert here[0]["relatedInformation"][0]["location"]["uri"] == other.as_uri()
    assert there[0]["relatedInformation"][0]["location"]["range"] == here[0]["range"]


def test_many_places_are_cut_short(editor: Editor, tmp_path: Path) -> None:
    text = PT.read_text("utf-8").replace("resolve sozinho", "resolve\ufffd sozinho")
    for number in range(14):
        code = f"MAP{chr(ord('A') + number)}"
        (tmp_path / f"{code}.pt.txt").write_text(text.replace("MAPD", code), "utf-8")
    editor.begin(tmp_path)
    values = editor.shown((tmp_path / "MAPC.pt.txt").as_uri())
    related = next(one for one in values if one["code"] == "text-replacement-character")["relatedInformation"]
    assert len(related) == 11
    assert related[-1]["message"] == "In 3 more places."


def test_what_an_editor_may_fade_is_tagged(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.pt.txt"
    uri = editor.open(path, path.read_text("utf-8").replace("2 3 4 5", "2 3 4 5\n\nMais uma frase."))
    (answer,) = editor.shown(uri)
    assert (answer["code"], answer["tags"], answer["range"]["start"]["line"]) == ("line-not-held", [1], 10)


def test_an_editor_that_pulls_asks_for_what_is_open_and_is_told_of_the_rest(editor: Editor, project: Path) -> None:
    capabilities = {
        "textDocument": {"diagnostic": {"dynamicRegistration": False}},
        "workspace": {"diagnostics": {"refreshSupport": True}},
    }
    able = editor.begin(project, capabilities=capabilities)["capabilities"]
    assert able["diagnosticProvider"]["interFileDependencies"] is True
    path, other = project / "pages" / "mapd.pt.txt", project / "pages" / "ssup.pt.txt"
    uri = editor.open(path)

    def pull(uri: str, previous: str | None = None) -> Json:
        params = {"textDocument": {"uri": uri}, "previousResultId": previous}
        return editor.request("textDocument/diagnostic", params)

    clean = pull(uri)
    assert (clean["kind"], clean["items"]) == ("full", [])
    assert pull(uri, clean["resultId"]) == {"kind": "unchanged", "resultId": clean["resultId"]}
    text = path.read_text("utf-8")
    editor.replace(uri, text.replace("resolve sozinho", "faz sozinho"))
    broken = pull(uri, clean["resultId"])
    assert codes(broken["items"]) == ["essence-value-unique"]
    assert codes(editor.shown(other.as_uri())) == ["essence-value-unique"]  # pushed: it is not open
    assert uri not in editor.diagnostics

    second = editor.open(other)
    assert codes(pull(second)["items"]) == ["essence-value-unique"]
    editor.shown(second, lambda item: item == [])  # not shown twice
    editor.replace(uri, text, 3)
    assert pull(uri)["items"] == []
    editor.wait(lambda: "workspace/diagnostic/refresh" in [one["method"] for one in editor.log])
    assert pull(second)["items"] == []
    assert pull("file:///nowhere/at/all.txt")["items"] == []


def test_files_are_watched_where_the_editor_can(editor: Editor, project: Path) -> None:
    editor.begin(project, capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    editor.wait(lambda: "client/registerCapability" in [one["method"] for one in editor.log])
    (registered,) = editor.log[0]["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    assert registered["registerOptions"]["watchers"][1]["globPattern"] == "**/skosmith.toml"


def test_problems_of_a_workbook_name_their_cell(editor: Editor, tmp_path: Path) -> None:
    table = "Code,Skill,Category,Subcategory,Overall description,Guidance notes,Level 1 description\n"
    (tmp_path / "skills.csv").write_text(table + "KITE,Kite flying,Air,Wind,Keeping kites up.,,\n", "utf-8")
    (tmp_path / "skosmith.toml").write_text('sources = ["skills.csv"]\n', "utf-8")
    editor.begin(tmp_path)
    values = editor.shown((tmp_path / "skills.csv").as_uri())
    assert all("!" in one["message"] for one in values if one["code"].startswith("column"))
    assert {one["range"]["end"]["character"] for one in values if "!" in one["message"]} == {0}
    uri = editor.open(tmp_path / "skills.csv")
    assert quick_fixes(editor, uri, values[0]) == []
    assert editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) == []


# The project file


def test_problems_of_the_project_file_are_shown_in_it_and_mended(editor: Editor, project: Path) -> None:
    editor.begin(project)
    file, page = project / "skosmith.toml", project / "pages" / "mapd.pt.txt"
    broken = 'titel = "Maps"\nrights = "© Nobody"\nsources = ["pages"]\nbase-iri = "https://example.org/maps"\n'
    uri = editor.open(file, broken)
    values = editor.shown(uri, lambda item: len(item) == 2)
    assert codes(values) == ["setting-unknown", "setting-base-iri-slash"]
    assert values[0]["range"] == {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}
    for one in values:
        broken = applied(broken, quick_fixes(editor, uri, one)[0]["edit"]["changes"][uri])
        editor.replace(uri, broken)
    assert broken.startswith('title = "Maps"')
    assert '"https://example.org/maps/"' in broken
    editor.shown(uri, lambda item: item == [])
    opened = editor.open(page)
    assert "https://example.org/maps/skills/MAPD" in editor.at("hover", opened, 2, 3)["contents"]["value"]
    editor.replace(uri, "title = \n", 3)
    assert codes(editor.shown(uri)) == ["project-syntax"]
    assert "https://example.org/maps/skills/MAPD" in editor.at("hover", opened, 2, 3)["contents"]["value"]


def test_a_problem_that_the_project_waives_is_not_shown(editor: Editor, project: Path) -> None:
    file, page = project / "skosmith.toml", project / "pages" / "mapd.pt.txt"
    waiver = '[[waivers]]\ncode = "label-misspelt"\npath = "pages"\nreason = "Known."\nexpires = 9999-12-31\n'
    editor.begin(project)
    broken = page.read_text("utf-8").replace("Notas orientativas", "Nota orientativa")
    uri = editor.open(page, broken)
    assert codes(editor.shown(uri)) == ["label-misspelt"]
    opened = editor.open(file, file.read_text("utf-8") + waiver)
    editor.shown(uri, lambda item: item == [])
    editor.replace(uri, page.read_text("utf-8"))
    assert codes(editor.shown(opened)) == ["waiver-unused"]


def test_what_belongs_to_no_page_is_shown_in_the_project_file(editor: Editor, project: Path) -> None:
    file = project / "skosmith.toml"
    file.write_text('sources = ["pages", "nowhere.txt", "-", "https://example.org/never-asked"]\n', "utf-8")
    editor.begin(project)
    values = editor.shown(file.as_uri(), lambda item: len(item) == 2)
    assert sorted(codes(values)) == ["framework-rights", "no-such-file"]
    missing = next(one for one in values if one["code"] == "no-such-file")
    assert "nowhere.txt" in missing["message"]
    assert missing["range"]["end"] == {"line": 0, "character": 7}


def test_a_project_file_below_the_folder_is_found_and_one_above_it_too(editor: Editor, project: Path) -> None:
    page = project / "pages" / "mapd.pt.txt"
    page.write_text(page.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    editor.begin(project.parent)  # the file is in a folder below
    assert codes(editor.shown(page.as_uri())) == ["skill-declared-levels"]
    above, below = {"uri": project.parent.as_uri(), "name": "a"}, {"uri": (project / "pages").as_uri(), "name": "b"}
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [above]}})
    editor.shown(page.as_uri(), lambda item: item == [])
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [below], "removed": []}})
    assert codes(editor.shown(page.as_uri())) == ["skill-declared-levels"]


def test_a_folder_without_a_project_file_shows_its_pages_and_what_is_open(editor: Editor, tmp_path: Path) -> None:
    page, other = tmp_path / "mapd.pt.txt", tmp_path / "readme.md"
    page.write_text(PT.read_text("utf-8").replace("2 3 4 5", "2 3 4"), "utf-8")
    other.write_text("# About\n\nThis is no page.\n", "utf-8")
    editor.begin(tmp_path)
    assert codes(editor.shown(page.as_uri())) == ["skill-declared-levels"]
    assert other.as_uri() not in editor.diagnostics
    assert codes(editor.shown(editor.open(other))) == ["other-page"]
    odd = tmp_path / "draft.page"
    assert codes(editor.shown(editor.open(odd, PT.read_text("utf-8").replace("2 3 4 5", "2 3")))) == [
        "skill-declared-levels", "skill-declared-levels",
    ]  # fmt: skip


def test_a_page_that_the_project_does_not_name_is_checked_alone(editor: Editor, project: Path) -> None:
    editor.begin(project)
    draft = project / "draft.pt.txt"
    uri = editor.open(draft, PT.read_text("utf-8").replace("2 3 4 5", "2 3 4").replace("MAPD", "ROPE"))
    assert codes(editor.shown(uri)) == ["skill-declared-levels"]
    readme = editor.open(project / "README.md", "# About\n\nNo page.\n")
    assert editor.at("hover", readme, 0, 0) is None
    assert readme not in editor.diagnostics


def test_without_a_folder_a_page_is_checked_alone(editor: Editor, tmp_path: Path) -> None:
    editor.begin()
    uri = editor.open(tmp_path / "mapd.pt.txt", PT.read_text("utf-8").replace("2 3 4 5", "2 3 4"))
    assert codes(editor.shown(uri)) == ["skill-declared-levels"]
    other = editor.open("untitled:Untitled-1", EN.read_text("utf-8").replace("Guidance notes", "Guidanse notes"))
    assert codes(editor.shown(other)) == ["label-misspelt"]
    assert editor.at("hover", other, 2, 1) is not None
    editor.close(other)
    editor.shown(other, lambda item: item == [])


def test_a_file_of_rdf_is_checked_while_it_is_edited(editor: Editor, tmp_path: Path) -> None:
    editor.begin(tmp_path)
    uri = editor.open(tmp_path / "graph.ttl", "@prefix skm: <https://w3id.org/skosmith/ns#> .\n<a> skm:x ;; <b> .\n")
    (answer,) = editor.shown(uri)
    assert (answer["code"], answer["range"]["start"]["line"]) == ("graph-syntax", 1)
    assert editor.at("hover", uri, 1, 1) is None
    graph = (ROOT / "output" / "graph.ttl").read_text("utf-8")
    editor.replace(uri, graph.replace("skm:declaredLevel <lor/1>, ", "skm:declaredLevel "))
    values = editor.shown(uri, lambda values: "skill-declared-levels" in codes(values))
    answer = next(one for one in values if one["code"] == "skill-declared-levels")
    assert quick_fixes(editor, uri, answer) == []  # a file of RDF has no line of digits
