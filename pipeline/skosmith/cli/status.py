"""``skosmith status``."""

import os
import sys

import click

from skosmith.cli.options import MESSAGES, QUIET, of_languages
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.report import command_words, print_problems
from skosmith.cli.settings import SourceOptions, nodes_of, open_project
from skosmith.cli.values import Choice, tags
from skosmith.compare import (
    KINDS,
    STATUS_FORMS,
    accept,
    has_any,
    language_problems,
    read_fingerprints,
    status_of,
    write_fingerprints,
)
from skosmith.model import violations
from skosmith.rdf import is_like_a_node


@click.command()
@of_languages
@click.option("--lang", "only", multiple=True, callback=tags, help="Only this translation, a BCP 47 tag.")
@click.option("--accept", "is_accepted", is_flag=True, help="Record that the translations match their source now.")
@click.option("--fail-on", type=Choice(KINDS), multiple=True, help="Exit with 1 where there is any of these.")
@click.option("--format", "form", type=Choice(list(STATUS_FORMS)), default="text", show_default=True, help="Form.")
@MESSAGES
@QUIET
def status(  # noqa: PLR0913 - click's: a parameter to an option
    source: SourceOptions,
    form: str,
    only: tuple[str, ...],
    fail_on: tuple[str, ...],
    messages: str,
    *,
    is_accepted: bool,
    quiet: bool,
) -> None:
    """Print for each skill and language what is complete, missing, different in structure, or stale.

    A SOURCE that is a code, such as SSUP or SSUP_4, asks for that skill only. A translation is stale where the text
    that it was made from has changed since; translations.toml, beside the project file, records of which text each was
    made, and --accept that they match now. Where nothing is recorded, it is untracked.

    \b
    skosmith status                           (as skosmith.toml says)
    skosmith status SSUP --lang pt
    skosmith status --accept SSUP_4
    skosmith status --format html > status.html
    skosmith status --fail-on stale --fail-on missing
    """
    arguments = source.settings.pop("sources", ())
    codes = [one for one in arguments if is_like_a_node(one) and not os.path.lexists(one)]
    if sources := tuple(one for one in arguments if one not in codes):
        source.settings["sources"] = sources
    framework = open_project(source, is_quiet=quiet)
    project, graph, pages = framework.project, framework.build, framework.pages
    path = project.translations
    fingerprints, faults = read_fingerprints(path)
    faults += language_problems(project, fingerprints)
    problems = [*violations(framework.reading.problems), *faults]
    if faults or (problems and (is_accepted or not pages)):
        print_problems(problems, graph.files, messages)
        sys.exit(1)
    nodes = nodes_of(graph, codes)
    table = status_of(graph, project, fingerprints, only, nodes)
    if is_accepted:
        fingerprints, count = accept(graph, table, fingerprints, is_whole=not (arguments or only))
        problems += write_fingerprints(path, fingerprints)
        table = status_of(graph, project, fingerprints, only, nodes)
        words = command_words(messages)["notRecorded" if problems else "recorded"]
        if not quiet:
            click.echo(words.format(count=count, path=path), err=form != "text")
    print_problems(problems, graph.files, messages)
    if form != "text" or not (is_accepted or quiet):
        click.echo(STATUS_FORMS[form](table, messages, is_on_a_terminal()), nl=False)
    if problems or has_any(table, fail_on):
        sys.exit(1)
