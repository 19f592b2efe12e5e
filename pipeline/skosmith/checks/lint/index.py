"""Build -> Index: the texts and levels of a graph, gathered once for every rule."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from skosmith.model import (
    RDF,
    SKM,
    SKOS,
    Build,
    Memo,
    Names,
    PageGraph,
    Problem,
    Same,
    Span,
    Statement,
    problem,
    recall,
)

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
    """What the rules ask of a graph, or of one part of it: what it says of the framework, or of one skill.

    ``statements`` are those indexed, ``pages`` those of a whole graph. ``texts`` holds the texts in a language by
    subject and predicate; ``levels`` what each skill and attribute means at its levels, by its IRI, rising; ``types``
    the classes of a thing, ``schemes`` those it is in, ``codes`` its notation, ``declared`` the levels that a skill is
    said to be defined at, by their IRIs; ``numbers`` those of the levels. ``languages`` are those of the texts of the
    whole graph, the one that most are in first: translations are held to it. ``memo`` recalls what a rule works out.
    """

    names: Names
    statements: Sequence[Statement]
    pages: Sequence[PageGraph] = ()
    texts: dict[tuple[str, str], list[Passage]] = field(default_factory=dict)
    levels: dict[str, list[Step]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)
    schemes: dict[str, set[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    declared: dict[str, set[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    memo: Memo | None = None

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


def index_of(made: Build, memo: Memo | None = None) -> tuple[Index, list[Index]]:
    """The index of ``made``, and of each of its parts: the framework, then the skills, which share no subject.

    ``memo`` recalls a part that says what it said before: it is then the very same object.
    """

    def part_of(said: Sequence[Statement], numbers: dict[str, int]) -> Index:
        key = "index", Same(said), *numbers.items()
        return recall(memo, lambda: key, lambda: _index_of_part(made.names, said, numbers))

    framework = part_of(made.framework, {})
    parts = [framework, *(part_of(said, framework.numbers) for said in made.skills.values())]
    counts = Counter(passage.language for part in parts for passage in part.passages())
    languages = tuple(sorted(counts, key=lambda language: (-counts[language], language)))
    whole = Index(made.names, list(made.statements()), made.pages, languages=languages, memo=memo)
    for part in parts:
        for name in _JOINED:
            getattr(whole, name).update(getattr(part, name))
    return whole, parts


_JOINED = ("texts", "levels", "types", "schemes", "codes", "declared", "numbers")


def _index_of_part(names: Names, statements: Sequence[Statement], numbers: Mapping[str, int]) -> Index:
    """The index of ``statements``; ``numbers`` are those of the levels that they do not speak of themselves."""
    index = Index(names, statements, numbers=dict(numbers))
    sets = {RDF.type: index.types, SKOS.inScheme: index.schemes, SKM.declaredLevel: index.declared}
    at: dict[str, str] = {}
    defined: list[Statement] = []
    for statement in statements:
        subject, predicate, term, _ = statement
        if term[0] == '"':
            _index_literal(index, statement)
        elif predicate in sets:
            sets[predicate].setdefault(subject, set()).add(term)
        elif predicate == SKM.level:
            at.setdefault(subject, term)
        elif predicate == SKM.definedAtLevel:
            defined.append(statement)
    for concept, _, node, span in defined:
        number = index.numbers.get(at.get(node, ""))
        if number is not None:
            index.levels.setdefault(concept, []).append(Step(number, node, span))
    for several in index.levels.values():
        several.sort(key=lambda step: step[:2])
    return index


def _index_literal(index: Index, statement: Statement) -> None:
    subject, predicate, term, span = statement
    value, language = read_literal(term)
    if language:
        passage = Passage(subject, predicate, value, language, span)
        index.texts.setdefault((subject, predicate), []).append(passage)
    elif predicate == SKOS.notation:
        index.codes.setdefault(subject, value)
        if term[-1] == ">" and _NUMBER.fullmatch(value):
            index.numbers.setdefault(subject, int(value))


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
