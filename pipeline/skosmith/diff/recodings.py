"""Two views -> which thing that is gone goes on under another identifier: a skill re-coded, a category renamed."""

from collections.abc import Iterable, Mapping

from skosmith.diff.views import View
from skosmith.diff.words import words_of
from skosmith.labels import fold
from skosmith.vocabulary import SKOS

ALIKE = 0.8
"""How much of two skills' texts has to be the same, 0..1, for them to be one whatever they are called."""

_MEMBERS_ALIKE = 0.5  # how many members two categories share, of all they have
_TEXTS = (SKOS.definition, SKOS.scopeNote)


def recodings(old: View, new: View) -> dict[str, str]:
    """The names in ``old`` of what goes on under another one in ``new``, with it: concepts, their levels, categories.

    A skill or an attribute goes on where one that came has its name in a language, or texts that are nearly equal.
    Each is taken once, the likest first.
    """
    found: dict[str, str] = {}
    for kind in ("skill", "attribute"):
        gone = [name for name in old.of_kind(kind) if name not in new.nodes]
        come = [name for name in new.of_kind(kind) if name not in old.nodes]
        found |= _matched(_likenesses(old, gone, new, come))
    for one, other in list(found.items()):
        levels = new.levels(other)
        found |= {node: levels[number] for number, node in old.levels(one).items() if number in levels}
    gone = [name for name in old.of_kind("category") if name not in new.nodes]
    come = [name for name in new.of_kind("category") if name not in old.nodes]
    if gone and come:
        found |= _matched(_shared(_skills_of(old, gone, found), _skills_of(new, come, {})))
    return found


def _matched(likenesses: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """Pairs of one gone and one come, the likest first, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in sorted(likenesses, key=lambda found: (-found[0], *found[1:])):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _likenesses(old: View, gone: Iterable[str], new: View, come: Iterable[str]) -> list[tuple[float, str, str]]:
    """How like each other those gone and those come are, where they are like enough: 0.8..1, one more with one name."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only a comparison needs it

    told = {name: _told(new, name) for name in come}
    found = []
    for one in gone:
        names, texts = _told(old, one)
        for other, (names_of_other, texts_of_other) in told.items():
            has_name = any(names[language] & names_of_other.get(language, set()) for language in names)
            shared = sorted(texts.keys() & texts_of_other.keys())
            before = [word for language in shared for word in texts[language]]
            after = [word for language in shared for word in texts_of_other[language]]
            least = 0.0 if has_name else ALIKE
            like = Indel.normalized_similarity(before, after, score_cutoff=least) if before and after else 0.0
            if has_name or like >= ALIKE:
                found.append((like + has_name, one, other))
    return found


def _told(view: View, concept: str) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """The names of a concept, folded, and the words of its texts and those of its levels, by language."""
    names = {tag: set(map(fold, texts)) for tag, texts in view.texts(concept, SKOS.prefLabel).items()}
    levels = view.levels(concept)
    words: dict[str, list[str]] = {}
    for name in (concept, *(levels[number] for number in sorted(levels))):
        for predicate in _TEXTS:
            for language, texts in view.texts(name, predicate).items():
                for text in sorted(texts):
                    words.setdefault(language, []).extend(word for word in words_of(text) if not word.isspace())
    return names, words


def _skills_of(view: View, categories: Iterable[str], names: Mapping[str, str]) -> dict[str, set[str]]:
    """The skills in each category, or in one within it, by their new names."""
    found: dict[str, set[str]] = {}
    for category in categories:
        waiting, seen = [category], set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += view.nodes.get(name, {}).get(SKOS.member, ())
        found[category] = {names.get(name, name) for name in seen if view.kinds.get(name) in {"skill", "attribute"}}
    return found


def _shared(old: Mapping[str, set[str]], new: Mapping[str, set[str]]) -> list[tuple[float, str, str]]:
    found = []
    for one, skills in old.items():
        for other, others in new.items():
            share = len(skills & others) / (len(skills | others) or 1)
            if share >= _MEMBERS_ALIKE:
                # A category and the only one in it hold the same: those as deep in the tree go together.
                found.append((share + (one.count("/") == other.count("/")), one, other))
    return found
