"""``skosmith load``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from skosmith import stores
from skosmith.checks import rights_problems
from skosmith.cli.options import MESSAGES, QUIET
from skosmith.cli.progress import moving
from skosmith.cli.report import command_words, print_problems
from skosmith.cli.settings import graph_of, in_project
from skosmith.cli.translation import current_language
from skosmith.model import Files, Problem, fails, is_address
from skosmith.stores import STORE, StoreError, load_parts, parts_of

if TYPE_CHECKING:
    from skosmith.stores import Part, Target

_STATES = {"written": "statusWritten", "unchanged": "statusUnchanged", "to write": "statusToWrite"}
_LONG_TRANSFER = 1_000_000  # bytes from which a progress bar is worth its line


@click.command()
@click.argument("data", nargs=-1, metavar="[DATA]...", type=click.Path(readable=False))
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
@MESSAGES
@QUIET
def load(  # noqa: PLR0913 - click's: a parameter to an option
    data: tuple[str, ...],
    target: str,
    timeout: float,
    messages: str,
    *,
    to_default: bool,
    dry_run: bool,
    compress: bool | None,
    quiet: bool,
) -> None:
    """Load DATA, files of RDF, into a triple store, and prove that it is there.

    DATA is the graph in the project's output/ where it is left out.

    Each part goes to a named graph: the data to <framework>data, the provenance to <framework>provenance. What the
    graph held before is replaced, by all of the new or not at all. A store on a network speaks the SPARQL 1.1 Graph
    Store Protocol; name and password come from SKOSMITH_USER and SKOSMITH_PASSWORD, a token from SKOSMITH_TOKEN, else
    ~/.netrc is asked.

    \b
    skosmith load --to store:framework.db
    skosmith load output/graph.nq --to http://127.0.0.1:7878/store
    skosmith load output/graph.nq --to http://127.0.0.1:8890/sparql-graph-crud-auth --dry-run
    """
    if not is_address(target) and (not target.startswith(STORE) or target == STORE):
        raise click.BadParameter(f"{target!r} is neither an address nor store:DIR", param_hint="--to")
    data = graph_of(data, messages)
    words, problems = command_words(messages), list[Problem]()
    try:
        with ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="skosmith-"))
            parts = parts_of(data, folder, to_default=to_default)
            problems += in_project(rights_problems(_triples(parts)))
            to = _target(target, folder, timeout, stack, dry_run=dry_run, compress=compress)
            for part, outcome, problem in load_parts(parts, to, dry_run=dry_run):
                graph, state = part.graph or words["defaultGraph"], words[_STATES[outcome]]
                if not quiet:
                    count = f"{part.lines.count:>9,} {words['triples']}"
                    click.echo(f"{state:<10}  {count}  {part.lines.sha256[:12]}  {graph}")
                problems += [problem] if problem else []
    except StoreError as error:
        problems.append(error.problem)
    print_problems(problems, Files(), messages)
    if fails(problems):
        sys.exit(1)


def _triples(parts: "Iterable[Part]") -> Iterator[list[str]]:
    for part in parts:
        for line in part.lines:
            yield line.decode().removesuffix(" .\n").split(" ", 2)


def _target(  # noqa: PLR0913 - the options
    name: str, folder: str, timeout: float, stack: ExitStack, *, dry_run: bool, compress: bool | None
) -> "Target":
    if name.startswith(STORE):
        return stores.OnDisk(name, folder, is_read_only=dry_run)
    return stack.enter_context(stores.GraphStore(name, folder, _Watch(), compress=compress, timeout=timeout))


class _Watch:
    """Prints retries, and on a terminal a progress bar."""

    def retry(self, failure: Problem, seconds: float, number: int, most: int) -> None:
        language = current_language()
        words = command_words(language)["retry"]
        reason = failure.messages[language].rstrip(".")
        click.echo(words.format(reason=reason, seconds=seconds, number=number, most=most), err=True)

    def transfer(self, label: str, size: int) -> AbstractContextManager[Callable[[int], Any]]:
        return moving(label, size, is_hidden=size < _LONG_TRANSFER)
