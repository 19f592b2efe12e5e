"""The command line: options, calls, prints, exit status; no rule of its own.

Exit status: 0 done, 1 the data is at fault, 2 the command line is.
"""

import gc
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoSuchCommand

from skosmith import __version__, model
from skosmith.cli.translation import Context, faults_in, language_of, translate

__all__ = ["main"]


_GROUPS = {
    "Start": {"init": "project", "labels": "words", "explain": "words", "completion": "shell"},
    "Edit": {"check": "pages", "fmt": "renditions", "lsp": "lsp", "why": "why", "status": "status"},
    "Compare": {"diff": "diff", "contracts": "contracts"},
    "Publish": {"build": "pages", "query": "query", "load": "load", "serve": "serve", "site": "serve"},
    "Exchange": {"render": "renditions", "export": "export"},
}
"""The module of each command, which is a function of that name in it, by the headings of the help."""

_COMMANDS = {name: module for group in _GROUPS.values() for name, module in group.items()}


class _Group(click.Group):
    """The commands, each imported on use: all together take as long as a page or two."""

    context_class = Context

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"skosmith.cli.{_COMMANDS[name]}"), name)
        command.context_class = Context
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in groups; click's own list has none, and cuts summaries off."""
        wide = max(map(len, _COMMANDS))
        for heading, group in _GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<{wide}}", _summary(self.get_command(ctx, name))) for name in group])

    def make_context(self, info_name: str | None, args: list[str], *others: Any, **extra: Any) -> click.Context:  # noqa: ANN401 - click's
        language = language_of(args)
        with faults_in(language):
            return super().make_context(info_name, args, *others, obj=language, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        with faults_in(ctx.obj):
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's
        """As click's; says so if standard output cannot take what is printed, for example on a full disk."""
        try:
            return super().main(args, *others, **extra)
        except OSError as error:
            if error.filename is not None:  # not of a stream
                raise
            sys.stdout = None  # or the interpreter tries again, and complains
            language = language_of(sys.argv[1:] if args is None else args)
            reason = model.reason_of(error, language)
            click.echo(translate(f"Error: the output cannot be printed: {reason}", language), err=True)
            sys.exit(1)


def _summary(command: click.Command | None) -> str:
    """The first sentence of the help of a command."""
    text = (command and command.help) or ""
    return " ".join(text.partition("\n\n")[0].split()).removesuffix(".")


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
