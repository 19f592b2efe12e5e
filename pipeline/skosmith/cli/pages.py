"""``skosmith build`` and ``skosmith check``."""

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from skosmith.checks import Baseline, Policy, fails, read_baseline
from skosmith.checks import write_baseline as store_baseline
from skosmith.cli.options import of_output, of_pages, of_policy
from skosmith.cli.run import check_pages, print_report
from skosmith.cli.settling import settle
from skosmith.model import Memo, Problem, Severity, in_order, write_file
from skosmith.project import FILE, Project, changes, check_project
from skosmith.rdf import WriteError, Written, older, write_graph
from skosmith.reports import REPORTS, run_of, summarise

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    done.judge(Policy(waivers=project.waivers), is_whole=_is_whole())
    written: list[Written] = []
    wanted = list(dict.fromkeys(("ttl", "jsonld", *project.formats)))
    begun = time.perf_counter()
    if not fails(done.problems):
        try:
            written = write_graph(done.made, project.output, wanted)
        except WriteError as error:
            done.problems.extend(error.problems)
    done.seconds["write"] = time.perf_counter() - begun
    summary = summarise(done.made, done.problems, [(str(one.path), one.size) for one in written], started)
    summary["older"] = [str(path) for path in older(project.output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = done.covered
    ran = run_of(done.made, done.paths, waived=done.waived)
    print_report(done, summary, report, messages, quiet=quiet, verbose=verbose, run=ran)
    if fails(done.problems):
        sys.exit(1)


@click.command()
@of_pages
@of_policy
@click.option("--watch", "is_watching", is_flag=True, help="Check again whenever a page or the project file changes.")
def check(file: str | None, *, is_watching: bool, **options: Any) -> None:  # noqa: ANN401 - click's
    """Check the pages and write nothing.

    \b
    skosmith check                            (as skosmith.toml says)
    skosmith check page.txt
    skosmith check output/graph.ttl           (problems on the lines of the graph)
    skosmith check --watch
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
    memo = Memo() if is_watching else None
    watched: tuple[Project, Iterator[list[str]]] | None = None
    is_good, edited = True, None
    while edited is not None or watched is None:
        started = time.perf_counter()
        given = dict(options)
        project, problems = settle(file, given)
        is_good = _check(project, problems, started, memo=memo, **given)
        if memo is None:
            break
        memo.end_run()
        if watched is None or watched[0] != project:
            watched = project, changes(project, file or FILE)
        edited = None
        with suppress(KeyboardInterrupt):
            seconds = time.perf_counter() - started
            click.echo(f"checked in {seconds:.2f} s; waiting for an edit, Ctrl+C ends\n", err=True)
            edited = next(watched[1], None)
    if not is_good:
        sys.exit(1)


def _check(  # noqa: PLR0913 - the options
    project: Project,
    problems: list[Problem],
    started: float,
    *,
    report: str,
    messages: str,
    quiet: bool,
    verbose: bool,
    report_file: str | None,
    fail_on: Severity,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    write_baseline: str | None,
    **options: Any,  # noqa: ANN401 - those of ``check_pages``
) -> bool:
    """Checks once and reports; whether nothing is as severe as ``fail_on``."""
    done = check_pages(project, problems, quiet=quiet, **options)
    done.problems = in_order([*done.problems, *check_project(project, done.made, done.problems)])
    held = None if baseline is None else read_baseline(baseline)
    known = held if isinstance(held, Baseline) else None
    done.judge(Policy(select, ignore, project.waivers, known), is_whole=_is_whole())
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
    print_report(done, summary, report, messages, quiet=quiet, verbose=verbose, run=ran)
    return not fails(left, fail_on)


def _is_whole() -> bool:
    """Whether the sources are all that the project file names."""
    return click.get_current_context().get_parameter_source("sources") == ParameterSource.DEFAULT
