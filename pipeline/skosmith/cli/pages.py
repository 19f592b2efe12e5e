"""``skosmith build`` and ``skosmith check``."""

import os
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
from skosmith.cli.interruption import ending_in_time
from skosmith.cli.options import PolicyOptions, of_checks, of_output, of_policy, of_sources
from skosmith.cli.progress import progress
from skosmith.cli.report import CheckOptions, command_words, print_report
from skosmith.cli.settings import SourceOptions, open_project
from skosmith.framework import Framework
from skosmith.model import Files, Memo, Problem, ProblemError, fails
from skosmith.project import FILE, Project
from skosmith.reports import run_of, summarise, write_report


@click.command()
@of_sources
@of_checks
@of_output
def build(source: SourceOptions, options: CheckOptions, *, show_coverage: bool) -> None:
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
    framework = open_project(source, is_quiet=options.quiet)
    coverage = list(_coverage(framework, options.messages)) if show_coverage else []
    problems = [one for one in _problems(framework, options) if one.code != checks.RIGHTS]  # publishing reminds of them
    report = judge(problems, Policy(waivers=framework.project.waivers), is_whole=_is_whole())
    files: list[rdf.WrittenFile] = []
    output = framework.project.output
    formats = list(dict.fromkeys(("ttl", "jsonld", *framework.project.formats)))
    checked = time.perf_counter()
    if report.conforms:
        try:
            files = framework.write(output, formats)
        except ProblemError as error:
            report.problems.extend(error.problems)
    framework.reading.seconds["write"] = time.perf_counter() - checked
    summary = summarise(framework.build, report.problems, [(str(one.path), one.size) for one in files], started)
    summary["older"] = [str(path) for path in rdf.older_files(output, formats)] if files else []
    if show_coverage:
        summary["coverage"] = coverage
    run = run_of(framework.build, framework.reading.paths, waived=report.waived)
    print_report(framework, report, summary, run, options)
    if not report.conforms:
        sys.exit(1)


def _problems(framework: Framework, options: CheckOptions) -> list[Problem]:
    framework.pages.clear()  # their graph is enough
    with ending_in_time():
        return framework.problems(options.engine, options.jobs, partial(progress, is_hidden=options.quiet))


def _coverage(framework: Framework, messages: str) -> Iterator[dict[str, Any]]:
    """A row for each line of each page, with the statements and labels on it."""
    names = framework.build.names
    for page in framework.pages:
        yield from reports.coverage_rows(page, rdf.coverage_by_line(page, names), names.root, messages)


@click.command()
@of_sources
@of_checks
@of_policy
@click.option("--watch", "is_watching", is_flag=True, help="Check again whenever a page or the project file changes.")
def check(source: SourceOptions, options: CheckOptions, policy: PolicyOptions, *, is_watching: bool) -> None:
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
        framework = open_project(source, is_quiet=options.quiet, files=files)
        is_good = _check(framework, started, options, policy)
        if not is_watching:
            break
        files.memo.end_run()
        if watched is None or watched[0] != framework.project:
            watched = framework.project, project.changes(framework.project, source.path or FILE)
        edited = None
        with suppress(KeyboardInterrupt):
            seconds = time.perf_counter() - started
            click.echo(f"{command_words(options.messages)['waiting'].format(seconds=seconds)}\n", err=True)
            edited = next(watched[1], None)
    if not is_good:
        sys.exit(1)


def _check(framework: Framework, started: float, options: CheckOptions, policy: PolicyOptions) -> bool:
    """Checks once and prints the report; whether no problem is as severe as ``policy.fail_on``."""
    problems = _problems(framework, options)
    problems += framework.contract_problems(problems)
    files: list[tuple[str, int]] = []
    baseline = None if policy.baseline is None else checks.read_baseline(policy.baseline, framework.build.files)
    known = baseline if isinstance(baseline, checks.Baseline) else None
    waivers = framework.project.waivers
    report = judge(problems, Policy(policy.select, policy.ignore, waivers, known), is_whole=_is_whole())
    if isinstance(baseline, Problem):
        report.problems.append(baseline)
    left, paths = report.problems, framework.reading.paths
    if policy.write_baseline is not None:
        problems = [*report.problems, *report.known]
        left, faults = checks.write_baseline(policy.write_baseline, problems, framework.build.files, paths)
        report.problems.extend(faults)
        left += faults
        files = [] if faults else [(policy.write_baseline, os.path.getsize(policy.write_baseline))]
    summary = summarise(framework.build, report.problems, files, started)
    run = run_of(framework.build, paths, policy.fail_on, report.waived, has_baseline=policy.baseline is not None)
    if policy.report_file is not None:
        run_of_file = replace(run, summary=summary | report.counts(), messages=options.messages)
        text = write_report(options.report, report.problems, run_of_file)
        if failure := model.write_file(policy.report_file, text, paths):
            report.problems.append(failure)
            left = [*left, failure]
            summary = summarise(framework.build, report.problems, files, started)
        options = options._replace(report="text")
    print_report(framework, report, summary, run, options, is_result=True)
    return not fails(left, policy.fail_on)


def _is_whole() -> bool:
    """Whether the sources are all that the project file names."""
    return click.get_current_context().get_parameter_source("sources") == ParameterSource.DEFAULT
