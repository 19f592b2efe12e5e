"""Every language, layout and flavour: what is written is what is read."""

import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_skill import FORMS, skills
from flavours import FLAVOURS, wide
from invented import WORDS
from layout_files import FILES, expected, files, page_of
from layouts import LAYOUTS, Skill, blocks_of, kite
from skosmith.checks import lint_graph, validate
from skosmith.model import LevelPage, Names, Page, Profile, Source, ntriples
from skosmith.pages import Labels, all_labels, lines_of, parse_page, with_numbers
from skosmith.rdf import build_graph
from skosmith.rdf.statements import page_parts

CASES = sorted(path.relative_to(FILES).as_posix() for path in FILES.rglob("*.*"))


def read(text: str, path: str = "page", language: str = "") -> tuple[Page, list[str]]:
    source = lines_of(path, text.encode())
    assert isinstance(source, Source), source
    page, problems = parse_page(source, language)
    assert isinstance(page, Page), problems
    return page, [f"{problem.spans[0].line}: {problem.code}" for problem in (*problems, *build_graph([page]).problems)]


def test_every_language_with_words_has_a_framework() -> None:
    assert set(WORDS) == set(all_labels())


def test_the_files_are_what_the_tables_of_layouts_make() -> None:
    """To make them anew: ``python tests/layout_files.py``."""
    table = files()
    assert {path for path in FILES.rglob("*.*") if path.is_file()} == table.keys()
    assert {path for path, text in table.items() if path.read_bytes() != text.encode()} == set()


@pytest.mark.parametrize("case", CASES)
def test_each_file_is_read_as_what_it_says(case: str) -> None:
    """Without the language said, but where the page has too few words that tell it from another."""
    language, _, file = case.partition("/")
    name, _, flavour = file.partition(".")
    source = lines_of(name, (FILES / case).read_bytes())
    assert isinstance(source, Source)
    is_told = flavour == "tight.txt" or language == "fr-CA" or name in {"attribute", "level"}
    page, problems = parse_page(source, language if is_told else "")
    assert page == page_of(language, name)[1], problems
    assert page is not None
    build = build_graph([page], Profile(rights="x"))
    values = {problem.code for problem in (*problems, *build.problems, *validate(build))}
    assert values - {"label-not-known", "notice-left-out"} == set(), values
    assert {problem.code for problem in lint_graph(build)} <= {
        "level-gap",
        "level-text-near",
    }  # as tests/layout_files.py makes them


@given(skills(), FORMS)
def test_any_skill_in_any_layout_and_flavour_is_read_back(skill: Skill, form: tuple[str, str]) -> None:
    layout, flavour = form
    page, problems = read(FLAVOURS[flavour](blocks_of(skill, layout)), language=skill.language)
    assert page == expected(skill, layout, "page")
    allowed = ("label-not-known", "notice-left-out", "language-doubtful")  # the texts are of no language
    assert [item for item in problems if not item.endswith(allowed)] == []


def _source(data: bytes) -> Source:
    source = lines_of("page", data)
    assert isinstance(source, Source)
    return source


def _said(page: Page | LevelPage) -> set[tuple[str, str, str]]:
    return {triple[:3] for statements in page_parts(page, Names(Profile()), {})[0].values() for triple in statements}


@given(skills(), FORMS, st.floats(0, 1))
def test_a_part_of_a_page_has_problems_or_says_nothing_else(skill: Skill, form: tuple[str, str], part: float) -> None:
    """A page cut anywhere is no other skill: it has a violation, or says less, its last text cut."""
    layout, flavour = form
    whole = FLAVOURS[flavour](blocks_of(skill, layout)).encode()
    source = lines_of("page", whole[: int(part * len(whole))])
    if not isinstance(source, Source):
        return
    page, problems = parse_page(source, skill.language)
    if not isinstance(page, Page):
        assert problems
        return
    everything = _said(read(whole.decode(), language=skill.language)[0])
    problems = (*problems, *validate(build_graph([page], Profile(rights="x"))))
    new = _said(page) - everything
    if any(item.severity == "violation" for item in problems):
        return
    texts = [triple[2].rpartition('"')[0].removeprefix('"') for triple in new]
    written = [text for _, text in blocks_of(skill, layout)]
    lines = {line.strip("• []#*|-") for text in texts for line in text.split("\\n")}
    assert {line for line in lines if not any(line in text for text in written)} == set()
    assert problems or all(text.endswith((".", "。")) for text in texts), new


