"""Two views -> changes: every statement that one has and the other has not is said by a change, or follows from one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from skosmith.compare.diff.changes import VERDICTS, Change
from skosmith.compare.diff.pair import AT_LEVEL, NAMED, Pair
from skosmith.compare.diff.statements import changes_of
from skosmith.compare.diff.views import View, differing
from skosmith.model import RDF, SKOS, TEXTS, XKOS, Span, iri_of

_NOUNS = NAMED | AT_LEVEL | {"essence"}
_RANKS = ("framework", "level", "essence", "category", "attribute", "skill")


def compare(pair: Pair) -> list[Change]:
    """What changed, framework first, then thing by thing, the gravest first."""
    changes = [*_come_and_gone(pair), *_recoded(pair), *_moved(pair)]
    come, lost = _translations(pair)
    changes += [*come.values(), *lost.values()]
    for name in differing(pair.old, pair.new):
        concept = pair.concept(name)
        known = {language for found in (come, lost) for of, language in found if of == concept}
        changes += changes_of(pair, name, known)
    return sorted(_one_order_each(changes), key=lambda change: _rank(pair, change))


def _rank(pair: Pair, change: Change) -> tuple[object, ...]:
    kind = pair.kind(change.concept)
    rank = _RANKS.index(kind) if kind in _RANKS else len(_RANKS)
    verdict, kind = -VERDICTS.index(change.verdict), change.kind.rpartition("-")[2]
    where = change.node != change.concept, change.level, change.node
    return rank, change.concept, verdict, kind, *where, change.predicate, change.language, change.old


def _place(view: View, name: str) -> Span | None:
    """Where a thing stands: where its class is said, else anything of it."""
    node = view.nodes[name]
    places = [span for terms in (node.get(RDF.type, {}), *node.values()) for span in terms.values() if span]
    return next(iter(places), None)


def _come_and_gone(pair: Pair) -> Iterator[Change]:
    """What came and what is gone, but for what belongs to a concept that did so, too."""
    for view, names, event in ((pair.old, pair.gone, "removed"), (pair.new, pair.come, "added")):
        for name in names:
            owner = view.concepts[name]
            if owner in names and owner != name and view.concepts[owner] == owner:
                continue
            noun = view.kinds[name] if view.kinds[name] in _NOUNS else "thing"
            levels = tuple(sorted(view.levels(name)))
            place = _place(view, name)
            change = replace(pair.change(f"{noun}-{event}", name, view), levels=levels)
            if event == "removed":
                yield replace(change, old_place=place)
            else:
                yield replace(change, new_place=place)


def _recoded(pair: Pair) -> Iterator[Change]:
    for was, name in pair.recoded.items():
        kind = pair.kind(name)
        if kind in NAMED:
            old, new = (iri_of(one).removeprefix("categories/").removeprefix(f"{kind}s/") for one in (was, name))
            change = replace(pair.change(f"{kind}-recoded", name), old=old, new=new)
            yield replace(change, old_place=_place(pair.old, name), new_place=_place(pair.new, name))


def _moved(pair: Pair) -> Iterator[Change]:
    """The skills that are in another category, or in one for the first time, or in none any more."""
    old, new = pair.old.containers, pair.new.containers
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name, set()), new.get(name, set())
        if was != now and name in pair.old.nodes and name in pair.new.nodes and pair.kind(name) != "category":
            found = [
                ", ".join(sorted(_path(pair, view, one) for one in names))
                for view, names in ((pair.old, was), (pair.new, now))
            ]
            change = replace(pair.change("category-moved", name), old=found[0], new=found[1])
            yield replace(change, old_place=_member(pair.old, was, name), new_place=_member(pair.new, now, name))


def _member(view: View, categories: Iterable[str], name: str) -> Span | None:
    return next((view.nodes[one][SKOS.member][name] for one in sorted(categories)), None)


def _path(pair: Pair, view: View, category: str) -> str:
    """The names of a category and of those that it is in, outermost first."""
    names: list[str] = []
    seen: set[str] = set()
    while category and category not in seen:
        seen.add(category)
        names.append(view.label(category, pair.source_language) or iri_of(category))
        category = min(view.containers.get(category, set()), default="")
    return " / ".join(reversed(names))


def _translations(pair: Pair) -> tuple[dict[tuple[str, str], Change], dict[tuple[str, str], Change]]:
    """The languages that a concept has now, and those that it has no more, by concept and language."""
    found: tuple[dict[tuple[str, str], Change], dict[tuple[str, str], Change]] = ({}, {})
    for concept in pair.old.members.keys() & pair.new.members.keys() & pair.old.nodes.keys() & pair.new.nodes.keys():
        before, after = pair.old.languages(concept), pair.new.languages(concept)
        for language in after - before if before else ():
            change = replace(pair.change("translation-added", concept), language=language)
            found[0][concept, language] = replace(change, new_place=_text_place(pair.new, concept, language))
        for language in before - after if after else ():
            change = replace(pair.change("translation-removed", concept), language=language)
            found[1][concept, language] = replace(change, old_place=_text_place(pair.old, concept, language))
    return found


def _text_place(view: View, concept: str, language: str) -> Span | None:
    """Where the first text of a concept in a language stands."""
    for name in sorted(view.members[concept], key=lambda name: (name != concept, name)):
        for predicate in TEXTS:
            for span in view.texts(name, predicate).get(language, {}).values():
                return span
    return None


def _one_order_each(changes: Iterable[Change]) -> Iterator[Change]:
    """``changes``, of those of an order one for each concept: what comes next, not what came before, too."""
    orders: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "order-changed":
            orders.setdefault(change.concept if change.level else "", []).append(change)
        else:
            yield change
    for several in orders.values():
        yield min(several, key=lambda change: (change.predicate != XKOS.next, change.node))
