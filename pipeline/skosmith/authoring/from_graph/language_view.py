"""What a graph says in one language."""

from dataclasses import dataclass

from skosmith.model import RDF, SKM, SKOS, Graph, Span, Text, iri_of, is_link, whole
from skosmith.pages import Labels

_NOWHERE = whole("graph")


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A graph, restricted to the texts in ``language``, a BCP 47 tag; ``labels`` are the words of its pages.

    ``framework`` is the framework's term.
    """

    graph: Graph
    framework: str
    language: str
    labels: Labels

    def nodes(self, subject: str, predicate: str) -> list[tuple[str, Span]]:
        """The IRIs among the values of a property, each with the place of its statement."""
        return [
            (term, span or _NOWHERE) for term, span in self.graph.objects(subject, predicate).items() if is_link(term)
        ]

    def link(self, subject: str, predicate: str) -> Text | None:
        """The first of ``nodes``, as a text in no language."""
        return next((Text(iri_of(term), "", span) for term, span in self.nodes(subject, predicate)), None)

    def texts(self, subject: str, predicate: str) -> list[Text]:
        texts = self.graph.texts(subject, predicate)
        return [
            Text(text.value, text.language, text.span or _NOWHERE) for text in texts if text.language == self.language
        ]

    def text(self, subject: str, predicate: str) -> Text | None:
        return next(iter(self.texts(subject, predicate)), None)

    def notation(self, subject: str) -> Text | None:
        """A code, or the number of a level."""
        value = self.graph.literal(subject, SKOS.notation)
        places = self.graph.objects(subject, SKOS.notation).values()
        return Text(value, "", next(iter(places)) or _NOWHERE) if value else None

    def essence(self, level: str) -> Text | None:
        texts = (self.text(node, RDF.value) for node, _ in self.nodes(level, SKM.essence))
        return next((text for text in texts if text), None)
