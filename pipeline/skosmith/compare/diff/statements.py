"""A thing that both sides have -> the changes that its statements make, but for what follows from another change."""

from collections.abc import Iterator
from dataclasses import replace

from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.pair import AT_LEVEL, NAMED, Pair
from skosmith.model import DC, DCTERMS, OWL, SKM, SKOS, TEXTS, XKOS, language_of, value_of

_METADATA = frozenset(
    {DCTERMS.title, OWL.versionInfo, DC.language, DC.publisher, DCTERMS.publisher, DC.rights, DCTERMS.rights}
    | {DCTERMS.license}
)
_ORDER = frozenset({XKOS.next, XKOS.previous})


def changes_of(pair: Pair, name: str, known: set[str]) -> Iterator[Change]:
    """What changed of a thing that both have; texts in the languages ``known`` are said to have come or gone."""
    of_name = pair.old.nodes[name].keys() | pair.new.nodes[name].keys()
    for predicate in of_name:
        if predicate in TEXTS:
            yield from _texts(pair, name, predicate, known)
        yield from _values(pair, name, predicate)


def _texts(pair: Pair, name: str, predicate: str, known: set[str]) -> Iterator[Change]:
    old, new = pair.old.texts(name, predicate), pair.new.texts(name, predicate)
    has_changed = False
    for language in sorted((old.keys() | new.keys()) - known):
        before, after = old.get(language, {}), new.get(language, {})
        lost, won = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        change = replace(pair.change("text-reworded", name), predicate=predicate, language=language)
        for one, other in zip(lost, won, strict=False):
            if predicate == SKOS.prefLabel and _follows(pair, name, language, one, other):
                continue
            has_changed |= language == pair.source_language
            kind = pair.kind(name)
            if predicate == SKOS.prefLabel and kind in NAMED:
                change = replace(change, kind=f"{kind}-renamed")
            yield replace(change, old=one, new=other, old_place=before[one], new_place=after[other])
        for text in lost[len(won) :]:
            yield replace(change, kind="text-removed", old=text, old_place=before[text])
        for text in won[len(lost) :]:
            yield replace(change, kind="text-added", new=text, new_place=after[text])
    if has_changed:
        for language in sorted((old.keys() & new.keys()) - {pair.source_language}):
            if old[language].keys() == new[language].keys():
                text, place = next(iter(new[language].items()))
                change = replace(pair.change("translation-stale", name), predicate=predicate, language=language)
                yield replace(change, old=text, new=text, new_place=place)


def _follows(pair: Pair, name: str, language: str, one: str, other: str) -> bool:
    """Whether the heading of a level says no more than that the skill has another name."""
    if pair.kind(name) not in AT_LEVEL:
        return False
    concept = pair.concept(name)
    before, after = (view.texts(concept, SKOS.prefLabel).get(language, {}).keys() for view in (pair.old, pair.new))
    return any(was in one and one.replace(was, now) == other for was in before - after for now in after - before)


def _values(pair: Pair, name: str, predicate: str) -> Iterator[Change]:
    """What changed of the values that are no texts in a language, where it follows from no other change."""
    before, after = (
        {
            term: span
            for term, span in view.nodes[name].get(predicate, {}).items()
            if not (predicate in TEXTS and language_of(term))
        }
        for view in (pair.old, pair.new)
    )
    lost = [term for term in before if term not in after and not _is_implied(pair, name, predicate, term)]
    won = [term for term in after if term not in before and not _is_implied(pair, name, predicate, term)]
    if not lost and not won:
        return
    is_metadata = predicate in _METADATA and pair.kind(name) == "framework"
    kind = "metadata-changed" if is_metadata else "order-changed" if predicate in _ORDER else "statement-changed"
    yield replace(
        pair.change(kind, name),
        predicate=predicate,
        old=", ".join(sorted(map(value_of, lost))),
        new=", ".join(sorted(map(value_of, won))),
        old_place=next((before[term] for term in lost), None),
        new_place=next((after[term] for term in won), None),
    )


def _is_implied(pair: Pair, name: str, predicate: str, term: str) -> bool:
    """Whether a value came or went with what another change says."""
    if term in pair.gone or term in pair.come:
        return True
    if predicate in _ORDER:
        return pair.concept(name) in pair.moved or ("level" in pair.moved and pair.kind(name) == "level")
    if predicate == SKM.declaredLevel:
        return _number(pair, term) in pair.old.levels(name).keys() ^ pair.new.levels(name).keys()
    if predicate == SKOS.member:
        return pair.kind(term) != "category" and term in pair.old.nodes and term in pair.new.nodes
    return predicate in {SKOS.notation, SKOS.exactMatch} and name in pair.recoded.values()


def _number(pair: Pair, level: str) -> int:
    """The number of a level of either view."""
    return pair.new.number(level) if level in pair.new.nodes else pair.old.number(level)
