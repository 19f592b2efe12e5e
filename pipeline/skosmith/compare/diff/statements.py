"""A thing of both sides -> the changes of its statements, without those that follow from another change."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.pair import AT_LEVEL, NAMED, Pair
from skosmith.model import DC, DCAT, DCTERMS, OTHER_NAMES, SKM, SKOS, TEXTS, XKOS, language_of, value_of

_METADATA = frozenset(
    {
        DCTERMS.title,
        DCTERMS.issued,
        DCAT.version,
        DC.language,
        DC.publisher,
        DCTERMS.publisher,
        DC.rights,
        DCTERMS.rights,
    }
    | {DCTERMS.license}
)
_OF_TEXT = frozenset({*TEXTS, *OTHER_NAMES})
_ORDER = frozenset({XKOS.next, XKOS.previous})


def changes_of(pair: Pair, name: str, known: set[str]) -> Iterator[Change]:
    """The changes of a thing; texts in the languages ``known`` are part of another change."""
    for predicate in pair.old.nodes[name].keys() | pair.new.nodes[name].keys():
        if predicate in _OF_TEXT:
            yield from _texts(pair, name, predicate, known)
        yield from _values(pair, name, predicate)


def _texts(pair: Pair, name: str, predicate: str, known: set[str]) -> Iterator[Change]:
    old, new = pair.old.texts(name, predicate), pair.new.texts(name, predicate)
    has_changed = False
    for language in sorted((old.keys() | new.keys()) - known):
        before, after = old.get(language, {}), new.get(language, {})
        removed, added = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        change = replace(pair.change("text-reworded", name), predicate=predicate, language=language)
        pairs = [] if predicate in OTHER_NAMES else list(zip(removed, added, strict=False))
        for was, now in pairs:
            if predicate == SKOS.prefLabel and _follows(pair, name, language, was, now):
                continue
            has_changed |= language == pair.source_language
            kind = pair.kind(name)
            if predicate == SKOS.prefLabel and kind in NAMED:
                change = replace(change, kind=f"{kind}-renamed", names_row=_names_row(pair, name, language, was))
            yield replace(change, old=was, new=now, old_place=before[was], new_place=after[now])
        for text in removed[len(pairs) :]:
            yield replace(change, kind="text-removed", old=text, old_place=before[text])
        for text in added[len(pairs) :]:
            yield replace(change, kind="text-added", new=text, new_place=after[text])
    if has_changed:
        for language in sorted((old.keys() & new.keys()) - {pair.source_language}):
            if old[language].keys() == new[language].keys():
                text, place = next(iter(new[language].items()))
                change = replace(pair.change("translation-stale", name), predicate=predicate, language=language)
                yield replace(change, old=text, new=text, new_place=place)


def _names_row(pair: Pair, name: str, language: str, label: str) -> str:
    """The row of names.csv that keeps ``label`` as a hidden label; empty if NEW has it, or no code for the thing."""
    notation = pair.new.graph.literal(name, SKOS.notation)
    names = (pair.new.texts(name, predicate).get(language, {}) for predicate in (SKOS.prefLabel, *OTHER_NAMES))
    if not notation or any(label in of_property for of_property in names):
        return ""
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([notation, language, "hiddenLabel", label])
    return row.getvalue()


def _follows(pair: Pair, name: str, language: str, old: str, new: str) -> bool:
    """Whether the heading of a level changes only because the skill has another name."""
    if pair.kind(name) not in AT_LEVEL:
        return False
    concept = pair.concept(name)
    before, after = (view.texts(concept, SKOS.prefLabel).get(language, {}).keys() for view in (pair.old, pair.new))
    return any(was in old and old.replace(was, now) == new for was in before - after for now in after - before)


def _values(pair: Pair, name: str, predicate: str) -> Iterator[Change]:
    """The change of the values that are not texts in a language, unless it follows from another change."""
    before, after = (
        {
            term: span
            for term, span in view.nodes[name].get(predicate, {}).items()
            if not (predicate in _OF_TEXT and language_of(term))
        }
        for view in (pair.old, pair.new)
    )
    removed, added = (
        [term for term in terms if term not in others and not _is_implied(pair, name, predicate, term)]
        for terms, others in ((before, after), (after, before))
    )
    if not removed and not added:
        return
    is_metadata = predicate in _METADATA and pair.kind(name) == "framework"
    kind = "metadata-changed" if is_metadata else "order-changed" if predicate in _ORDER else "statement-changed"
    yield replace(
        pair.change(kind, name),
        predicate=predicate,
        old=", ".join(sorted(map(value_of, removed))),
        new=", ".join(sorted(map(value_of, added))),
        old_place=next((before[term] for term in removed), None),
        new_place=next((after[term] for term in added), None),
    )


def _is_implied(pair: Pair, name: str, predicate: str, term: str) -> bool:
    if term in pair.removed or term in pair.added:
        return True
    if predicate in _ORDER:
        return pair.concept(name) in pair.level_changes or (
            "level" in pair.level_changes and pair.kind(name) == "level"
        )
    if predicate == SKM.declaredLevel:
        number = (pair.new if term in pair.new.nodes else pair.old).number(term)
        return number in pair.old.levels(name).keys() ^ pair.new.levels(name).keys()
    if predicate == SKOS.member:
        return pair.kind(term) != "category" and term in pair.old.nodes and term in pair.new.nodes
    return predicate in {SKOS.notation, SKOS.exactMatch} and name in pair.recoded.values()
