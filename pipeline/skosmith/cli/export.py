"""``skosmith export``."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from skosmith.checks import fails
from skosmith.cli.options import folder, of_pages, tags
from skosmith.cli.run import check_pages, print_report
from skosmith.cli.settling import settle
from skosmith.exchange import EXPORTS, Exported, Given, ledger_json, ledger_text, placed
from skosmith.exchange import export_graph as make
from skosmith.project import Project
from skosmith.rdf import WriteError, Written, put
from skosmith.reports import run_of, summarise


@click.command()
@of_pages
@click.option("--to", "form", type=click.Choice(list(EXPORTS)), required=True, help="Format to write.")
@click.option(
    "-o",
    "--output",
    default=Project().output,
    callback=folder,
    show_default=True,
    type=click.Path(readable=False),
    help="Folder to write into; or the name of the file, where the format has one.",
)
@click.option("--ledger", type=click.Path(readable=False), help="File to write the ledger of what is lost to, as JSON.")
@click.option(
    "--texts",
    multiple=True,
    metavar="TAG",
    callback=tags,
    help="Language of the texts to write; again for another. Else all.",
)
def export(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    report: str,
    messages: str,
    *,
    form: str,
    ledger: str | None,
    texts: Sequence[str],
    quiet: bool,
    verbose: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the graph of the sources in a format of others, and say what that cannot hold.

    The sources are pages, or files of RDF. A format whose texts are in one language (case, csv, xlsx) has a file for
    each.

    \b
    skosmith export pages/ --to xlsx -o framework.xlsx
    skosmith export output/graph.ttl --to ctdlasn
    skosmith export output/graph.ttl --to case --modified 2026-11-23 --publisher "Our institute"
    skosmith export output/graph.ttl --to skos -o browser --ledger lost.json
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    project, problems = settle(file, options)
    done = check_pages(project, problems, quiet=quiet, **options)
    made, written = Exported({}, {}, []), list[Written]()
    if not fails(done.problems):
        made = make(done.made, form, Given(project.modified, project.publisher), texts)
        done.problems.extend(made.problems)
    if made.files:
        try:
            target = placed(project.output, made.files)
            lost = {Path(ledger).name: ledger_json(made.ledger)} if ledger else {}
            written = put(*target, beside=lambda: put(Path(ledger or ".").parent, lost) if lost else [])
        except WriteError as error:
            done.problems.extend(error.problems)
    summary = summarise(done.made, done.problems, [(str(one.path), one.size) for one in written], started)
    summary |= {"older": [], "ledger": made.ledger}
    run = run_of(done.made, done.paths, waived=done.waived)
    print_report(done, summary, report, messages, quiet=quiet, verbose=verbose, run=run)
    if written and report == "text" and not quiet:
        click.echo(f"\n{ledger_text(made.ledger)}", nl=False)
    if fails(done.problems):
        sys.exit(1)
