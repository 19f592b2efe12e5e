"""``skosmith contracts``."""

import sys

import click

from skosmith.cli.options import MESSAGES, QUIET, of_contracts, of_sources
from skosmith.cli.report import print_problems
from skosmith.cli.settings import SourceOptions, open_project
from skosmith.cli.values import Choice
from skosmith.compare import SECONDS, contracts_json, contracts_text, read_contracts, run_contracts, update
from skosmith.model import fails, violations


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
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", show_default=True, help="Form.")
@MESSAGES
@QUIET
def contracts(  # noqa: PLR0913 - click's: a parameter to an option
    source: SourceOptions, form: str, timeout: float, messages: str, *, is_update: bool, quiet: bool
) -> None:
    """Ask the queries that others rely on, and compare the answers with the expected ones.

    A contract is a SPARQL query, NAME.rq, with its expected answer in a file of the same name: .csv, .tsv or .json of
    a SELECT or an ASK, .ttl or .nt of a CONSTRUCT. 'skosmith check' asks them, too.

    \b
    skosmith contracts                        (as skosmith.toml says)
    skosmith contracts --update
    skosmith contracts pages/ --contracts queries
    """
    framework = open_project(source, is_quiet=quiet)
    folder = framework.project.contracts
    refusals = violations(framework.reading.problems)
    if not (folder or refusals):
        raise click.UsageError("There are no contracts: name their folder with --contracts, or in skosmith.toml.")
    queries, faults = ([], []) if refusals else read_contracts(folder)
    answers = run_contracts(framework.build, queries, timeout)
    paths, failures = update(answers) if is_update else ([], [one for answer in answers for one in answer.problems])
    problems = [*refusals, *faults, *failures]
    if form == "json":
        click.echo(contracts_json(answers, problems, paths))
    else:
        print_problems(problems, framework.build.files, messages)
        click.echo("" if quiet else contracts_text(answers, paths, messages), nl=False)
    if fails(problems):
        sys.exit(1)
