"""Two editions of an invented framework: 26 skills are new, 11 renamed, 3 re-coded, 2 retired; the rest stays.

``tests/data/editions`` lists the links that follow.
"""

from pathlib import Path
from random import Random
from typing import NamedTuple

BASE = "https://example.org/framework/"

_TITLES = ("Watch", "Help", "Fly", "Enable", "Advise", "Lead", "Inspire")
_WORDS_OF_TEXTS = """
anchor basket candle drum engine feather garden hammer island jar kettle ladder mirror needle oar paddle quilt rope sail
tent umbrella vase wheel yarn zither arrow bridge kayak dial easel flute glider hull inkwell jetty kiln lantern mast net
oven pier raft saddle tiller urn valve winch yoke awning barrel cart dome fence gate hinge iron jug knot loom mill nail
organ plough rudder stove torch

binds carries draws folds gauges holds joins keeps lifts mends notes orders paints rigs sorts tests
"""
_NOUNS, _DEEDS = (words.split() for words in _WORDS_OF_TEXTS.split("\n\n"))


class Skill(NamedTuple):
    """A skill of an edition; ``texts`` seeds its texts, so that skills with the same seed have the same ones."""

    code: str
    name: str
    texts: str
    levels: tuple[int, ...]
    languages: tuple[str, ...] = ("en",)


def _skill(number: int) -> Skill:
    noun = _NOUNS[number]
    first = 1 + number % 4
    languages = ("en", "pt") if number % 5 == 0 else ("en",)
    return Skill(_code(noun), f"{noun.capitalize()} care", noun, (first, first + 1, first + 2), languages)


def _code(noun: str) -> str:
    return f"{noun[:3]}{noun[-1]}".upper()


OLD = [_skill(number) for number in range(30)]
"""The skills of edition 8."""

RENAMED = range(11)
"""The numbers of those with another name in edition 9."""

RECODED = {
    11: Skill("LADX", "Ladder care", "ladder", OLD[11].levels),
    12: Skill("MIRX", "Mirror care", "mirror, reworded", OLD[12].levels),
    13: Skill("NEEX", "Needle craft", "needle", OLD[13].levels),
}
"""Those with another code: one the same otherwise, one with the same name and other texts, one the other way round."""

RETIRED = (14, 15)
"""The numbers of those that edition 9 does not have: OAR is replaced by the paddle's neighbour, PADE by none."""

_TRANSLATED = 16  # in Portuguese since edition 9

ADDED = [_skill(number) for number in range(30, 56)]


def _edition_9() -> list[Skill]:
    skills = []
    for number, skill in enumerate(OLD):
        if number in RENAMED:
            skills.append(skill._replace(name=f"{_NOUNS[number].capitalize()} keeping"))
        elif number in RECODED:
            skills.append(RECODED[number])
        elif number == _TRANSLATED:
            skills.append(skill._replace(languages=("en", "pt")))
        elif number not in RETIRED:
            skills.append(skill)
    return skills + ADDED


NEW = _edition_9()
"""The skills of edition 9."""

RETIREMENTS = """
[[retired]]
notation = "OARR"
names = { en = "Oar care" }
since = "9"
replaced-by = "QUIT"
reason = { en = "Quilts are rowed now.", pt = "Agora se rema com colchas." }

[[retired]]
notation = "PADE"
names = { en = "Paddle care", pt = "Paddle care (pt)" }
since = "2026-10-01"
reason = "Nobody paddles any more."
"""


def _text(seed: str, language: str) -> str:
    chance = Random(f"{seed} {language}")  # noqa: S311 - texts, not secrets
    words = " ".join(f"{chance.choice(_DEEDS)} {chance.choice(_NOUNS)}" for _ in range(9))
    return f"{words.capitalize()}{' aqui' if language == 'pt' else ''}."


def text_of(skill: Skill, number: int, language: str) -> str:
    """What a skill means at a level."""
    return _text(f"{skill.texts} {number}", language)


def title_of(number: int) -> str:
    return _TITLES[number - 1]


def essence_of(number: int, language: str) -> str:
    return _text(f"essence {number}", language)


_WORDS = {
    "en": ("Levels of responsibility for this skill", "Level", "Essence of the level"),
    "pt": ("Níveis de responsabilidade para esta habilidade", "Nível", "Essência do nível"),
}


def page_of(skill: Skill, language: str) -> str:
    """The page of a skill in ``en`` or ``pt``."""
    label, level, essence = _WORDS[language]
    name = skill.name if language == "en" else f"{skill.name} (pt)"
    lines = [f"{name} {skill.code}", _text(skill.texts, language), label, " ".join(map(str, skill.levels))]
    for number in skill.levels:
        title = f"{level} {number} - {title_of(number)}: {essence}: {essence_of(number, language)}"
        lines += [f"{name}: {level} {number}", title, text_of(skill, number, language)]
    return "\n".join(lines) + "\n"


def _attribute(name: str, code: str) -> str:
    lines = [f"{name} {code}", _text(name, "en")]
    for number in (1, 2, 3):
        lines += [f"Level {number} - {_TITLES[number - 1]}", _text(f"{name} {number}", "en")]
    return "\n\n".join(lines) + "\n"


def write_edition(folder: Path, edition: str, skills: list[Skill], settings: str = "") -> Path:
    """Writes the project of an edition into ``folder``; the path of its project file."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    for skill in skills:
        for language in skill.languages:
            (pages / f"{skill.code}.{language}.txt").write_text(page_of(skill, language), "utf-8")
    for name, code in (("Autonomy", "AUTO"), ("Complexity", "COMP")):
        (pages / f"{code}.en.txt").write_text(_attribute(name, code), "utf-8")
    file = folder / "skosmith.toml"
    file.write_text(
        f'title = "Crafts"\nbase-iri = "{BASE}"\nedition = "{edition}"\nrights = "Nobody\'s"\nsources = ["pages"]\n'
        f"{settings}",
        "utf-8",
    )
    return file


def write_editions(folder: Path, settings: str = "", retirements: str = "") -> tuple[Path, Path]:
    """Writes editions 8 and 9 below ``folder``; the paths of their project files.

    ``settings`` are lines of both files, ``retirements`` tables of that of edition 9.
    """
    old = write_edition(folder / "8", "8", OLD, f'modified = "2025-10-01"\n{settings}')
    settings = f'modified = "2026-10-01"\nprevious = "../8/skosmith.toml"\n{settings}{retirements}'
    return old, write_edition(folder / "9", "9", NEW, settings)
