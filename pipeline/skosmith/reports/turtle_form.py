"""Turtle: a SHACL validation report, each result linked to the lines of the page that it is about.

Source: W3C, Shapes Constraint Language (SHACL), section 3.6, and PROV-O. There are no blank nodes: a result is named
by its fingerprint, the report by those of its results. A problem of the parser has no shape: its code is the constraint
component, and its lines are the focus node.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from urllib.parse import quote

from skosmith.checks import fingerprints
from skosmith.model import (
    DCTERMS,
    PREFIXES,
    PROBLEMS_NS,
    PROV,
    RDF,
    SHAPES_NS,
    XSD,
    Problem,
    Statement,
    arrange,
    lines_of,
    literal,
)
from skosmith.rdf import document
from skosmith.reports.forms import Run

_BASE = "https://w3id.org/skosmith/"
_SH = "http://www.w3.org/ns/shacl#"
_PREFIXES = {
    **PREFIXES,
    "problem": PROBLEMS_NS,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": _SH,
    "sks": SHAPES_NS,
}
_COMMENT = f"<{_PREFIXES['rdfs']}comment>"
_PREDICATE = re.compile(r"<[^<>]*>")


def turtle_report(problems: Sequence[Problem], run: Run) -> str:
    """The report as a graph: a result for each value of each problem; it conforms without any."""
    marks = fingerprints(problems, run.files)
    pages: dict[str, str] = {}
    results: dict[str, list[Statement]] = {}
    for problem, mark in zip(problems, marks, strict=True):
        lines = _lines(problem, run, pages)
        for number, value in enumerate(problem.values or [""], 1):
            name = f"<{_BASE}results/{mark}{f'-{number}' if number > 1 else ''}>"
            results[name] = [Statement(name, *pair) for pair in _result(problem, value, lines)]
    report = f"<{_BASE}reports/{hashlib.sha256(''.join(sorted(marks)).encode()).hexdigest()[:32]}>"
    statements = [
        Statement(report, RDF.type, _sh("ValidationReport")),
        Statement(report, _sh("conforms"), literal("false" if results else "true", datatype=XSD.boolean)),
        *(Statement(report, _sh("result"), name) for name in results),
        *chain(*results.values()),
    ]
    for lines_of_page, page in pages.items():
        statements.append(Statement(lines_of_page, RDF.type, PROV.Entity))
        if lines_of_page != page:
            statements.append(Statement(lines_of_page, DCTERMS.isPartOf, page))
    return document(arrange(statements), prefixes=_PREFIXES)


def _sh(name: str) -> str:
    return f"<{_SH}{name}>"


def _lines(problem: Problem, run: Run, pages: dict[str, str]) -> list[str]:
    """The IRIs of the lines that a problem points at; adds them to ``pages``, each with the IRI of its page."""
    iris = []
    for span in problem.spans:
        name = run.name(span.path).encode("utf-8", "replace").decode()  # a file's name may not be text
        page = run.iris.page(name)
        lines = lines_of(page, span, span) if span.line else page
        pages[lines] = page
        iris.append(lines)
    return list(dict.fromkeys(iris))


def _result(problem: Problem, value: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    code = f"<{PROBLEMS_NS}{problem.code}>"
    yield RDF.type, _sh("ValidationResult")
    yield _sh("focusNode"), _skolemised(problem.focus_node or next(iter(lines), code))
    if problem.result_path and _PREDICATE.fullmatch(problem.result_path):  # a longer path would need blank nodes
        yield _sh("resultPath"), problem.result_path
    if value:
        yield _sh("value"), _skolemised(value)
    if problem.source_shape:
        yield _sh("sourceShape"), problem.source_shape
    yield _sh("sourceConstraintComponent"), problem.source_constraint_component or code
    yield _sh("resultSeverity"), _sh(problem.severity.capitalize())
    for tag, text in problem.messages.items():
        yield _sh("resultMessage"), literal(text, tag)
    for tag, text in problem.helps.items():
        yield _COMMENT, literal(text, tag)
    yield from ((PROV.wasDerivedFrom, iri) for iri in lines)


def _skolemised(term: str) -> str:
    """A term; for a blank node an IRI (RDF 1.1, 3.5)."""
    return f"<{_BASE}.well-known/genid/{quote(term[2:])}>" if term.startswith("_:") else term
