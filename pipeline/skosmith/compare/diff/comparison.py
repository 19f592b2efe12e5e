"""Two views -> changes: a change accounts for every statement that only one of them has."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from skosmith.compare.diff.changes import VERDICTS, Change
from skosmith.compare.diff.pair import AT_LEVEL, NAMED, Pair
from skosmith.compare.diff.statements import changes_of
from skosmith.model import RDF, SKOS, TEXTS, XKOS, Span, iri_of
from skosmith.rdf import View, differing

_NOUNS = NAMED | AT_LEVEL | {"essence"}
_RANKS = ("framework", "level", "essence", "category", "attribute", "skill")


def compare(pair: Pair) -> list[Change]:
    """The changes, the framework's first, then thing by thing, the gravest first."""
    translations = _translations(pair)
    changes = [*_added_and_removed(pair), *_recoded(pair), *_moved(pair), *translations.values()]
    for name in differing(pair.old, pair.new):
        concept = pair.concept(name)
        changes += changes_of(pair, name, {language for of, language in translations if of == concept})
    return sorted(_one_order_each(changes), key=lambda change: _rank(pair, change))


def _rank(pair: Pair, change: Change) -> tuple[object, ...]:
    kind = pair.kind(change.concept)
    rank = _RANKS.index(kind) if kind in _RANKS else len(_RANKS)
    verdict, kind = -VERDICTS.index(change.verdict), change.kind.rpartition("-")[2]
    where = change.node != change.concept, change.level, change.node
    return rank, change.concept, verdict, kind, *where, change.predicate, change.language, change.old


def _place(view: View, name: str) -> Span | None:
    """The place of a thing: of its class, else of any of its statements."""
    node = view.nodes[name]
    places = (span for terms in (node.get(RDF.type, {}), *node.values()) for span in terms.values() if span)
    return next(places, None)


def _added_and_removed(pair: Pair) -> Iterator[Change]:
    """The things that were added or removed, except together with their concept."""
    for view, names, event in ((pair.old, pair.removed, "removed"), (pair.new, pair.added, "added")):
        for name in names:
            owner = view.concepts[name]
            if owner in names and owner != name and view.concepts[owner] == owner:
                continue
            noun = view.kinds[name] if view.kinds[name] in _NOUNS else "thing"
            change = replace(pair.change(f"{noun}-{event}", name, view), levels=tuple(sorted(view.levels(name))))
            place = _place(view, name)
            if event == "removed" and name in pair.retired:
                yield replace(change, kind=f"{noun}-retired", old_place=place, new_place=pair.retired[name])
                continue
            yield replace(change, old_place=place) if event == "removed" else replace(change, new_place=place)


def _recoded(pair: Pair) -> Iterator[Change]:
    for was, name in pair.recoded.items():
        kind = pair.kind(name)
        if kind in NAMED:
            old, new = (iri_of(one).removeprefix("categories/").removeprefix(f"{kind}s/") for one in (was, name))
            change = replace(pair.change(f"{kind}-recoded", name), old=old, new=new)
            yield replace(change, old_place=_place(pair.old, name), new_place=_place(pair.new, name))


def _moved(pair: Pair) -> Iterator[Change]:
    old, new = pair.old.containers, pair.new.containers
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name, set()), new.get(name, set())
        if was != now and name in pair.old.nodes and name in pair.new.nodes and pair.kind(name) != "category":
            before, after = _category(pair, pair.old, was, name), _category(pair, pair.new, now, name)
            change = replace(pair.change("category-moved", name), old=before[0], old_place=before[1])
            yield replace(change, new=after[0], new_place=after[1])


def _category(pair: Pair, view: View, categories: Iterable[str], name: str) -> tuple[str, Span | None]:
    """The paths of the categories of a skill, and the place of the first membership."""
    paths = sorted(_path(pair, view, category) for category in categories)
    places = (view.nodes[category][SKOS.member][name] for category in sorted(categories))
    return ", ".join(paths), next(places, None)


def _path(pair: Pair, view: View, category: str) -> str:
    """The names of a category and of those that contain it, outermost first."""
    names: list[str] = []
    seen: set[str] = set()
    while category and category not in seen:
        seen.add(category)
        names.append(view.label(category, pair.source_language) or iri_of(category))
        category = min(view.containers.get(category, set()), default="")
    return " / ".join(reversed(names))


def _translations(pair: Pair) -> dict[tuple[str, str], Change]:
    changes: dict[tuple[str, str], Change] = {}
    for concept in pair.old.members.keys() & pair.new.members.keys() & pair.old.nodes.keys() & pair.new.nodes.keys():
        before, after = pair.old.languages(concept), pair.new.languages(concept)
        for language in after - before if before else ():
            place, change = _text_place(pair.new, concept, language), pair.change("translation-added", concept)
            changes[concept, language] = replace(change, language=language, new_place=place)
        for language in before - after if after else ():
            place, change = _text_place(pair.old, concept, language), pair.change("translation-removed", concept)
            changes[concept, language] = replace(change, language=language, old_place=place)
    return changes


def _text_place(view: View, concept: str, language: str) -> Span | None:
    for name in sorted(view.members[concept], key=lambda name: (name != concept, name)):
        for predicate in TEXTS:
            for span in view.texts(name, predicate).get(language, {}).values():
                return span
    return None


def _one_order_each(changes: Iterable[Change]) -> Iterator[Change]:
    """``changes`` with one change of order for each concept: of ``xkos:next`` rather than ``xkos:previous``."""
    orders: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "order-changed":
            orders.setdefault(change.concept if change.level else "", []).append(change)
        else:
            yield change
    for of_concept in orders.values():
        yield min(of_concept, key=lambda change: (change.predicate != XKOS.next, change.node))
