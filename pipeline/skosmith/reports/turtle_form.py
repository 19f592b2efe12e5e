"""Turtle: a SHACL validation report, each result linked to the lines of the page that it is about.

Source: W3C, Shapes Constraint Language (SHACL), section 3.6, and PROV-O. There are no blank nodes: a result is named
by its fingerprint, the report by those of its results. What a parser finds has no shape; it names its code as the
constraint component, and the lines as the focus node.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from skosmith.checks import fingerprints
from skosmith.model import DCTERMS, PROBLEMS_NS, PROV, SHAPES_NS, SKM, SKOS, XKOS, Problem, lines_of, literal
from skosmith.reports.run import NO_RUN, Run

_SH = "http://www.w3.org/ns/shacl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_NAMED = "https://w3id.org/skosmith/"
_PREFIXES = {
    "dcterms": DCTERMS.NS,
    "problem": PROBLEMS_NS,
    "prov": PROV.NS,
    "rdfs": _RDFS,
    "sh": _SH,
    "skm": SKM.NS,
    "skos": SKOS.NS,
    "sks": SHAPES_NS,
    "xkos": XKOS.NS,
}
_LOCAL = re.compile(r"[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_PREDICATE = re.compile(r"<[^<>]*>")
_SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}

_MANY = 3  # objects from which on each has a line of its own
_BETWEEN = " ;\n    "
_WRAPPED = ",\n        "

Property = tuple[str, list[str]]


def turtle_report(
    problems: Sequence[Problem],
    summary: dict[str, Any],  # noqa: ARG001 - of other forms
    language: str,  # noqa: ARG001 - the messages are in all
    *,
    colour: bool = False,  # noqa: ARG001 - of the terminal
    run: Run = NO_RUN,
) -> str:
    """The report as a graph: a result for each value of each problem; it conforms where there is none."""
    marks = fingerprints(problems)
    pages: dict[str, str] = {}
    results: dict[str, list[Property]] = {}
    for problem, mark in zip(problems, marks, strict=True):
        lines = _lines(problem, run, pages)
        for number, value in enumerate(problem.values or [""], 1):
            name = f"<{_NAMED}results/{mark}{f'-{number}' if number > 1 else ''}>"
            results[name] = list(_result(problem, value, lines))
    report = f"<{_NAMED}reports/{hashlib.sha256(''.join(sorted(marks)).encode()).hexdigest()[:32]}>"
    conforms = [("a", ["sh:ValidationReport"]), ("sh:conforms", ["false" if results else "true"])]
    blocks = [
        _block(report, [*conforms, *([("sh:result", list(results))] if results else [])]),
        *(_block(name, properties) for name, properties in results.items()),
        *(
            _block(lines, [("a", ["prov:Entity"]), *([("dcterms:isPartOf", [page])] if lines != page else [])])
            for lines, page in pages.items()
        ),
    ]
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in _PREFIXES.items())
    return f"{prefixes}\n" + "\n".join(blocks)


def _lines(problem: Problem, run: Run, pages: dict[str, str]) -> list[str]:
    """The lines of the pages that a problem points at; ``pages`` grows by them, each with its page."""
    found = []
    for span in problem.spans:
        name = run.name(span.path).encode("utf-8", "replace").decode()  # the name of a file may be no text
        page = run.iris.page(name)
        lines = lines_of(page, span, span) if span.line else page
        pages[lines] = page
        found.append(lines)
    return list(dict.fromkeys(found))


def _result(problem: Problem, value: str, lines: list[str]) -> Iterator[Property]:
    code = f"<{PROBLEMS_NS}{problem.code}>"
    yield "a", ["sh:ValidationResult"]
    yield "sh:focusNode", [_term(problem.focus_node or next(iter(lines), code))]
    if problem.result_path and _PREDICATE.fullmatch(problem.result_path):  # a longer path would need blank nodes
        yield "sh:resultPath", [_term(problem.result_path)]
    if value:
        yield "sh:value", [_term(value)]
    if problem.source_shape:
        yield "sh:sourceShape", [_term(problem.source_shape)]
    yield "sh:sourceConstraintComponent", [_term(problem.source_constraint_component or code)]
    yield "sh:resultSeverity", [_SEVERITIES[problem.severity]]
    yield "sh:resultMessage", [literal(text, tag) for tag, text in problem.messages.items()]
    yield "rdfs:comment", [literal(text, tag) for tag, text in problem.helps.items()]
    if lines:
        yield "prov:wasDerivedFrom", lines


def _block(subject: str, properties: list[Property]) -> str:
    lines = [f"{name} {', '.join(terms) if len(terms) < _MANY else _WRAPPED.join(terms)}" for name, terms in properties]
    return f"{subject} {_BETWEEN.join(lines)} .\n"


def _term(term: str) -> str:
    """A term of N-Triples as Turtle: prefixed where it can be; a blank node by a name of ours (RDF 1.1, 3.5)."""
    if term.startswith("_:"):
        return f"<{_NAMED}.well-known/genid/{quote(term[2:])}>"
    if not term.startswith("<"):
        return term
    for prefix, namespace in _PREFIXES.items():
        if term.startswith(f"<{namespace}") and _LOCAL.fullmatch(term[len(namespace) + 1 : -1]):
            return f"{prefix}:{term[len(namespace) + 1 : -1]}"
    return term
