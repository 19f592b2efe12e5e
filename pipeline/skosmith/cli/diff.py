"""``skosmith diff``."""

import sys
from typing import Any

import click

from skosmith.cli.options import QUIET, labelled, of_contracts, of_sides
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.settings import fetch_options, found_file, settings
from skosmith.compare import DIFF_FORMS, VERDICTS, Settings, problems_text, read_contracts, read_sides, sides
from skosmith.compare import compare_graphs as compare
from skosmith.model import Files
from skosmith.reports import plain_text


@click.command()
@click.argument("names", nargs=-1, metavar="[OLD] [NEW]", type=click.Path(readable=False))
@click.option(
    "--format", "form", type=click.Choice(list(DIFF_FORMS)), default="text", show_default=True, help="Form of the diff."
)
@click.option(
    "--fail-on",
    type=click.Choice(VERDICTS[:0:-1]),
    help="Exit with 1 where the changes are as grave as this, or graver.",
)
@click.option(
    "--source-language",
    default="",
    callback=labelled,
    help="Language that the others are translated from; else the first of the project's, else en.",
)
@of_sides
@of_contracts
@QUIET
def diff(  # noqa: PLR0913, PLR0917 - click's: a parameter to an option
    names: tuple[str, ...],
    file: str | None,
    form: str,
    fail_on: str | None,
    source_language: str,
    messages: str,
    lang: str,
    *,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Compare two sides: what changed, how grave it is, and what turns OLD into NEW.

    A side is a page, a folder, a pattern, a workbook, an address, a project (its skosmith.toml, or the folder of one),
    a file of RDF, or any of these at a git revision: git:REV is the project as it stood at REV, git:REV:path a path of
    the repository. Without NEW, OLD is held against what stands there now; without OLD, too, OLD is git:HEAD.

    \b
    skosmith diff
    skosmith diff git:origin/main... --format markdown
    skosmith diff edition-8/ edition-9/ --fail-on major
    skosmith diff output/graph.ttl pages/ --format sparql
    """
    if len(names) > 2:  # noqa: PLR2004 - OLD and NEW
        raise click.UsageError(f"Two sides are compared, and {len(names)} are named.")
    files = Files()
    said, project, problems = settings(file, options, files)
    if problems:
        click.echo(plain_text(problems, files, messages), nl=False)
        sys.exit(1)
    given = Settings(project, found_file(file), said, lang, fetch_options(**options), files)
    both = sides(names, given)
    if both is None:
        raise click.UsageError(
            f"Missing argument '{'NEW' if names else 'OLD'}': no project file names the sources to compare."
        )
    contracts, faults = read_contracts(project.contracts)
    click.echo(plain_text(faults, files, messages), nl=False, err=True)
    source_language = source_language or project.source_language or next(iter(project.languages), "en")
    found = compare(*read_sides(*both, given), source_language, contracts)
    written = DIFF_FORMS[form]
    colour = is_on_a_terminal()
    if not written.has_problems:
        click.echo(problems_text(found, messages), nl=False, err=True)
    if quiet and form == "text":
        click.echo(problems_text(found, messages, colour=colour), nl=False, color=colour)
    elif found.is_readable or written.has_problems:
        click.echo(written.write(found, messages, colour=colour), nl=False, color=colour)
    if found.is_at_fault or (fail_on and VERDICTS.index(found.verdict) >= VERDICTS.index(fail_on)):
        sys.exit(1)
