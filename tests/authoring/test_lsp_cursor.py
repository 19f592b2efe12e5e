"""What the language server says of the place where the cursor is: hover, references, outline, quick fixes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import PAGES, ROOT
from editor import CAPABILITIES, Editor, Thread, codes, line_of, project_at, quick_fixes
from skosmith.authoring.lsp.documents import Document
from skosmith.authoring.lsp.places import content_at
from skosmith.authoring.lsp.projects import Projects
from skosmith.authoring.lsp.session import State
from skosmith.framework import check_project
from skosmith.model import Span

Json = Any


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_at(tmp_path)


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor(Thread()) as one:
        yield one


HELD = [*sorted((PAGES / "accept").glob("*.txt")), *sorted((PAGES / "layouts").glob("*/[EH].*"))]


def test_hover_says_what_a_line_becomes(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.en.txt"
    text = path.read_text("utf-8")
    uri = editor.open(path)

    def hover(begins: str, character: int = 1) -> str:
        answer = editor.at("hover", uri, line_of(text, begins), character)
        return str(answer["contents"]["value"]) if answer else ""

    base = "https://example.org/framework"
    assert hover("Map drawing MAPD").startswith(f"`{base}/skills/MAPD`\n\n```turtle\n<skills/MAPD> a skm:Skill")
    assert 'skos:notation "MAPD"' in hover("Map drawing MAPD", 14)
    assert "skm:declaredLevel <lor/3>" in hover("2 3 4 5", 2)
    assert "Label `guidance`" in hover("Guidance notes")
    assert "Chrome of the site, `show_hide`" in hover("Show/hide")
    assert f"`{base}/skilllevels/MAPD_2`" in hover("Map drawing: Level 2")
    assert "<lor/2/essence> rdf:value " in hover("Level 2 - ", 60)
    assert "…" in hover("Level 2 - ", 60)
    assert editor.at("hover", uri, 1, 0) is None


@pytest.mark.parametrize("path", HELD, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_line_of_a_page_becomes_something(path: Path) -> None:
    document = Document(path.as_uri(), str(path), 1, path.read_text("utf-8"))
    documents = {document.path: document}
    state = State(0, documents, tuple(Projects(check_project).check([], documents)))
    page = state.page(document.path)
    assert page is not None
    for line in page.lines:
        place = state.lines(document.path).range(
            Span(document.path, line.number, line.column, line.number, line.column)
        )
        assert state.lines(document.path).place(place.start) == (line.number, line.column)
        assert content_at(state, document.path, line.number, line.column) is not None


def test_every_line_of_the_real_page_becomes_something(editor: Editor, seed: Path) -> None:
    editor.begin()
    uri = editor.open(seed)
    numbers = [number for number, line in enumerate(seed.read_text("utf-8").split("\n")) if line.strip()]
    assert all(editor.at("hover", uri, number, 0) for number in numbers)
    assert uri not in editor.diagnostics


def test_hover_is_plain_where_the_editor_shows_no_markdown(editor: Editor, project: Path) -> None:
    editor.begin(project, capabilities={})
    uri = editor.open(project / "pages" / "mapd.en.txt")
    contents = editor.at("hover", uri, 2, 1)["contents"]
    assert contents["kind"] == "plaintext"
    assert "`" not in contents["value"]
    assert "`" not in editor.at("hover", uri, 0, 1)["contents"]["value"]


def test_marks_of_markdown_in_a_text_do_not_leave_the_code(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.en.txt"
    line = path.read_text("utf-8").split("\n")[4]
    uri = editor.open(path, path.read_text("utf-8").replace(line, "A ``` fence, <b>bold</b> and `code`."))
    value = editor.at("hover", uri, 4, 3)["contents"]["value"]
    fence = value.split("\n\n")[1].split("turtle")[0]
    assert fence == "````"
    assert value.endswith("\n````")


def test_the_same_in_another_language(editor: Editor, project: Path) -> None:
    capabilities = {**CAPABILITIES, "textDocument": {"definition": {"linkSupport": True}}}
    editor.begin(project, capabilities=capabilities)
    here, there = project / "pages" / "mapd.pt.txt", project / "pages" / "mapd.en.txt"
    text, other = here.read_text("utf-8"), there.read_text("utf-8")
    uri = editor.open(here)

    def goes_to(begins: str, character: int = 0) -> list[str]:
        result = editor.at("definition", uri, line_of(text, begins), character) or []
        assert {one["targetUri"] for one in result} <= {there.as_uri()}
        return [other.split("\n")[one["targetRange"]["start"]["line"]] for one in result]

    assert goes_to("Desenho de mapas MAPD") == ["Map drawing MAPD"]
    assert goes_to("Notas orientativas") == ["Guidance notes"]
    assert goes_to("2 3 4 5", 2) == ["2 3 4 5"]
    assert goes_to("Desenho de mapas: Nível 3") == ["Map drawing: Level 3"]
    assert goes_to("Nível 3", 70)[0].startswith("Level 3 - ")
    assert goes_to("Mostrar") == [other.split("\n")[line_of(other, "Show/hide")]]
    assert editor.at("declaration", uri, 2, 0)[0]["uri"] == there.as_uri()
    assert editor.at("definition", uri, 1, 0) is None  # a blank line
    ssup = editor.open(project / "pages" / "ssup.pt.txt")  # it has one page; its essences are said in English, too
    line = line_of((project / "pages" / "ssup.pt.txt").read_text("utf-8"), "Nível 2")
    assert [one["targetUri"] for one in editor.at("definition", ssup, line, 70)] == [there.as_uri()]


def test_references_are_the_lines_of_all_pages(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.pt.txt"
    uri = editor.open(path)
    line = line_of(path.read_text("utf-8"), "Nível 2")
    answer = editor.at("references", uri, line, 12, context={"includeDeclaration": True})
    assert {one["uri"].rpartition("/")[2] for one in answer} == {"mapd.pt.txt", "mapd.en.txt", "ssup.pt.txt"}
    fewer = editor.at("references", uri, line, 12, context={"includeDeclaration": False})
    assert len(fewer) == len(answer) - 1
    assert editor.at("references", uri, 0, 0, context={"includeDeclaration": True}) == []  # chrome is no node
    assert editor.at("references", uri, 1, 0, context={"includeDeclaration": True}) is None


def test_the_outline_of_a_page(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.en.txt"
    uri = editor.open(path)
    (top,) = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert top["name"] == "Map drawing MAPD"
    names = [one["name"] for one in top["children"]]
    assert names[1:3] == ["Revision notes", "Guidance notes"]
    assert names[-1].startswith("Map drawing: Level ")
    assert [one["detail"] for one in top["children"][3]["children"]] == ["understanding/lower", "understanding/higher"]

    def check(symbol: Json) -> None:
        outer, inner = symbol["range"], symbol["selectionRange"]
        assert (outer["start"]["line"], outer["end"]["line"]) >= (inner["start"]["line"], inner["end"]["line"])
        for one in symbol["children"]:
            assert one["range"]["start"]["line"] >= outer["start"]["line"]
            assert one["range"]["end"]["line"] <= outer["end"]["line"]
            check(one)

    check(top)
    broken = editor.open(project / "pages" / "ssup.pt.txt", "")
    assert editor.request("textDocument/documentSymbol", {"textDocument": {"uri": broken}}) is None


def test_the_outline_is_flat_where_the_editor_knows_no_other(editor: Editor, tmp_path: Path) -> None:
    editor.begin(tmp_path, capabilities={})
    uri = editor.open(ROOT / "tests" / "data" / "pages" / "accept" / "level_page.en.txt")
    answer = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert answer[0]["location"]["uri"] == uri
    assert answer[1]["containerName"] == answer[0]["name"]


def test_one_edit_that_mends_two_problems_is_offered_once(editor: Editor, project: Path) -> None:
    editor.begin(project)
    path = project / "pages" / "mapd.pt.txt"
    uri = editor.open(path, path.read_text("utf-8").replace("2 3 4 5", "2 3 3 5"))
    values = editor.shown(uri)
    assert codes(values) == ["digit-twice", "skill-declared-levels"]
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    fix, every = quick_fixes(editor, uri, {"range": whole})
    assert codes(fix["diagnostics"]) == ["digit-twice", "skill-declared-levels"]
    assert every["kind"] == "source.fixAll"
    assert every["edit"] == fix["edit"]
    assert quick_fixes(editor, uri, {"range": whole}, only=["source"]) == [every]


def test_a_page_in_which_nothing_is_broken_has_nothing_to_mend(editor: Editor, project: Path) -> None:
    editor.begin(project)
    uri = editor.open(project / "pages" / "mapd.pt.txt")
    assert quick_fixes(editor, uri, {"range": {side: {"line": 0, "character": 0} for side in ("start", "end")}}) == []
