"""A skill, and the page of it in each layout and flavour: what differs between them is in two tables.

``python tests/layouts.py`` writes them all to tests/data/pages/layouts, one folder for each language.
Source: the page layouts, "The blocks" and "Layouts".
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from invented import WORDS, Words
from skosmith.model import AttributeSection, LevelPage, LevelSection, Number, Page, Span, Text
from skosmith.pages import Labels, all_labels, with_numbers

NOWHERE = Span("page", 0, 0, 0, 0)


@dataclass(frozen=True)
class Skill:
    """What a page says, whatever its layout; ``levels`` are those it is defined at, with their texts in paragraphs."""

    language: str
    code: str
    name: str
    description: tuple[str, ...]
    guidance: tuple[tuple[str, str], ...]  # the kind of block, and its text
    notes: tuple[str, ...]
    titles: tuple[str, ...]
    essences: tuple[str, ...]
    levels: dict[int, tuple[str, ...]]
    changes: tuple[str, ...] = ()


def kite(language: str, levels: Sequence[int] = (2, 3, 5)) -> Skill:
    """The invented skill in one language."""
    words: Words = WORDS[language]
    first, item, nested, second, last = words.guidance
    return Skill(
        language,
        "KITE",
        words.name,
        words.description,
        (("para", first), ("item", item), ("nested", nested), ("item", second), ("para", last)),
        words.notes,
        words.names,
        tuple(words.essence.format(name) for name in words.names),
        {
            level: (f"{words.texts[0][:-1]} {level}{words.texts[0][-1]}", words.texts[1])[: 1 + level % 2]
            for level in levels
        },
        ("The name is new.",) if language == "en" else (),
    )


Block = tuple[str, str]

# The blocks of each layout, in order; what an item begins with "?" is left out where the language has no such line.
LAYOUTS: dict[str, dict[str, Any]] = {
    "A": {"blocks": "site title description guidance falling", "essences": False},
    "B": {"blocks": "slogan title description guidance inline unobserved rising", "essences": False},
    "C": {"blocks": "slogan title description guidance digits english rising"},
    "D": {"blocks": "slogan title description guidance levels digits rising"},
    "E": {"blocks": "slogan title banner description levels digits guidance notes rising", "marker": " (modified)"},
    "F": {"blocks": "slogan title beta description levels digits guidance notes show_hide rising", "marker": " (new)"},
    "G": {"blocks": "slogan title description changes guidance notes show_hide levels digits bare rising"},
    "H": {"blocks": "slogan title description levels digits changes guidance notes show_hide bare rising"},
}


def _written(labels: Labels, words: Words, role: str) -> str:
    """How the label of a role is written: as the language's file has it, else as invented."""
    if role in words.labels:
        return words.labels[role]
    known = {**labels.roles, **labels.chrome}.items()
    return with_numbers(next(labels.written[line] for line, its in known if its == role), "9")


def _number(labels: Labels, level: int) -> str:
    return labels.ordinals[level - 1] if labels.ordinals else str(level)


