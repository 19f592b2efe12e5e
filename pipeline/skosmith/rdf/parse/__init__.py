"""A file of RDF -> statements, each with the place in the file that says it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import IO, cast

import pyoxigraph

from skosmith.model import (
    FORMATS,
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
    Triple,
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

_PLACES: dict[str, Callable[[Text], Place]] = {
    "ttl": of_turtle,
    "jsonld": of_json,
    "nq": of_statements,
    "nt": of_statements,
    "trig": of_turtle,
    "rdf": of_xml,
}
"""How the places of statements are found, by the suffix of the file."""

GENID = "https://w3id.org/skosmith/.well-known/genid/"
"""How the IRIs begin that blank nodes are named by. Source: RDF 1.1 Concepts, section 3.5."""

_AT = re.compile(r"\s*(?:Parser )?[Ee]rror (?:at|on|between) line (\d+)(?: column | between columns )?(\d+)?[^:]*:\s*")
_SIMPLE = "<http://www.w3.org/2001/XMLSchema#string>"
_MARK = b"\xef\xbb\xbf"


def read_statements(path: str, data: bytes, number: int = 1) -> tuple[list[Statement], list[Problem]]:
    """The statements of the default graph that the file at ``path`` holds, in its order, and what is wrong with it.

    Those of named graphs, such as that of the provenance, are left out. A place is that of the object, or of the line
    it ends on. A blank node is named by an IRI of ours, the same each time for the same file, ``number`` being that of
    the file among others (RDF 1.1, section 3.5). A file with a syntax error gives no statement and a problem at the
    error.
    """
    suffix = suffix_of(path)
    data = data.removeprefix(_MARK)
    written = text_of(path, data)
    if isinstance(written, str) and suffix == "rdf":
        written = fault_of(path, data) or written
    if isinstance(written, Problem):
        return [], [written]
    text, lines = Text(path, written), Lines(data)
    try:
        kind = getattr(pyoxigraph.RdfFormat, FORMATS[suffix].parser)
        found = [(quad, lines.number) for quad in pyoxigraph.parse(cast("IO[bytes]", lines), kind, base_iri="file:///")]
    except (SyntaxError, ValueError) as error:
        return [], [_syntax(text, error, lines.number, suffix)]
    place, default, terms = _PLACES[suffix](text), pyoxigraph.DefaultGraph(), _Terms(number)
    statements: list[Statement] = []
    left = Counter((line, quad.object) for quad, line in found)  # of a line, with equal objects
    for quad, line in found:
        if isinstance(quad.object, pyoxigraph.Triple):
            return [], [problem("graph-triple-term", text.whole_line(line))]
        subject, key = terms[quad.subject], (line, quad.object)
        span = place(subject, quad.object, line, left[key])  # in every graph, so that each place is given out in turn
        left[key] -= 1
        if getattr(quad, "graph_name", default) == default:
            statements.append(Statement(subject, terms[quad.predicate], terms[quad.object], span))
    return statements, [] if statements else [problem("graph-empty", whole(path))]


class _Terms(dict[Term, str]):
    """pyoxigraph's terms as ``build`` writes them, each worked out once; blank nodes numbered as they come."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.blank = 0

    def __missing__(self, term: Term) -> str:
        """Works out ``term``."""
        made = term_of(term)
        if made.startswith("_:"):
            self.blank += 1
            made = f"<{GENID}{self.number}-{self.blank}>"
        self[term] = made
        return made


def term_of(term: Term) -> str:
    """A term as ``build`` writes it; a blank node as it is called."""
    if not isinstance(term, pyoxigraph.Literal):
        return str(term)
    datatype = str(term.datatype)
    return literal(term.value, term.language or "", "" if datatype == _SIMPLE else datatype)


def syntax_problem(path: str, data: bytes, error: Exception) -> Problem:
    """What pyoxigraph found wrong with the grammar of the file at ``path``, which holds ``data``, at its place."""
    written = text_of(path, data)
    if isinstance(written, Problem):
        return written
    return _syntax(Text(path, written), error, 1, suffix_of(path))


def _syntax(text: Text, error: Exception, read: int, suffix: str) -> Problem:
    """The problem of a syntax error: where pyoxigraph says, else where it is found, else on the line ``read`` last."""
    said = str(error)
    found = _AT.match(said)
    reason = re.sub(r" \([^()]*line \d+\)$", "", said[found.end() if found else 0 :]).rstrip(".")
    number, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    if found and number is None:
        number, column = int(found[1]), int(found[2] or 1)
    if number is not None:
        last = len(text.starts)
        place = Span(text.path, min(number, last), column or 1, min(number, last), (column or 1) + 1)
        return problem("graph-syntax", place, reason=reason)
    at = text.whole_line(read)
    if suffix == "jsonld":
        found_at, reason = place_of_fault(text, reason)
        at = found_at or whole(text.path)
    return problem("graph-syntax", at, reason=reason)


def statements_of(files: Iterable[tuple[str, bytes]]) -> tuple[list[Statement], list[Problem]]:
    """What several files say together, each statement once, and what is wrong with them."""
    together: dict[Triple, Statement] = {}
    problems: list[Problem] = []
    for number, (path, data) in enumerate(files, 1):
        statements, found = read_statements(path, data, number)
        problems += found
        for statement in statements:
            together.setdefault(statement.triple, statement)
    return list(together.values()), problems


def build_from_statements(
    statements: list[Statement], path: str, files: Files | None = None
) -> tuple[Build, list[Problem]]:
    """``statements`` of ``files`` as a graph without pages, its IRIs those of the framework it describes.

    A problem, on ``path`` where it has no place, where they do not describe exactly one framework.
    """
    graph = Graph(statements)
    frameworks = graph.subjects(RDF.type, SKM.Framework)
    problems = []
    if statements and len(frameworks) != 1:
        places = [place for place in frameworks.values() if place] or [whole(path)]
        problems.append(problem("graph-without-framework", *places, count=len(frameworks)))
    framework = next(iter(frameworks), "<file:///>")
    root = iri_of(framework)
    editions = [value_of(term) for term in graph.objects(framework, OWL.versionInfo)]
    edition = next((edition for edition in editions if root.endswith(f"/{edition}/")), "")
    profile = Profile(base_iri=root.removesuffix(f"{edition}/") if edition else root, edition=edition)
    return Build(profile, Names(profile), framework=statements, files=files or Files()), problems