@given(st.sampled_from(sorted(WORDS)), st.sampled_from(["attribute", "level"]), FORMS, st.floats(0, 1))
def test_a_part_of_another_page_has_problems_or_says_nothing_else(
    language: str, name: str, form: tuple[str, str], part: float
) -> None:
    text = FLAVOURS[form[1]](page_of(language, name)[0])
    whole, _ = parse_page(_source(text.encode()), language)
    source = lines_of("page", text.encode()[: int(part * len(text.encode()))])
    if not isinstance(source, Source):
        return
    page, problems = parse_page(source, language)
    problems = (*problems, *(validate(build_graph([page], Profile(rights="x"))) if page else ()))
    assert page or problems
    if page and not problems:
        assert whole
        texts = [triple[2].rpartition('"')[0] for triple in _said(page) - _said(whole)]
        assert all(text.endswith((".", "。")) for text in texts), texts


@pytest.mark.parametrize("language", sorted(WORDS))
def test_all_layouts_of_a_skill_agree(language: str) -> None:
    """Each layout says a part of the same: together they contradict each other in nothing."""
    pages = []
    for layout in LAYOUTS:
        for flavour, write in FLAVOURS.items():
            text = write(blocks_of(kite(language), layout))
            pages.append(replace(read(text, f"{layout}.{flavour}", language)[0], path=f"{layout}.{flavour}"))
    build = build_graph(pages, Profile(rights="x"))
    values = {problem.code for problem in (*build.problems, *validate(build))}
    assert values - {"skill-level-essence", "skill-level-title", "levels-differ", "skill-declared-levels"} == set()


@given(st.permutations([(tag, layout) for tag in ("en", "pt", "ja", "ar") for layout in "BFH"]))
def test_the_order_of_pages_changes_no_byte(order: list[tuple[str, str]]) -> None:
    assert statements_in_order(tuple(order)) == statements_in_order(tuple(sorted(order)))


@cache
def statements_in_order(cases: tuple[tuple[str, str], ...]) -> str:
    return ntriples(build_graph([page_in(tag, layout) for tag, layout in cases]).statements())


@cache
def page_in(tag: str, layout: str) -> Page:
    return read(wide(blocks_of(kite(tag), layout)), f"{tag}.{layout}", tag)[0]


@pytest.mark.parametrize("tag", sorted(WORDS))
def test_a_page_says_its_language(tag: str) -> None:
    page, _ = read(wide(blocks_of(kite(tag), "H")))
    assert page.language == ("fr" if tag == "fr-CA" and page.language == "fr" else tag)


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), (" ", "\u00a0"), ("'", "’"), (":", "："), ("2", "２")])
@pytest.mark.parametrize("tag", sorted(WORDS))
def test_what_varies_in_writing_changes_nothing(tag: str, old: str, new: str) -> None:
    skill = replace(kite(tag), description=())
    text = wide(blocks_of(skill, "D"))
    page, problems = read(text.replace(old, new), language=tag)
    plain, _ = read(text, language=tag)
    assert [number.value for number in page.declared_levels] == [2, 3, 5]
    assert [section.number for section in page.sections] == [section.number for section in plain.sections]
    assert [section.title and section.title.value for section in page.sections] == [
        section.title and section.title.value for section in plain.sections
    ]
    assert [item for item in problems if not item.endswith(("label-not-known", "notice-left-out"))] == []


@pytest.mark.parametrize("tag", sorted(WORDS))
def test_decomposed_letters_are_the_same(tag: str) -> None:
    text = wide(blocks_of(kite(tag), "H"))
    decomposed = unicodedata.normalize("NFD", text)
    page = read(decomposed, language=tag)[0]
    assert page == read(text, language=tag)[0]
    lines = decomposed.split("\n")
    for one in (
        page.pref_label,
        *(text for section in page.sections for text in (section.skill_label, section.title, section.essence)),
    ):
        if one is not None:
            output = lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1]
            assert unicodedata.normalize("NFC", output) == one.value


@pytest.mark.parametrize("flavour", sorted(FLAVOURS))
@pytest.mark.parametrize("tag", sorted(WORDS))
def test_marks_of_direction_around_names_and_labels_change_nothing(tag: str, flavour: str) -> None:
    blocks = blocks_of(kite(tag), "H")
    name, level = kite(tag).name, all_labels()[tag].level
    within = {name: f"{name}\u200f", level: f"\u2067{level}\u2069"}
    marked = []
    for kind, plain in blocks:
        text = plain
        for word in within if kind in {"title", "heading", "level"} else ():
            text = text.replace(word, within[word])
        marked.append((kind, text if kind in {"item", "nested"} else f"\u202b{text}\u202c"))
    page, problems = read(FLAVOURS[flavour](marked), language=tag)
    assert (page, [item.partition(" ")[2] for item in problems]) == (
        expected(kite(tag), "H", "page"),
        [item.partition(" ")[2] for item in read(FLAVOURS[flavour](blocks), language=tag)[1]],
    )


