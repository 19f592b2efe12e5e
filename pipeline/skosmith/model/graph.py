"""A graph: statements with their places, found by subject, by object and by language."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from skosmith.model.lines import Span
from skosmith.model.terms import is_literal, literal, parse_literal
from skosmith.model.vocabulary import DCTERMS, OTHER_NAMES, OWL, RDF, SKM, SKOS, XSD


class Statement(NamedTuple):
    """A triple, its terms as canonical N-Triples writes them, and its place; None for what comes from options."""

    subject: str
    predicate: str
    object: str
    span: Span | None = None

    @property
    def triple(self) -> "Triple":
        """Subject, predicate and object, whatever the place."""
        return self[:3]


Triple = tuple[str, str, str]
"""Subject, predicate and object."""

statement: Callable[[tuple[str, str, str, Span | None]], Statement] = partial(tuple.__new__, Statement)
"""A statement of its four parts, in a third of the time that ``Statement(...)`` takes."""

Node = Mapping[str, Mapping[str, Span | None]]
"""The statements about a thing: predicate -> object -> place."""


class Passage(NamedTuple):
    """A text of a graph: whose it is, its property, its value, its BCP 47 tag, and its first place."""

    subject: str
    predicate: str
    value: str
    language: str
    span: Span | None


class SkillLevel(NamedTuple):
    """A skill, or an attribute, at a level: the number, its term, and the place of the statement."""

    number: int
    term: str
    span: Span | None


_MOST_DIGITS = 3  # a number with more is not that of a level; a shape reports it
_OF_ANY_LANGUAGE = {DCTERMS.title, *OTHER_NAMES}
_TRUE = literal("true", datatype=XSD.boolean)
_NOTHING: Mapping[str, Span | None] = {}


class Graph:
    """Statements and what is asked of them. Each index is built when it is first needed.

    ``numbers`` are those of levels that the statements do not describe themselves, by their terms.
    """

    def __init__(self, statements: Iterable[Statement] = (), numbers: Mapping[str, int] | None = None) -> None:
        self.statements: Sequence[Statement] = statements if isinstance(statements, list) else list(statements)
        self._known_numbers = numbers or {}

    @classmethod
    def union(cls, graphs: Sequence["Graph"], links: Sequence[Statement]) -> "Graph":
        """The graph of all statements of ``graphs``, of which no two describe one subject, and of ``links``."""
        whole = cls([*links, *(statement for graph in graphs for statement in graph.statements)])
        nodes = {subject: node for graph in graphs for subject, node in graph.nodes.items()}
        for subject in {link.subject for link in links}:
            nodes[subject] = {predicate: dict(terms) for predicate, terms in nodes.get(subject, {}).items()}
        for subject, predicate, term, span in links:
            nodes[subject].setdefault(predicate, {}).setdefault(term, span)
        vars(whole)["nodes"] = nodes
        vars(whole)["_texts"] = {key: texts for graph in graphs for key, texts in graph.texts_by_property()}
        return whole

    @cached_property
    def nodes(self) -> dict[str, dict[str, dict[str, Span | None]]]:
        """The node of each subject, in the order of the statements; a repeated statement keeps its first place."""
        nodes: dict[str, dict[str, dict[str, Span | None]]] = {}
        node: dict[str, dict[str, Span | None]] = {}
        last = ""
        for subject, predicate, term, span in self.statements:
            if subject != last:
                last, node = subject, nodes.setdefault(subject, {})
            terms = node.get(predicate)
            if terms is None:
                node[predicate] = {term: span}
            elif term not in terms:
                terms[term] = span
        return nodes

    @cached_property
    def _inverse(self) -> dict[str, dict[str, dict[str, Span | None]]]:
        """Object -> predicate -> subject -> place."""
        inverse: dict[str, dict[str, dict[str, Span | None]]] = {}
        for subject, predicate, term, span in self.statements:
            inverse.setdefault(term, {}).setdefault(predicate, {}).setdefault(subject, span)
        return inverse

    @cached_property
    def _texts(self) -> dict[tuple[str, str], list[Passage]]:
        texts: dict[tuple[str, str], list[Passage]] = {}
        for subject, predicate, term, span in self.statements:
            if term[0] == '"' and term[-1] not in '">':
                value, language, _ = parse_literal(term)
                texts.setdefault((subject, predicate), []).append(Passage(subject, predicate, value, language, span))
        return texts

    def node(self, subject: str) -> Node:
        """The node of a thing; empty if there are no statements about it."""
        return self.nodes.get(subject, {})

    def objects(self, subject: str, predicate: str) -> Mapping[str, Span | None]:
        """The objects of a property, each with its place."""
        return self.nodes.get(subject, {}).get(predicate, _NOTHING)

    def subjects(self, predicate: str, term: str) -> Mapping[str, Span | None]:
        """The things of which ``predicate`` leads to ``term``, each with its place."""
        return self._inverse.get(term, {}).get(predicate, _NOTHING)

    def places(self, term: str) -> Iterator[Span | None]:
        """The places of all statements whose object is ``term``."""
        for subjects in self._inverse.get(term, {}).values():
            yield from subjects.values()

    def incoming(self, term: str) -> Iterator[tuple[str, str, Span | None]]:
        """Subject, predicate and place of each statement whose object is ``term``."""
        for predicate, subjects in self._inverse.get(term, {}).items():
            yield from ((subject, predicate, span) for subject, span in subjects.items())

    def value(self, subject: str, predicate: str) -> str | None:
        """The first object of a property."""
        return next(iter(self.objects(subject, predicate)), None)

    def literal(self, subject: str, predicate: str) -> str:
        """The value of the first literal in no language, such as a notation; empty if there is none."""
        literals = (parse_literal(term) for term in self.objects(subject, predicate) if is_literal(term))
        return next((value for value, language, _ in literals if not language), "")

    @cached_property
    def _instances(self) -> dict[str, list[str]]:
        instances: dict[str, list[str]] = {}
        for subject, node in self.nodes.items():
            for kind in node.get(RDF.type, ()):
                instances.setdefault(kind, []).append(subject)
        return instances

    def instances_of(self, kind: str) -> list[str]:
        """The things of a class, in the order of the statements."""
        return self._instances.get(kind, [])

    def is_a(self, subject: str, kind: str) -> bool:
        """Whether a thing is of a class."""
        return kind in self.objects(subject, RDF.type)

    def is_retired(self, subject: str) -> bool:
        """Whether a thing is no longer in force."""
        return _TRUE in self.objects(subject, OWL.deprecated)

    def texts(self, subject: str, predicate: str) -> Sequence[Passage]:
        """The texts of a property in any language."""
        return self._texts.get((subject, predicate), ())

    def texts_by_property(self) -> Iterator[tuple[tuple[str, str], Sequence[Passage]]]:
        """The texts of each subject and predicate that has some."""
        return iter(self._texts.items())

    def passages(self) -> Iterator[Passage]:
        """Every text in a language."""
        for texts in self._texts.values():
            yield from texts

    def by_language(self, subject: str, predicate: str) -> dict[str, Passage]:
        """The text of a property in each language; none of a language in which it has two."""
        texts = self.texts(subject, predicate)
        by_language = {text.language: text for text in texts}
        if len(by_language) < len(texts):
            counts = Counter(text.language for text in texts)
            return {language: text for language, text in by_language.items() if counts[language] == 1}
        return by_language

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The BCP 47 tags of the texts, that of most texts first; titles and other names may be in another language."""
        counts = Counter(text.language for text in self.passages() if text.predicate not in _OF_ANY_LANGUAGE)
        return tuple(sorted(counts, key=lambda language: (-counts[language], language)))

    def number(self, level: str) -> int | None:
        """The number of a level of responsibility, which is its notation."""
        if level in self._known_numbers:
            return self._known_numbers[level]
        value = self.literal(level, SKOS.notation)
        return int(value) if value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS else None

    @property
    def skills(self) -> list[str]:
        """The skills."""
        return self.instances_of(SKM.Skill)

    @cached_property
    def levels(self) -> dict[int, str]:
        """The levels of responsibility by their numbers, rising."""
        numbers = {level: self.number(level) for level in self.instances_of(SKM.Level)}
        return dict(sorted((number, level) for level, number in numbers.items() if number is not None))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each level that the graph describes."""
        return {level: number for number, level in self.levels.items()}

    def skill_levels(self, concept: str) -> list[SkillLevel]:
        """A skill, or an attribute, at each of its levels, rising."""
        levels = []
        for term, span in self.objects(concept, SKM.definedAtLevel).items():
            number = self.number(self.value(term, SKM.level) or "")
            if number is not None:
                levels.append(SkillLevel(number, term, span))
        return sorted(levels, key=lambda level: level[:2])


def ntriples(statements: Iterable[Statement]) -> str:
    """``statements`` as canonical N-Triples, a line each, in the order in which they come."""
    return "".join([f"{subject} {predicate} {object_} .\n" for subject, predicate, object_, _ in statements])
