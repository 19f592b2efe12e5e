"""SARIF 2.1.0, as code hosts and editors read it.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from skosmith import __version__
from skosmith.checks import fingerprints, rules
from skosmith.model import PROBLEMS_NS, FileLines, Problem, Span, cell_of, iri_of, place, whole
from skosmith.reports.places import region_of, uri_of
from skosmith.reports.run import Run
from skosmith.reports.words import WORDS

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"


def sarif_report(problems: Sequence[Problem], run: Run) -> str:
    """A log with one run.

    The page is the physical location, the other places are related ones. A problem without a place is one of the first
    source as a whole. Columns count code points. A problem that a waiver keeps out is there, suppressed, with the
    waiver's reason. ``partialFingerprints`` holds what a baseline holds.
    """
    pages = FileLines()
    listed = [*problems, *(one for one, _ in run.waived)]
    codes = sorted({one.code for one in listed})
    paths = list(dict.fromkeys([*run.paths, *(span.path for one in listed for span in one.spans)]))
    at = {path: index for index, path in enumerate(paths)}
    results = [
        _result(one, codes.index(one.code), mark, pages, at, run, run.messages)
        for one, mark in zip(listed, fingerprints(listed), strict=True)
    ]
    for result, (_, waiver) in zip(results[len(problems) :], run.waived, strict=True):
        justification = f"{waiver.reason} ({waiver.expires.isoformat()})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    driver = {
        "name": "skosmith",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": "https://w3id.org/skosmith/",
        "language": run.messages,
        "rules": [_rule(code, run.messages) for code in codes],
    }
    one_run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that skosmith ran in."}}},
        "artifacts": [_artifact(path, pages) for path in paths],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
        "properties": {key: value for key, value in run.summary.items() if key in {"pages", "skills", "triples"}},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [one_run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, language: str) -> dict[str, Any]:
    rule = rules().get(code)
    found: dict[str, Any] = {"id": code, "helpUri": f"{PROBLEMS_NS}{code}"}
    if rule:
        name = rule.names[language]
        found["name"] = "".join(word.capitalize() for word in code.split("-"))
        found["shortDescription"] = {"text": f"{name[:1].upper()}{name[1:]}"}
        found["fullDescription"] = {"text": rule.means}
        found["help"] = {"text": rule.helps[language], "markdown": f"{rule.means}\n\n{rule.helps[language]}"}
        found["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
        if rule.shape:
            found["properties"] = {"sourceShape": rule.shape, "tags": ["shacl"]}
    return found


def _artifact(path: str, pages: FileLines) -> dict[str, Any]:
    data = pages.data(path)
    found: dict[str, Any] = {"location": _location(path), "roles": ["analysisTarget"]}
    if data:
        found |= {"length": len(data), "hashes": {"sha-256": hashlib.sha256(data).hexdigest()}}
    return found


def _location(path: str) -> dict[str, Any]:
    uri, is_relative = uri_of(path)
    return {"uri": uri, "uriBaseId": _ROOT} if is_relative else {"uri": uri}


def _result(  # noqa: PLR0913, PLR0917 - what a result refers to
    problem: Problem, index: int, mark: str, pages: FileLines, at: dict[str, int], run: Run, language: str
) -> dict[str, Any]:
    spans = problem.spans or tuple(whole(path) for path in run.paths[:1])
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "kind": "fail",
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.messages[language]} {problem.helps[language]}"},
        "locations": [_place(span, pages, at, problem) for span in spans[:1]],
        "partialFingerprints": {"skosmith/v1": mark},
    }
    if run.has_baseline:
        found["baselineState"] = "new"
    if spans[1:]:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": f"{WORDS[language]['also']} {place(span)}"}, **_place(span, pages, at)}
            for number, span in enumerate(spans[1:], 1)
        ]
    known = {
        "focusNode": problem.focus_node,
        "resultPath": problem.result_path,
        "sourceShape": problem.source_shape,
        "values": list(problem.values),
    }
    if any(known.values()):
        found["properties"] = {key: value for key, value in known.items() if value}
    return found


def _place(span: Span, pages: FileLines, at: dict[str, int], problem: Problem | None = None) -> dict[str, Any]:
    artifact = {**_location(span.path), "index": at[span.path]}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    region = region_of(span)
    if region:
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
        if line := pages.raw_line(span.path, region.line):
            physical["contextRegion"] = {"startLine": region.line, "snippet": {"text": line}}
    found: dict[str, Any] = {"physicalLocation": physical}
    logical = list(_logical(span, problem))
    if logical:
        found["logicalLocations"] = logical
    return found


def _logical(span: Span, problem: Problem | None) -> Iterable[dict[str, Any]]:
    """The cell of a workbook, and the node of the graph that a problem is about."""
    if span.sheet:
        yield {"fullyQualifiedName": f"{span.sheet}!{cell_of(span.line, span.column)}", "kind": "cell"}
    node = problem.focus_node if problem else None
    if node and node.startswith("<"):
        yield {"fullyQualifiedName": iri_of(node), "kind": "resource"}
