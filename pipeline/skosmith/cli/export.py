"""``skosmith export``."""

import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from skosmith.checks import Report
from skosmith.cli.options import folder, of_pages, tags
from skosmith.cli.progress import progress
from skosmith.cli.report import Shown, print_report
from skosmith.cli.settings import opened
from skosmith.exchange import EXPORTS, ExportResult, ledger_json, ledger_text, place_files
from skosmith.project import Project
from skosmith.rdf import WriteError, WrittenFile, write_files
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
    engine: str,
    jobs: int,
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
    """
    started = time.perf_counter()
    framework = opened(file, options, is_quiet=quiet)
    framework.pages.clear()  # their graph is enough
    done = Report(framework.problems(engine, jobs, partial(progress, is_hidden=quiet)))
    made, written = ExportResult({}, {}, []), list[WrittenFile]()
    if done.conforms:
        made = framework.export(form, texts)
        done.problems.extend(made.problems)
    if made.files:
        try:
            target = place_files(framework.project.output, made.files)
            lost = {Path(ledger).name: ledger_json(made.ledger)} if ledger else {}
            written = write_files(*target, beside=lambda: write_files(Path(ledger or ".").parent, lost) if lost else [])
        except WriteError as error:
            done.problems.extend(error.problems)
    summary = summarise(framework.build, done.problems, [(str(one.path), one.size) for one in written], started)
    summary |= {"older": [], "ledger": made.ledger}
    shown = Shown(report, messages, is_quiet=quiet, is_verbose=verbose)
    print_report(framework, done, summary, shown, run_of(framework.build, framework.reading.paths))
    if written and report == "text" and not quiet:
        click.echo(f"\n{ledger_text(made.ledger)}", nl=False)
    if not done.conforms:
        sys.exit(1)
