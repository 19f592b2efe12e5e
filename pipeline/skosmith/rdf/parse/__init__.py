"""A file of RDF -> statements, each with its place in the file."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import IO, Any, cast

import pyoxigraph

from skosmith.model import (
    BLANK,
    DCAT,
    OWL,
    RDF,
    SKM,
    Build,
    Files,
    Graph,
    Names,
    Problem,
    Profile,
    Span,
    Statement,
    asserted_statements,
    iri_of,
    literal,
    problem,
    suffix_of,
    text_of,
    value_of,
    whole,
)
from skosmith.rdf.parse.json_ld import of_json, place_of_fault
from skosmith.rdf.parse.rdf_xml import fault_of, of_xml
from skosmith.rdf.parse.text import Lines, Place, Term, Text
from skosmith.rdf.parse.trig import of_statements, of_turtle
from skosmith.rdf.scheme import deduplicate

_PLACES: dict[str, Callable[[Text], Place]] = {
    "ttl": of_turtle,
    "jsonld": of_json,
    "nq": of_statements,
    "nt": of_statements,
    "trig": of_turtle,
    "rdf": of_xml,
}
"""The finders of the places of statements, by the suffix of the file."""

Follow = Callable[[list[Any]], AbstractContextManager[Iterable[Any]]]
"""Shows the progress of some work: a context manager over its items, in order."""

_AT = re.compile(r"\s*(?:Parser )?[Ee]rror (?:at|on|between) line \d+[^:]*:\s*")
_SIMPLE = "<http://www.w3.org/2001/XMLSchema#string>"
_MARK = b"\xef\xbb\xbf"


def read_statements(
    path: str, data: bytes, number: int = 1, follow: Follow = nullcontext, *, has_named: bool = False
) -> tuple[list[Statement], list[Problem]]:
    """The statements of the default graph of the file at ``path``, in its order, and the problems of the file.

    Named graphs, such as that of the provenance, are left out, unless ``has_named``. A place is that of the object,
    or of the line it ends on. An IRI replaces each blank node, the same in every run; ``number`` tells files that
    are read together apart. ``follow`` shows the progress. A file with a syntax error has no statement and a
    problem at the error.
    """
    suffix = suffix_of(path)
    data = data.removeprefix(_MARK)
    characters = text_of(path, data)
    if isinstance(characters, str) and suffix == "rdf":
        characters = fault_of(path, data) or characters
    if isinstance(characters, Problem):
        return [], [characters]
    text, lines = Text(path, characters), Lines(data)
    try:
        kind = pyoxigraph.RdfFormat.from_extension(suffix)
        quads = [(quad, lines.number) for quad in pyoxigraph.parse(cast("IO[bytes]", lines), kind, base_iri="file:///")]
    except (SyntaxError, ValueError) as error:
        return [], [_syntax(text, error, lines.number, suffix)]
    place, default, terms = _PLACES[suffix](text), pyoxigraph.DefaultGraph(), _Terms(number)
    statements: list[Statement] = []
    left = Counter((line, quad.object) for quad, line in quads)  # of a line, with equal objects
    with follow(quads) as visible:
        for quad, line in visible:
            if isinstance(quad.object, pyoxigraph.Triple):
                return [], [problem("graph-triple-term", text.whole_line(line))]
            subject, key = terms[quad.subject], (line, quad.object)
            span = place(subject, quad.object, line, left[key])  # in every graph, since each place is used in turn
            left[key] -= 1
            if has_named or getattr(quad, "graph_name", default) == default:
                statements.append(Statement(subject, terms[quad.predicate], terms[quad.object], span))
    return statements, [] if statements else [problem("graph-empty", whole(path))]


class _Terms(dict[Term, str]):
    """The canonical terms of those of pyoxigraph; blank nodes are numbered in order of appearance."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.blank = 0

    def __missing__(self, term: Term) -> str:
        canonical = term_of(term)
        if canonical.startswith("_:"):
            self.blank += 1
            canonical = f"{BLANK}{self.number}-{self.blank}>"
        self[term] = canonical
        return canonical


