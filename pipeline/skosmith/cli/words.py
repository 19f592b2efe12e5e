"""``skosmith labels``."""

import json

import click

from skosmith.labels import all_labels
from skosmith.words import as_text, words


@click.command()
@click.argument("language", default="", type=click.Choice(["", *all_labels()]), metavar="[LANGUAGE]")
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

    \b
    skosmith labels
    skosmith labels pt
    skosmith labels --format json
    """  # noqa: D301 - the escape is click's
    found = words(language)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else as_text(found))
