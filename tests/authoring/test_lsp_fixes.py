"""What the language server offers to write: every fix mends its problem, every completion is what the page lacks."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import CompletionItem, Position, TextEdit

from conftest import PAGES, ROOT
from editor import applied
from skosmith.authoring.lsp.completion import completions
from skosmith.authoring.lsp.diagnostics import problems_by_path
from skosmith.authoring.lsp.documents import Document, uri_of
from skosmith.authoring.lsp.projects import Projects
from skosmith.authoring.lsp.quick_fixes import FIXES, fixes
from skosmith.authoring.lsp.session import State
from skosmith.framework import check_project
from skosmith.model import Source
from skosmith.pages import lines_of

Json = Any

REJECT = sorted(path for path in (PAGES / "reject").iterdir() if path.is_file())
PT = (ROOT / "examples" / "mapd.pt.txt").read_text("utf-8")


def checked(path: str, text: str) -> State:
    documents = {path: Document(uri_of(path), path, 1, text)}
    return State(0, documents, tuple(Projects(check_project).check([], documents)))


def counts(state: State, path: str) -> Counter[str]:
    return Counter(one.problem.code for one in problems_by_path(state).get(path, ()))


def as_json(edit: TextEdit) -> Json:
    ends = {side: getattr(edit.range, side) for side in ("start", "end")}
    place = {side: {"line": end.line, "character": end.character} for side, end in ends.items()}
    return {"range": place, "newText": edit.new_text}


def offered(state: State, path: str) -> list[tuple[str, str, bool]]:
    """The fixes of all problems of a page: the code, the page after it, and whether it is the only one."""
    text = state.documents[path].text
    return [
        (one.problem.code, applied(text, list(map(as_json, fix.edits))), fix.is_only)
        for one in problems_by_path(state).get(path, ())
        for fix in fixes(one.problem, one.span, state.page(path), state.lines(path), state.words)
    ]


@pytest.mark.parametrize("path", REJECT, ids=lambda path: path.name)
def test_every_fix_mends_its_problem(path: Path) -> None:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return  # no editor shows it as it is
    before = checked(str(path), text)
    many = counts(before, str(path))
    for code, mended, _ in offered(before, str(path)):
        after = checked(str(path), mended)
        again = [page for other, page, _ in offered(after, str(path)) if other == code]
        if counts(after, str(path))[code] == many[code] and again:  # a second slip of the same text
            after = checked(str(path), again[0])
        assert counts(after, str(path))[code] < many[code]


def test_every_kind_of_fix_is_offered_on_some_page() -> None:
    seen = set()
    for path in REJECT:
        text = path.read_bytes().decode("utf-8", "replace")
        seen |= {code for code, _, _ in offered(checked(str(path), text), str(path))}
    elsewhere = {"setting-base-iri-slash", "digit-twice"}  # in the project file; in a test of its own below
    of_level_pages = {"level-note-end", "level-scope-note-end"}
    assert seen >= FIXES.keys() - elsewhere - of_level_pages
    assert seen >= {"label-misspelt", "heading-misspelt", "level-title-misspelt", "no-code"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Notas orientativas", "Nota orientativa", "label-misspelt"),
        ("Desenho de mapas: Nível 3", "Desenho de mapas: Nivel 3", "heading-misspelt"),
        ("Desenho de mapas MAPD", "Desenho de mapas mapd", "no-code"),
        ("2 3 4 5\n", "2 3 5\n", "skill-declared-levels"),
        ("2 3 4 5\n", "2 3 3 4 5\n", "digit-twice"),
        ("esboços de campo.", "esboços   de campo.", "text-double-space"),
        ("esboços de campo.\n", "esboços de campo\n", "skill-level-definition-end"),
    ],
)
def test_a_page_is_clean_again_after_the_fix(old: str, new: str, code: str, tmp_path: Path) -> None:
    path = str(tmp_path / "mapd.pt.txt")
    state = checked(path, PT.replace(old, new))
    assert {item for item, _, _ in offered(state, path)} == {code}
    for _, mended, is_only in offered(state, path):
        assert is_only
        assert mended == PT


def test_the_digits_are_written_as_the_page_writes_them(tmp_path: Path) -> None:
    path = str(tmp_path / "mapd.pt.txt")
    state = checked(path, PT.replace("2 3 4 5\n", "2 | 3 | 5 |\n"))
    assert [mended for _, mended, _ in offered(state, path)] == [PT.replace("2 3 4 5\n", "2 | 3 | 4 | 5 |\n")]


def test_a_label_between_marks_of_markup_is_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "mapd.pt.md")
    marked = PT.replace("Desenho de mapas MAPD", "# Desenho de mapas MAPD")
    whole = checked(path, marked.replace("Notas orientativas", "### Nota orientativa"))
    assert [mended for _, mended, _ in offered(whole, path)] == [
        marked.replace("Notas orientativas", "### Notas orientativas")
    ]
    parted = checked(path, marked.replace("Notas orientativas", "### Nota **orientativa**"))
    assert counts(parted, path)["label-misspelt"] == 1
    assert offered(parted, path) == []


# Completions


def items(
    text: str, line: int, character: int = 0, *, path: str = "/nowhere/x.txt", state: State | None = None
) -> list[CompletionItem]:
    document = Document(uri_of(path), path, 1, text)
    return completions(document, Position(line, character), state or State(), has_snippets=True)


def texts(completion_items: list[CompletionItem]) -> list[str]:
    assert [item.sort_text for item in completion_items] == sorted(str(item.sort_text) for item in completion_items)
    return [item.label for item in completion_items]


def line_of(text: str, begins: str) -> int:
    return next(number for number, line in enumerate(text.split("\n")) if line.startswith(begins))


def test_the_labels_that_a_page_lacks_are_offered() -> None:
    assert texts(items(PT, 1)) == ["Desenho de mapas: Nível 6"]
    line = line_of(PT, "Notas orientativas")
    lacking = PT.replace("Notas orientativas", "Not")
    assert texts(items(lacking, line, 3)) == ["Notas orientativas", "Desenho de mapas: Nível 6"]
    (completion_item, _) = items(lacking, line, 3)
    assert isinstance(completion_item.text_edit, TextEdit)
    assert applied(lacking, [as_json(completion_item.text_edit)]) == PT
    both = "\n".join(one for one in PT.split("\n") if not one.startswith("Onde níveis"))
    assert texts(items(both, 1))[:2] == [
        "Onde níveis inferiores não são definidos...",
        "Onde níveis mais altos não são definidos...",
    ]


def test_the_level_headings_that_have_a_digit_and_no_section_are_offered() -> None:
    text = PT[: PT.index("Desenho de mapas: Nível 4")]
    values = texts(items(text + "\n", text.count("\n") + 1))
    assert values == ["Desenho de mapas: Nível 4", "Desenho de mapas: Nível 5"]


def test_a_title_with_a_code_of_the_project_is_known(tmp_path: Path) -> None:
    path = str(tmp_path / "mapd.pt.txt")
    page = PT.replace("MAPD", "MAP.1")
    expected = {"": [], "code-pattern = '[A-Z]{3}[.][0-9]'\n": ["Desenho de mapas: Nível 6"]}
    for project, offers in expected.items():
        (tmp_path / "skosmith.toml").write_text(project, "utf-8")
        document = Document(uri_of(path), path, 1, page)
        state = State(0, {path: document}, tuple(Projects(check_project).check([], {path: document})))
        assert texts(items(page, 1, path=path, state=state)) == offers


def test_the_digits_of_the_sections_are_offered_below_their_label() -> None:
    line = line_of(PT, "2 3 4 5")
    assert texts(items(PT.replace("2 3 4 5", ""), line))[0] == "2 3 4 5"
    inline = PT.replace(
        "Níveis de responsabilidade para esta habilidade\n\n2 3 4 5", "Definido nestes níveis: 2 3 4 5 6"
    )
    assert "Desenho de mapas: Nível 6" in texts(items(inline, 1))


def test_the_line_of_a_level_title_is_offered_as_the_other_pages_have_it(tmp_path: Path) -> None:
    line = line_of(PT, "Nível 3 - ")
    output = PT.split("\n")[line]
    lacking = PT.replace(output, "")
    completion_items = items(lacking, line)
    assert completion_items[0].label == "Nível 3 - ...: Essência do nível: ..."
    assert isinstance(completion_items[0].text_edit, TextEdit)
    assert completion_items[0].text_edit.new_text == "Nível 3 - ${1:...}: Essência do nível: ${2:...}"
    other = str(tmp_path / "other.pt.txt")
    assert texts(items(lacking, line, state=checked(other, PT)))[0] == output
    document = Document("file:///x", "/x", 1, lacking)
    plain = completions(document, Position(line, 0), State(), has_snippets=False)[0]
    assert isinstance(plain.text_edit, TextEdit)
    assert plain.text_edit.new_text == plain.label


def test_what_is_offered_in_a_page_that_has_no_language_yet(tmp_path: Path) -> None:
    assert items("", 0) == []
    assert {item.detail for item in items("Not", 0, 3)} >= {"pt", "es", "fr"}
    assert {item.detail for item in items("", 0, path="/nowhere/x.ja.txt")} == {"ja"}
    assert texts(items("", 0, path="/nowhere/x.fr-ca.txt"))[1].startswith("Niveaux")
    (tmp_path / "skosmith.toml").write_text('languages = ["de"]\n', "utf-8")
    path = str(tmp_path / "new.txt")
    document = Document(uri_of(path), path, 1, "")
    state = State(0, {path: document}, tuple(Projects(check_project).check([], {path: document})))
    assert {item.detail for item in items("", 0, path=path, state=state)} == {"de"}


def test_nothing_is_offered_within_a_text_or_a_list() -> None:
    assert items(PT.replace("Not", "• Not"), line_of(PT, "Notas"), 4) == []
    long = "x" * 500
    assert items(f"{long}\n", 0, 500) == []


def test_marks_before_a_label_stay() -> None:
    marked = PT.replace("Desenho de mapas MAPD", "# Desenho de mapas MAPD").replace("Notas orientativas", "### Not")
    line = line_of(marked, "### Not")
    completion_item = items(marked, line, 7, path="/nowhere/x.md")[0]
    assert isinstance(completion_item.text_edit, TextEdit)
    assert "### Notas orientativas" in applied(marked, [as_json(completion_item.text_edit)])


@pytest.mark.parametrize("path", sorted((PAGES / "accept").glob("*.txt")), ids=lambda path: path.name)
def test_a_line_taken_away_is_offered_again_or_is_a_text(path: Path) -> None:
    """Of every page: each label and heading that stands on it once is among what is offered in its place."""
    text = path.read_text("utf-8")
    source = lines_of(str(path), path.read_bytes())
    assert isinstance(source, Source)
    page = checked(str(path), text).page(str(path))
    assert page is not None
    for claim in page.claims:
        if claim.kind == "label" and claim.role in {"guidance", "understanding", "developing"}:
            lines = text.split("\n")
            output = lines[claim.span.line - 1].strip()
            lines[claim.span.line - 1] = ""
            offers = texts(items("\n".join(lines), claim.span.line - 1, path=str(path)))
            assert offers, output
