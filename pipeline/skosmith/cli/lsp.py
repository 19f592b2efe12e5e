"""``skosmith lsp``."""

import gc
import os
import signal
import sys

import click

from skosmith import authoring, framework
from skosmith.cli.translation import LANGUAGES, VARIABLE
from skosmith.cli.values import Choice


@click.command()
@click.option(
    "--messages",
    type=Choice(LANGUAGES),
    envvar=VARIABLE,
    help=f"Language of the messages; else the editor's. Also from {VARIABLE}.",
)
@click.option("--stdio", is_flag=True, hidden=True, help="What some editors add; there is no other way.")
def lsp(messages: str | None, *, stdio: bool) -> None:  # noqa: ARG001
    """Serve an editor: problems while a page is written, and what each line becomes in the graph.

    It speaks the Language Server Protocol on its standard input and output, so it is started by an editor, not by hand:
    docs/editors.md shows how.
    """
    if sys.stdin is None or sys.stdout is None or sys.stdin.isatty():
        raise click.UsageError("an editor starts this and talks with it; docs/editors.md shows how to set yours up.")

    gc.freeze()  # the modules stay
    gc.enable()  # it runs for days
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # there is nothing to clear away
    output = os.fdopen(os.dup(1), "wb")  # nothing else may print to the editor
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    server = authoring.serve(framework.check_project, messages or "")
    server.start_io(stdout=output)
    sys.exit(0 if server.was_shut_down else 1)
