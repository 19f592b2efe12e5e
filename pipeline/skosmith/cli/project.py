"""``skosmith init``."""

import shlex
import sys

import click

from skosmith.cli.options import MESSAGES, QUIET
from skosmith.cli.report import command_words, print_problems
from skosmith.model import Files
from skosmith.project import start


@click.command()
@click.argument("folder", default=".", type=click.Path(readable=False))
@MESSAGES
@QUIET
def init(folder: str, messages: str, *, quiet: bool) -> None:
    """Write a project file, skosmith.toml, and a sample page into FOLDER, or into the current one.

    The folder is new or empty: nothing is written over.

    \b
    skosmith init my-framework
    cd my-framework
    skosmith build
    """
    written, problems = start(folder)
    if problems:
        print_problems(problems, Files(), messages)
        sys.exit(1)
    if not quiet:
        words = command_words(messages)
        for path in written:
            click.echo(f"{words['written']:<8} {path}")
        click.echo(f"{words['next']:<8} {'' if folder == '.' else f'cd {shlex.quote(folder)} && '}skosmith build")
