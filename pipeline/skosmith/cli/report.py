"""How a report is printed."""

import sys
from dataclasses import replace
from typing import Any, NamedTuple

import click

from skosmith.checks import Report
from skosmith.cli.progress import is_on_a_terminal
from skosmith.framework import Framework
from skosmith.reports import Run, what_was_read, write_report


class CheckOptions(NamedTuple):
    """The options of a command that checks a graph and reports its problems; ``report`` is a key of ``REPORTS``."""

    engine: str
    jobs: int
    report: str
    messages: str
    quiet: bool
    verbose: bool


def print_report(
    framework: Framework, report: Report, summary: dict[str, Any], run: Run, options: CheckOptions
) -> None:
    """Prints the report. Raises ClickException if it cannot be printed."""
    summary |= report.counts()
    if options.verbose:
        summary["read"] = what_was_read(framework.build)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in framework.reading.seconds.items()}
    colour = is_on_a_terminal()
    if options.quiet and options.report == "text":  # except what an option of its own asks for
        summary = {"coverage": summary.get("coverage", ())}
    run = replace(run, summary=summary, messages=options.messages, colour=colour)
    print_text(write_report(options.report, report.problems, run), "the report", colour=colour)


def print_text(text: str | bytes, name: str, *, colour: bool | None = None) -> None:
    """Prints what the command was asked for. Raises ClickException, with ``name``, if standard output is closed."""
    try:
        click.echo(text, nl=False, color=colour)
        if sys.stdout is not None:  # a shell can close it
            sys.stdout.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: the reader has had enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"{name} cannot be printed: {error.strerror}") from error