def blocks_of(skill: Skill, layout: str) -> list[Block]:
    """The blocks of a page: their kind and their text."""
    labels, words = all_labels()[skill.language], WORDS[skill.language]
    form = LAYOUTS[layout]
    marker = form.get("marker", "")
    word = labels.level
    digits = " ".join(map(str, sorted(skill.levels)))
    beta = {"ja": "ベータ", "ar": "بيتا"}.get(skill.language, "Beta")

    def label(role: str) -> Block:
        return ("label", _written(labels, words, role))

    def title_line(level: int) -> Iterable[Block]:
        essence = words.labels.get("essence") or labels.essence
        title = f"{word} {_number(labels, level)} - {skill.titles[level - 1]}"
        if form.get("essences", True):
            yield ("level", f"{title}: {essence}: {skill.essences[level - 1]}")

    def section(level: int) -> Iterable[Block]:
        yield ("heading", f"{skill.name}: {word} {level}{marker}")
        yield from title_line(level)
        yield from (("para", text) for text in skill.levels[level])

    def bare(level: int) -> Iterable[Block]:
        yield ("heading", f"{word} {level}")
        yield from title_line(level)

    lower, higher, develop, lead, item, teach = skill.notes
    table: dict[str, list[Block]] = {
        "site": [("chrome", "Skip to content. | Skip to navigation"), ("chrome", "Personal tools")],
        "slogan": [("slogan", _written(labels, words, "slogan"))],
        "title": [("title", f"{skill.name} {skill.code}{' ' + beta if layout == 'F' else ''}{marker}")],
        "description": [("para", text) for text in skill.description],
        "levels": [label("levels")],
        "digits": [("digits", digits)],
        "english": [("label", "Levels of responsibility for this skill")],
        "inline": [label("levels"), ("inline", f"{_inline(labels)} {digits}")],
        "guidance": [("label", _written(labels, words, "guidance") + marker), *skill.guidance],
        "changes": [label("changes"), *(("item", text) for text in skill.changes)] if skill.changes else [],
        "banner": [
            label("banner"),
            ("item", "x - y."),
            ("item", "z."),
        ],
        "beta": [
            label("banner"),
            ("para", lead),
            ("item", item),
            ("nested", teach),
            ("item", lower),
            ("para", "Note: x."),
        ],
        "notes": [
            label("understanding"),
            label("lower"),
            ("item", lower),
            label("higher"),
            ("item", higher),
            label("developing"),
            ("para", develop),
            label("lower"),
            ("para", lead),
            ("item", item),
            label("higher"),
            ("item", teach),
        ],
        "show_hide": [("chrome", _written(labels, words, "show_hide"))],
        "unobserved": [("heading", f"{skill.name}: Levels 1-1"), ("para", "This skill is not typically observed here.")]
        if labels.language == "en"
        else [],
        "bare": [block for level in range(1, min(skill.levels)) for block in bare(level)],
        "rising": [block for level in sorted(skill.levels) for block in section(level)],
        "falling": [block for level in sorted(skill.levels, reverse=True) for block in section(level)],
    }
    return [block for name in form["blocks"].split() for block in table[name]]


def attribute_blocks(skill: Skill) -> list[Block]:
    """The blocks of the page about an attribute: what the second level's title names, at the first three levels."""
    labels, words = all_labels()[skill.language], WORDS[skill.language]
    blocks = [
        ("title", f"{skill.titles[1]} HELP"),
        ("para", skill.description[0]),
        ("label", _written(labels, words, "guidance")),
        *skill.guidance,
    ]
    for level in (1, 2, 3):
        blocks.append(("heading", f"{labels.level} {_number(labels, level)} - {skill.titles[level - 1]}"))
        blocks += [("para", text) for text in _texts(skill, level)]
    return blocks


def level_blocks(skill: Skill) -> list[Block]:
    """The blocks of the page about the fourth level, with two attributes, one of them with its code."""
    labels, words = all_labels()[skill.language], WORDS[skill.language]
    essence = words.labels.get("essence") or labels.essence
    return [
        ("title", f"{labels.levels}: {labels.level} {_number(labels, 4)} - {skill.titles[3]}"),
        ("essence", f"{essence}: {skill.essences[3]}"),
        ("label", _written(labels, words, "guidance")),
        *skill.guidance,
        ("heading", f"{skill.titles[1]} HELP"),
        *(("para", text) for text in _texts(skill, 4)),
        ("heading", skill.titles[2]),
        ("para", skill.description[1]),
    ]


def _texts(skill: Skill, level: int) -> tuple[str, ...]:
    return skill.levels.get(level) or tuple(f"{text[:-1]} {level}{text[-1]}" for text in skill.description)


def _inline(labels: Labels) -> str:
    return next((labels.written[line] for line in sorted(labels.inline)), "Defined at these levels:")


def wide(blocks: Sequence[Block]) -> str:
    """Text with blank lines between blocks, and two blanks before a bullet."""
    lines: list[str] = []
    for number, (kind, text) in enumerate(blocks):
        is_item = kind in {"item", "nested"}
        above = blocks[number - 1][0] if number else ""
        if lines and not (is_item and above in {"item", "nested"}):
            lines.append("")
        lines.append({"item": "  • ", "nested": "    • "}.get(kind, "") + text)
    return "\n".join(lines) + "\n"


