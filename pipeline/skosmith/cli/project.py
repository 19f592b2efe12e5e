"""``skosmith init``."""

import shlex
import sys

import click

from skosmith.cli.options import QUIET
from skosmith.model import Files
from skosmith.project import start
from skosmith.reports import plain_text


@click.command()
@click.argument("folder", default=".", type=click.Path(readable=False))
@QUIET
def init(folder: str, *, quiet: bool) -> None:
    """Write a project file, skosmith.toml, and a sample page into FOLDER, or into the current one.

    The folder is new or empty: nothing is written over.

    \b
    skosmith init my-framework
    cd my-framework
    skosmith build
    """
    written, problems = start(folder)
    if problems:
        click.echo(plain_text(problems, Files()), nl=False)
        sys.exit(1)
    if not quiet:
        for path in written:
            click.echo(f"written  {path}")
        click.echo(f"next     {'' if folder == '.' else f'cd {shlex.quote(folder)} && '}skosmith build")
