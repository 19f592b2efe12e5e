"""``skosmith diff``."""

import sys

import click

from skosmith.cli.options import MESSAGES, QUIET, of_contracts, of_sides
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.report import print_problems
from skosmith.cli.settings import SourceOptions, read_settings
from skosmith.cli.values import Choice, tag
from skosmith.compare import DIFF_FORMS, VERDICTS, Diff, problems_text, read_contracts, retired_tables
from skosmith.compare import compare_graphs as compare
from skosmith.model import Files, Problem, write_file
from skosmith.project import FILE, SideSettings, read_sides, sides, with_tables


@click.command()
@click.argument("names", nargs=-1, metavar="[OLD] [NEW]", type=click.Path(readable=False))
@click.option(
    "--format", "form", type=Choice(list(DIFF_FORMS)), default="text", show_default=True, help="Form of the diff."
)
@click.option(
    "--fail-on",
    type=Choice(VERDICTS[:0:-1]),
    help="Exit with 1 where the changes are as grave as this, or graver.",
)
@click.option(
    "--source-language",
    default="",
    callback=tag,
    help="Language that the others are translated from; else the first of the project's, else en.",
)
@click.option(
    "--write-retired",
    is_flag=True,
    help="Add the skills that NEW no longer has to the project file, as [[retired]]; their reasons are yours to write.",
)
@of_sides
@MESSAGES
@of_contracts
@QUIET
def diff(  # noqa: PLR0913 - click's: a parameter to an option
    source: SourceOptions,
    names: tuple[str, ...],
    form: str,
    fail_on: str | None,
    messages: str,
    *,
    write_retired: bool,
    quiet: bool,
) -> None:
    """Compare two sides: what changed, how grave it is, and what turns OLD into NEW.

    A side is a page, a folder, a pattern, a workbook, an address, a project (its skosmith.toml, or the folder of one),
    a file of RDF, or any of these at a git revision: git:REV is the project as it stood at REV, git:REV:path a path of
    the repository. Without NEW, OLD is compared with the present files; without OLD, too, OLD is git:HEAD.

    \b
    skosmith diff
    skosmith diff git:origin/main... --format markdown
    skosmith diff edition-8/ edition-9/ --fail-on major
    skosmith diff output/graph.ttl pages/ --format sparql
    """
    if len(names) > 2:  # noqa: PLR2004 - OLD and NEW
        raise click.UsageError(f"Two sides are compared, and {len(names)} are named.")
    files = Files()
    project, problems = read_settings(source, files)
    if problems:
        print_problems(problems, files, messages)
        sys.exit(1)
    settings = SideSettings(project, source.path, source.settings, source.language, source.fetch, files)
    pair = sides(names, settings)
    if pair is None:
        raise click.UsageError(
            f"Missing argument '{'NEW' if names else 'OLD'}': no project file names the sources to compare."
        )
    contracts, faults = read_contracts(project.contracts)
    print_problems(faults, files, messages)
    source_language = project.source_language or next(iter(project.languages), "en")
    comparison = compare(*read_sides(*pair, settings), source_language, contracts)
    writer = DIFF_FORMS[form]
    colour = is_on_a_terminal()
    if not writer.has_problems:
        of_errors = is_on_a_terminal(sys.stderr)
        click.echo(problems_text(comparison, messages, colour=of_errors), nl=False, err=True, color=of_errors)
    if form == "text":
        click.echo("" if quiet else writer.write(comparison, messages, colour=colour), nl=False, color=colour)
    elif comparison.is_readable or writer.has_problems:
        click.echo(writer.write(comparison, messages, colour=colour), nl=False, color=colour)
    if write_retired and comparison.is_readable:
        _write_retired(comparison, source.path or FILE, files, messages)
    if comparison.is_at_fault or (fail_on and VERDICTS.index(comparison.verdict) >= VERDICTS.index(fail_on)):
        sys.exit(1)


def _write_retired(comparison: Diff, file: str, files: Files, messages: str) -> None:
    """Adds the skills that NEW no longer has to the project file; exits with 1 if it cannot be read or written."""
    tables = list(retired_tables(comparison))
    data = files.read(file) if tables else b""
    failure = data if isinstance(data, Problem) else write_file(file, with_tables(data, tables)) if tables else None
    if failure:
        print_problems([failure], files, messages)
        sys.exit(1)
