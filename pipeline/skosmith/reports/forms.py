"""The forms of a report, and what a report needs to know of a run besides its problems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from skosmith.checks import Waiver
from skosmith.model import Build, Files, Names, Problem, Profile, Severity

REPORTS: Final = {
    "text": "text_form",
    "concise": "text_form",
    "json": "json_form",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "turtle": "turtle_form",
    "html": "html_form",
}
"""The module of each form, imported when a report is written; its function is ``<form>_report``."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was read, and how it is judged.

    ``paths`` are the sources in their order; ``names`` the names of pages in the graph, by path; ``iris`` the IRIs of
    the framework. A problem of severity ``fail_on`` or worse fails the run. With ``has_baseline`` the problems are the
    new ones only; ``waived`` holds the problems that a waiver of the project suppresses, each with it. ``summary`` are
    the figures of the run, ``messages`` the language of the messages, en or pt; ``colour`` is for a terminal.
    ``files`` are those that the places are in. A report for people has at most ``most`` problems, 0 for all.
    """

    paths: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    iris: Names = field(default_factory=lambda: Names(Profile()))
    fail_on: Severity = "violation"
    has_baseline: bool = False
    waived: Sequence[tuple[Problem, Waiver]] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)
    messages: str = "en"
    colour: bool = False
    files: Files = field(default_factory=Files)
    most: int = 0

    def name(self, path: str) -> str:
        """The name of a source in the graph; if the graph does not have it, the name that it would have."""
        if path in self.names:
            return self.names[path]
        above = next((known.removesuffix(name) for known, name in self.names.items() if known.endswith(name)), "")
        return path.removeprefix(above).lstrip("/")


def run_of(
    build: Build,
    paths: Sequence[str],
    fail_on: Severity = "violation",
    waived: Sequence[tuple[Problem, Waiver]] = (),
    *,
    has_baseline: bool = False,
) -> Run:
    names = {page.path: page.name for page in build.pages} | {table.path: table.name for table in build.supplements}
    return Run(paths, names, build.names, fail_on, has_baseline, waived, files=build.files)


def write_report(form: str, problems: Sequence[Problem], run: Run) -> str:
    """The problems of a run in ``form``, a key of ``REPORTS``."""
    module = import_module(f"skosmith.reports.{REPORTS[form]}")
    write: Callable[[Sequence[Problem], Run], str] = getattr(module, f"{form}_report")
    return write(problems, run)
