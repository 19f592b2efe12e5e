"""Two views -> changes: every statement that one has and the other has not is said by a change, or follows from one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from skosmith.diff.changes import VERDICTS, Change
from skosmith.diff.views import TEXTS, View, differing, language_of, value_of
from skosmith.model import Span
from skosmith.vocabulary import DC, DCTERMS, OWL, RDF, SKM, SKOS, XKOS

_METADATA = frozenset(
    {DCTERMS.title, OWL.versionInfo, DC.language, DC.publisher, DCTERMS.publisher, DC.rights, DCTERMS.rights}
    | {DCTERMS.license}
)
_ORDER = frozenset({XKOS.next, XKOS.previous})
_NAMED = frozenset({"skill", "attribute", "level", "category"})
_AT_LEVEL = frozenset({"skill-level", "attribute-level"})
_NOUNS = _NAMED | _AT_LEVEL | {"essence"}
_RANKS = ("framework", "level", "essence", "category", "attribute", "skill")

Texts = dict[str, dict[str, Span | None]]


@dataclass(frozen=True)
class Pair:
    """Two views under the same names: ``recoded`` says which name of OLD has become which of NEW, applied to ``old``.

    ``source_language`` is the one that translations are made from.
    """

    old: View
    new: View
    recoded: dict[str, str]
    source_language: str

    @cached_property
    def gone(self) -> set[str]:
        """The things that NEW does not have."""
        return self.old.nodes.keys() - self.new.nodes.keys()

    @cached_property
    def come(self) -> set[str]:
        """The things that OLD does not have."""
        return self.new.nodes.keys() - self.old.nodes.keys()

    @cached_property
    def moved(self) -> set[str]:
        """The concepts that gained or lost a level, by their names; "level" where levels of responsibility did."""
        found = {view.concepts[name] for view, names in self._both for name in names}
        kinds = {view.kinds[name] for view, names in self._both for name in names}
        return found | ({"level"} & kinds)

    @property
    def _both(self) -> tuple[tuple[View, set[str]], tuple[View, set[str]]]:
        return (self.old, self.gone), (self.new, self.come)

    def kind(self, name: str) -> str:
        """What a thing is, by NEW where it is there."""
        return self.new.kinds.get(name) or self.old.kinds.get(name, "thing")

    def concept(self, name: str) -> str:
        """What a thing belongs to, by NEW where it is there."""
        return self.new.concepts.get(name) or self.old.concepts.get(name, name)

    def change(self, kind: str, name: str, view: View | None = None) -> Change:
        """A change of ``kind`` of a thing, named as in ``view``, else as in NEW."""
        view = view or self.new
        level = 0
        if self.kind(name) in _AT_LEVEL:
            level = min(map(view.number, view.nodes[name].get(SKM.level, ())), default=0)
        label = view.label(name, self.source_language)
        return Change(kind, name, self.concept(name), label, level=level)


def compare(pair: Pair) -> list[Change]:
    """What changed, framework first, then thing by thing, the gravest first."""
    changes = [*_come_and_gone(pair), *_recoded(pair), *_moved(pair)]
    come, lost = _translations(pair)
    changes += [*come.values(), *lost.values()]
    for name in differing(pair.old, pair.new):
        concept = pair.concept(name)
        known = {language for found in (come, lost) for of, language in found if of == concept}
        changes += _node(pair, name, known)
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
        if kind in _NAMED:
            old, new = (one[1:-1].removeprefix("categories/").removeprefix(f"{kind}s/") for one in (was, name))
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
        names.append(view.label(category, pair.source_language) or category[1:-1])
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
        for predicate in sorted(TEXTS & view.nodes[name].keys(), key=lambda one: one != SKOS.prefLabel):
            for span in view.texts(name, predicate).get(language, {}).values():
                return span
    return None


def _node(pair: Pair, name: str, known: set[str]) -> Iterator[Change]:
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
            if predicate == SKOS.prefLabel and kind in _NAMED:
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
    if pair.kind(name) not in _AT_LEVEL:
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
        return view_number(pair, term) in pair.old.levels(name).keys() ^ pair.new.levels(name).keys()
    if predicate == SKOS.member:
        return pair.kind(term) != "category" and term in pair.old.nodes and term in pair.new.nodes
    return predicate in {SKOS.notation, SKOS.exactMatch} and name in pair.recoded.values()


def view_number(pair: Pair, level: str) -> int:
    """The number of a level of either view."""
    return pair.new.number(level) if level in pair.new.nodes else pair.old.number(level)


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
