"""Pages are written again: text to the byte in its own form, and in every form so that the same is read back."""

import hashlib
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_skill import FORMS, skills, written
from conftest import PAGES, ROOT
from flavours import FLAVOURS, wide
from invented import WORDS
from layouts import Skill, attribute_blocks, blocks_of, kite, level_blocks
from own_form import layout_of, text_in_layout
from page_files import FILES_OF_ALL_FORMS, TEXTS, language_of, page_of
from skosmith.authoring import RENDERERS
from skosmith.authoring.render import render_page
from skosmith.authoring.render.form import CANONICAL, Form
from skosmith.authoring.render.markdown import escaped
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.reread import losses, text_part
from skosmith.model import LevelPage, LevelSection, Page, Source, Span, Text
from skosmith.pages import all_labels, labels_for, lines_of, parse_page


def again(page: Page | LevelPage, data: bytes) -> Page | LevelPage:
    return page_of(data, page.language, page.path)


def exact(page: Page | LevelPage, data: bytes) -> bytes:
    form = form_of(page)
    return text_in_layout(page, form, layout_of(page, data, form))


def canonical_of(page: Page | LevelPage) -> Form:
    return canonical(form_of(page), all_labels()[page.language])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_of_text_in_its_own_form_is_its_file(path: Path) -> None:
    data = path.read_bytes()
    assert exact(page_of(data, language_of(path)), data) == data


def test_the_real_page_in_its_own_form_is_its_file(seed: Path) -> None:
    data = seed.read_bytes()
    page = page_of(data)
    assert hashlib.sha256(exact(page, data)).hexdigest() == page.sha256
    form = form_of(page)
    layout = layout_of(page, data, form)
    assert layout.odd == ()  # nothing on it is out of the rule
    assert (layout.end, layout.line_end, layout.bullet, len(form.chrome)) == ((), "\n", "  • ", 2)


@pytest.mark.parametrize("to", RENDERERS)
@pytest.mark.parametrize("path", FILES_OF_ALL_FORMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_any_page_in_any_form_is_read_back(path: Path, to: str) -> None:
    page = page_of(path.read_bytes(), language_of(path))
    for form in (CANONICAL, canonical_of(page)):
        data = render_page(page, to, form)
        assert again(page, data) == page
        assert [item.code for item in losses(page, data) if item.severity == "violation"] == []


@settings(deadline=None)  # on a busy machine a page takes its time
@given(skills(), FORMS, st.sampled_from(sorted(RENDERERS)))
def test_any_skill_in_any_layout_is_written_and_read_back(skill: Skill, form: tuple[str, str], to: str) -> None:
    layout, flavour = form
    page = page_of(FLAVOURS[flavour](blocks_of(skill, layout)).encode(), skill.language)
    assert again(page, render_page(page, to, canonical_of(page))) == page
    assert again(page, render_page(page, to)) == page


@settings(deadline=None)  # on a busy machine a page takes its time
@given(written())
def test_any_careless_page_of_text_is_its_file_again(case: tuple[str, bytes]) -> None:
    language, data = case
    assert exact(page_of(data, language), data) == data


def test_what_a_form_does_not_keep() -> None:
    """Line ends of more than one kind, and letters that are not NFC: the page says the same, its bytes differ."""
    data = (PAGES / "accept" / "knot.pt.txt").read_bytes()
    for careless in (
        data.replace(b"\n", b"\r\n", 3),
        "No\u0301s de corda".join(data.decode().split("Nós de corda")).encode(),
    ):
        page = page_of(careless)
        assert exact(page, careless) == data
        assert again(page, exact(page, careless)) == page


def test_a_form_holds_no_text() -> None:
    """What a page says goes from the page to the file by way of the model alone: with other texts it says these."""
    data = (PAGES / "accept" / "white_space.pt.txt").read_bytes()
    page = page_of(data)
    assert isinstance(page, Page)
    form = form_of(page)
    layout = layout_of(page, data, form)
    values = {word for text in texts_of(page) for word in re.findall(r"\w{5,}", text.value)}
    own = [getattr(form, field.name) for field in fields(form) if field.name not in {"labels", "chrome"}]
    kept = " ".join(map(repr, [*own, layout]))
    assert {word for word in values if word in kept} <= {"Nível"}  # of a heading, and of the language
    other = replace(page, definition=Text("Outro texto.", "pt", page.notation.span))
    body = text_in_layout(other, form, layout)
    assert again(other, body) == other
    assert len(body.splitlines()) == len(data.splitlines())


def texts_of(page: Page) -> list[Text]:
    values = [getattr(page, field.name) for field in fields(page)]
    values += [value for section in page.sections for value in section]
    return [text for text in values if isinstance(text, Text)]


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_a_word_for_every_block(language: str) -> None:
    """Seen or coined: a page with all blocks is written without a page to take words from; its language shows."""
    labels = all_labels()[language]
    assert labels.words.keys() >= {"levels", "changes", "guidance", "understanding", "developing", "lower", "higher"}
    assert labels.words["essence"]
    page = page_of(wide(blocks_of(kite(language), "H")).encode(), language)
    assert isinstance(page, Page)
    page = replace(page, change_note=Text("• x y.", language, page.notation.span))
    for to in RENDERERS:
        data = render_page(page, to)
        assert again(page, data) == page
        told = [item.code for item in losses(page, data)]
        assert told == (["language-not-shown"] if language == "fr-CA" and to != "html" else [])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Level 2 - Help: Essence of the level: "),
        ("fr", "Niveau 2 - Aider : Essence du niveau : "),
        ("ja", "レベル2-助ける: レベルの本質: "),
        ("zh", "级别 2 — 帮助: 该级别的本质: "),
        ("de", "Ebene 2 – Helfen: Wesentliche Merkmale der Ebene: "),
        ("ar", "المستوى الثاني- يساعد: السمات الجوهرية للمستوى: "),
    ],
)
def test_the_line_of_a_level_is_written_as_its_language_does(language: str, line: str) -> None:
    page = page_of(wide(blocks_of(kite(language), "H")).encode(), language)
    assert f"\n{line}" in render_page(page).decode()


