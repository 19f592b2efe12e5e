"""How a report is printed."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import click

from skosmith.checks import Report
from skosmith.cli.progress import is_on_a_terminal
from skosmith.framework import Framework
from skosmith.model import Files, Problem
from skosmith.reports import Run, figures_report, plain_text, what_was_read, words_in, write_report

_FOR_PEOPLE = ("text", "concise")


class CheckOptions(NamedTuple):
    """The options of a command that checks a graph and reports its problems; ``report`` is a key of ``REPORTS``."""

    engine: str
    jobs: int
    report: str
    messages: str
    quiet: bool
    verbose: bool
    max_problems: int | None


def command_words(messages: str) -> dict[str, str]:
    """The words of the command line in a language, ``en`` or ``pt``."""
    return words_in(messages, "cli/words.toml")


def print_report(  # noqa: PLR0913 - what a report is made of
    framework: Framework,
    report: Report,
    summary: dict[str, Any],
    run: Run,
    options: CheckOptions,
    *,
    is_result: bool = False,
) -> None:
    """Prints the report; in a form for people its problems to standard error, unless the report is the result."""
    summary |= report.counts()
    if options.verbose:
        summary["read"] = what_was_read(framework.build)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in framework.reading.seconds.items()}
    if options.quiet and options.report == "text":  # except what an option of its own asks for
        summary = {"coverage": summary.get("coverage", ())}
    most = options.max_problems or 0
    run = replace(run, summary=summary, messages=options.messages, colour=is_on_a_terminal(), most=most)
    if is_result or options.report not in _FOR_PEOPLE:
        click.echo(write_report(options.report, report.problems, run), nl=False, color=run.colour)
        return
    colour = is_on_a_terminal(sys.stderr)
    problems = write_report(options.report, report.problems, replace(run, summary={}, colour=colour))
    click.echo(problems, nl=False, err=True, color=colour)
    if options.report == "text":
        click.echo(figures_report(report.problems, run), nl=False, color=run.colour)


def print_problems(problems: Iterable[Problem], files: Files, messages: str) -> None:
    """Prints problems to standard error."""
    colour = is_on_a_terminal(sys.stderr)
    click.echo(plain_text(problems, files, messages, colour=colour), nl=False, err=True, color=colour)
