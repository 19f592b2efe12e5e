"""The languages that pages are written in: the words of each, and which of them a page knows."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from skosmith import resources
from skosmith.labels import Labels, Table, key, labels_of

# Source: the Unicode Standard, blocks of these scripts. A page in Japanese has kana beside its Han letters.
_SCRIPTS = {
    "Kana": re.compile("[\u3041-\u30ff]"),
    "Han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "Arab": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "Hang": re.compile("[\uac00-\ud7af]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Grek": re.compile("[\u0370-\u03ff]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_WEIGHT = {"Latn": 0.2}  # a page in another script has names and codes in Latin letters
_ENOUGH_KANA = 0.05  # of the Han and kana of a Japanese page
_ENOUGH_WORDS = 4.0  # the sum of the weights of frequent words that tell a language
_CLEAR_SHARE = 0.04  # of a text's words, weighted
_CLEARLY_MORE = 1.5  # times the words of the next language
_WORD = re.compile(r"[^\W\d_]+")
_TAG_IN_NAME = re.compile(r"[^/\\]\.(?P<tag>[a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.[a-z0-9]{2,5}$", re.IGNORECASE)
_SENTENCE_WITHIN = re.compile(r"[.!?。！？؟]\s*\S")
_TELLS_NOTHING = frozenset({"site", "notice"})  # chrome in the site's own language, on the pages of every language


@dataclass(frozen=True, eq=False)
class Languages:
    """The words of every language of a run, by language tag in small letters."""

    by_tag: Mapping[str, Labels]

    def lookup(self, tag: str) -> Labels | None:
        """The words for a BCP 47 tag: those of the tag itself, else of the tag shortened (``pt-br``, ``pt``).

        Source: RFC 4647, section 3.4 (lookup).
        """
        parts = tag.casefold().split("-")
        shorter = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((self.by_tag[name] for name in shorter if name in self.by_tag), None)

    def in_name(self, path: str) -> str:
        """The language tag in the name of a file, as in ``ssup.pt.txt``; empty if there is none that has labels."""
        found = _TAG_IN_NAME.search(path.rpartition("/")[2])
        return found["tag"].lower() if found and self.lookup(found["tag"]) else ""

    @cached_property
    def chrome(self) -> dict[str, str]:
        """The chrome of all languages as keys, with its roles: a page may keep lines in the site's own language."""
        return {line: role for labels in self.by_tag.values() for line, role in labels.chrome.items()}

    @cached_property
    def roles(self) -> dict[str, str]:
        """The labels of all languages as keys, with their roles."""
        return {line: role for labels in self.by_tag.values() for line, role in labels.roles.items()}

    @cached_property
    def begins(self) -> tuple[tuple[str, str], ...]:
        """How lines above the title begin in all languages, as keys, with their roles."""
        return tuple(dict.fromkeys(pair for labels in self.by_tag.values() for pair in labels.begins))

    @cached_property
    def frameworks(self) -> frozenset[str]:
        """The names of frameworks, which are no codes of skills."""
        return frozenset(name for labels in self.by_tag.values() for name in labels.frameworks)

    @cached_property
    def schemes(self) -> frozenset[str]:
        """The folded names of the levels of responsibility."""
        return frozenset(name for labels in self.by_tag.values() for name in labels.schemes)

    @cached_property
    def _unobserved(self) -> tuple[frozenset[str], tuple[str, ...]]:
        known = (labels.unobserved for labels in self.by_tag.values())
        begins = (labels.unobserved_begins for labels in self.by_tag.values())
        return frozenset().union(*known), tuple(dict.fromkeys(line for lines in begins for line in lines))

    def is_unobserved(self, text: str) -> bool:
        """Whether a text is one sentence, known to say that a skill is not defined at a level."""
        known, begins = self._unobserved
        said = key(text)
        return said in known or (said.startswith(begins) and not _SENTENCE_WITHIN.search(text))

    @cached_property
    def note(self) -> re.Pattern[str]:
        """Matches a translator's note, such as ``Nota: ...``."""
        words = dict.fromkeys(re.escape(word) for labels in self.by_tag.values() for word in labels.notes)
        return re.compile(rf"(?:{'|'.join(words)})\s*[:：]\s*\S.*", re.IGNORECASE)

    @cached_property
    def longest(self) -> int:
        """The length of the longest label, twice over: no line beyond it needs to be folded to see that it is none."""
        return 2 * max(len(line) for labels in self.by_tag.values() for line in labels.written)

    @cached_property
    def knowing(self) -> dict[str, tuple[str, ...]]:
        """The languages that know the key of a label; what frames the pages of every language tells none."""
        known: dict[str, tuple[str, ...]] = {}
        for tag, labels in self.by_tag.items():
            for line in labels.written:
                if labels.chrome.get(line) not in _TELLS_NOTHING:
                    known[line] = (*known.get(line, ()), tag)
        return known

    @cached_property
    def scripts(self) -> dict[str, frozenset[str]]:
        """The languages that are written in each script, without those that take over the words of another."""
        found: dict[str, set[str]] = {}
        for tag, labels in self.by_tag.items():
            found.setdefault(script_of("".join(labels.written)), set()).add(tag)
        return {script: frozenset(tags) for script, tags in found.items()}

    @cached_property
    def _weights(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """The languages that have a frequent word, each with the weight of the word: the fewer have it, the more."""
        frequent = {tag: words for tag, words in _others().items() if tag not in self.by_tag}
        frequent |= {tag: labels.frequent for tag, labels in self.by_tag.items() if not labels.parent}
        having: dict[str, list[str]] = {}
        for tag, words in frequent.items():
            for word in words:
                having.setdefault(word, []).append(tag)
        return {word: tuple((tag, 1 / len(tags)) for tag in tags) for word, tags in having.items()}

    def of_words(self, text: str) -> str:
        """The language that the frequent words of ``text`` belong to; empty if it is not clear.

        It may be one without labels. A word that several languages have counts less.
        """
        words = _WORD.findall(text.casefold())
        scores: dict[str, float] = {}
        weights = self._weights
        for word in words:
            for tag, weight in weights.get(word, ()):
                scores[tag] = scores.get(tag, 0) + weight
        ranked = sorted(((score, tag) for tag, score in scores.items()), reverse=True)
        if not ranked or ranked[0][0] < max(_ENOUGH_WORDS, _CLEAR_SHARE * len(words)):
            return ""
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= _CLEARLY_MORE * ranked[1][0] else ""


def script_of(text: str) -> str:
    """The script that most letters of ``text`` are in, as ISO 15924 names it; ``Jpan`` for kana and Han letters."""
    if text.isascii():
        return "Latn"
    counts = {script: len(letters.findall(text)) * _WEIGHT.get(script, 1) for script, letters in _SCRIPTS.items()}
    kana, of_east = counts.pop("Kana"), counts["Han"]
    counts["Han"] += kana
    found = max(counts, key=lambda script: counts[script])
    return "Jpan" if found == "Han" and kana > _ENOUGH_KANA * (kana + of_east) else found


@cache
def _others() -> dict[str, frozenset[str]]:
    """The frequent words of languages that have no labels."""
    table = tomllib.loads(resources.read("other_languages.toml"))
    return {tag: frozenset(words.split()) for tag, words in table.items()}


@cache
def built_in_tables() -> dict[str, Table]:
    """The words of each language that comes with the package, as its file has them."""
    read = (tomllib.loads(file.read_text("utf-8")) for file in sorted(resources.folder("labels").glob("*.toml")))
    return {table["language"]: table for table in read}


@cache
def built_in() -> Languages:
    """The languages that come with the package."""
    return _languages(built_in_tables())


def _languages(tables: Mapping[str, Table]) -> Languages:
    made = {tag: labels_of(table, tables.get(table.get("extends", ""), {})) for tag, table in sorted(tables.items())}
    return Languages(made)


def all_labels() -> Mapping[str, Labels]:
    """The words of every language that comes with the package, by language tag."""
    return built_in().by_tag


def labels_for(tag: str) -> Labels | None:
    """The words of a language that comes with the package; see ``Languages.lookup``."""
    return built_in().lookup(tag)
