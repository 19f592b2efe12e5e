"""The statements of a graph, found by subject and property, as the texts of a page."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from skosmith.model import RDF, SKM, SKOS, Span, Statement, Text, whole
from skosmith.pages import Labels, all_labels

_LONG = 4  # digits: no page writes a level with as many
_NOWHERE = whole("graph")
_BACKWARDS = frozenset({RDF.type, SKOS.member})

Index = dict[str, dict[str, list[tuple[str, Span | None]]]]


def literal_of(term: str) -> tuple[str, str]:
    """The value and the language of a literal as canonical N-Triples writes it; of a typed one no language."""
    end = term.rindex('"') + 1
    return json.loads(term[:end], strict=False), term[end + 1 :] if term[end : end + 1] == "@" else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a graph says, in one language: ``index`` by subject and predicate, ``subjects`` by predicate and object.

    ``language`` is a BCP 47 tag, ``labels`` are its words; ``framework`` is the framework's IRI.
    """

    framework: str
    language: str = "en"
    labels: Labels = field(default_factory=lambda: all_labels()["en"])
    index: Index = field(default_factory=dict)
    backwards: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, statements: Iterable[Statement]) -> None:
        """Puts ``statements`` where they are found."""
        for subject, predicate, term, span in statements:
            self.index.setdefault(subject, {}).setdefault(predicate, []).append((term, span))
            if predicate in _BACKWARDS:
                self.backwards.setdefault((predicate, term), []).append(subject)

    def in_language(self, language: str, labels: Labels) -> "Said":
        """The same graph, asked in another language."""
        return replace(self, language=language, labels=labels)

    def nodes(self, subject: str, predicate: str) -> list[tuple[str, Span]]:
        """The nodes that a property leads to, each with the place that says so."""
        found = self.index.get(subject, {}).get(predicate, ())
        return [(term, span or _NOWHERE) for term, span in found if term[0] == "<"]

    def link(self, subject: str, predicate: str) -> Text | None:
        """The first IRI that a property leads to, as a text in no language."""
        return next((Text(term[1:-1], "", span) for term, span in self.nodes(subject, predicate)), None)

    def subjects(self, predicate: str, term: str) -> list[str]:
        """What is of a class, or has a member: ``predicate`` is ``rdf:type`` or ``skos:member``."""
        return self.backwards.get((predicate, term), [])

    def texts(self, subject: str, predicate: str) -> list[Text]:
        """The literals of a property in the language asked."""
        return self._literals(subject, predicate, self.language)

    def text(self, subject: str, predicate: str) -> Text | None:
        """The first of ``texts``."""
        return next(iter(self.texts(subject, predicate)), None)

    def notation(self, subject: str) -> Text | None:
        """The notation of a thing: a code, or the number of a level."""
        return next(iter(self._literals(subject, SKOS.notation, "")), None)

    def _literals(self, subject: str, predicate: str, language: str) -> list[Text]:
        found = self.index.get(subject, {}).get(predicate, ())
        literals = [(*literal_of(term), span or _NOWHERE) for term, span in found if term[0] == '"']
        return [Text(value, tag, span) for value, tag, span in literals if tag == language]

    def languages(self) -> list[str]:
        """The languages of all literals, in the order of their tags."""
        terms = (term for said in self.index.values() for found in said.values() for term, _ in found)
        return sorted({tag for term in terms if term[0] == '"' and (tag := literal_of(term)[1])})

    def number(self, level: str) -> int | None:
        """The number of a level, which is its notation."""
        notation = self.notation(level)
        value = notation.value if notation else ""
        return int(value) if value.isdecimal() and len(value) < _LONG else None

    def levels(self) -> dict[int, str]:
        """The levels of responsibility by their numbers, in their order."""
        numbers = ((self.number(level), level) for level in self.subjects(RDF.type, SKM.Level))
        return dict(sorted((number, level) for number, level in numbers if number is not None))

    def essence(self, level: str) -> Text | None:
        """The essence of a level."""
        found = (self.text(node, RDF.value) for node, _ in self.nodes(level, SKM.essence))
        return next((text for text in found if text), None)
