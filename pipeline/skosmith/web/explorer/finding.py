"""The problems of a dataset, as the report shows them: message, thing, lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skosmith.checks import validate
from skosmith.model import RDF, SEVERITIES, SKM, Problem, Severity, Span, iri_of, is_link, line_text
from skosmith.rdf import build_from_statements
from skosmith.web.explorer.dataset import Dataset, statements_of
from skosmith.web.explorer.framework_records import lines_of

if TYPE_CHECKING:
    from skosmith.model import Statement
    from skosmith.web.explorer.records import Lines

_PLACES = 3  # the places of a problem that are shown
_WIDTH = 300  # the characters of a line that are shown
_WORDS = {"violation": "error", "warning": "warning", "info": "info"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem: its message, how to fix it, the bare IRI of the thing, its places with their lines, lines of pages.

    ``more`` counts the places that are not shown.
    """

    code: str
    message: str
    help: str
    thing: str
    places: tuple[tuple[str, str], ...]
    more: int
    lines: tuple[Lines, ...]


def problems_of(dataset: Dataset) -> list[Problem]:
    """The problems of each framework of ``dataset`` by the shapes; it takes seconds for a large one."""
    statements = statements_of(dataset)
    roots = [statement.subject for statement in statements if statement[1:3] == (RDF.type, SKM.Framework)]
    problems: list[Problem] = []
    for root in sorted(set(roots)):
        build, faults = build_from_statements(_below(statements, root, roots), dataset.sources[0])
        problems += [*faults, *validate(build)]
    return problems


def _below(statements: list[Statement], root: str, roots: list[str]) -> list[Statement]:
    """The statements about things of one of several frameworks: no longer IRI of another begins theirs."""
    longer = tuple(other[:-1] for other in roots if other != root and other.startswith(root[:-1]))
    elsewhere = tuple(other[:-1] for other in roots if other != root and not root.startswith(other[:-1]))
    return [statement for statement in statements if not statement.subject.startswith(longer + elsewhere)]


def findings(dataset: Dataset, problems: list[Problem], language: str) -> list[tuple[Severity, str, list[Finding]]]:
    """The problems by severity, the gravest first, each with its word, in Portuguese or in English."""
    tag = "pt" if language.startswith("pt") else "en"
    files: dict[str, bytes] = {}

    def line(span: Span) -> str:
        if span.path not in files:
            path = Path(span.path)
            files[span.path] = path.read_bytes() if path.is_file() else b""
        return line_text(files[span.path], span.line)[:_WIDTH] if span.line else ""

    def finding(problem: Problem) -> Finding:
        node = problem.focus_node if problem.focus_node and is_link(problem.focus_node) else ""
        places = tuple((_place(span), line(span)) for span in problem.spans[:_PLACES])
        more, lines = len(problem.spans) - len(places), lines_of(dataset, node) if node else ()
        return Finding(problem.code, problem.messages[tag], problem.helps[tag], iri_of(node), places, more, lines)

    return [
        (severity, _WORDS[severity], [finding(problem) for problem in problems if problem.severity == severity])
        for severity in SEVERITIES
        if any(problem.severity == severity for problem in problems)
    ]


def _place(span: Span) -> str:
    return f"{Path(span.path).name}:{span.line}:{span.column}" if span.line else Path(span.path).name
