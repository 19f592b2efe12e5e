"""``skosmith status``."""

import os
import sys
from typing import Any

import click

from skosmith.cli.options import of_languages, tags
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.settings import nodes_of, opened
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
from skosmith.reports import plain_text


@click.command()
@of_languages
@click.option("--lang", "languages", multiple=True, callback=tags, help="Only this translation, a BCP 47 tag.")
@click.option("--accept", "is_accepted", is_flag=True, help="Record that the translations match their source now.")
@click.option("--fail-on", type=click.Choice(KINDS), multiple=True, help="Exit with 1 where there is any of these.")
@click.option(
    "--format", "form", type=click.Choice(list(STATUS_FORMS)), default="text", show_default=True, help="Form."
)
def status(
    file: str | None,
    form: str,
    languages: tuple[str, ...],
    fail_on: tuple[str, ...],
    *,
    is_accepted: bool,
    **options: Any,  # noqa: ANN401 - click's
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
    named = options.pop("sources")
    codes = [one for one in named if is_like_a_node(one) and not os.path.lexists(one)]
    options["sources"] = tuple(one for one in named if one not in codes)
    is_whole = not named and not languages
    framework = opened(file, options)
    project, read = framework.project, framework.reading
    path = project.translations
    fingerprints, broken = read_fingerprints(path)
    broken += language_problems(project, fingerprints)
    found = [*violations(read.problems), *broken]
    if broken or (found and (is_accepted or not read.pages)):
        click.echo(plain_text(found, read.build.files), nl=False, err=form != "text")
        sys.exit(1)
    nodes = nodes_of(read.build, codes)
    table = status_of(read.build, project, fingerprints, languages, nodes)
    if is_accepted:
        fingerprints, new = accept(read.build, table, fingerprints, is_whole=is_whole)
        found += write_fingerprints(path, fingerprints)
        table = status_of(read.build, project, fingerprints, languages, nodes)
        click.echo(f"nothing recorded in {path}" if found else f"recorded {new:,} in {path}", err=form != "text")
    click.echo(plain_text(found, read.build.files), nl=False, err=form != "text")
    if not is_accepted or form != "text":
        click.echo(STATUS_FORMS[form](table, is_on_a_terminal()), nl=False)
    if found or has_any(table, fail_on):
        sys.exit(1)
