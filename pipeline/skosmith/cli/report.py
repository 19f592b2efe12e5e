"""How a report is printed."""

import sys
from dataclasses import replace
from typing import Any, NamedTuple

import click

from skosmith.checks import Report
from skosmith.cli.progress import is_on_a_terminal
from skosmith.framework import Framework
from skosmith.reports import Run, what_was_read, write_report


class Shown(NamedTuple):
    """What is wanted of a report: its form, a key of ``REPORTS``, the language of the messages, and how much."""

    form: str
    messages: str
    is_quiet: bool
    is_verbose: bool


def print_report(framework: Framework, report: Report, summary: dict[str, Any], shown: Shown, run: Run) -> None:
    """Prints the report. Raises ClickException if it cannot be printed."""
    summary |= report.counts()
    if shown.is_verbose:
        summary["read"] = what_was_read(framework.build)
        summary["steps"] = {step: round(seconds, 3) for step, seconds in framework.reading.seconds.items()}
    colour = is_on_a_terminal()
    if shown.is_quiet and shown.form == "text":  # what was asked for by an option of its own is printed
        summary = {"coverage": summary.get("coverage", ())}
    text = write_report(
        shown.form, report.problems, replace(run, summary=summary, messages=shown.messages, colour=colour)
    )
    try:
        click.echo(text, nl=False, color=colour)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: the reader has had enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"the report cannot be printed: {error.strerror}") from error
