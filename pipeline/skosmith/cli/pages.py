"""``skosmith build`` and ``skosmith check``."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import click
from click.core import ParameterSource

from skosmith import checks, model, project, rdf, reports
from skosmith.checks import Policy, judge
from skosmith.cli.options import of_output, of_pages, of_policy
from skosmith.cli.progress import progress
from skosmith.cli.report import Shown, print_report
from skosmith.cli.settings import opened
from skosmith.framework import Framework
from skosmith.model import Files, Memo, Problem, ProblemError, Severity, fails
from skosmith.project import FILE, Project
from skosmith.reports import run_of, summarise, write_report


@click.command()
@of_pages
@of_output
def build(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    engine: str,
    jobs: int,
    report: str,
    messages: str,
    *,
    quiet: bool,
    verbose: bool,
    show_coverage: bool,
    **options: Any,  # noqa: ANN401 - those of ``check_pages``
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
    """
    started = time.perf_counter()
    framework = opened(file, options, is_quiet=quiet)
    covered = list(_coverage(framework)) if show_coverage else []
    framework.pages.clear()  # their graph is enough
    found = framework.problems(engine, jobs, partial(progress, is_hidden=quiet))
    done = judge(found, Policy(waivers=framework.project.waivers), is_whole=_is_whole())
    written: list[rdf.WrittenFile] = []
    wanted = list(dict.fromkeys(("ttl", "jsonld", *framework.project.formats)))
    begun = time.perf_counter()
    if done.conforms:
        try:
            written = framework.write(framework.project.output, wanted)
        except ProblemError as error:
            done.problems.extend(error.problems)
    framework.reading.seconds["write"] = time.perf_counter() - begun
    summary = summarise(framework.build, done.problems, [(str(one.path), one.size) for one in written], started)
    summary["older"] = [str(path) for path in rdf.older_files(framework.project.output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = covered
    run = run_of(framework.build, framework.reading.paths, waived=done.waived)
    print_report(framework, done, summary, Shown(report, messages, is_quiet=quiet, is_verbose=verbose), run)
    if not done.conforms:
        sys.exit(1)


def _coverage(framework: Framework) -> Iterator[dict[str, Any]]:
    """A row for each line of each page, with what holds it."""
    names = framework.build.names
    for page in framework.pages:
        yield from reports.coverage_rows(page, rdf.coverage_by_line(page, names), names.root)


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
    """
    files = Files(memo=Memo(is_lasting=is_watching))
    watched: tuple[Project, Iterator[list[str]]] | None = None
    is_good, edited = True, None
    while edited is not None or watched is None:
        started = time.perf_counter()
        given = dict(options)
        framework = opened(file, given, is_quiet=given["quiet"], files=files)
        is_good = _check(framework, started, **given)
        if not is_watching:
            break
        files.memo.end_run()
        if watched is None or watched[0] != framework.project:
            watched = framework.project, project.changes(framework.project, file or FILE)
        edited = None
        with suppress(KeyboardInterrupt):
            seconds = time.perf_counter() - started
            click.echo(f"checked in {seconds:.2f} s; waiting for an edit, Ctrl+C ends\n", err=True)
            edited = next(watched[1], None)
    if not is_good:
        sys.exit(1)


def _check(  # noqa: PLR0913 - the options
    framework: Framework,
    started: float,
    *,
    engine: str,
    jobs: int,
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
) -> bool:
    """Checks once and reports; whether nothing is as severe as ``fail_on``."""
    framework.pages.clear()  # their graph is enough
    found = framework.problems(engine, jobs, partial(progress, is_hidden=quiet))
    found += framework.contract_problems(found)
    held = None if baseline is None else checks.read_baseline(baseline, framework.build.files)
    known = held if isinstance(held, checks.Baseline) else None
    done = judge(found, Policy(select, ignore, framework.project.waivers, known), is_whole=_is_whole())
    if isinstance(held, Problem):
        done.problems.append(held)
    left, paths, files = done.problems, framework.reading.paths, framework.build.files
    if write_baseline is not None:
        left, failed = checks.write_baseline(write_baseline, [*done.problems, *done.known], files, paths)
        done.problems.extend(failed)
        left += failed
    summary = summarise(framework.build, done.problems, [], started)
    run = run_of(framework.build, paths, fail_on, done.waived, has_baseline=baseline is not None)
    if report_file is not None:
        text = write_report(report, done.problems, replace(run, summary=summary | done.counts(), messages=messages))
        if failure := model.write_file(report_file, text, paths):
            done.problems.append(failure)
            left = [*left, failure]
            summary = summarise(framework.build, done.problems, [], started)
        report = "text"
    print_report(framework, done, summary, Shown(report, messages, is_quiet=quiet, is_verbose=verbose), run)
    return not fails(left, fail_on)


def _is_whole() -> bool:
    """Whether the sources are all that the project file names."""
    return click.get_current_context().get_parameter_source("sources") == ParameterSource.DEFAULT
