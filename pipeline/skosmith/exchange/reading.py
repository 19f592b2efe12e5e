"""A graph as the exporters read it: by subject, each statement noted under the term of the format that takes it."""

from collections.abc import Iterable
from typing import NamedTuple

from skosmith.model import RDF, Literal, Statement, Triple, iri_of, is_link, language_of, parse_literal


class Given(NamedTuple):
    """What the caller says beside the graph: the day of the last change, ``2026-11-23``, and the publisher's name.

    Each may be empty.
    """

    modified: str = ""
    publisher: str = ""


class Reading:
    """The statements of a graph, and into what each was taken.

    Whatever the order of the statements, subjects and objects come in that of their terms, so that pages and any file
    of RDF that says the same give the same bytes. Of texts only those in ``languages`` are given, and those in none;
    all where that is empty.
    """

    def __init__(self, statements: Iterable[Statement], languages: Iterable[str] = ()) -> None:
        self.languages = frozenset(languages)
        self.nodes: dict[str, dict[str, list[str]]] = {}
        self.taken: dict[Triple, set[str]] = {}
        for triple in sorted({statement.triple for statement in statements}):
            self.nodes.setdefault(triple[0], {}).setdefault(triple[1], []).append(triple[2])

    def only(self, language: str, *, is_noted: bool = True) -> "Reading":
        """The same statements, of whose texts those in ``language`` are given, and those in none.

        What is taken of them is noted here, too, unless not ``is_noted``.
        """
        one = Reading((), [language] if language else self.languages)
        one.nodes = self.nodes
        one.taken = self.taken if is_noted else {}
        return one

    def terms(self, subject: str, predicate: str, into: str, kinds: str = '<_"') -> list[str]:
        """The objects that ``subject`` has, taken as ``into``; those of ``kinds``, the first character of a term."""
        said = self.nodes.get(subject, {}).get(predicate, ())
        found = [term for term in said if term[0] in kinds and self._is_wanted(term)]
        for term in found:
            self.taken.setdefault((subject, predicate, term), set()).add(into)
        return found

    def _is_wanted(self, term: str) -> bool:
        return not self.languages or language_of(term) in {"", *self.languages}

    def things(self, kind: str, into: str) -> list[str]:
        """The subjects of class ``kind``; that they are of it is taken as ``into``."""
        found = [subject for subject, node in self.nodes.items() if kind in node.get(RDF.type, ())]
        for subject in found:
            self.link(subject, RDF.type, kind, into)
        return found

    def links(self, subject: str, predicate: str, into: str) -> list[str]:
        """The terms of the things that ``subject`` is linked to."""
        return self.terms(subject, predicate, into, "<")

    def first(self, subject: str, predicate: str, into: str) -> str:
        """The IRI of the first of the things that ``subject`` is linked to; empty where there is none."""
        linked = next((term for term in self.nodes.get(subject, {}).get(predicate, ()) if is_link(term)), "")
        return iri_of(linked) if linked and self.link(subject, predicate, linked, into) else ""

    def link(self, subject: str, predicate: str, term: str, into: str) -> bool:
        """Whether ``subject`` is linked to the thing ``term``."""
        is_linked = term in self.nodes.get(subject, {}).get(predicate, ())
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
        found = {language_of(term) for node in self.nodes.values() for terms in node.values() for term in terms} - {""}
        return sorted(found & self.languages if self.languages else found) or [""]
