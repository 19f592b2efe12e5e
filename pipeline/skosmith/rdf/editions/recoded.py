"""Two views -> the things that have another identifier in NEW: a skill re-coded, a category renamed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import Indel

from skosmith.model import SKOS
from skosmith.pages import fold
from skosmith.rdf.editions.views import View
from skosmith.rdf.editions.words import words_of

ALIKE = 0.8
"""The least similarity of the texts, 0..1, at which two skills of different names are the same."""

_MEMBERS_ALIKE = 0.5  # the least share of common members of two categories
_TEXTS = (SKOS.definition, SKOS.scopeNote)


class _Profile(NamedTuple):
    """The names of a concept, folded, and the words of its texts and those of its levels, by language."""

    names: dict[str, set[str]]
    words: dict[str, list[str]]


class _Candidate(NamedTuple):
    similarity: float
    old: str
    new: str


def recodings(old: View, new: View) -> dict[str, str]:
    """The names in ``old`` of concepts, their levels and categories with another name in ``new``, with that name.

    A skill or an attribute is the same if it has the same name in a language, or else texts that are nearly equal.
    Each is matched once, the most similar first.
    """
    names: dict[str, str] = {}
    for kind in ("skill", "attribute"):
        removed = {name: _profile(old, name) for name in old.of_kind(kind) if name not in new.nodes}
        added = {name: _profile(new, name) for name in new.of_kind(kind) if name not in old.nodes}
        same_name = _best(_candidates(removed, added, has_name=True))
        for old_name, new_name in same_name.items():
            del removed[old_name], added[new_name]
        names |= same_name | _best(_candidates(removed, added, has_name=False))
    for old_name, new_name in list(names.items()):
        levels = new.levels(new_name)
        names |= {node: levels[number] for number, node in old.levels(old_name).items() if number in levels}
    removed_categories = [name for name in old.of_kind("category") if name not in new.nodes]
    added_categories = [name for name in new.of_kind("category") if name not in old.nodes]
    if removed_categories and added_categories:
        skills = _skills_of(old, removed_categories, names), _skills_of(new, added_categories, {})
        names |= _best(_similar_categories(*skills))
    return names


def _best(candidates: Iterable[_Candidate]) -> dict[str, str]:
    """The new names by the old ones, the most similar first, each once."""
    names: dict[str, str] = {}
    for _, old, new in sorted(candidates, key=lambda one: (-one.similarity, one.old, one.new)):
        if old not in names and new not in names.values():
            names[old] = new
    return names


def _candidates(
    removed: Mapping[str, _Profile], added: Mapping[str, _Profile], *, has_name: bool
) -> Iterator[_Candidate]:
    """The pairs with a common name, or else with similar texts."""
    least = 0.0 if has_name else ALIKE
    for old, was in removed.items():
        for new, now in added.items():
            if has_name and not any(was.names[tag] & now.names.get(tag, set()) for tag in was.names):
                continue
            shared = sorted(was.words.keys() & now.words.keys())
            before, after = ([word for tag in shared for word in one.words[tag]] for one in (was, now))
            similarity = Indel.normalized_similarity(before, after, score_cutoff=least) if before and after else 0.0
            if similarity >= least:
                yield _Candidate(similarity, old, new)


def _profile(view: View, concept: str) -> _Profile:
    names = {tag: set(map(fold, texts)) for tag, texts in view.texts(concept, SKOS.prefLabel).items()}
    levels = view.levels(concept)
    words: dict[str, list[str]] = {}
    for name in (concept, *(levels[number] for number in sorted(levels))):
        for predicate in _TEXTS:
            for language, texts in view.texts(name, predicate).items():
                for text in sorted(texts):
                    words.setdefault(language, []).extend(word for word in words_of(text) if not word.isspace())
    return _Profile(names, words)


def _skills_of(view: View, categories: Iterable[str], names: Mapping[str, str]) -> dict[str, set[str]]:
    """The skills in each category and those within it, by their new names."""
    skills: dict[str, set[str]] = {}
    for category in categories:
        waiting, seen = [category], set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += view.nodes.get(name, {}).get(SKOS.member, ())
        skills[category] = {names.get(name, name) for name in seen if view.kinds.get(name) in {"skill", "attribute"}}
    return skills


def _similar_categories(removed: Mapping[str, set[str]], added: Mapping[str, set[str]]) -> Iterator[_Candidate]:
    for old, before in removed.items():
        for new, after in added.items():
            share = len(before & after) / (len(before | after) or 1)
            if share >= _MEMBERS_ALIKE:
                # A category and the only one in it have the same skills: those at the same depth match.
                yield _Candidate(share + (old.count("/") == new.count("/")), old, new)