def test_a_last_sentence_of_the_guidance_is_no_line_that_shows_and_hides() -> None:
    """Of a page without the notes that stand above such a line. Source: the page layouts, D."""
    skill = kite("de")
    guidance = (*skill.guidance[:-1], ("para", "Planung und/oder Hilfe."))
    page, problems = read(wide(blocks_of(replace(skill, guidance=guidance), "D")), language="de")
    assert page == expected(replace(skill, guidance=guidance), "D", "page")
    assert problems == []


def _anew(blocks: list[tuple[str, str]], labels: Labels, word: str) -> list[tuple[str, str]]:
    """``blocks`` with another word for the essence."""
    written = WORDS[labels.language].labels.get("essence") or labels.essence
    return [(kind, text.replace(f"{written}:", f"{word}:")) for kind, text in blocks]


@pytest.mark.parametrize("flavour", sorted(FLAVOURS))
@pytest.mark.parametrize("tag", sorted(tag for tag, labels in all_labels().items() if labels.essence))
def test_what_the_essence_is_called_is_read_from_the_page(tag: str, flavour: str) -> None:
    """Source: the page layouts: essence labels change between editions."""
    labels = all_labels()[tag]
    for name in ("D", "H", "level"):
        blocks, whole = page_of(tag, name)
        source = lines_of(name, FLAVOURS[flavour](_anew(blocks, labels, "凧の心")).encode())
        assert isinstance(source, Source)
        page, problems = parse_page(source, tag)
        assert page == whole
        values = [item.helps["en"].rpartition("under ")[2] for item in problems if "凧の心" in item.helps["en"]]
        assert values == [f'[labels.{tag}.words]: essence = ["凧の心"]']


def test_nearly_a_known_word_for_the_essence_is_misspelt() -> None:
    labels = all_labels()["pt"]
    _, problems = read(wide(_anew(blocks_of(kite("pt"), "D"), labels, "Essensia do nivel")), language="pt")
    assert [item.partition(" ")[2] for item in problems] == ["level-title-misspelt"] * 3


# What a page may lack: without these labels it reads as one whose description is longer.
_MAY_LACK = frozenset({"guidance", "banner", "changes"})


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "A"])  # A has neither digits nor essences
@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_lost_line_of_the_layout_is_seen(language: str, layout: str) -> None:
    blocks, whole = page_of(language, layout)
    labels = all_labels()[language]
    spared = {text for role in _MAY_LACK for text in [WORDS[language].labels.get(role, "")]}
    known = {**labels.roles, **labels.chrome}.items()
    spared |= {with_numbers(labels.spellings[line], "9") for line, role in known if role in _MAY_LACK}
    for number, (kind, text) in enumerate(blocks):
        if (
            kind not in {"title", "label", "digits", "heading", "level", "inline"}
            or text.removesuffix(" (new)").removesuffix(" (modified)") in spared
        ):
            continue
        source = lines_of(layout, wide(blocks[:number] + blocks[number + 1 :]).encode())
        assert isinstance(source, Source)
        page, problems = parse_page(source, language)
        build = build_graph([page] if page else [], Profile(rights="x"))
        faults = [*problems, *build.problems, *(validate(build) if page else ())]
        assert faults or page == whole, text


# Below the heading of a group the attributes of edition 9 have lists. Source: the page layouts, level pages.
GROUPED = """{scheme}: {level} {number} - X

{essence}: Does what is shown.

{known}

Follows what is said.

{group}

{first}
  • Asks before deciding.
  • Waits for an answer.

{second}
  • Plans a day.
"""


@pytest.mark.parametrize("language", sorted(all_labels()))
@pytest.mark.parametrize("is_group_known", [True, False])
def test_attributes_below_the_heading_of_a_group_have_lists(language: str, *, is_group_known: bool) -> None:
    labels = all_labels()[language]
    if is_group_known and not labels.groups:
        pytest.skip("the heading of the group has not been seen in this language")
    essence = WORDS[language].labels.get("essence") or labels.essence
    group = max(labels.groups) if is_group_known else "Trade skills / Ways of working"
    text = GROUPED.format(
        scheme=labels.levels,
        level=labels.level,
        number=labels.ordinal(4),
        essence=essence,
        known=min(labels.attributes) if labels.attributes else "Autonomy",
        group=group,
        first="Choosing kites",
        second="Drawing plans",
    )
    source = lines_of("level", text.encode())
    assert isinstance(source, Source)
    page, problems = parse_page(source, language)
    assert isinstance(page, LevelPage), problems
    assert [one.pref_label.value for one in page.attributes][1:] == ["Choosing kites", "Drawing plans"]
    texts = [one.definition.value for one in page.attributes if one.definition]
    assert texts[1:] == ["• Asks before deciding.\n• Waits for an answer.", "• Plans a day."]
    not_known = [one for one in problems if one.code == "label-not-known"]
    assert len(not_known) == 2 + (not is_group_known)
    assert {one.severity for one in problems} == {"warning"}
