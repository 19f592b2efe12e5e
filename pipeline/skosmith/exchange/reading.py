"""A graph as the exporters read it: each statement that is read is noted under the term of the format it goes into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from skosmith.model import (
    RDF,
    SKM,
    SKOS,
    Graph,
    Literal,
    Names,
    Statement,
    Triple,
    by_priority,
    iri_of,
    is_link,
    language_of,
    parse_literal,
)


class ExportOptions(NamedTuple):
    """What a format may need and no graph says: the day of the last change, ``2026-11-23``, and the publisher's name.

    Each may be empty.
    """

    modified: str = ""
    publisher: str = ""


def ordered(statements: Iterable[Statement]) -> Graph:
    """The graph of ``statements`` in the order of their terms, each once and without its place.

    So pages and any file of RDF that say the same give the same bytes.
    """
    return Graph(Statement(*triple) for triple in sorted({statement.triple for statement in statements}))


@dataclass(frozen=True, slots=True)
class Reading:
    """A graph as ``ordered`` returns it, and the terms of the format that each of its statements was ``taken`` into.

    Texts are those in ``languages`` and those in none; all if ``languages`` is empty. ``into`` is the term of the
    format that a method notes for each statement it reads. ``details`` are those of tables: see ``SupplementGraph``.
    """

    graph: Graph
    names: Names
    options: ExportOptions
    languages: frozenset[str] = frozenset()
    details: Mapping[Triple, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    taken: dict[Triple, set[str]] = field(default_factory=dict)

    def only(self, language: str, *, is_noted: bool = True) -> "Reading":
        """The same with texts in ``language`` and in none; what is read of it is noted here, too, if ``is_noted``."""
        languages = frozenset([language]) if language else self.languages
        return replace(self, languages=languages, taken=self.taken if is_noted else {})

    def take(self, subject: str, predicate: str, term: str, into: str = "") -> None:
        self.taken.setdefault((subject, predicate, term), set()).add(into)

    def terms(self, subject: str, predicate: str, into: str = "", kinds: str = '<_"') -> list[str]:
        """The objects of a property, of ``kinds`` by the first characters of their terms; texts as wanted."""
        wanted = {"", *self.languages}
        terms = [
            term
            for term in self.graph.objects(subject, predicate)
            if term[0] in kinds and (not self.languages or language_of(term) in wanted)
        ]
        for term in terms:
            self.take(subject, predicate, term, into)
        return terms

    def instances_of(self, kind: str, into: str = "") -> list[str]:
        for subject in self.graph.instances_of(kind):
            self.take(subject, RDF.type, kind, into)
        return self.graph.instances_of(kind)

    def links(self, subject: str, predicate: str, into: str = "") -> list[str]:
        return self.terms(subject, predicate, into, "<")

    def iris(self, subject: str, predicate: str, into: str = "") -> list[str]:
        return [iri_of(term) for term in self.links(subject, predicate, into)]

    def first_iri(self, subject: str, predicate: str, into: str = "") -> str:
        """The IRI of the first of the things that ``subject`` is linked to; empty if there is none."""
        term = next(filter(is_link, self.graph.objects(subject, predicate)), "")
        return iri_of(term) if term and self.has_link(subject, predicate, term, into) else ""

    def has_link(self, subject: str, predicate: str, term: str, into: str = "") -> bool:
        """Whether ``subject`` is linked to ``term``."""
        is_linked = term in self.graph.objects(subject, predicate)
        if is_linked:
            self.take(subject, predicate, term, into)
        return is_linked

    def _literals(self, subject: str, predicates: Iterable[str], into: str) -> list[Literal]:
        return [parse_literal(term) for one in predicates for term in self.terms(subject, one, into, '"')]

    def values(self, subject: str, predicate: str, into: str = "") -> list[str]:
        return [literal.value for literal in self._literals(subject, (predicate,), into)]

    def text(self, subject: str, *predicates: str, into: str = "") -> str:
        """The texts of some properties, one after the other with an empty line between; empty if there are none."""
        return "\n\n".join(dict.fromkeys(text.value for text in self._literals(subject, predicates, into)))

    def by_language(self, subject: str, *predicates: str, into: str = "") -> dict[str, list[str]]:
        """The texts of some properties by their language, a text in none under ``und``."""
        texts: dict[str, list[str]] = {}
        for text in self._literals(subject, predicates, into):
            texts.setdefault(text.language or "und", []).append(text.value)
        return {language: list(dict.fromkeys(texts[language])) for language in sorted(texts)}

    def essences(self, level: str, into: str = "") -> dict[str, list[str]]:
        essences: dict[str, list[str]] = {}
        for term in self.graph.objects(level, SKM.essence):
            texts = self.by_language(term, RDF.value, into=into)
            if texts:
                self.take(level, SKM.essence, term, into)
                self.has_link(term, RDF.type, SKM.Essence, into)
            for language, values in texts.items():
                essences.setdefault(language, []).extend(values)
        return essences

    def category_paths(self, concepts: Iterable[str], into: str = "") -> dict[str, list[str]]:
        """The categories of each of ``concepts`` that is in one, from the outer to the inner.

        Of several categories that hold the same thing, the first.
        """
        parents: dict[str, str] = {}
        for category in self.graph.instances_of(SKOS.Collection):
            for member in self.graph.objects(category, SKOS.member):
                if member != category:
                    parents.setdefault(member, category)
        paths: dict[str, list[str]] = {}
        for concept in concepts:
            path = [concept]
            while (parent := parents.get(path[0])) and parent not in path:
                self.take(parent, RDF.type, SKOS.Collection, into)
                self.take(parent, SKOS.member, path[0], into)
                path.insert(0, parent)
            if path[:-1]:
                paths[concept] = path[:-1]
        return paths

    def tags(self) -> list[str]:
        """The languages that the texts are in, by their priority; one without a name if there are none."""
        tags = set(self.graph.languages)
        stated = self.graph.literal(self.names.framework, SKM.languagePriority)
        priority = [tag.strip() for tag in stated.split(",")]
        return by_priority(tags & self.languages if self.languages else tags, priority) or [""]