def test_html_names_language_and_direction() -> None:
    page = page_of(wide(blocks_of(kite("ar"), "H")).encode(), "ar")
    assert b'<html lang="ar" dir="rtl">' in render_page(page, "html")
    page = page_of(wide(blocks_of(kite("ja"), "H")).encode(), "ja")
    assert b'<html lang="ja" dir="ltr">' in render_page(page, "html")


@pytest.mark.parametrize("blocks", [attribute_blocks, level_blocks])
@pytest.mark.parametrize("to", RENDERERS)
@pytest.mark.parametrize("language", sorted(WORDS))
def test_pages_of_attributes_and_levels(language: str, to: str, blocks: object) -> None:
    assert callable(blocks)
    page = page_of(wide(blocks(kite(language))).encode(), language)
    assert again(page, render_page(page, to)) == page


# Text that is none: what a page would take each line for.
HOSTILE = {
    "a label": "Notas orientativas",
    "a label of levels": "Níveis de responsabilidade para esta habilidade",
    "a heading": "Nós de corda: Nível 3",
    "a bullet": "- não",
    "digits": "1 2 3",
    "a line end": "Uma linha.\nOutra linha.",
    "a title of a level": "Nível 2 - Auxilia: Essência do nível: x.",
    "the slogan": "O modelo global de competências para o mundo digital",
    "blanks at its end": "Não. ",
    "nothing": "",
    "a no-break space": "a\u00a0b.",
}


