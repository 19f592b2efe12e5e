"""A run of ``skosmith build`` or ``skosmith check``: what it found, and how that is printed."""

import sys
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

import click

from skosmith.checks import Policy, Waiver, judge
from skosmith.cli.options import is_on_a_terminal, progress
from skosmith.cli.settling import gather
from skosmith.model import Build, Memo, Problem
from skosmith.project import Project, check
from skosmith.rdf import holders
from skosmith.reports import REPORTS, Run, coverage_rows, what_was_read


@dataclass(slots=True)
class Checked:
    """A graph, its problems, where asked for what holds each line, the seconds of each step, and what was read.

    Once they are judged, ``problems`` are those to be seen; the others are ``waived`` or ``known``.
    """

    made: Build
    problems: list[Problem]
    covered: list[dict[str, Any]]
    seconds: dict[str, float]
    paths: tuple[str, ...]
    waived: list[tuple[Problem, Waiver]] = field(default_factory=list)
    known: list[Problem] = field(default_factory=list)
    gone: int = 0

    def judge(self, policy: Policy, *, is_whole: bool) -> None:
        """Holds the problems to ``policy``."""
        found = judge(self.problems, policy, is_whole=is_whole)
        self.problems, self.waived, self.known, self.gone = found.problems, found.waived, found.known, found.gone

    def counts(self) -> dict[str, int]:
        """How many problems are not shown, and why; only what there is."""
        counts = {"waived": len(self.waived), "known": len(self.known), "gone": self.gone}
        return {name: count for name, count in counts.items() if count}


def check_pages(  # noqa: PLR0913 - the options
    project: Project,
    problems: list[Problem],
    *,
    engine: str,
    jobs: int,
    quiet: bool,
    show_coverage: bool = False,
    memo: Memo | None = None,
    **of_web: Any,  # noqa: ANN401 - the options of ``gather``
) -> Checked:
    """Reads and checks the pages, none where the project file has ``problems``; lets them go once the graph is made."""
    read = gather(project, problems, quiet=quiet, memo=memo, **of_web)
    rows = (coverage_rows(page, holders(page, read.made.names), read.made.names.root) for page in read.pages)
    covered = list(chain(*rows)) if show_coverage else []
    read.pages.clear()
    found = check(read, engine, jobs, memo, partial(progress, is_hidden=quiet))
    return Checked(read.made, found, covered, read.seconds, read.paths)


def print_report(  # noqa: PLR0913 - the options
    done: Checked, summary: dict[str, Any], report: str, messages: str, *, quiet: bool, verbose: bool, run: Run
) -> None:
    """Prints the report. Raises ClickException where it cannot be printed."""
    summary |= done.counts()
    if verbose:
        summary["read"] = what_was_read(done.made)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in done.seconds.items()}
    colour = is_on_a_terminal()
    if quiet and report == "text":  # what was asked for by an option of its own is printed
        summary = {"coverage": summary.get("coverage", ())}
    text = REPORTS[report](done.problems, summary, messages, colour=colour, run=run)
    try:
        click.echo(text, nl=False, color=colour)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: who reads has read enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"the report cannot be printed: {error.strerror}") from error
