"""The command line: options, calls, prints, exit status; no rule of its own.

Exit status: 0 done, 1 the data is at fault, 2 the command line is.
"""

import gc
import signal
import sys

import click

from skosmith import __version__
from skosmith.cli.contracts import contracts
from skosmith.cli.diff import diff
from skosmith.cli.export import export
from skosmith.cli.load import load
from skosmith.cli.lsp import lsp
from skosmith.cli.pages import build, check
from skosmith.cli.project import init
from skosmith.cli.query import query
from skosmith.cli.renditions import fmt, render
from skosmith.cli.serve import serve, site
from skosmith.cli.shell import completion
from skosmith.cli.status import status
from skosmith.cli.why import why
from skosmith.cli.words import labels

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="skosmith")
def main() -> None:
    """Turn the pages of a skills framework into a validated knowledge graph.

    A SOURCE is a page (text, Markdown, HTML), a folder with pages, a pattern, a workbook (.xlsx, or its sheets as
    .csv), an address (https://...), or - for standard input. Without one, the sources are those that skosmith.toml in
    the current folder names.

    \b
    skosmith init my-framework && cd my-framework && skosmith build
    skosmith check page.txt
    skosmith build pages/ -o output
    skosmith build framework.xlsx pages/pt -o output
    skosmith build https://example.org/en/skills/sales-support --cache .pages -o output
    """  # noqa: D301 - the escape is click's
    gc.disable()  # a run makes no cycles; looking for them doubles its time
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that half-written files are cleared
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a shell can close them
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


_COMMANDS = (
    build,
    check,
    diff,
    status,
    why,
    contracts,
    render,
    fmt,
    export,
    query,
    load,
    serve,
    site,
    lsp,
    init,
    labels,
    completion,
)

for _command in _COMMANDS:
    main.add_command(_command)
