"""``skosmith contracts``."""

import sys
from typing import Any

import click

from skosmith.cli.options import of_contracts, of_sources
from skosmith.cli.settings import opened
from skosmith.compare import SECONDS, contracts_json, contracts_text, read_contracts, run_contracts, update
from skosmith.model import fails, violations
from skosmith.reports import plain_text


@click.command()
@of_sources
@of_contracts
@click.option("--update", "is_update", is_flag=True, help="Write the answers of now as the expected ones.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 3600),
    default=SECONDS,
    show_default=True,
    help="Most seconds that a query may take.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def contracts(
    file: str | None,
    form: str,
    timeout: float,
    *,
    is_update: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Ask the queries that others rely on, and compare the answers with the expected ones.

    A contract is a SPARQL query, NAME.rq, with its expected answer in a file of the same name: .csv, .tsv or .json of
    a SELECT or an ASK, .ttl or .nt of a CONSTRUCT. 'skosmith check' asks them, too.

    \b
    skosmith contracts                        (as skosmith.toml says)
    skosmith contracts --update
    skosmith contracts pages/ --contracts queries
    """
    framework = opened(file, options)
    read, folder = framework.reading, framework.project.contracts
    refused = violations(read.problems)
    if not (folder or refused):
        raise click.UsageError("There are no contracts: name their folder with --contracts, or in skosmith.toml.")
    found, broken = ([], []) if refused else read_contracts(folder)
    asked = run_contracts(read.build, found, timeout)
    written, unwritten = update(asked) if is_update else ([], [one for said in asked for one in said.problems])
    wrong = [*refused, *broken, *unwritten]
    if form == "json":
        click.echo(contracts_json(asked, wrong, written))
    else:
        click.echo(plain_text(wrong, read.build.files) + contracts_text(asked, written), nl=False)
    if fails(wrong):
        sys.exit(1)
