"""The languages that pages are written in: the words of each, and which of them a page knows."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from skosmith.model import lookup, read_data
from skosmith.pages.labels import Known, Labels, Table
from skosmith.pages.scripts import is_passage, script_of

_ENOUGH_WORDS = 4.0  # the sum of the weights of frequent words that tell a language
_CLEAR_SHARE = 0.04  # of a text's words, weighted
_CLEARLY_MORE = 1.5  # times the words of the next language
_OWN_SHARE = 0.1  # frequent words of the language that a passage is tagged with, from which on it is in that
_ENOUGH_OF_PASSAGE = 1.5
_SHARE_OF_PASSAGE = 0.12
_MUCH_MORE = 4
_WORD = re.compile(r"[^\W\d_]+")
_TAG_IN_NAME = re.compile(r"[^/\\]\.(?P<tag>[a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.[a-z0-9]{2,5}$", re.IGNORECASE)
_SENTENCE_WITHIN = re.compile(r"[.!?。！？؟]\s*\S")
_TELLS_NOTHING = frozenset({"site", "notice"})  # chrome in the site's own language, on the pages of every language


@dataclass(frozen=True, eq=False)
class Languages:
    """The words of every language of a run, by language tag in small letters.

    ``own`` are the tables that a project adds to those that come with the package.
    """

    by_tag: Mapping[str, Labels]
    own: Mapping[str, Table] = field(default_factory=dict)
    _known_tags: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def lookup(self, tag: str) -> Labels | None:
        """The words for a BCP 47 tag: those of the tag itself, else of the tag shortened (``pt-br``, ``pt``).

        Source: RFC 4647, section 3.4 (lookup).
        """
        name = lookup(tag, self.by_tag)
        return self.by_tag[name] if name else None

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
    def first_words(self) -> tuple[str, ...]:
        """The same without a number and what is behind it."""
        return tuple(dict.fromkeys(text.partition("#")[0].rstrip() for text, _ in self.begins))

    @cached_property
    def frameworks(self) -> frozenset[str]:
        """The names of frameworks, which are no codes of skills."""
        return frozenset(name for labels in self.by_tag.values() for name in labels.frameworks)

    @cached_property
    def schemes(self) -> frozenset[str]:
        """The folded names of the levels of responsibility."""
        return frozenset(name for labels in self.by_tag.values() for name in labels.schemes)

    @cached_property
    def _unobserved(self) -> Known:
        return _all(labels.unobserved for labels in self.by_tag.values())

    def unobserved_among(self, lines: Iterable[tuple[tuple[int, int], str]]) -> frozenset[tuple[int, int]]:
        """Of lines by place, as keys: the sentences known to say that a skill is not at a level."""
        whole, begins = self._unobserved
        return frozenset(
            place
            for place, line in lines
            if line in whole or (line.startswith(begins) and not _SENTENCE_WITHIN.search(line))
        )

    def labels_among(self, lines: Iterable[tuple[tuple[int, int], str]]) -> frozenset[tuple[int, int]]:
        """Of lines by their places, as keys, those that are labels of any language, or begin as one above the title."""
        roles, first_words = self.roles, self.first_words
        return frozenset(place for place, line in lines if line in roles or line.startswith(first_words))

    @cached_property
    def frame(self) -> Known:
        """What a site writes around a page, above the title and below the last level, in any language."""
        return _all(labels.frame for labels in self.by_tag.values())

    @cached_property
    def related(self) -> frozenset[str]:
        """The headings above the names of related skills, as keys."""
        return frozenset().union(*(labels.related for labels in self.by_tag.values()))

    def names_level(self, text: str, but_not: Labels | None = None) -> bool:
        """Whether a line is the heading of a level, that of its title, or the title of its page, in any language.

        Not where it is one in the language of ``but_not``.
        """
        if but_not and (but_not.heading.fullmatch(text) or but_not.title.fullmatch(text)):
            return False
        of_levels = ((one.heading, one.title, one.level_page) for one in self.by_tag.values())
        return any(pattern.fullmatch(text) for patterns in of_levels for pattern in patterns)

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

    def foreign_in(self, tag: str, text: str) -> str:
        """The language of the first paragraph or item that is not in that of ``tag``; empty if there is none."""
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
            return next(iter(among)) if len(among) == 1 else self._most(words)[0]
        if not frequent:
            return ""
        other, score, scores = self._most(words)
        is_clear = score >= max(_ENOUGH_OF_PASSAGE, _SHARE_OF_PASSAGE * len(words), _MUCH_MORE * scores.get(own, 0))
        return other if is_clear and other in self.by_tag else ""

    def _read_as(self, tag: str) -> tuple[str, frozenset[str]]:
        """The language that a text with a tag is in, empty if it has no labels, and its frequent words."""
        if tag not in self._known_tags:
            labels = self.lookup(tag)
            own = (labels.parent or labels.language) if labels else ""
            self._known_tags[tag] = own, self.by_tag[own].frequent if own else frozenset()
        return self._known_tags[tag]

    def _most(self, words: Iterable[str]) -> tuple[str, float, dict[str, float]]:
        """The language that most of ``words`` belong to, empty if none, with its score; and the scores of all."""
        scores = self._scores(words)
        found = max(scores, key=lambda one: scores[one], default="")
        return found, scores.get(found, 0.0), scores

    def of_words(self, text: str) -> str:
        """The language that the frequent words of ``text`` belong to; empty if it is not clear.

        It may be one without labels. A word that several languages have counts less.
        """
        words = _WORD.findall(text.casefold())
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


def _all(several: Iterable[Known]) -> Known:
    known = list(several)
    begins = dict.fromkeys(line for one in known for line in one.begins)
    return Known(frozenset().union(*(one.whole for one in known)), tuple(begins))


@cache
def _others() -> dict[str, frozenset[str]]:
    """The frequent words of languages that have no labels."""
    table = tomllib.loads(read_data("pages/other_languages.toml"))
    return {tag: frozenset(words.split()) for tag, words in table.items()}
