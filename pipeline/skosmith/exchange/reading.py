"""A graph as the exporters read it: by subject, each statement noted under the term of the format that takes it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from skosmith.model import RDF, Graph, Literal, Statement, Triple, iri_of, is_link, language_of, parse_literal


class Given(NamedTuple):
    """What the caller says beside the graph: the day of the last change, ``2026-11-23``, and the publisher's name.

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
    """A graph as ``ordered`` returns it, and the terms of the format that each of its statements was written as.

    Texts are those in ``languages``, and those in none; all if that is empty.
    """

    graph: Graph
    languages: frozenset[str] = frozenset()
    taken: dict[Triple, set[str]] = field(default_factory=dict)

    def only(self, language: str, *, is_noted: bool = True) -> "Reading":
        """The same statements, of whose texts those in ``language`` are given, and those in none.

        What is taken of them is noted here, too, unless not ``is_noted``.
        """
        languages = frozenset([language]) if language else self.languages
        return Reading(self.graph, languages, self.taken if is_noted else {})

    def terms(self, subject: str, predicate: str, into: str, kinds: str = '<_"') -> list[str]:
        """The objects that ``subject`` has, taken as ``into``; those of ``kinds``, the first character of a term."""
        found = [t for t in self.graph.objects(subject, predicate) if t[0] in kinds and self._is_wanted(t)]
        for term in found:
            self.taken.setdefault((subject, predicate, term), set()).add(into)
        return found

    def _is_wanted(self, term: str) -> bool:
        return not self.languages or language_of(term) in {"", *self.languages}

    def things(self, kind: str, into: str) -> list[str]:
        """The subjects of class ``kind``; that they are of it is taken as ``into``."""
        found = self.graph.instances_of(kind)
        for subject in found:
            self.link(subject, RDF.type, kind, into)
        return found

    def links(self, subject: str, predicate: str, into: str) -> list[str]:
        """The terms of the things that ``subject`` is linked to."""
        return self.terms(subject, predicate, into, "<")

    def first(self, subject: str, predicate: str, into: str) -> str:
        """The IRI of the first of the things that ``subject`` is linked to; empty where there is none."""
        linked = next((term for term in self.graph.objects(subject, predicate) if is_link(term)), "")
        return iri_of(linked) if linked and self.link(subject, predicate, linked, into) else ""

    def link(self, subject: str, predicate: str, term: str, into: str) -> bool:
        """Whether ``subject`` is linked to the thing ``term``."""
        is_linked = term in self.graph.objects(subject, predicate)
        if is_linked:
            self.taken.setdefault((subject, predicate, term), set()).add(into)
        return is_linked

    def values(self, subject: str, predicate: str, into: str) -> list[Literal]:
        """The literals that ``subject`` has."""
        return [parse_literal(term) for term in self.terms(subject, predicate, into, '"')]

    def text(self, subject: str, predicates: Iterable[str], into: str) -> str:
        """The texts that ``subject`` has, one after the other with an empty line between; empty where it has none."""
        found = [value.value for predicate in predicates for value in self.values(subject, predicate, into)]
        return "\n\n".join(dict.fromkeys(found))

    def by_language(self, subject: str, predicates: Iterable[str], into: str) -> dict[str, list[str]]:
        """The texts that ``subject`` has by their language, a text in none under ``und``."""
        found: dict[str, list[str]] = {}
        for predicate in predicates:
            for value in self.values(subject, predicate, into):
                found.setdefault(value.language or "und", []).append(value.value)
        return {language: list(dict.fromkeys(found[language])) for language in sorted(found)}

    def tags(self) -> list[str]:
        """The languages that the texts are in, in alphabetical order; where there are none, one without a name."""
        tags = set(self.graph.languages)
        return sorted(tags & self.languages if self.languages else tags) or [""]
