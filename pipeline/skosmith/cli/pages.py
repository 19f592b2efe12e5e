"""``skosmith build`` and ``skosmith check``."""

import os
import sys
import time
from itertools import chain
from typing import Any, NamedTuple

import click

from skosmith.build import holders
from skosmith.cli.options import gather, of_output, of_pages, settle
from skosmith.graph import Build
from skosmith.model import Problem
from skosmith.project import Project
from skosmith.report import REPORTS, coverage, summarise, what_was_read
from skosmith.sources import check as check_sources
from skosmith.sources import check_project, in_order
from skosmith.write import WriteError, Written, older, write


class _Checked(NamedTuple):
    """A graph, its problems, where asked for what holds each line, and the seconds of each step."""

    made: Build
    problems: list[Problem]
    covered: list[dict[str, Any]]
    seconds: dict[str, float]


@click.command()
@of_pages
@of_output
def build(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    report: str,
    messages: str,
    *,
    quiet: bool,
    verbose: bool,
    show_coverage: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Build the graph of the pages, validate it, and write graph.ttl and graph.jsonld.

    \b
    skosmith build                            (as skosmith.toml says)
    skosmith build page.txt
    skosmith build pages/ -o output -f nq -f trig
    skosmith build pages/ --base-iri https://example.org/skills/ --edition 9
    skosmith build --project other/skosmith.toml --edition 10
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    project, problems = settle(file, options)
    done = _check(project, problems, quiet=quiet, show_coverage=show_coverage, **options)
    written: list[Written] = []
    wanted = list(dict.fromkeys(("ttl", "jsonld", *project.formats)))
    begun = time.perf_counter()
    if not _is_at_fault(done.problems):
        try:
            written = write(done.made, project.output, wanted)
        except WriteError as error:
            done.problems.extend(error.problems)
    done.seconds["write"] = time.perf_counter() - begun
    summary = summarise(done.made, done.problems, [(str(one.path), one.size) for one in written], started)
    summary["older"] = [str(path) for path in older(project.output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = done.covered
    _finish(done, summary, report, messages, quiet=quiet, verbose=verbose)


@click.command()
@of_pages
def check(
    file: str | None,
    report: str,
    messages: str,
    *,
    quiet: bool,
    verbose: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Check the pages and write nothing.

    \b
    skosmith check                            (as skosmith.toml says)
    skosmith check page.txt
    skosmith check pages/ --format json
    skosmith check pages/ --quiet
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    project, problems = settle(file, options)
    done = _check(project, problems, quiet=quiet, **options)
    done.problems[:] = in_order([*done.problems, *check_project(project, done.made, done.problems)])
    summary = summarise(done.made, done.problems, [], started)
    _finish(done, summary, report, messages, quiet=quiet, verbose=verbose)


def _check(  # noqa: PLR0913 - the options
    project: Project,
    problems: list[Problem],
    *,
    engine: str,
    jobs: int,
    quiet: bool,
    show_coverage: bool = False,
    **of_web: Any,  # noqa: ANN401 - the options of ``gather``
) -> _Checked:
    """Reads and checks the pages, none where the project file has ``problems``; lets them go once the graph is made."""
    read = gather(project, problems, quiet=quiet, **of_web)
    rows = (coverage(page, holders(page, read.made.names), read.made.names.root) for page in read.pages)
    covered = list(chain(*rows)) if show_coverage else []
    read.pages.clear()
    return _Checked(read.made, check_sources(read, engine, jobs), covered, read.seconds)


def _is_at_fault(problems: list[Problem]) -> bool:
    return any(problem.severity == "violation" for problem in problems)


def _finish(  # noqa: PLR0913 - the options
    done: _Checked, summary: dict[str, Any], report: str, messages: str, *, quiet: bool, verbose: bool
) -> None:
    """Prints the report; exits with 1 where the data is at fault, or where the report cannot be printed."""
    if verbose:
        summary["read"] = what_was_read(done.made)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in done.seconds.items()}
    colour = sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    if quiet and report == "text":  # what was asked for by an option of its own is printed
        summary = {"coverage": summary.get("coverage", ())}
    text = REPORTS[report](done.problems, summary, messages, colour=colour)
    try:
        click.echo(text, nl=False, color=colour)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: who reads has read enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"the report cannot be printed: {error.strerror}") from error
    if _is_at_fault(done.problems):
        sys.exit(1)
