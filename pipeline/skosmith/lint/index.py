"""Build -> Index: the texts and levels of a graph, gathered once for every rule."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from skosmith.graph import Build, Statement
from skosmith.model import Problem, Span
from skosmith.problems import problem
from skosmith.vocabulary import RDF, SKM, SKOS

_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?', re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,2}")  # of a level; what is more is no level, and a shape says so


class Passage(NamedTuple):
    """A text of the graph: whose it is, its value and language, and its first place."""

    subject: str
    predicate: str
    value: str
    language: str
    span: Span | None


class Step(NamedTuple):
    """What a skill or an attribute means at a level: the number, the node, and the place of its heading."""

    number: int
    node: str
    span: Span | None


@dataclass(slots=True)
class Index:
    """What the rules ask of a graph.

    ``texts`` holds the texts in a language by subject and predicate; ``levels`` what each skill and attribute means at
    its levels, by its IRI, rising; ``types`` the classes of a thing, ``codes`` its notation, ``declared`` the levels
    that a skill is said to be defined at, by their IRIs. ``languages`` are those of the texts, the one that most are in
    first: translations are held to it.
    """

    made: Build
    texts: dict[tuple[str, str], list[Passage]] = field(default_factory=dict)
    levels: dict[str, list[Step]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    declared: dict[str, set[str]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every text in a language."""
        for several in self.texts.values():
            yield from several

    def translations(self, subject: str, predicate: str) -> dict[str, Passage]:
        """The text that ``subject`` has in each language; none of a language in which it has two."""
        found: dict[str, Passage] = {}
        several = self.texts.get((subject, predicate), ())
        for passage in several:
            found[passage.language] = passage
        if len(found) < len(several):
            counts = Counter(passage.language for passage in several)
            return {language: passage for language, passage in found.items() if counts[language] == 1}
        return found


def index_of(made: Build) -> Index:
    """The texts, the levels and the classes that ``made`` holds."""
    index = Index(made)
    numbers: dict[str, int] = {}
    at: dict[str, str] = {}
    defined: list[Statement] = []
    for statement in made.statements():
        subject, predicate, term, span = statement
        if term[0] == '"':
            _index_literal(index, numbers, statement)
        elif predicate == RDF.type:
            index.types.setdefault(subject, set()).add(term)
        elif predicate == SKM.level:
            at.setdefault(subject, term)
        elif predicate == SKM.definedAtLevel:
            defined.append(statement)
        elif predicate == SKM.declaredLevel:
            index.declared.setdefault(subject, set()).add(term)
    for concept, _, node, span in defined:
        number = numbers.get(at.get(node, ""))
        if number is not None:
            index.levels.setdefault(concept, []).append(Step(number, node, span))
    for several in index.levels.values():
        several.sort(key=lambda step: step[:2])
    counts = Counter(passage.language for passage in index.passages())
    index.languages = tuple(sorted(counts, key=lambda language: (-counts[language], language)))
    return index


def _index_literal(index: Index, numbers: dict[str, int], statement: Statement) -> None:
    subject, predicate, term, span = statement
    value, language = read_literal(term)
    if language:
        passage = Passage(subject, predicate, value, language, span)
        index.texts.setdefault((subject, predicate), []).append(passage)
    elif predicate == SKOS.notation:
        index.codes.setdefault(subject, value)
        if term[-1] == ">" and _NUMBER.fullmatch(value):
            numbers.setdefault(subject, int(value))


def read_literal(term: str) -> tuple[str, str]:
    """The value and the language of a literal, as ``graph.literal`` wrote it; no language of one with a datatype."""
    if term[-1] == '"':
        value, language = term[1:-1], ""
    else:
        match = _LITERAL.fullmatch(term)
        value, language = (match[1], match[2] or "") if match else (term, "")
    return (json.loads(f'"{value}"') if "\\" in value else value), language


def fault(code: str, about: str, spans: Iterable[Span | None], **values: object) -> Problem:
    """The problem ``code`` of the thing ``about``, at those of ``spans`` that there are."""
    places = tuple(dict.fromkeys(span for span in spans if span is not None))
    return replace(problem(code, *places, **values), focus_node=about)
