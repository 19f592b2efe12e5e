"""A change between two sides: its kind, its subject, and its sentence."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from skosmith.model import Compact, Span, read_data

Verdict = Literal["none", "patch", "minor", "major"]

VERDICTS: tuple[Verdict, ...] = ("none", "patch", "minor", "major")
"""How grave changes are, from the least: words alone, something added or moved, something removed."""

_WORDS = {
    "en": {"nothing": "nothing", "level": "level", "levels": "levels", "no-levels": "no level"},
    "pt": {"nothing": "nada", "level": "nível", "levels": "níveis", "no-levels": "nenhum nível"},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    ``kind`` is a key of changes.toml. ``node`` is the thing that changed and ``concept`` what it belongs to, as IRIs
    relative to the framework's, ``<skilllevels/SSUP_4>`` and ``<skills/SSUP>``; by their names in NEW, except for what
    NEW does not have. ``label`` is the node's name for people. ``predicate`` and ``language`` identify the text;
    ``old`` and ``new`` are its values, empty for none, as the places are None. ``level`` is the node's, 0 for none;
    ``levels`` are those of a concept that was added or removed. ``names_row`` is the row
    of names.csv by which the old name of a renamed thing is still found; empty if there is none to add.
    """

    kind: str
    node: str
    concept: str
    label: str = ""
    predicate: str = ""
    language: str = ""
    old: str = ""
    new: str = ""
    old_place: Span | None = None
    new_place: Span | None = None
    level: int = 0
    levels: tuple[int, ...] = ()
    names_row: str = ""

    @property
    def verdict(self) -> Verdict:
        verdict: Verdict = catalogue()[self.kind]["verdict"]
        return verdict

    def sentence(self, language: str = "en") -> str:
        """The sentence of the change, in ``en`` or ``pt``; without the words of a reworded text."""
        words, nothing = _WORDS[language], _WORDS[language]["nothing"]
        numbers = ", ".join(map(str, self.levels))
        levels = f"{words['levels' if len(self.levels) > 1 else 'level']} {numbers}" if numbers else words["no-levels"]
        template: str = catalogue()[self.kind]["sentence"][language]
        return template.format(
            name=self.label or self.node.strip("<>"),
            old=self.old or nothing,
            new=self.new or nothing,
            level=self.level,
            levels=levels,
            language=self.language,
            property=self.property(language),
        )

    def property(self, language: str = "en") -> str:
        """The name of the property for people; with the level of a skill at a level."""
        name = Compact()[self.predicate] if self.predicate else ""
        label: str = _properties()[name][language] if name in _properties() else name
        return f"{label}, {_WORDS[language]['level']} {self.level}" if self.level and label else label


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Each kind of change with its ``verdict``, and its ``title`` and ``sentence`` by language."""
    return tomllib.loads(read_data("compare/diff/changes.toml"))


@cache
def _properties() -> dict[str, dict[str, str]]:
    return tomllib.loads(read_data("compare/diff/properties.toml"))


def verdict_of(changes: tuple[Change, ...]) -> Verdict:
    """The gravest verdict of ``changes``; ``none`` without changes."""
    return max((change.verdict for change in changes), key=VERDICTS.index, default="none")
