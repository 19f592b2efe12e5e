"""``skosmith load``."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from skosmith import stores
from skosmith.cli.progress import moving
from skosmith.model import Files, is_address
from skosmith.reports import plain_text
from skosmith.stores import STORE, StoreError, parts_of
from skosmith.stores import load_graph as load_parts

if TYPE_CHECKING:
    from skosmith.model import Problem
    from skosmith.stores import Target

_LONG_TRANSFER = 1_000_000  # bytes from which a progress bar is worth its line


@click.command()
@click.argument("data", nargs=-1, required=True, metavar="DATA...", type=click.Path(readable=False))
@click.option("--to", "target", required=True, metavar="STORE", help="The store: an address, or store:DIR on disk.")
@click.option("--default-graph", "to_default", is_flag=True, help="Put the data into the default graph.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--gzip/--no-gzip",
    "compress",
    default=None,
    help="Send compressed, and plainly where the store refuses; else as it is known to take it.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=300.0,
    show_default=True,
    help="Seconds to wait for a store that says nothing.",
)
def load(  # noqa: PLR0913 - click's: a parameter to an option
    data: tuple[str, ...], target: str, timeout: float, *, to_default: bool, dry_run: bool, compress: bool | None
) -> None:
    """Load DATA, files of RDF, into a triple store, and prove that it is there.

    Each part goes to a named graph: the data to <framework>data, the provenance to <framework>provenance. What the
    graph held before is replaced, by all of the new or not at all. A store on a network speaks the SPARQL 1.1 Graph
    Store Protocol; name and password come from SKOSMITH_USER and SKOSMITH_PASSWORD, a token from SKOSMITH_TOKEN, else
    ~/.netrc is asked.

    \b
    skosmith load output/graph.nq --to store:framework.db
    skosmith load output/graph.nq --to http://127.0.0.1:7878/store
    skosmith load output/graph.nq --to http://127.0.0.1:8890/sparql-graph-crud-auth --dry-run
    """
    if not is_address(target) and (not target.startswith(STORE) or target == STORE):
        raise click.BadParameter(f"{target!r} is neither an address nor store:DIR", param_hint="--to")
    problems: list[Problem] = []
    try:
        with ExitStack() as opened:
            folder = opened.enter_context(TemporaryDirectory(prefix="skosmith-"))
            parts = parts_of(data, folder, to_default=to_default)
            to = _target(target, folder, timeout, opened, dry_run=dry_run, compress=compress)
            for part, what, problem in load_parts(parts, to, dry_run=dry_run):
                graph = part.graph or "the default graph"
                click.echo(f"{what:<9}  {part.lines.count:>9,} triples  {part.lines.sha256[:12]}  {graph}")
                problems += [problem] if problem else []
    except StoreError as refused:
        problems.append(refused.problem)
    if problems:
        click.echo(plain_text(problems, Files()), nl=False, err=True)
        sys.exit(1)


def _target(  # noqa: PLR0913 - the options
    name: str, folder: str, timeout: float, opened: ExitStack, *, dry_run: bool, compress: bool | None
) -> "Target":
    if name.startswith(STORE):
        return stores.OnDisk(name, folder, is_read_only=dry_run)
    return opened.enter_context(stores.GraphStore(name, folder, _Shown(), compress=compress, timeout=timeout))


class _Shown:
    """Shows what is tried again, and on a terminal a bar of what is moved."""

    def say(self, words: str) -> None:
        """See ``Watch``."""
        click.echo(words, err=True)

    def moving(self, label: str, size: int) -> AbstractContextManager[Callable[[int], Any]]:
        """See ``Watch``."""
        return moving(label, size, is_hidden=size < _LONG_TRANSFER)
