"""A graph and that of the previous edition -> the links from one to the other, and the dates of each skill."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from skosmith.model import DCAT, DCTERMS, RDF, SKM, SKOS, TEXTS, XSD, Build, Same, Statement, Triple, literal, value_of
from skosmith.rdf.editions.recoded import recodings
from skosmith.rdf.editions.views import View, absolute, relative, view
from skosmith.rdf.scheme import deduplicate

_CONCEPTS = frozenset({"skill", "attribute"})
_LINKED = _CONCEPTS | {"skill-level", "attribute-level", "level", "retired"}
_TEXTS = frozenset(TEXTS) - {SKOS.changeNote}  # a note on the change itself does not make a skill another


class Dates(NamedTuple):
    """The days on which a skill was created and last changed, ``2026-11-23``; empty if unknown."""

    created: str = ""
    modified: str = ""


def link_editions(build: Build, previous: Build | None, dates: Mapping[str, Dates]) -> Build:
    """``build`` with links to the ``previous`` edition, and with the dates of its skills and attributes.

    Each skill, attribute, skill or attribute at a level, and level of responsibility that both have is a version of its
    former self: the same if their names, texts and levels agree in all languages that both are in, else close to it.
    Only a skill with another code replaces one. ``dates`` are those known from elsewhere, by the IRIs of the skills;
    the others are those of the previous edition, or the day of this edition for what has changed since.
    The statements have no place: they follow from settings.
    """
    links = _Links(build, previous)

    def linked(statements: list[Statement]) -> list[Statement]:
        triples = [
            triple
            for subject in dict.fromkeys(one.subject for one in statements)
            for triple in (*links.of(subject), *links.dates_of(subject, dates))
        ]
        return build.files.memo.recall(
            lambda: ("linked", Same(statements), *triples),
            lambda: deduplicate([*statements, *(Statement(*triple) for triple in triples)]),
        )

    skills = {skill: linked(statements) for skill, statements in build.skills.items()}
    return replace(build, framework=linked(build.framework), retired=linked(build.retired), skills=skills)


class _Links:
    """The links from one edition to the previous one, if there is one; names are relative to the framework of each."""

    def __init__(self, build: Build, previous: Build | None) -> None:
        self._root, self._date = build.names.root, build.profile.issued or build.profile.modified
        self._new = view(build.asserted(), self._root)
        self._old_root = previous.names.root if previous else ""
        self._old = view(previous.asserted() if previous else (), self._old_root)
        self._is_first = previous is None

    @cached_property
    def _former(self) -> dict[str, str]:
        """The name in OLD of each thing of NEW that has another one there."""
        return {new: old for old, new in recodings(self._old, self._new).items()}

    def of(self, subject: str) -> Iterator[Triple]:
        """The links of a thing; none to itself."""
        name = relative(subject, self._root)
        kind = self._new.kinds.get(name, "thing")
        former = self._former_name(name)
        if kind not in _LINKED | {"framework"} or not former:
            return
        old = absolute(former, self._old_root)
        if old == subject:
            return
        yield subject, DCAT.previousVersion, old
        if kind != "framework":
            yield subject, SKOS.exactMatch if self._is_same(former, name) else SKOS.closeMatch, old
        if kind in _CONCEPTS and former != name:
            yield old, DCTERMS.isReplacedBy, subject

    def dates_of(self, subject: str, known: Mapping[str, Dates]) -> Iterator[Triple]:
        """The dates of a skill or an attribute, as far as they are known; none of anything else."""
        name = relative(subject, self._root)
        if self._new.kinds.get(name) in _CONCEPTS:
            dates = known.get(subject) or self._dates(name)
            for predicate, day in ((DCTERMS.created, dates.created), (DCTERMS.modified, dates.modified)):
                if day:
                    yield subject, predicate, literal(day, datatype=XSD.date)

    def _dates(self, name: str) -> Dates:
        former = self._former_name(name)
        if self._is_first:
            return Dates()
        if not former:
            return Dates(self._date, self._date)
        created, modified = (self._old.graph.value(former, one) for one in (DCTERMS.created, DCTERMS.modified))
        is_same = former == name and all(self._is_same(*pair) for pair in self._with_levels(former, name))
        return Dates(value_of(created or '""'), value_of(modified or '""') if is_same else self._date)

    def _former_name(self, name: str) -> str:
        """The name of a thing in OLD; empty if it is new."""
        return self._former.get(name) or (name if name in self._old.nodes else "")

    def _with_levels(self, former: str, name: str) -> Iterable[tuple[str, str]]:
        """A skill in both editions, and the skill at each of the levels that both have."""
        old, new = self._old.levels(former), self._new.levels(name)
        return [(former, name), *((old[number], new[number]) for number in sorted(old.keys() & new.keys()))]

    def _is_same(self, former: str, name: str) -> bool:
        before, after = _texts(self._old, former), _texts(self._new, name)
        shared = before.keys() & after.keys()
        is_equal = all(before[tag] == after[tag] for tag in shared) if shared else before == after
        return is_equal and self._old.levels(former).keys() == self._new.levels(name).keys()


def _texts(of: View, name: str) -> dict[str, set[tuple[str, str]]]:
    """The properties and values of the texts of a thing, by language; the essence of a level is its definition."""
    texts: dict[str, set[tuple[str, str]]] = {}
    for node in (name, *of.nodes[name].get(SKM.essence, ())):
        for predicate in _TEXTS:
            for text in of.graph.texts(node, predicate):
                key = SKOS.definition if predicate == RDF.value else predicate
                texts.setdefault(text.language.lower(), set()).add((key, text.value))
    return texts
