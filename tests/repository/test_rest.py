"""Small things that no page or file shows."""

from pathlib import Path

import pytest

from conftest import PAGES
from skosmith.model import SKOS, Compact, Names, Page, Profile, Source, Span, Text, decode, is_iri, problem, resources
from skosmith.pages import all_labels, built_in, fold, key, labels_for
from skosmith.pages.parse.language import detect
from skosmith.rdf import build_graph


def test_an_installation_that_is_not_whole_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", Path("/nowhere"))
    monkeypatch.setattr(resources, "_CHECKOUT", Path("/nowhere/else"))
    with pytest.raises(FileNotFoundError, match="not installed whole"):
        resources.data_folder("shapes")


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = SKOS.prefLable


def test_an_unknown_problem_is_an_error() -> None:
    with pytest.raises(KeyError):
        problem("no-such-code")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Essence du niveau :", "essence du niveau:"),
        ("Notes d’orientation", "Notes d'orientation"),
        ("ｌｅｖｅｌ　３", "Level 3"),
        ("Show/hide  extra", "show/hide extra"),
        ("Guidance notes :", "guidance notes"),
        ("not defined…", "Not defined..."),
    ],
)
def test_labels_are_compared_after_folding(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_labels_of_a_language_by_its_tag() -> None:
    assert labels_for("pt") is labels_for("pt-BR") is all_labels()["pt"]
    assert labels_for("xx") is None


@pytest.mark.parametrize(
    ("lines", "tag"),
    [
        (["Notas orientativas", "Guidance notes", "Revision notes"], "en"),
        (["Nós: Nível 3", "Nível 3 - Aplica: Essência do nível: x.", "Nível 4 - Y: Essência do nível: z."], "pt"),
        (["Nós: Nível 3", "Nível 3 - Aplica", "A line"], None),
        (["X: Niveau 1", "X: Niveau 2", "X: Niveau 3"], None),
        (["Guidance notes", "ガイダンスノート", "凧を空に保つ。"], "ja"),
        (["Guidance notes", "Levels of responsibility for this skill", "在任何风中让风筝飞起来。"], "zh"),
        (["إبقاء الطائرات الورقية في الهواء."], "ar"),
        (["O kite que se tem não é o que se quer, mas o que há.", "X: Level 1"], "pt"),
        ([], None),
    ],
)
def test_the_language_is_that_of_the_script_the_labels_or_the_words(lines: list[str], tag: str | None) -> None:
    labels = detect(lines, [key(line) for line in lines], built_in())
    assert (labels.language if labels else None) == tag


def test_what_every_language_needs_to_be_known_by() -> None:
    for labels in all_labels().values():
        assert {"slogan", "levels", "guidance", "level"} <= labels.own_roles, labels.language


def test_english_and_portuguese_know_every_block() -> None:
    blocks = {"levels", "guidance", "understanding", "developing", "lower", "higher", "show_hide"}
    assert all(blocks <= all_labels()[tag].own_roles for tag in ("en", "pt"))


@pytest.mark.parametrize(
    ("name", "iri"),
    [("a/b.txt", "a/b.txt"), ("a b/ç.txt", "a%20b/%C3%A7.txt"), ("stdin", "stdin"), ("a<b>.txt", "a%3Cb%3E.txt")],
)
def test_the_iri_of_a_page(name: str, iri: str) -> None:
    assert Names(Profile()).page(name) == f"<https://example.org/framework/pages/{iri}>"


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["/a/b/c.txt"], ["c.txt"]),
        (["/a/pt/x.txt", "-", "/a/en/x.txt"], ["en/x.txt", "pt/x.txt", "stdin"]),
        (["pages/x.txt", "pages/../pages/en/y.txt"], ["en/y.txt", "x.txt"]),
        (["-"], ["stdin"]),
    ],
)
def test_the_name_of_a_page_shows_neither_machine_nor_place(paths: list[str], names: list[str]) -> None:
    span = Span("x", 1, 1, 1, 2)
    pages = [Page(path, "0", "pt", Text("TEST", "", span), None) for path in paths]
    assert [page.name for page in build_graph(pages).pages] == names


def test_compact_iris() -> None:
    compact = Compact("https://e.org/")
    assert compact[SKOS.notation] == "skos:notation"
    assert compact["<https://e.org/skills/ABCD>"] == "<skills/ABCD>"
    assert compact["<https://e.org//x>"] == "<https://e.org//x>"
    assert compact["<https://other.org/>"] == "<https://other.org/>"
    assert compact["<http://www.w3.org/2004/02/skos/core#>"] == "<http://www.w3.org/2004/02/skos/core#>"


@pytest.mark.parametrize(
    ("text", "answer"), [("https://e.org/é", True), ("urn:x", True), ("e.org", False), ("a:<", False)]
)
def test_is_iri(text: str, answer: bool) -> None:
    assert is_iri(text) == answer


def test_a_source_remembers_the_hash_of_its_bytes() -> None:
    source = decode("knot.pt.txt", (PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(source, Source)
    assert len(source.sha256) == 64
