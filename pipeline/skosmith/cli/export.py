"""``skosmith export``."""

import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from skosmith.checks import Report
from skosmith.cli.options import of_checks, of_sources
from skosmith.cli.progress import progress
from skosmith.cli.report import CheckOptions, print_report
from skosmith.cli.settings import SourceOptions, open_project
from skosmith.cli.values import Choice, folder, tags
from skosmith.exchange import EXPORTS, ExportResult, ledger_json, ledger_text, place_files
from skosmith.model import violations
from skosmith.project import Project
from skosmith.rdf import WriteError, WrittenFile, write_files
from skosmith.reports import run_of, summarise


@click.command()
@of_sources
@of_checks
@click.option("--to", "form", type=Choice(list(EXPORTS)), required=True, help="Format to write.")
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
def export(source: SourceOptions, options: CheckOptions, form: str, ledger: str | None, texts: Sequence[str]) -> None:
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
    framework = open_project(source, is_quiet=options.quiet)
    framework.pages.clear()  # their graph is enough
    problems = framework.problems(options.engine, options.jobs, partial(progress, is_hidden=options.quiet))
    problems += [one for one in violations(framework.reading.problems) if one not in problems]  # no framework
    report = Report(problems)
    export, files = ExportResult({}, {}, []), list[WrittenFile]()
    if report.conforms:
        export = framework.export(form, texts)
        report.problems.extend(export.problems)
    if export.files:
        try:
            target = place_files(framework.project.output, export.files)
            lost = {Path(ledger).name: ledger_json(export.ledger)} if ledger else {}
            files = write_files(*target, beside=lambda: write_files(Path(ledger or ".").parent, lost) if lost else [])
        except WriteError as error:
            report.problems.extend(error.problems)
    summary = summarise(framework.build, report.problems, [(str(one.path), one.size) for one in files], started)
    summary |= {"older": [], "ledger": export.ledger}
    print_report(framework, report, summary, run_of(framework.build, framework.reading.paths), options)
    if files and options.report == "text" and not options.quiet:
        click.echo(f"\n{ledger_text(export.ledger, options.messages)}", nl=False)
    if not report.conforms:
        sys.exit(1)
