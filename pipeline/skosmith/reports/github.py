"""Annotations of GitHub workflows: a line for each problem, shown on the line of the page in a pull request.

Source: GitHub Docs, Workflow commands for GitHub Actions; the escapes are those of its toolkit (``command.ts``).
"""

import os
from collections.abc import Sequence

from skosmith.model import PROBLEMS_NS, STDIN, Problem, Span, is_address, is_below, place, relative_path, safe_text
from skosmith.reports.forms import Run
from skosmith.reports.places import region_of
from skosmith.reports.words import printable, short_names

_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def github_report(problems: Sequence[Problem], run: Run) -> str:
    """A line such as ``::error file=page.txt,line=9,col=7,endColumn=8,title=code::message`` for each problem.

    Paths are relative to the repository if ``GITHUB_WORKSPACE`` names its folder.
    """
    return "".join(f"{_command(problem, run.messages)}\n" for problem in problems)


def _command(problem: Problem, language: str) -> str:
    properties: dict[str, object] = {}
    span = problem.spans[0] if problem.spans else None
    if span and span.path != STDIN and not is_address(span.path):
        properties["file"] = _in_repository(span.path)
    if span and (region := region_of(span)):
        properties |= {"line": region.line, "endLine": region.end_line}
        if region.line == region.end_line:  # columns on several lines are rejected
            properties |= {"col": region.column, "endColumn": region.end_column}
    properties["title"] = problem.code
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {written}::{_data(_message(problem, span, language))}"


def _message(problem: Problem, span: Span | None, language: str) -> str:
    lines = [problem.messages[language], problem.helps[language]]
    if span and (span.sheet or span.path == STDIN or is_address(span.path)):
        lines.append(place(span))
    lines += map(place, problem.spans[1:])
    if names := short_names(problem):
        lines.append(", ".join(names))
    return "\n".join(map(printable, [*lines, f"{PROBLEMS_NS}{problem.code}"]))


def _in_repository(path: str) -> str:
    home = os.environ.get("GITHUB_WORKSPACE", "")
    below = relative_path(os.path.abspath(path), home) if home else path
    return below if is_below(below) else path


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe_text(text)).replace(":", "%3A").replace(",", "%2C")
