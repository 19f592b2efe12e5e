"""The statements of a graph, found by subject and property, as the texts of a page."""

import json
from collections.abc import Iterable

from skosmith.graph import Statement
from skosmith.model import Span, Text
from skosmith.source import whole
from skosmith.vocabulary import RDF, SKM, SKOS, Names

_LONG = 4  # digits: no page writes a level with as many
_NOWHERE = whole("graph")


def literal_of(term: str) -> tuple[str, str]:
    """The value and the language of a literal as canonical N-Triples writes it; of a typed one no language."""
    end = term.rindex('"') + 1
    return json.loads(term[:end], strict=False), term[end + 1 :] if term[end : end + 1] == "@" else ""


class Said:
    """What a graph says; ``names`` are its IRIs."""

    def __init__(self, names: Names, statements: Iterable[Statement]) -> None:
        """Puts ``statements`` in order."""
        self.names = names
        self.of: dict[str, dict[str, list[tuple[str, Span | None]]]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        for subject, predicate, term, span in statements:
            self.of.setdefault(subject, {}).setdefault(predicate, []).append((term, span))
            if predicate in {RDF.type, SKOS.member}:
                self._subjects.setdefault((predicate, term), []).append(subject)

    def nodes(self, subject: str, predicate: str) -> list[tuple[str, Span]]:
        """The nodes that a property leads to, each with the place that says so."""
        found = self.of.get(subject, {}).get(predicate, ())
        return [(term, span or _NOWHERE) for term, span in found if term[0] == "<"]

    def subjects(self, predicate: str, term: str) -> list[str]:
        """What is of a class, or has a member: ``predicate`` is ``rdf:type`` or ``skos:member``."""
        return self._subjects.get((predicate, term), [])

    def texts(self, subject: str, predicate: str, language: str = "") -> list[Text]:
        """The literals of a property in a language, or of those without one, whatever their datatype."""
        found = self.of.get(subject, {}).get(predicate, ())
        literals = [(*literal_of(term), span or _NOWHERE) for term, span in found if term[0] == '"']
        return [Text(value, tag, span) for value, tag, span in literals if tag == language]

    def text(self, subject: str, predicate: str, language: str = "") -> Text | None:
        """The first of ``texts``."""
        return next(iter(self.texts(subject, predicate, language)), None)

    def languages(self) -> list[str]:
        """The languages of all literals, in the order of their tags."""
        literals = (term for said in self.of.values() for terms in said.values() for term, _ in terms if term[0] == '"')
        return sorted({tag for term in literals if (tag := literal_of(term)[1])})

    def number(self, level: str) -> int | None:
        """The number of a level, which is its notation."""
        notation = self.text(level, SKOS.notation)
        value = notation.value if notation else ""
        return int(value) if value.isdecimal() and len(value) < _LONG else None

    def levels(self) -> dict[int, str]:
        """The levels of responsibility by their numbers, in their order."""
        numbers = ((self.number(level), level) for level in self.subjects(RDF.type, SKM.Level))
        return dict(sorted((number, level) for number, level in numbers if number is not None))

    def essence(self, level: str, language: str) -> Text | None:
        """The essence of a level in a language."""
        found = (self.text(node, RDF.value, language) for node, _ in self.nodes(level, SKM.essence))
        return next((text for text in found if text), None)
