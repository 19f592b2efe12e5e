"""A file of RDF -> statements, each with the place in the file that says it."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import IO, Any, cast

from skosmith.graph import Build, Statement, literal
from skosmith.model import Problem, Profile, Span
from skosmith.problems import problem
from skosmith.source import whole
from skosmith.vocabulary import OWL, RDF, SKM, Names

FORMATS: dict[str, str] = {
    ".ttl": "TURTLE",
    ".jsonld": "JSON_LD",
    ".nq": "N_QUADS",
    ".nt": "N_TRIPLES",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
}
"""The formats that are read, by the suffix of the file, as pyoxigraph names them."""

_AT = re.compile(r"\s*(?:Parser )?[Ee]rror (?:at|on|between) line (\d+)(?: column | between columns )?(\d+)?[^:]*:\s*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ID = re.compile(r'"@?id"\s*:\s*"$')
_KEY = 40  # characters before a value in which its key stands
_SIMPLE = "<http://www.w3.org/2001/XMLSchema#string>"


def is_rdf(path: str) -> bool:
    """Whether ``path`` is called as a file of RDF is."""
    return _suffix(path) in FORMATS


def _suffix(path: str) -> str:
    name = path.lower()
    return name[name.rfind(".") :] if "." in name else ""


def read_statements(path: str, data: bytes) -> tuple[list[Statement], list[Problem]]:
    """The statements of the default graph that the file at ``path`` holds, in its order, and what is wrong with it.

    Those of named graphs, such as that of the provenance, are left out. A place is that of the object, or of the line
    it ends on. A file with a syntax error gives no statement and a problem at the error.
    """
    import pyoxigraph  # noqa: PLC0415 - only a file of RDF needs it

    form = getattr(pyoxigraph.RdfFormat, FORMATS[_suffix(path)])
    lines = _Lines(data)
    try:
        quads = pyoxigraph.parse(cast("IO[bytes]", lines), form, base_iri="file:///")
        found = [(quad, lines.number) for quad in quads]
    except (SyntaxError, ValueError) as error:
        return [], [syntax_problem(path, data, error)]
    place = _of_json(path, data) if form == pyoxigraph.RdfFormat.JSON_LD else _of_lines(path, lines.lines)
    default = pyoxigraph.DefaultGraph()
    statements = []
    for quad, number in found:
        if getattr(quad, "graph_name", default) == default:
            triple = term_of(quad.subject), term_of(quad.predicate), term_of(quad.object)
            statements.append((*triple, place(triple[0], quad.object, number)))
    return statements, [] if statements else [problem("graph-empty", whole(path))]


class _Lines:
    """The bytes of a file, handed out line by line: so the line that a triple is read from is known."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.splitlines(keepends=True)
        self.number = 0

    def read(self, _: int = -1) -> bytes:
        """The next line; nothing at the end."""
        if self.number == len(self.lines):
            return b""
        self.number += 1
        return self.lines[self.number - 1]


def term_of(term: Any) -> str:  # noqa: ANN401 - one of pyoxigraph's terms
    """A term as ``build`` writes it."""
    if not hasattr(term, "datatype"):
        return str(term)
    value = literal(term.value, term.language or "")
    datatype = "" if term.language or str(term.datatype) == _SIMPLE else f"^^{term.datatype}"
    return value + datatype


def syntax_problem(path: str, data: bytes, error: Exception) -> Problem:
    """What pyoxigraph found wrong with the grammar of a file, at its place."""
    found = _AT.match(str(error))
    number, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    if found and number is None:
        number, column = int(found[1]), int(found[2] or 1)
    reason = re.sub(r" \([^()]*line \d+\)$", "", str(error)[found.end() if found else 0 :]).rstrip(".")
    if number is None:
        return problem("graph-syntax", whole(path), reason=reason)
    number = min(number, data.count(b"\n") + 1)
    return problem("graph-syntax", Span(path, number, column or 1, number, (column or 1) + 1), reason=reason)


