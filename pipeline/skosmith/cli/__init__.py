"""The command line: options, calls, prints, exit status; no rule of its own.

Exit status: 0 done, 1 the data is at fault, 2 the command line is.
"""

import gc
import signal
import sys
from importlib import import_module

import click

from skosmith import __version__

__all__ = ["main"]


_COMMANDS = {
    "build": "pages",
    "check": "pages",
    "diff": "diff",
    "status": "status",
    "why": "why",
    "contracts": "contracts",
    "render": "renditions",
    "fmt": "renditions",
    "export": "export",
    "query": "query",
    "load": "load",
    "serve": "serve",
    "site": "serve",
    "lsp": "lsp",
    "init": "project",
    "labels": "words",
    "explain": "words",
    "completion": "shell",
}
"""The module of each command, which is a function of that name in it."""


class _Group(click.Group):
    """The commands, each imported on use: all together take as long as a page or two."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"skosmith.cli.{_COMMANDS[name]}"), name)
        return command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    """
    gc.disable()  # a run makes no cycles; looking for them doubles its time
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that half-written files are cleared
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a shell can close them
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
