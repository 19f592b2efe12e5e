"""The languages that pages are written in: the words of each, and which of them a page knows."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from skosmith.model import lookup, read_data, recommended_case
from skosmith.pages.labels import KnownLines, Labels, Table
from skosmith.pages.scripts import is_passage, script_of

_ENOUGH_WORDS = 4.0  # the sum of the weights of frequent words that tell a language
_CLEAR_SHARE = 0.04  # of a text's words, weighted
_CLEARLY_MORE = 1.5  # times the words of the next language
_OWN_SHARE = 0.1  # frequent words of the language that a passage is tagged with, from which on it is in that
_ENOUGH_OF_PASSAGE = 1.5
_SHARE_OF_PASSAGE = 0.12
_MUCH_MORE = 4
_WORD = r"[^\W\d_]+"
_TAG_IN_NAME = (
    r"[^/\\]\.(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}|_(?:[A-Z][a-z]{3}|[A-Za-z]{2}|[0-9]{3}))*)\.[A-Za-z0-9]{2,5}$"
)
_SENTENCE_WITHIN = r"[.!?。！？؟]\s*\S"
_TELLS_NOTHING = frozenset({"site", "notice"})  # chrome in the site's own language, on the pages of every language


def _joined(name: str) -> "cached_property[dict[str, str]]":
    return cached_property(
        lambda self: {key: value for labels in self.by_tag.values() for key, value in getattr(labels, name).items()}
    )


def _union(name: str) -> "cached_property[frozenset[str]]":
    return cached_property(lambda self: frozenset().union(*(getattr(labels, name) for labels in self.by_tag.values())))


def _known_lines(name: str) -> "cached_property[KnownLines]":
    def join(self: "Languages") -> KnownLines:
        lines: list[KnownLines] = [getattr(labels, name) for labels in self.by_tag.values()]
        beginnings = dict.fromkeys(line for known in lines for line in known.beginnings)
        return KnownLines(frozenset().union(*(known.whole for known in lines)), tuple(beginnings))

    return cached_property(join)


@dataclass(frozen=True, eq=False)
class Languages:
    """The words of every language of a run, by BCP 47 tag.

    ``own`` are the tables that a project adds to those that come with the package. ``code_pattern`` is what the whole
    code of a skill or an attribute matches, if the project says so; else the shapes say it.
    """

    by_tag: Mapping[str, Labels]
    own: Mapping[str, Table] = field(default_factory=dict)
    code_pattern: str = ""
    _known_tags: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def lookup(self, tag: str) -> Labels | None:
        """The words for a BCP 47 tag: those of the tag itself, else of the tag shortened (``pt-br``, ``pt``).

        Source: RFC 4647, section 3.4 (lookup).
        """
        name = lookup(tag, self.by_tag)
        return self.by_tag[name] if name else None

    def in_name(self, path: str) -> str:
        """The language tag in the name of a file, as in ``ssup.pt.txt``; empty without a tag that has labels.

        A script or a region can be joined as in the name of a locale, too: ``ssup.pt_BR.txt``.
        """
        match = re.search(_TAG_IN_NAME, path.rpartition("/")[2])
        tag = recommended_case(match["tag"].replace("_", "-")) if match else ""
        return tag if self.lookup(tag) else ""

    chrome = _joined("chrome")
    """The chrome of all languages as keys, with its roles: a page may keep lines in the site's own language."""

    roles = _joined("roles")
    """The labels of all languages as keys, with their roles."""

    frameworks = _union("frameworks")
    """The names of frameworks, which are no codes of skills."""

    schemes = _union("schemes")
    """The folded names of the levels of responsibility."""

    related = _union("related")
    """The headings above the names of related skills, as keys."""

    frame = _known_lines("frame")
    """What a site writes around a page, above the title and below the last level, in any language."""

    _unobserved = _known_lines("unobserved")

    @cached_property
    def beginnings(self) -> tuple[tuple[str, str], ...]:
        """How lines above the title begin in all languages, as keys, with their roles."""
        return tuple(dict.fromkeys(pair for labels in self.by_tag.values() for pair in labels.beginnings))

    @cached_property
    def _first_words(self) -> tuple[str, ...]:
        """``beginnings`` without a number and what is behind it."""
        return tuple(dict.fromkeys(text.partition("#")[0].rstrip() for text, _ in self.beginnings))

    def unobserved_among(self, lines: Iterable[tuple[tuple[int, int], str]]) -> frozenset[tuple[int, int]]:
        """Of lines by place, as keys: the sentences known to say that a skill is not at a level."""
        whole, beginnings = self._unobserved
        return frozenset(
            place
            for place, line in lines
            if line in whole or (line.startswith(beginnings) and not re.search(_SENTENCE_WITHIN, line))
        )

    def labels_among(self, lines: Iterable[tuple[tuple[int, int], str]]) -> frozenset[tuple[int, int]]:
        """Of lines by place, as keys: those that are labels of any language, or begin as one above the title."""
        roles, first_words = self.roles, self._first_words
        return frozenset(place for place, line in lines if line in roles or line.startswith(first_words))

    def names_level(self, text: str, but_not: Labels | None = None) -> bool:
        """Whether a line is the heading of a level, that of its title, or the title of its page, in any language.

        Not where it is one in the language of ``but_not``.
        """
        if but_not and (but_not.heading.fullmatch(text) or but_not.title.fullmatch(text)):
            return False
        return any(
            labels.heading.fullmatch(text) or labels.title.fullmatch(text) or labels.level_page.fullmatch(text)
            for labels in self.by_tag.values()
        )

    @cached_property
    def note(self) -> re.Pattern[str]:
        """Matches a translator's note, such as ``Nota: ...``."""
        words = dict.fromkeys(re.escape(word) for labels in self.by_tag.values() for word in labels.notes)
        return re.compile(rf"(?:{'|'.join(words)})\s*[:：]\s*\S.*", re.IGNORECASE)

    @cached_property
    def longest(self) -> int:
        """Twice the length of the longest label: no line beyond it needs to be folded to see that it is no label."""
        return 2 * max(len(line) for labels in self.by_tag.values() for line in labels.spellings)

    @cached_property
    def tags_by_key(self) -> dict[str, tuple[str, ...]]:
        """The languages that have the key of a label; what frames the pages of every language tells none."""
        tags: dict[str, tuple[str, ...]] = {}
        for tag, labels in self.by_tag.items():
            for line in labels.spellings:
                if labels.chrome.get(line) not in _TELLS_NOTHING:
                    tags[line] = (*tags.get(line, ()), tag)
        return tags

    @cached_property
    def scripts(self) -> dict[str, frozenset[str]]:
        """The languages that are written in each script, without those that take over the words of another."""
        tags: dict[str, set[str]] = {}
        for tag, labels in self.by_tag.items():
            tags.setdefault(script_of("".join(labels.spellings)), set()).add(tag)
        return {script: frozenset(among) for script, among in tags.items()}

    @cached_property
    def _weights(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """The languages that have a frequent word, each with the weight of the word: the fewer have it, the more."""
        frequent = {tag: words for tag, words in _other_languages().items() if tag not in self.by_tag}
        frequent |= {tag: labels.frequent for tag, labels in self.by_tag.items() if not labels.parent}
        tags_of: dict[str, list[str]] = {}
        for tag, words in frequent.items():
            for word in words:
                tags_of.setdefault(word, []).append(tag)
        return {word: tuple((tag, 1 / len(tags)) for tag in tags) for word, tags in tags_of.items()}

    def foreign_in(self, tag: str, text: str) -> str:
        """The language of the first paragraph or item that is not in that of ``tag``; else empty."""
        return next((other for line in text.split("\n") if (other := self.instead_of(tag, line))), "")

    def instead_of(self, tag: str, text: str) -> str:
        """The language that a passage is in instead of the one it is tagged with; empty if it is in that, or unclear.

        ``tag`` is the BCP 47 tag of the passage. A passage in another script is in the language of that script, or, if
        several are written in it, in the one of most of its words. Short passages are left alone, and those of names.
        """
        if not is_passage(text):
            return ""
        own, frequent = self._read_as(tag)
        words = text.split()
        if len(frequent.intersection(words)) > _OWN_SHARE * len(words):  # nearly always, and quick
            return ""
        words = text.casefold().split()
        if frequent and sum(map(frequent.__contains__, words)) > _OWN_SHARE * len(words):
            return ""
        among = self.scripts.get(script_of(text), frozenset())
        if among and own and own not in among:
            return next(iter(among)) if len(among) == 1 else _first(self._scores(words))
        if not frequent:
            return ""
        scores = self._scores(words)
        other = _first(scores)
        least = max(_ENOUGH_OF_PASSAGE, _SHARE_OF_PASSAGE * len(words), _MUCH_MORE * scores.get(own, 0))
        return other if other in self.by_tag and scores[other] >= least else ""

    def _read_as(self, tag: str) -> tuple[str, frozenset[str]]:
        """The language that a text with a tag is in, empty if it has no labels, and its frequent words."""
        if tag not in self._known_tags:
            labels = self.lookup(tag)
            own = (labels.parent or labels.language) if labels else ""
            self._known_tags[tag] = own, self.by_tag[own].frequent if own else frozenset()
        return self._known_tags[tag]

    def of_words(self, text: str) -> str:
        """The language, maybe one without labels, of the frequent words of ``text``; empty if it is not clear."""
        words = re.findall(_WORD, text.casefold())
        ranked = sorted(((score, tag) for tag, score in self._scores(words).items()), reverse=True)
        if not ranked or ranked[0][0] < max(_ENOUGH_WORDS, _CLEAR_SHARE * len(words)):
            return ""
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= _CLEARLY_MORE * ranked[1][0] else ""

    def _scores(self, words: Iterable[str]) -> dict[str, float]:
        """The sum of the weights of the frequent words of each language among ``words``, in small letters."""
        scores: dict[str, float] = {}
        weights = self._weights
        for word in words:
            for tag, weight in weights.get(word, ()):
                scores[tag] = scores.get(tag, 0) + weight
        return scores


def _first(scores: Mapping[str, float]) -> str:
    """The language with the highest score, the first of equal ones; empty without any."""
    return max(scores, key=lambda tag: scores[tag], default="")


@cache
def _other_languages() -> dict[str, frozenset[str]]:
    table = tomllib.loads(read_data("pages/other_languages.toml"))
    return {tag: frozenset(words.split()) for tag, words in table.items()}