def tight(blocks: Sequence[Block]) -> str:
    """Text without blank lines and without slogan, digits with bars."""
    return "".join(
        {"item": "- ", "nested": "  - "}.get(kind, "")
        + (text.replace(" ", " | ") + " |" if kind == "digits" else text)
        + "\n"
        for kind, text in blocks
        if kind != "slogan"
    )


def markdown(blocks: Sequence[Block]) -> str:
    """Markdown: headings, a table of links for the digits, the level's title strong and a link."""
    parts: list[str] = []
    for kind, text in blocks:
        match kind:
            case "title":
                parts.append(f"# {text}\n")
            case "label":
                parts.append(f"\n## {text}\n")
            case "heading":
                parts.append(f"\n### {text}\n")
            case "item":
                parts.append(f"- {text}")
            case "nested":
                parts.append(f"    - {text}")
            case "digits":
                digits = text.split()
                row = "|" + "|".join(f" [{digit}](https://example.org/{digit}) " for digit in digits) + "|"
                parts.append(f"\n{row}\n|{' --- |' * len(digits)}\n")
            case "level":
                title, colon, rest = text.partition(": ")
                parts.append(f"\n**[{title}](https://example.org/lor):** {rest}\n" if colon else text)
            case _:
                parts.append(f"\n{text}\n")
    return "\n".join(parts) + "\n"


# How HTML writes each kind of block; ``{}`` is its text.
_IN_HTML = {
    "title": '<h1 class="documentFirstHeading">{}</h1>',
    "label": "<h2>{}</h2>",
    "heading": "<hr/>\n<h3\n  id='x'>{}</h3>",
    "item": "<li>{}",
    "nested": "<li>{}",
    "end": "",
}
_SITE = (
    '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>Kite</title>\n'
    '<script>var page = "<p>KITE";</script></head>\n<body>\n<nav><ul><li>Other skills</li></ul></nav>\n'
    "<main>\n{}\n</main>\n<footer><p>(c) nobody</p></footer>\n</body>\n</html>\n"
)


def html(blocks: Sequence[Block]) -> str:
    """HTML as a site writes it: navigation and footer around, the outline in headings, lists, a table."""
    parts: list[str] = []
    depth = 0
    for kind, text in [*blocks, ("end", "")]:
        wanted = {"item": 1, "nested": 2}.get(kind, 0)
        parts += ["<ul>"] * (wanted - depth) + ["</li></ul>"] * (depth - wanted)
        if wanted and depth >= wanted:
            parts.append("</li>")
        depth = wanted
        shown = escape(text, quote=False).replace("’", "&rsquo;")
        if kind == "digits":
            cells = "".join(f'<td><a href="#l{digit}">{digit}</a></td>' for digit in text.split())
            parts.append(f"<table><tbody><tr>{cells}</tr></tbody></table>")
        elif kind == "level":
            title, colon, rest = shown.partition(": ")
            parts.append(f'<p><strong><a href="/lor">{title}{colon.strip()}</a></strong>\n  {rest}</p>')
        else:
            wrapped = shown.replace(" ", "\n      ", 1)
            parts.append(_IN_HTML.get(kind, f"<p>{wrapped}</p>").format(shown))
    return _SITE.format("\n".join(parts))


FLAVOURS = {"wide.txt": wide, "tight.txt": tight, "markdown.md": markdown, "site.html": html}


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
                _text(f"{labels.level} {_number(labels, level)} - {skill.titles[level - 1]}", tag),
                None,
                _text(skill.titles[level - 1], tag),
                None,
                _joined([("para", text) for text in _texts(skill, level)], tag),
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
        _text(f"{labels.levels}: {labels.level} {_number(labels, 4)} - {skill.titles[3]}", tag),
        _text(skill.titles[3], tag),
        _text(skill.essences[3], tag),
        _joined(skill.guidance, tag),
        (
            AttributeSection(
                _text("HELP", ""),
                _text(skill.titles[1], tag),
                _joined([("para", text) for text in _texts(skill, 4)], tag),
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
