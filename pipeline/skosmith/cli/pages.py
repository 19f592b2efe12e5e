"""``skosmith build`` and ``skosmith check``."""

import os
import sys
import time
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource

from skosmith.build import holders
from skosmith.cli.options import gather, of_output, of_pages, of_policy, settle
from skosmith.graph import Build
from skosmith.model import Problem, Severity
from skosmith.output_file import write_file
from skosmith.policy import Baseline, Policy, Waiver, fails, judge, read_baseline
from skosmith.policy import write_baseline as store_baseline
from skosmith.project import Project
from skosmith.report import REPORTS, Run, coverage, run_of, summarise, what_was_read
from skosmith.sources import check as check_sources
from skosmith.write import WriteError, Written, older, write


@dataclass(slots=True)
class _Checked:
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
    is_whole = click.get_current_context().get_parameter_source("sources") == ParameterSource.DEFAULT
    done.judge(Policy(waivers=project.waivers), is_whole=is_whole)
    begun = time.perf_counter()
    if not fails(done.problems):
        try:
            written = write(done.made, project.output, wanted)
        except WriteError as error:
            done.problems.extend(error.problems)
    done.seconds["write"] = time.perf_counter() - begun
    summary = summarise(done.made, done.problems, [(str(one.path), one.size) for one in written], started)
    summary["older"] = [str(path) for path in older(project.output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = done.covered
    ran = run_of(done.made, done.paths, waived=done.waived)
    _finish(done, summary, report, messages, quiet=quiet, verbose=verbose, run=ran)
    if fails(done.problems):
        sys.exit(1)


@click.command()
@of_pages
@of_policy
def check(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    report: str,
    messages: str,
    *,
    report_file: str | None,
    fail_on: Severity,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    write_baseline: str | None,
    quiet: bool,
    verbose: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Check pages, or a graph (.ttl, .jsonld, .nq, .nt, .trig, .rdf), and write nothing but the report.

    \b
    skosmith check                            (as skosmith.toml says)
    skosmith check page.txt
    skosmith check output/graph.ttl           (problems on the lines of the graph)
    skosmith check pages/ --format json
    skosmith check pages/ --format sarif -o skosmith.sarif
    skosmith check pages/ --format html -o report.html
    skosmith check pages/ --fail-on warning
    skosmith check pages/ --select label --ignore '*-misspelt'
    skosmith check --write-baseline known.json
    skosmith check --baseline known.json      (only what is new)

    Forms: text, json; sarif (code hosts, editors), junit (build servers), github (annotations of a workflow), turtle
    (a SHACL validation report), html (one page with the source marked). The project file can waive problems, each for
    a reason and until a day: see docs/check.md.
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    project, problems = settle(file, options)
    done = _check(project, problems, quiet=quiet, **options)
    held = None if baseline is None else read_baseline(baseline)
    is_whole = click.get_current_context().get_parameter_source("sources") == ParameterSource.DEFAULT
    done.judge(Policy(select, ignore, project.waivers, held if isinstance(held, Baseline) else None), is_whole=is_whole)
    if isinstance(held, Problem):
        done.problems.append(held)
    left = done.problems
    if write_baseline is not None:
        left, failed = store_baseline(write_baseline, [*done.problems, *done.known], done.paths)
        done.problems.extend(failed)
        left += failed
    summary = summarise(done.made, done.problems, [], started)
    ran = run_of(done.made, done.paths, fail_on, done.waived, has_baseline=baseline is not None)
    if report_file is not None:
        text = REPORTS[report](done.problems, summary | done.counts(), messages, run=ran)
        if failure := write_file(report_file, text, done.paths):
            done.problems.append(failure)
            left = [*left, failure]
            summary = summarise(done.made, done.problems, [], started)
        report = "text"
    _finish(done, summary, report, messages, quiet=quiet, verbose=verbose, run=ran)
    if fails(left, fail_on):
        sys.exit(1)


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
    return _Checked(read.made, check_sources(read, engine, jobs), covered, read.seconds, read.paths)


def _finish(  # noqa: PLR0913 - the options
    done: _Checked, summary: dict[str, Any], report: str, messages: str, *, quiet: bool, verbose: bool, run: Run
) -> None:
    """Prints the report; exits with 1 where it cannot be printed."""
    summary |= done.counts()
    if verbose:
        summary["read"] = what_was_read(done.made)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in done.seconds.items()}
    colour = sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
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
