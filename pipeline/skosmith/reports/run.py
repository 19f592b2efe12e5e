"""What a report says of a run beside the problems and the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skosmith.checks import Waiver
from skosmith.model import Build, Names, Problem, Profile, Severity


@dataclass(frozen=True, slots=True)
class Run:
    """What was read, and how it is judged.

    ``paths`` are the sources in their order; ``names`` those of pages in the graph, by path; ``iris`` what every IRI
    begins with. A problem of ``fail_on`` or worse fails the run. ``has_baseline`` tells that only new problems are
    there; ``waived`` holds the problems that a waiver of the project keeps out, each with it. ``summary`` are the
    figures of the run, ``messages`` the language of the messages, en or pt; ``colour`` is for a terminal.
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

    def name(self, path: str) -> str:
        """The name of a source in the graph; of one that is not there, as if it were."""
        if path in self.names:
            return self.names[path]
        above = next((known.removesuffix(name) for known, name in self.names.items() if known.endswith(name)), "")
        return path.removeprefix(above).lstrip("/")


def run_of(
    made: Build,
    paths: Sequence[str],
    fail_on: Severity = "violation",
    waived: Sequence[tuple[Problem, Waiver]] = (),
    *,
    has_baseline: bool = False,
) -> Run:
    """The run that made the graph ``made`` of ``paths``."""
    names = {page.path: page.name for page in made.pages}
    return Run(paths, names, made.names, fail_on, has_baseline, waived)
