"""``skosmith build`` and ``skosmith check``."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from skosmith.build import build as build_graph
from skosmith.build import holders
from skosmith.cli.options import of_output, of_pages, settle
from skosmith.fetch.options import FetchOptions
from skosmith.graph import Build
from skosmith.model import Problem
from skosmith.pages import edition_of, read_pages
from skosmith.project import Project, other_languages, profile_of
from skosmith.report import REPORTS, coverage, summarise, what_was_read
from skosmith.source import expand, is_address
from skosmith.validate import validate
from skosmith.write import WriteError, Written, older, write

Item = TypeVar("Item")

_LONG_WORK = 200  # pages of files, from which a progress bar is worth its line; addresses are asked one a second


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
    skosmith build framework.xlsx pages/pt
    skosmith build https://example.org/en/skills/sales-support --cache .pages
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
    summary = summarise(done.made, done.problems, [], started)
    _finish(done, summary, report, messages, quiet=quiet, verbose=verbose)


def _check(  # noqa: PLR0913 - the options
    project: Project,
    problems: list[Problem],
    *,
    lang: str,
    engine: str,
    jobs: int,
    cache: str,
    offline: bool,
    allow_private: bool,
    rate: float,
    quiet: bool,
    show_coverage: bool = False,
) -> _Checked:
    """Reads and checks the pages, none where the project file has ``problems``; lets them go once the graph is made."""
    clock = [time.perf_counter()]
    paths = [] if problems else list(expand(project.sources))
    is_long = len(paths) >= _LONG_WORK or sum(isinstance(path, str) and is_address(path) for path in paths) > 1
    wanted = _fetch_options(cache, rate, offline=offline, allow_private=allow_private)
    with _bar(paths, "Reading pages", is_long=is_long and not quiet) as bar:
        pages, found = read_pages(bar, lang, wanted)
    clock.append(time.perf_counter())
    edition, of_edition = edition_of(pages, project.edition)
    profile, of_profile = profile_of(replace(project, edition=edition))
    made = build_graph(pages, profile)
    rows = (coverage(page, holders(page, made.names), made.names.root) for page in pages) if show_coverage else ()
    covered = list(chain(*rows))
    del pages, rows
    clock.append(time.perf_counter())
    found += [*problems, *of_edition, *of_profile, *made.problems, *other_languages(made, project.languages)]
    if made.pages:
        is_long = len(made.pages) >= _LONG_WORK and not quiet
        with ExitStack() as opened:
            bar_of = partial(_bar, label="Checking pages", is_long=is_long)
            found += validate(made, engine, jobs, lambda checks: opened.enter_context(bar_of(checks)))
    clock.append(time.perf_counter())
    in_order = sorted(found, key=lambda problem: (not problem.spans, problem.spans[:1]))  # those of no page last
    steps = ("read", "build", "validate")
    return _Checked(made, in_order, covered, dict(zip(steps, (b - a for a, b in pairwise(clock)), strict=True)))


def _bar(items: list[Item], label: str, *, is_long: bool) -> AbstractContextManager[Iterable[Item]]:
    """The ``items``, one by one; on a terminal a bar shows how far long work is, and goes however the work ends."""
    hidden = not is_long or sys.stderr is None or not sys.stderr.isatty()
    return click.progressbar(items, label=label, file=sys.stderr, hidden=hidden)


def _fetch_options(cache: str, rate: float, *, offline: bool, allow_private: bool) -> FetchOptions:
    return FetchOptions(Path(cache) if cache else None, offline=offline, allow_private=allow_private, rate=rate)


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
