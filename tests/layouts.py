"""A skill, and the page of it in each layout and flavour: what differs between them is in two tables.

``python tests/layouts.py`` writes them all to tests/data/pages/layouts, one folder for each language.
Source: the page layouts, "The blocks" and "Layouts".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from invented import WORDS, Words
from skosmith.pages import Labels, all_labels, with_numbers


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
    return with_numbers(next(labels.spellings[line] for line, its in known if its == role), "9")


def ordinal(labels: Labels, level: int) -> str:
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
        title = f"{word} {ordinal(labels, level)} - {skill.titles[level - 1]}"
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
        blocks.append(("heading", f"{labels.level} {ordinal(labels, level)} - {skill.titles[level - 1]}"))
        blocks += [("para", text) for text in level_texts(skill, level)]
    return blocks


def level_blocks(skill: Skill) -> list[Block]:
    """The blocks of the page about the fourth level, with two attributes, one of them with its code."""
    labels, words = all_labels()[skill.language], WORDS[skill.language]
    essence = words.labels.get("essence") or labels.essence
    return [
        ("title", f"{labels.levels}: {labels.level} {ordinal(labels, 4)} - {skill.titles[3]}"),
        ("essence", f"{essence}: {skill.essences[3]}"),
        ("label", _written(labels, words, "guidance")),
        *skill.guidance,
        ("heading", f"{skill.titles[1]} HELP"),
        *(("para", text) for text in level_texts(skill, 4)),
        ("heading", skill.titles[2]),
        ("para", skill.description[1]),
    ]


def level_texts(skill: Skill, level: int) -> tuple[str, ...]:
    return skill.levels.get(level) or tuple(f"{text[:-1]} {level}{text[-1]}" for text in skill.description)


def _inline(labels: Labels) -> str:
    return next((labels.spellings[line] for line in sorted(labels.inline)), "Defined at these levels:")
