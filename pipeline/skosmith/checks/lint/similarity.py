"""The likeness of texts, and the groups of alike texts among many, without comparing all pairs."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import chain, islice, pairwise
from math import ceil

from skosmith.checks.lint.groups import Groups
from skosmith.checks.lint.segments import segments_in, segments_of, shortest

SHORT = 40
"""Letters, up to which a text is told by its segments: most names have fewer."""

_FEW = 6  # words, from which on a text is told by its words; below, and without blanks, by its pairs of letters
_LONG = 20  # letters to a word, on the mean: more has only a script without blanks
_SHARED = 0.6  # of the words of the longer text: fewer are in common only where the texts are not alike


def words_of(text: str) -> frozenset[str]:
    """The words of a text; of a short one, or one in a script without blanks, its pairs of neighbouring letters."""
    words = text.casefold().split()
    if len(words) >= _FEW and len(text) < len(words) * _LONG:
        return frozenset(words)
    return frozenset(map("".join, pairwise(text.casefold())))


def may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether texts with these words are worth comparing letter by letter."""
    return len(one & other) >= _SHARED * max(len(one), len(other))


def likeness(one: str, other: str) -> float:
    """The share of letters, 0 to 100, that stay if one text is edited into the other."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - slow to import, and mostly no two texts come so near

    return fuzz.ratio(one, other)


def rarest_words(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """So many of the rarest words of each text that two with enough words in common share one of these."""
    sets = {key: words_of(text) for key, text in texts.items()}
    often = Counter(word for words in sets.values() for word in words)
    return {
        key: sorted(words, key=lambda word: (often[word], word))[: len(words) - ceil(_SHARED * len(words)) + 1]
        for key, words in sets.items()
    }


class _Index:
    """Texts by their keys and their groups, so that a new one is compared with few of each group."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.groups = Groups(texts)
        self._texts = texts
        self._keys: defaultdict[Hashable, dict[str, list[str]]] = defaultdict(dict)  # by word and group
        self._words: dict[str, set[Hashable]] = {}  # by group
        self._large: set[str] = set()  # the groups of more than one text

    def add(self, key: str, words: Iterable[Hashable], alike: Iterable[str]) -> None:
        """Adds a text to the groups that have one alike, which become one: the words of the largest stay its own."""
        own = self.groups.root(key)
        self._words[own] = set()
        group, *fewer = sorted([own, *alike], key=lambda group: (-len(self._words[group]), group))
        for other in fewer:
            self.groups.join(group, other)
            self._large -= {other}
            self._large.add(group)
            for word in self._words.pop(other):
                self._keys[word].setdefault(group, []).extend(self._keys[word].pop(other))
                self._words[group].add(word)
        for word in words:
            self._keys[word].setdefault(group, []).append(key)
            self._words[group].add(word)

    def like(self, text: str, words: Iterable[Hashable], ratio: float) -> set[str]:
        """The groups with a text that is like ``text``: first the latest of each is compared, then more and more."""
        least = shortest(len(text), ratio)
        words = [word for word in words if word in self._keys]
        latest = {keys[-1] for word in words for keys in self._keys[word].values()}
        groups = self._like(text, {key for key in latest if len(self._texts[key]) >= least}, ratio)
        others: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            for group in (self._large & self._keys[word].keys()) - groups:
                others[group].update(self._keys[word][group])
        waiting = {
            group: (key for key in keys - latest if len(self._texts[key]) >= least) for group, keys in others.items()
        }
        count = 1
        while waiting:
            count *= 4
            batches = {group: list(islice(keys, count)) for group, keys in waiting.items()}
            groups |= self._like(text, chain.from_iterable(batches.values()), ratio)
            waiting = {group: waiting[group] for group, keys in batches.items() if keys and group not in groups}
        return groups

    def _like(self, text: str, keys: Iterable[str], ratio: float) -> set[str]:
        """The groups of those of ``keys`` whose texts are like ``text``: in one call, 20 times as quick as each."""
        texts = {key: self._texts[key] for key in keys}
        if not texts:
            return set()
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - as above

        like = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=ratio, limit=None)
        return {self.groups.root(key) for *_, key in like}


def alike(texts: Mapping[str, str], ratio: float) -> list[list[str]]:
    """The groups of two or more equal or alike texts, by their keys; each is alike to another of its group.

    ``ratio`` is the least likeness, of 100. Two short texts that are alike share a segment. Two long ones that share
    enough words share one of the rarest of each, and one that is much shorter is not alike. Only the others are
    compared, and no more of a group than until one is alike.
    Source: the prefix and the length filter of Chaudhuri, Ganti and Kaushik, A Primitive Operator for Similarity Joins
    in Data Cleaning (2006).
    """
    border = shortest(SHORT, ratio)  # a short text of so many letters may be alike to a long one
    words = rarest_words({key: text for key, text in texts.items() if len(text) >= border})
    index = _Index(texts)
    first: dict[str, str] = {}  # by text
    for key in sorted(texts, key=lambda key: (len(texts[key]), key)):
        text, rarest = texts[key], words.get(key, [])
        same = first.setdefault(text, key) if text else key
        if same == key:
            is_short = len(text) <= SHORT
            asked = [*rarest, *segments_in(text, ratio)] if is_short else rarest
            groups = index.like(text, asked, ratio)
            index.add(key, [*rarest, *segments_of(text, ratio)] if is_short else rarest, groups)
        else:
            index.groups.join(same, key)
    return [group for group in index.groups.all() if len(group) > 1]
