"""``skosmith build`` and ``skosmith check``."""

import os
import sys
import time
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from skosmith.build import holders
from skosmith.cli.options import gather, of_output, of_pages, progress, settle
from skosmith.graph import Build
from skosmith.memo import Memo
from skosmith.model import Problem
from skosmith.project import FILE, Project
from skosmith.report import REPORTS, coverage, summarise, what_was_read
from skosmith.sources import check as check_sources
from skosmith.watch import changes
from skosmith.write import WriteError, Written, older, write

if TYPE_CHECKING:
    from collections.abc import Iterator


class Checked(NamedTuple):
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
    skosmith build framework.xlsx pages/pt
    skosmith build https://example.org/en/skills/sales-support --cache .pages
    skosmith build pages/ --base-iri https://example.org/skills/ --edition 9
    skosmith build --project other/skosmith.toml --edition 10
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    project, problems = settle(file, options)
    done = check_pages(project, problems, quiet=quiet, show_coverage=show_coverage, **options)
    written: list[Written] = []
    wanted = list(dict.fromkeys(("ttl", "jsonld", *project.formats)))
    begun = time.perf_counter()
    if not is_at_fault(done.problems):
        try:
            written = write(done.made, project.output, wanted)
        except WriteError as error:
            done.problems.extend(error.problems)
    done.seconds["write"] = time.perf_counter() - begun
    summary = summarise(done.made, done.problems, [(str(one.path), one.size) for one in written], started)
    summary["older"] = [str(path) for path in older(project.output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = done.covered
    if not print_report(done, summary, report, messages, quiet=quiet, verbose=verbose):
        sys.exit(1)


@click.command()
@of_pages
@click.option("--watch", "is_watching", is_flag=True, help="Check again whenever a page or the project file changes.")
def check(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    report: str,
    messages: str,
    *,
    is_watching: bool,
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
    skosmith check --watch
    """  # noqa: D301 - the escape is click's
    memo = Memo() if is_watching else None
    watched: tuple[Project, Iterator[list[str]]] | None = None
    is_good, edited = True, None
    while edited is not None or watched is None:
        started = time.perf_counter()
        given = dict(options)
        project, problems = settle(file, given)
        done = check_pages(project, problems, quiet=quiet, memo=memo, **given)
        summary = summarise(done.made, done.problems, [], started)
        is_good = print_report(done, summary, report, messages, quiet=quiet, verbose=verbose)
        if memo is None:
            break
        memo.end_run()
        if watched is None or watched[0] != project:
            watched = project, changes(project, file or FILE)
        edited = None
        with suppress(KeyboardInterrupt):
            click.echo(f"checked in {summary['seconds']:.2f} s; waiting for an edit, Ctrl+C ends\n", err=True)
            edited = next(watched[1], None)
    if not is_good:
        sys.exit(1)


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
    shown = partial(progress, is_hidden=quiet)
    read = gather(project, problems, shown, memo=memo, **of_web)
    rows = (coverage(page, holders(page, read.made.names), read.made.names.root) for page in read.pages)
    covered = list(chain(*rows)) if show_coverage else []
    read.pages.clear()
    return Checked(read.made, check_sources(read, engine, jobs, memo, shown), covered, read.seconds)


def is_at_fault(problems: list[Problem]) -> bool:
    """Whether one of ``problems`` keeps files from being written."""
    return any(problem.severity == "violation" for problem in problems)


def print_report(  # noqa: PLR0913 - the options
    done: Checked, summary: dict[str, Any], report: str, messages: str, *, quiet: bool, verbose: bool
) -> bool:
    """Prints the report; whether the data is not at fault. Raises ClickException where it cannot be printed."""
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
    return not is_at_fault(done.problems)
