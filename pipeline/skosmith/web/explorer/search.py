"""What can be found by words: a row for each thing, its words folded so that accents and case do not matter."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from skosmith.model import iri_of
from skosmith.web.explorer.records import Framework, Texts, pick

MOST = 50
"""The most results that are shown."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "\N{ARABIC TATWEEL}": ""}
)  # letters of their own that people write plainly

_TEXT = 300  # the characters of a text that come with it to be shown


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its IRI, its name, its code, what it is (a word's key), the beginning of its text.

    ``also`` are the other words that it is found by, each once: of its name in other languages, and of all its texts.
    """

    iri: str
    name: str
    notation: str
    kind: str
    text: str
    also: str = ""

    @cached_property
    def searched(self) -> str:
        """All that it is found by, folded."""
        return folded(f"{self.notation} {self.name} {self.text} {self.also}")


def folded(text: str) -> str:
    """``text`` as it is searched: without case and accents; ``assets/search.js`` folds it in the same way."""
    if not text.isascii():
        text = "".join(
            letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter)[0] != "M"
        )
    return " ".join(text.lower().translate(_LETTERS).split())


def entries(frameworks: tuple[Framework, ...], language: str) -> Iterator[Entry]:
    """Everything that can be found in ``language``: skills and attributes, levels, categories."""

    def entry(iri: str, names: Texts, notation: str, kind: str, *texts: Texts) -> Entry:
        name, text, *others = (pick(one, language)[0] for one in (names, *texts))
        shown = text[:_TEXT]
        held = folded(f"{notation} {name} {shown}")
        words = dict.fromkeys(folded(" ".join((*names.values(), text, *others))).split())
        return Entry(iri_of(iri), name, notation, kind, shown, " ".join(word for word in words if word not in held))

    for framework in frameworks:
        for one in (*framework.skills, *framework.attributes):
            of_levels = (skill_level.definition for skill_level in one.skill_levels)
            yield entry(one.iri, one.names, one.notation, one.kind, one.definition, one.scope_note, *of_levels)
        for level in framework.levels:
            yield entry(level.iri, level.titles, str(level.number), "level", level.essence)
        for category in framework.categories:
            for found in (category, *category.parts):
                yield entry(found.iri, found.names, "", "category", {})


def find(found: list[Entry], query: str) -> list[Entry]:
    """The entries that hold every word of ``query``, those first whose code or name begins with it.

    The same order as ``assets/search.js`` gives.
    """
    wanted = folded(query)
    words = wanted.split()
    if not words:
        return []

    def rank(entry: Entry) -> tuple[int, str]:
        code, name = folded(entry.notation), folded(entry.name)
        if code == wanted:
            return 0, name
        if code.startswith(wanted) or name.startswith(wanted):
            return 1, name
        return (2 if all(word in name for word in words) else 3), name

    held = [entry for entry in found if all(word in entry.searched for word in words)]
    return sorted(held, key=rank)
