"""A graph as the pages of one language ask it."""

from dataclasses import dataclass

from skosmith.model import RDF, SKM, SKOS, Graph, Span, Text, iri_of, is_link, whole
from skosmith.pages import Labels

_NOWHERE = whole("graph")


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A graph, of whose texts those in ``language`` are given, a BCP 47 tag; ``labels`` are the words of its pages.

    ``framework`` is the framework's term.
    """

    graph: Graph
    framework: str
    language: str
    labels: Labels

    def nodes(self, subject: str, predicate: str) -> list[tuple[str, Span]]:
        """The things that a property leads to, each with the place that says so."""
        return [
            (term, span or _NOWHERE) for term, span in self.graph.objects(subject, predicate).items() if is_link(term)
        ]

    def link(self, subject: str, predicate: str) -> Text | None:
        """The first IRI that a property leads to, as a text in no language."""
        return next((Text(iri_of(term), "", span) for term, span in self.nodes(subject, predicate)), None)

    def texts(self, subject: str, predicate: str) -> list[Text]:
        """The texts of a property."""
        texts = self.graph.texts(subject, predicate)
        return [
            Text(text.value, text.language, text.span or _NOWHERE) for text in texts if text.language == self.language
        ]

    def text(self, subject: str, predicate: str) -> Text | None:
        """The first of ``texts``."""
        return next(iter(self.texts(subject, predicate)), None)

    def notation(self, subject: str) -> Text | None:
        """The notation of a thing: a code, or the number of a level."""
        value = self.graph.literal(subject, SKOS.notation)
        places = self.graph.objects(subject, SKOS.notation).values()
        return Text(value, "", next(iter(places)) or _NOWHERE) if value else None

    def essence(self, level: str) -> Text | None:
        """The essence of a level."""
        texts = (self.text(node, RDF.value) for node, _ in self.nodes(level, SKM.essence))
        return next((text for text in texts if text), None)
