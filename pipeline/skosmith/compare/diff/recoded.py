"""Two views -> which thing that is gone goes on under another identifier: a skill re-coded, a category renamed."""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import Indel

from skosmith.compare.diff.views import View
from skosmith.compare.diff.words import words_of
from skosmith.model import SKOS
from skosmith.pages import fold

ALIKE = 0.8
"""How much of two skills' texts has to be the same, 0..1, for them to be one whatever they are called."""

_MEMBERS_ALIKE = 0.5  # how many members two categories share, of all they have
_TEXTS = (SKOS.definition, SKOS.scopeNote)

_Told = tuple[dict[str, set[str]], dict[str, list[str]]]  # the names of a concept, and the words of its texts
_Likeness = tuple[float, str, str]  # how like one thing that is gone and one that came are


def recodings(old: View, new: View) -> dict[str, str]:
    """The names in ``old`` of what goes on under another one in ``new``, with it: concepts, their levels, categories.

    A skill or an attribute goes on where one that came has its name in a language, or else texts that are nearly equal.
    Each is taken once, the likest first.
    """
    found: dict[str, str] = {}
    for kind in ("skill", "attribute"):
        gone = {name: _told(old, name) for name in old.of_kind(kind) if name not in new.nodes}
        come = {name: _told(new, name) for name in new.of_kind(kind) if name not in old.nodes}
        named = _matched(_likenesses(gone, come, has_name=True))
        found |= named
        gone = {name: told for name, told in gone.items() if name not in named}
        come = {name: told for name, told in come.items() if name not in named.values()}
        found |= _matched(_likenesses(gone, come, has_name=False))
    for one, other in list(found.items()):
        levels = new.levels(other)
        found |= {node: levels[number] for number, node in old.levels(one).items() if number in levels}
    categories = [name for name in old.of_kind("category") if name not in new.nodes]
    others = [name for name in new.of_kind("category") if name not in old.nodes]
    if categories and others:
        found |= _matched(_shared(_skills_of(old, categories, found), _skills_of(new, others, {})))
    return found


def _matched(likenesses: Iterable[_Likeness]) -> dict[str, str]:
    """Pairs of one gone and one come, the likest first, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in sorted(likenesses, key=lambda found: (-found[0], *found[1:])):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _likenesses(gone: Mapping[str, _Told], come: Mapping[str, _Told], *, has_name: bool) -> list[_Likeness]:
    """How much of their texts those gone and those come share, 0..1: of each two of one name, or else of any alike."""
    least = 0.0 if has_name else ALIKE
    found = []
    for one, (names, texts) in gone.items():
        for other, (names_of_other, texts_of_other) in come.items():
            if has_name and not any(names[tag] & names_of_other.get(tag, set()) for tag in names):
                continue
            shared = sorted(texts.keys() & texts_of_other.keys())
            before = [word for language in shared for word in texts[language]]
            after = [word for language in shared for word in texts_of_other[language]]
            like = Indel.normalized_similarity(before, after, score_cutoff=least) if before and after else 0.0
            if like >= least:
                found.append((like, one, other))
    return found


def _told(view: View, concept: str) -> _Told:
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


def _shared(old: Mapping[str, set[str]], new: Mapping[str, set[str]]) -> list[_Likeness]:
    found = []
    for one, skills in old.items():
        for other, others in new.items():
            share = len(skills & others) / (len(skills | others) or 1)
            if share >= _MEMBERS_ALIKE:
                # A category and the only one in it hold the same: those as deep in the tree go together.
                found.append((share + (one.count("/") == other.count("/")), one, other))
    return found
