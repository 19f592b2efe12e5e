"""What the page of a skill in each layout is read as, and the files of these pages; run, it writes them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from flavours import FLAVOURS
from invented import WORDS
from layouts import LAYOUTS, Block, Skill, attribute_blocks, blocks_of, kite, level_blocks, level_texts, ordinal
from skosmith.model import AttributeSection, LevelPage, LevelSection, Number, Page, Span, Text
from skosmith.pages import all_labels

NOWHERE = Span("page", 0, 0, 0, 0)


def _text(value: str, language: str) -> Text:
    return Text(value, language, NOWHERE)


def _joined(blocks: Sequence[Block], language: str) -> Text | None:
    value = ""
    is_list = False
    for kind, text in blocks:
        is_item = kind in {"item", "nested"}
        value += ("\n" if is_item and is_list else "\n\n") if value else ""
        value += {"item": "• ", "nested": "  • "}.get(kind, "") + text
        is_list = is_item
    return _text(value, language) if value else None


def expected(skill: Skill, layout: str, path: str) -> Page:
    """The page that the parser should make of it."""
    form, labels, tag = LAYOUTS[layout], all_labels()[skill.language], skill.language
    names = set(form["blocks"].split())
    has_essence = form.get("essences", True)
    lower, higher, develop, lead, item, teach = skill.notes

    def section(level: int, *, is_bare: bool = False) -> LevelSection:
        name = "" if is_bare else f"{skill.name}: "
        texts = [] if is_bare else [("para", text) for text in skill.levels[level]]
        return LevelSection(
            level,
            _text(f"{name}{labels.level} {level}", tag),
            None if is_bare else _text(skill.name, tag),
            _text(skill.titles[level - 1], tag) if has_essence else None,
            _text(skill.essences[level - 1], tag) if has_essence else None,
            _joined(texts, tag),
        )

    levels = sorted(skill.levels, reverse="falling" in names)
    sections = [section(level, is_bare=True) for level in range(1, min(levels))] if "bare" in names else []
    sections += [section(level) for level in levels]
    has_digits = bool(names & {"digits", "inline"})

    def note(*blocks: Block) -> Text | None:
        return _joined(blocks, tag) if "notes" in names else None

    return Page(
        path,
        "",
        tag,
        _text(skill.code, ""),
        _text(skill.name, tag),
        _joined([("para", text) for text in skill.description], tag),
        tuple(Number(level, NOWHERE) for level in sorted(levels)) if has_digits else (),
        _joined([("item", text) for text in skill.changes], tag) if "changes" in names else None,
        _joined(skill.guidance, tag),
        note(("item", lower)),
        note(("item", higher)),
        note(("para", develop)),
        note(("para", lead), ("item", item)),
        note(("item", teach)),
        tuple(sections),
    )


def expected_attribute(skill: Skill, path: str) -> Page:
    """What the parser should make of ``attribute_blocks``."""
    labels, tag = all_labels()[skill.language], skill.language
    return Page(
        path,
        "",
        tag,
        _text("HELP", ""),
        _text(skill.titles[1], tag),
        _joined([("para", skill.description[0])], tag),
        scope_note=_joined(skill.guidance, tag),
        sections=tuple(
            LevelSection(
                level,
                _text(f"{labels.level} {ordinal(labels, level)} - {skill.titles[level - 1]}", tag),
                None,
                _text(skill.titles[level - 1], tag),
                None,
                _joined([("para", text) for text in level_texts(skill, level)], tag),
            )
            for level in (1, 2, 3)
        ),
        kind="attribute",
    )


def expected_level(skill: Skill, path: str) -> LevelPage:
    """What the parser should make of ``level_blocks``."""
    labels, tag = all_labels()[skill.language], skill.language
    return LevelPage(
        path,
        "",
        tag,
        4,
        _text(f"{labels.levels}: {labels.level} {ordinal(labels, 4)} - {skill.titles[3]}", tag),
        _text(skill.titles[3], tag),
        _text(skill.essences[3], tag),
        _joined(skill.guidance, tag),
        (
            AttributeSection(
                _text("HELP", ""),
                _text(skill.titles[1], tag),
                _joined([("para", text) for text in level_texts(skill, 4)], tag),
            ),
            AttributeSection(None, _text(skill.titles[2], tag), _joined([("para", skill.description[1])], tag)),
        ),
    )


def page_of(language: str, name: str) -> tuple[list[Block], Page | LevelPage]:
    """The page of a language that ``name`` names (a layout, or a kind of page), and what it is read as."""
    skill = kite(language)
    if name == "attribute":
        return attribute_blocks(skill), expected_attribute(skill, name)
    if name == "level":
        return level_blocks(skill), expected_level(skill, name)
    return blocks_of(skill, name), expected(skill, name, name)


FILES = Path(__file__).parent / "data" / "pages" / "layouts"


def files() -> dict[Path, str]:
    """Every page in every flavour and language, by its path: what ``FILES`` holds."""
    return {
        FILES / language / f"{name}.{flavour}": write(page_of(language, name)[0])
        for language in WORDS
        for name in (*LAYOUTS, "attribute", "level")
        for flavour, write in FLAVOURS.items()
    }


def write_files() -> None:
    """Makes ``FILES`` what ``files`` says."""
    shutil.rmtree(FILES, ignore_errors=True)
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


if __name__ == "__main__":
    write_files()
