"""SARIF 2.1.0, as code hosts and editors read it.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from skosmith import __version__
from skosmith.checks import fingerprints, rules
from skosmith.model import PROBLEMS_NS, FileLines, Problem, Span, cell_of, iri_of, place, whole
from skosmith.reports.forms import Run
from skosmith.reports.places import region_of, uri_of
from skosmith.reports.words import words_in

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"


@dataclass(frozen=True, slots=True)
class _Log:
    """What results refer to: the run, the lines of its sources, and the indexes of artifacts and rules."""

    run: Run
    sources: FileLines
    artifacts: dict[str, int]
    rules: dict[str, int]


def sarif_report(problems: Sequence[Problem], run: Run) -> str:
    """A log with one run.

    The page is the physical location, further places are related ones. The location of a problem without a place is the
    first source as a whole. Columns count code points. Waived problems are suppressed, with the waiver's reason.
    ``partialFingerprints`` are those of a baseline.
    """
    all_problems = [*problems, *(problem for problem, _ in run.waived)]
    codes = sorted({problem.code for problem in all_problems})
    paths = list(dict.fromkeys([*run.paths, *(span.path for problem in all_problems for span in problem.spans)]))
    artifacts, rule_indexes = ({key: index for index, key in enumerate(keys)} for keys in (paths, codes))
    log = _Log(run, FileLines(run.files), artifacts, rule_indexes)
    results = [_result(*pair, log) for pair in zip(all_problems, fingerprints(all_problems, run.files), strict=True)]
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
    log_run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that skosmith ran in."}}},
        "artifacts": [_artifact(path, log.sources) for path in paths],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
        "properties": {key: value for key, value in run.summary.items() if key in {"pages", "skills", "triples"}},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [log_run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, language: str) -> dict[str, Any]:
    rule = rules().get(code)
    members: dict[str, Any] = {"id": code, "helpUri": f"{PROBLEMS_NS}{code}"}
    if rule:
        name = rule.names[language]
        members["name"] = "".join(word.capitalize() for word in code.split("-"))
        members["shortDescription"] = {"text": f"{name[:1].upper()}{name[1:]}"}
        means, fix = rule.means[language], rule.helps[language]
        members["fullDescription"] = {"text": means}
        members["help"] = {"text": fix, "markdown": f"{means}\n\n{fix}"}
        members["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
        if rule.shape:
            members["properties"] = {"sourceShape": rule.shape, "tags": ["shacl"]}
    return members


def _artifact(path: str, sources: FileLines) -> dict[str, Any]:
    members: dict[str, Any] = {"location": _location(path), "roles": ["analysisTarget"]}
    if data := sources.data(path):
        members |= {"length": len(data), "hashes": {"sha-256": hashlib.sha256(data).hexdigest()}}
    return members


def _location(path: str) -> dict[str, Any]:
    uri, is_relative = uri_of(path)
    return {"uri": uri, "uriBaseId": _ROOT} if is_relative else {"uri": uri}


def _result(problem: Problem, fingerprint: str, log: _Log) -> dict[str, Any]:
    language = log.run.messages
    spans = problem.spans or tuple(whole(path) for path in log.run.paths[:1])
    members: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": log.rules[problem.code],
        "kind": "fail",
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.messages[language]} {problem.helps[language]}"},
        "locations": [_place(span, log, problem.focus_node or "") for span in spans[:1]],
        "partialFingerprints": {"skosmith/v1": fingerprint},
    }
    if log.run.has_baseline:
        members["baselineState"] = "new"
    if spans[1:]:
        members["relatedLocations"] = [
            {"id": number, "message": {"text": f"{words_in(language)['also']} {place(span)}"}, **_place(span, log)}
            for number, span in enumerate(spans[1:], 1)
        ]
    properties = {
        "focusNode": problem.focus_node,
        "resultPath": problem.result_path,
        "sourceShape": problem.source_shape,
        "values": list(problem.values),
    }
    if any(properties.values()):
        members["properties"] = {key: value for key, value in properties.items() if value}
    return members


def _place(span: Span, log: _Log, focus_node: str = "") -> dict[str, Any]:
    artifact = {**_location(span.path), "index": log.artifacts[span.path]}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if region := region_of(span):
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
        if line := log.sources.raw_line(span.path, region.line):
            physical["contextRegion"] = {"startLine": region.line, "snippet": {"text": line}}
    logical = list(_logical_locations(span, focus_node))
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _logical_locations(span: Span, focus_node: str) -> Iterator[dict[str, Any]]:
    """The cell of a workbook, and the node of the graph that a problem is about."""
    if span.sheet:
        yield {"fullyQualifiedName": f"{span.sheet}!{cell_of(span.line, span.column)}", "kind": "cell"}
    if focus_node.startswith("<"):
        yield {"fullyQualifiedName": iri_of(focus_node), "kind": "resource"}
