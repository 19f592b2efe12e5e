"""How alike texts are, and which of many are alike without comparing each with each."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from math import ceil

from skosmith.checks.lint.groups import Groups

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
    """Whether two texts with these words are worth comparing letter by letter."""
    return len(one & other) >= _SHARED * max(len(one), len(other))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100: what share of their letters stays where one is made into the other."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - slow to import, and mostly no two texts come so near

    return fuzz.ratio(one, other)


def _like(text: str, others: Mapping[str, str], ratio: float) -> list[str]:
    """The keys of those of ``others`` that are like ``text`` by ``ratio``: in one call, 20 times as quick as each."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as above

    return [key for *_, key in process.extract(text, others, scorer=fuzz.ratio, score_cutoff=ratio, limit=None)]


def alike(texts: Mapping[str, str], ratio: float) -> list[list[str]]:
    """The groups of two or more of ``texts`` that are the same or alike, each to some other of them, by their keys.

    ``ratio`` is how alike at least, of 100. Two texts that share enough words share one of the rarest of each, and one
    that is much shorter is not alike: only the others are compared. Source: the prefix and the length filter of
    Chaudhuri, Ganti and Kaushik, A Primitive Operator for Similarity Joins in Data Cleaning (2006).
    """
    sets = {key: words_of(text) for key, text in texts.items()}
    often = Counter(word for words in sets.values() for word in words)
    having: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)  # the shortest first
    groups = Groups(texts)
    for length, key in sorted((len(text), key) for key, text in texts.items()):
        words = sets[key]
        rarest = sorted([(often[word], word) for word in words])[: len(words) - ceil(_SHARED * len(words)) + 1]
        least = (ceil(length * ratio / (200 - ratio)), "")
        others = {
            other: texts[other] for _, word in rarest for _, other in having[word][bisect_left(having[word], least) :]
        }
        for other in _like(texts[key], others, ratio) if others else ():
            groups.join(key, other)
        for _, word in rarest:
            having[word].append((length, key))
    return [group for group in groups.all() if len(group) > 1]
