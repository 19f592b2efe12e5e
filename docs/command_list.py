"""Writes docs/commands.md: what each command's ``--help`` prints, and which page says more.

``make docs`` runs it.
"""

from pathlib import Path

import click

from skosmith.cli import main

ROOT = Path(__file__).parent.parent

HEAD = """# Commands

<!-- Written by `make docs` from docs/command_list.py and the help of the commands: change it there. -->

`skosmith COMMAND --help` prints the same as this page.

## What all commands share

**Sources.**
A SOURCE is a page (text, Markdown or HTML), a folder, a pattern, a workbook, an address, or `-` for standard input.
Any mix of them makes one graph: see [reading.md](reading.md).
Without a source, a command reads what the `skosmith.toml` of the current folder names: see [project.md](project.md).
Options on the command line override the file.

**Data.**
DATA is a file of RDF, such as `output/graph.nq`, or a store on disk, `store:DIR`.
`query` also takes the address of a SPARQL endpoint.
Without DATA, `query`, `load`, `serve` and `site` use the graph in the project's output folder.

**Output.**
Results go to standard output, progress to standard error.
`check` prints its report to standard output; all other commands print problems to standard error.
Files are written atomically: if a page has an error, or you stop the run, the old files stay as they are.

**Problems.**
A *violation* keeps the graph from being written; a *warning* or an *info* does not.
[problems.md](problems.md) explains every problem, and so does `skosmith explain CODE`.
`--messages pt` prints them in Portuguese.

**Figures.**
`-q` prints problems only; `-v` also prints each page and the time of each step.

**Exit status.**

| status | means |
| --- | --- |
| 0 | done |
| 1 | the pages or the files are at fault, or `--fail-on` says so |
| 2 | the command line is at fault |

**Completion.**
`skosmith completion bash` prints the script that completes commands, options and files in bash.
`zsh` and `fish` work, too.

```sh
skosmith completion bash > completion.sh
```
"""

MORE = {
    "build": ("graph.md", "reading.md"),
    "check": ("check.md", "lint.md", "problems.md"),
    "diff": ("diff.md",),
    "status": ("translations.md",),
    "why": ("graph.md",),
    "contracts": ("contracts.md",),
    "render": ("pages.md",),
    "fmt": ("pages.md",),
    "export": ("exchange.md",),
    "query": ("stores.md",),
    "load": ("stores.md",),
    "serve": ("explorer.md",),
    "site": ("explorer.md",),
    "lsp": ("editors.md",),
    "init": ("tutorial.md", "project.md"),
    "labels": ("labels.md",),
    "explain": ("problems.md",),
}
"""The pages that say more about a command."""


def page() -> str:
    """The text of docs/commands.md."""
    context = click.Context(main, info_name="skosmith", terminal_width=100, **main.context_settings)
    commands = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    return HEAD + "".join(_section(name, command, context) for name, command in commands if command)


def _section(name: str, command: click.Command, context: click.Context) -> str:
    text = command.get_help(click.Context(command, parent=context, info_name=name, terminal_width=100))
    links = ", ".join(f"[{_title(file)}]({file})" for file in MORE.get(name, ()))
    more = f"More: {links}.\n\n" if links else ""
    return f"\n## {name}\n\n{more}```text\n{text}\n```\n"


def _title(file: str) -> str:
    return (ROOT / "docs" / file).read_text("utf-8").partition("\n")[0].removeprefix("# ")


if __name__ == "__main__":
    (ROOT / "docs" / "commands.md").write_text(page(), "utf-8")
