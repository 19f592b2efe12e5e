"""JSON: everything known about each problem, and the figures of the run."""

import json
from collections.abc import Sequence
from typing import Any

from skosmith.model import PROBLEMS_NS, Problem
from skosmith.reports.forms import Run


def as_dict(problem: Problem, language: str = "en") -> dict[str, Any]:
    """A problem as an object; places in the order of ``Problem.spans``, terms as N-Triples."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.messages[language],
        "help": problem.helps[language],
        "places": [span._asdict() for span in problem.spans],
        "focusNode": problem.focus_node,
        "resultPath": problem.result_path,
        "values": list(problem.values),
        "sourceShape": problem.source_shape,
        "sourceConstraintComponent": problem.source_constraint_component,
        "documentation": f"{PROBLEMS_NS}{problem.code}",
    }


def json_report(problems: Sequence[Problem], run: Run) -> str:
    """An object with the members ``problems``, ``waived`` if any, and ``summary``."""
    listed = [as_dict(problem, run.messages) for problem in problems]
    waived = [
        {**as_dict(problem, run.messages), "reason": waiver.reason, "expires": waiver.expires.isoformat()}
        for problem, waiver in run.waived
    ]
    members = {"problems": listed, **({"waived": waived} if waived else {}), "summary": run.summary}
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"