@pytest.mark.parametrize("to", RENDERERS)
@pytest.mark.parametrize("field", ["definition", "scope_note", "higher_levels_note", "section"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_that_a_page_cannot_hold_is_said_at_its_place(text: str, field: str, to: str) -> None:
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(page, Page)
    place = Span("graph.ttl", 7, 1, 7, 2)
    value = Text(f"Antes.\n\n{text}\n\nDepois.", "pt", place)
    if field == "section":
        changed = replace(page, sections=(page.sections[0]._replace(definition=value), *page.sections[1:]))
    else:
        changed = replace(page, **{field: value})  # type: ignore[arg-type] # the name of a text
    data = render_page(changed, to)
    source = lines_of("page", data)
    assert isinstance(source, Source)
    is_same = text_part(parse_page(source, "pt")[0] or page) == text_part(changed)
    problems = losses(changed, data)
    if text == "1 2 3":  # a line of digits that stands below no label is text
        assert is_same
    assert is_same == (problems == [])
    if not is_same:
        assert [item.severity for item in problems] == ["violation"]
        assert problems[0].code == "page-not-held" or place in problems[0].spans


LINES = st.sampled_from(
    [*HOSTILE.values(), "Antes.", "• um", "  • dois", "KNOT", "Nós de corda KNOT", "#", "| a |", "<b>"]
)


@settings(deadline=None)  # on a busy machine a page takes its time
@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from(["\n", "\n\n"]), st.sampled_from(sorted(RENDERERS)))
def test_no_text_becomes_another_in_silence(lines: list[str], between: str, to: str) -> None:
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(page, Page)
    changed = replace(page, definition=Text(between.join(lines), "pt", Span("g", 1, 1, 1, 2)))
    data = render_page(changed, to)
    if not any(item.severity == "violation" for item in losses(changed, data)):
        assert again(changed, data) == changed


MARKS = st.text(st.sampled_from("#*_[]()`|<>\\-!&;~+=. ab1é凧"), min_size=1, max_size=40).map(
    lambda text: f"{' '.join(text.split())}a."
)


@settings(deadline=None)  # on a busy machine a page takes its time
@given(MARKS)
def test_marks_of_markdown_are_text_again(text: str) -> None:
    """But what begins as an item does on a page of text, too, which knows no backslash."""
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(page, Page)
    value = f"b {text}" if text[0] in "-*" else text
    changed = replace(page, scope_note=Text(f"• {value}\n  • {value}\n\n{value}", "pt", page.notation.span))
    for to in RENDERERS:
        assert again(changed, render_page(changed, to)) == changed


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. x", r"1\. x"),
        ("# x", r"\# x"),
        ("a # b", "a # b"),
        ("x ##", r"x \##"),
        ("a_b*c", r"a\_b\*c"),
        ("&amp; &", r"\&amp; &"),
        ("a | b", "a | b"),
        ("| b |", r"\| b \|"),
        ("~~x~~", r"\~\~x\~\~"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_a_level_without_title_or_essence() -> None:
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(page, Page)
    first, second, third = page.sections
    sections: tuple[LevelSection, ...] = (first._replace(title=None), second._replace(essence=None), third)
    changed = replace(page, sections=sections)
    for to in RENDERERS:
        assert again(changed, render_page(changed, to)) == changed


@pytest.mark.parametrize("to", RENDERERS)
def test_what_the_page_of_a_level_cannot_hold(to: str) -> None:
    page = page_of((PAGES / "accept" / "level_page.en.txt").read_bytes())
    assert isinstance(page, LevelPage)
    place = Span("graph.ttl", 7, 1, 7, 2)
    long = Text("A sentence, which is no name of an attribute.", "en", place)
    (one,) = page.attributes
    name_is_text = [replace(page, attributes=(one._replace(pref_label=long),))] if to == "text" else []
    for changed in (
        *name_is_text,
        replace(page, scope_note=Text("Read.\n\nAutonomy", "en", place)),
        replace(page, essence=Text("Two\nlines.", "en", place)),
    ):
        (problem,) = losses(changed, render_page(changed, to))
        assert (problem.code, place in problem.spans) == ("text-not-held", True)


def test_digits_and_frames_as_they_are_written() -> None:
    """Digits behind their label, bars around them; levels headed and titled in more than one way; an essence below."""
    blocks = wide(blocks_of(kite("en"), "D"))
    for old, new in (
        ("\n2 3 5\n", "\n| 2 | 3 | 5 |\n"),
        ("\n2 3 5\n", "\nDefined at these levels: 2, 3, 5\n"),
        ("\n2 3 5\n", "\nDefined at these levels:2 3 5\n"),
        ("Kite flying: Level 3", "Kite flying: Level 3 (new)"),
        ("Level 3 - Fly: Essence", "Level 3 – Fly Essence"),
        ("Level 3 - Fly: Essence", "Level 3 - Fly\n\nEssence"),
        ("Level 3 - Fly", "Level ３ - Fly"),
    ):
        text = blocks.replace(old, new)
        assert text != blocks
        assert exact(page_of(text.encode(), "en"), text.encode()) == text.encode(), new


def test_braces_and_dashes_are_text() -> None:
    text = wide(blocks_of(kite("it"), "H")).replace("Nocciolo del", "Nocciolo {del}").replace("asta", "{} - : {x}")
    page = page_of(text.encode(), "it")
    assert isinstance(page, Page)
    hard = page.sections[1]._replace(title=None, essence=Text("a - : b {0} {title}.", "it", page.notation.span))
    changed = replace(page, sections=(page.sections[0], hard, *page.sections[2:]), scope_note=hard.essence)
    assert exact(page, text.encode()) == text.encode()
    for to in RENDERERS:
        for form in (CANONICAL, canonical_of(page)):
            assert again(changed, render_page(changed, to, form)) == changed


def test_html_cannot_hold_two_spaces() -> None:
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert isinstance(page, Page)
    changed = replace(page, definition=Text("Dois  espaços.", "pt", page.notation.span))
    table = {to: [one.code for one in losses(changed, render_page(changed, to))] for to in RENDERERS}
    assert table == {"text": [], "markdown": [], "html": ["text-not-held"]}


def test_a_language_without_labels_is_an_error() -> None:
    page = page_of((PAGES / "accept" / "knot.pt.txt").read_bytes())
    assert labels_for("nl") is None
    with pytest.raises(ValueError, match="nl"):
        render_page(replace(page, language="nl"))
    assert form_of(replace(page, language="nl")) == CANONICAL
    assert [item.code for item in losses(page, b"")] == ["page-not-held"]
    assert [item.code for item in losses(page, b"A page about nothing.")] == ["page-not-held"]
