"""Search by words: an entry for each thing, its words folded so that accents and case do not matter."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from skosmith.model import iri_of
from skosmith.web.explorer.records import Framework, Texts, pick

MOST = 50
"""The most results that are shown."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "\N{ARABIC TATWEEL}": ""}
)  # letters of their own that people write plainly

_TEXT = 300  # the characters of a text that are shown


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its IRI, its name, its code, its kind (a word's key), the beginning of its text.

    ``also`` has its other words, each once: of its name in other languages, of its other names, and of all its texts.
    """

    iri: str
    name: str
    notation: str
    kind: str
    text: str
    also: str = ""

    @cached_property
    def words(self) -> str:
        return fold(f"{self.notation} {self.name} {self.text} {self.also}")


def fold(text: str) -> str:
    """``text`` as it is searched: without case and accents; ``assets/search.js`` folds it in the same way."""
    if not text.isascii():
        text = "".join(
            letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter)[0] != "M"
        )
    return " ".join(text.lower().translate(_LETTERS).split())


def entries(frameworks: tuple[Framework, ...], language: str) -> Iterator[Entry]:
    """Everything that can be found in ``language``: skills and attributes, levels, categories."""

    def entry(iri: str, names: Texts, notation: str, kind: str, *texts: Texts, also: Iterable[str] = ()) -> Entry:
        name, text, *others = (pick(text, language, framework.languages)[0] for text in (names, *texts))
        beginning = text[:_TEXT]
        visible = fold(f"{notation} {name} {beginning}")
        words = dict.fromkeys(fold(" ".join((*names.values(), *also, text, *others))).split())
        return Entry(
            iri_of(iri), name, notation, kind, beginning, " ".join(word for word in words if word not in visible)
        )

    for framework in frameworks:
        for skill in (*framework.skills, *framework.attributes):
            texts = (skill.definition, skill.scope_note, *(level.definition for level in skill.skill_levels))
            at_levels = (level.elsewhere.searched for level in skill.skill_levels)
            also = [*skill.elsewhere.searched, *chain.from_iterable(at_levels)]
            yield entry(skill.iri, skill.names, skill.notation, skill.kind, *texts, also=also)
        for level in framework.levels:
            also = list(level.elsewhere.searched)
            yield entry(level.iri, level.titles, str(level.number), "level", level.essence, also=also)
        for category in framework.categories:
            for part in (category, *category.parts):
                yield entry(part.iri, part.names, "", "category", {})


def find(search_entries: list[Entry], query: str) -> list[Entry]:
    """The entries that have every word of ``query``, those first whose code or name begins with it.

    In the same order as in ``assets/search.js``.
    """
    wanted = fold(query)
    words = wanted.split()
    if not words:
        return []

    def rank(entry: Entry) -> tuple[int, str]:
        code, name = fold(entry.notation), fold(entry.name)
        if code == wanted:
            return 0, name
        if code.startswith(wanted) or name.startswith(wanted):
            return 1, name
        return (2 if all(word in name for word in words) else 3), name

    return sorted((entry for entry in search_entries if all(word in entry.words for word in words)), key=rank)