def term_of(term: Term) -> str:
    """The canonical N-Triples of a term; of a blank node, ``_:`` and its label."""
    if not isinstance(term, pyoxigraph.Literal):
        return str(term)
    datatype = str(term.datatype)
    return literal(term.value, term.language or "", "" if datatype == _SIMPLE else datatype)


def syntax_problem(path: str, data: bytes, error: Exception) -> Problem:
    """The problem of a syntax error of pyoxigraph, at its place in the file at ``path`` with these bytes."""
    characters = text_of(path, data)
    if isinstance(characters, Problem):
        return characters
    return _syntax(Text(path, characters), error, 1, suffix_of(path))


def _syntax(text: Text, error: Exception, last_line: int, suffix: str) -> Problem:
    """The problem of a syntax error, at the place that pyoxigraph gives, else one that fits, else on ``last_line``."""
    message = str(error)
    match = _AT.match(message)
    reason = re.sub(r" \([^()]*line \d+\)$", "", message[match.end() if match else 0 :]).rstrip(".")
    number, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    if number is not None:
        last = len(text.starts)
        place = Span(text.path, min(number, last), column or 1, min(number, last), (column or 1) + 1)
        return problem("graph-syntax", place, reason=reason)
    at = text.whole_line(last_line)
    if suffix == "jsonld":
        likely, reason = place_of_fault(text, reason)
        at = likely or whole(text.path)
    return problem("graph-syntax", at, reason=reason)


def statements_of(
    files: Iterable[tuple[str, bytes]], follow: Follow = nullcontext
) -> tuple[list[Statement], list[Problem]]:
    """The statements of several files, each once, and the problems of the files; ``follow`` shows the progress."""
    statements: list[Statement] = []
    problems: list[Problem] = []
    for number, (path, data) in enumerate(files, 1):
        of_file, faults = read_statements(path, data, number, follow)
        statements += of_file
        problems += faults
    return deduplicate(statements), problems


def _current(statements: list[Statement], frameworks: Collection[str]) -> Iterator[Statement]:
    """``statements`` with the edition of ``frameworks`` as dcat:version, which skosmith 0.1 stated with owl: terms."""
    for one in statements:
        if one.subject not in frameworks or one.predicate not in {OWL.versionInfo, OWL.versionIRI}:
            yield one
        elif one.predicate == OWL.versionInfo:
            yield one._replace(predicate=DCAT.version)
        elif one.object != one.subject:
            yield one


def build_from_statements(
    statements: list[Statement], path: str, files: Files | None = None
) -> tuple[Build, list[Problem]]:
    """``statements`` of ``files`` as a graph without pages, with the IRIs of the framework that they describe.

    Those that follow from others are left out.
    It is a problem, on ``path`` if it has no other place, if they do not describe exactly one framework.
    """
    frameworks = Graph(statements).subjects(RDF.type, SKM.Framework)
    graph = Graph(statements := list(_current(statements, frameworks)))
    problems = []
    if statements and len(frameworks) != 1:
        places = [place for place in frameworks.values() if place] or [whole(path)]
        problems.append(problem("graph-without-framework", *places, count=len(frameworks)))
    framework = next(iter(frameworks), "<file:///>")
    root = iri_of(framework)
    editions = [value_of(term) for term in graph.objects(framework, DCAT.version)]
    own = next((edition for edition in editions if root.endswith(f"/{edition}/")), "")
    if own:
        profile = Profile(base_iri=root.removesuffix(f"{own}/"), edition=own)
    else:
        profile = Profile(base_iri=root, edition=next(iter(editions), ""), iri="stable" if editions else "edition")
    return Build(profile, Names(profile), framework=asserted_statements(statements), files=files or Files()), problems
