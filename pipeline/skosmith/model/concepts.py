"""A thing of a graph, such as a skill, a skill at a level or a level, as code likes to ask it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skosmith.model.graph import Graph
from skosmith.model.language_tags import nearest
from skosmith.model.terms import iri_of
from skosmith.model.vocabulary import RDF, SKM, SKOS


class Texts(Mapping[str, str]):
    """The texts of a property by BCP 47 tag.

    ``texts["pt-BR"]`` is the text in "pt" if "pt-BR" has none, and ``texts["fr"]`` that in "fr-CA" if "fr" has none.
    Of several texts in one language, the first. Raises KeyError for a language without a text.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, language: str) -> str:
        """Source: RFC 4647, section 3.4 (lookup), and the reverse."""
        tag = nearest(language, self._texts)
        if tag is None:
            raise KeyError(language)
        return self._texts[tag]

    def __iter__(self) -> Iterator[str]:
        """The tags of the texts."""
        return iter(self._texts)

    def __len__(self) -> int:
        """The number of languages."""
        return len(self._texts)

    def __repr__(self) -> str:
        """That of the mapping."""
        return repr(dict(self._texts))


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of a graph, by its term."""

    graph: Graph
    term: str

    @property
    def iri(self) -> str:
        """The IRI."""
        return iri_of(self.term)

    @property
    def notation(self) -> str:
        """The code of a skill (``SSUP``), of a skill at a level (``SSUP_4``), or the number of a level; else empty."""
        return self.graph.literal(self.term, SKOS.notation)

    @property
    def pref_label(self) -> Texts:
        """The name, the heading of a skill at a level, or the title of a level."""
        return self.texts(SKOS.prefLabel)

    @property
    def definition(self) -> Texts:
        """What it means."""
        return self.texts(SKOS.definition)

    @property
    def scope_note(self) -> Texts:
        """The guidance."""
        return self.texts(SKOS.scopeNote)

    @property
    def essence(self) -> Texts:
        """The essence of a level."""
        term = self.graph.value(self.term, SKM.essence)
        return Concept(self.graph, term).texts(RDF.value) if term else Texts({})

    @property
    def levels(self) -> dict[int, "Concept"]:
        """A skill, or an attribute, at each of its levels, rising."""
        return {level.number: Concept(self.graph, level.term) for level in self.graph.skill_levels(self.term)}

    def texts(self, predicate: str) -> Texts:
        """The texts of a property, a term such as ``SKOS.changeNote``."""
        texts: dict[str, str] = {}
        for text in self.graph.texts(self.term, predicate):
            texts.setdefault(text.language, text.value)
        return Texts(texts)
