"""``skosmith labels``."""

import json

import click

from skosmith.cli.options import labelled
from skosmith.cli.settings import found_file
from skosmith.pages import all_labels, as_text, using, words
from skosmith.project import Project, read_project


@click.command()
@click.argument(
    "language",
    default="",
    callback=labelled,
    shell_complete=lambda _, __, begun: [tag for tag in all_labels() if tag.startswith(begun)],
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the table.",
)
def labels(language: str, form: str) -> None:
    """Print the words that pages are known by, for each language or one, and those that are not known yet.

    Those that the skosmith.toml of the current folder adds are among them.

    \b
    skosmith labels
    skosmith labels pt
    skosmith labels --format json
    """
    file = found_file(None)
    project = read_project(file)[0] if file else Project()
    with using(project.labels) as languages:
        known = languages.lookup(language) if language else None
        if language and known is None:
            raise click.BadParameter(f"there are no labels for {language!r}, only for {', '.join(languages.by_tag)}.")
        found = words(known.language if known else "")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else as_text(found))