def _of_lines(path: str, lines: list[bytes]) -> Any:  # noqa: ANN401 - a function
    """Places by the line that a triple was read on: where its object's text stands there, else the line."""
    texts = [line.decode("utf-8", "replace").rstrip("\r\n") for line in lines]

    def place(_: str, term: Any, number: int) -> Span:  # noqa: ANN401 - one of pyoxigraph's terms
        value = str(term.value)
        first = max(number - value.count("\n"), 1)
        text = texts[first - 1] if texts else ""
        begun = value.partition("\n")[0]
        at = text.rfind(f'"{begun}') + 1 or text.rfind(begun) if begun else -1
        if at < 0:
            text, first = texts[number - 1] if texts else "", number
            start = len(text) - len(text.lstrip())
            return Span(path, number, start + 1, number, len(text.rstrip()) + 1)
        ends = max(first, number)
        end = len(value.rpartition("\n")[2]) + 1 if ends > first else at + len(value) + 1
        return Span(path, first, at + 1, ends, end)

    return place


def _of_json(path: str, data: bytes) -> Any:  # noqa: ANN401 - a function
    """Places by the strings of a JSON text: the object's first one behind the subject's."""
    text = data.decode("utf-8", "replace")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    strings: dict[str, list[tuple[int, int]]] = {}
    for match in _STRING.finditer(text):
        try:
            value = json.loads(match[0])
        except ValueError:
            continue
        strings.setdefault(value, []).append((match.start() + 1, match.end() - 1))

    def of(iri: str) -> list[tuple[int, int]]:
        """Where an IRI stands, in full or as it is written relative to a base."""
        cuts = (0, *(cut + 1 for cut, letter in enumerate(iri) if letter in "/#:"))
        return next((strings[iri[cut:]] for cut in cuts if iri[cut:] in strings), [])

    def place(subject: str, term: Any, _: int) -> Span:  # noqa: ANN401 - one of pyoxigraph's terms
        subjects = of(subject.strip("<>"))
        subjects = [one for one in subjects if _ID.search(text, max(0, one[0] - _KEY), one[0])] or subjects
        begin = subjects[-1][0] if subjects else 0
        value = str(term.value)
        objects = strings.get(value, []) if hasattr(term, "datatype") else of(value)
        after = next((one for one in objects if one[0] > begin), None)
        start, end = after or next(iter(subjects), (0, 0))
        line = bisect_right(starts, start)
        return Span(path, line, start - starts[line - 1] + 1, line, end - starts[line - 1] + 1)

    return place


def statements_of(files: Iterable[tuple[str, bytes]]) -> tuple[list[Statement], list[Problem]]:
    """What several files say together, each statement once, and what is wrong with them."""
    together: dict[tuple[str, str, str], Statement] = {}
    problems: list[Problem] = []
    for path, data in files:
        statements, found = read_statements(path, data)
        problems += found
        for statement in statements:
            together.setdefault(statement[:3], statement)
    return list(together.values()), problems


def graph_of(statements: list[Statement], path: str) -> tuple[Build, list[Problem]]:
    """``statements`` as a graph without pages, its IRIs those of the framework it describes.

    A problem, on ``path`` where it has no place, where they do not describe exactly one framework.
    """
    frameworks = {said[0]: said[3] for said in statements if said[1:3] == (RDF.type, SKM.Framework)}
    problems = []
    if statements and len(frameworks) != 1:
        places = [place for place in frameworks.values() if place] or [whole(path)]
        problems.append(problem("graph-without-framework", *places, count=len(frameworks)))
    framework = next(iter(frameworks), "<file:///>")
    root = framework[1:-1]
    editions = [
        term[1:-1] for subject, predicate, term, _ in statements if (subject, predicate) == (framework, OWL.versionInfo)
    ]
    edition = next((edition for edition in editions if root.endswith(f"/{edition}/")), "")
    profile = Profile(base_iri=root.removesuffix(f"{edition}/") if edition else root, edition=edition)
    return Build(profile, Names(profile), framework=statements), problems
