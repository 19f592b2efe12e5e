"""``skosmith labels`` and ``skosmith explain``: the words of pages, and the meaning of problems."""

import json

import click

from skosmith import checks
from skosmith.cli.options import labelled, patterns
from skosmith.cli.settings import found_file
from skosmith.model import Files
from skosmith.pages import all_labels, as_text, using, words
from skosmith.project import Project, read_project
from skosmith.reports import explanation


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
    project = read_project(file, Files())[0] if file else Project()
    with using(project.labels) as languages:
        known = languages.lookup(language) if language else None
        if language and known is None:
            raise click.BadParameter(f"there are no labels for {language!r}, only for {', '.join(languages.by_tag)}.")
        found = words(known.language if known else "")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else as_text(found))


@click.command()
@click.argument(
    "codes",
    metavar="[CODE]...",
    nargs=-1,
    callback=patterns,
    shell_complete=lambda _, __, begun: [code for code in sorted(checks.rules()) if code.startswith(begun)],
)
@click.option(
    "--messages", type=click.Choice(["en", "pt"]), default="en", show_default=True, help="Language of the explanation."
)
def explain(codes: tuple[str, ...], messages: str) -> None:
    """Print what problems mean, an example of each, and how to fix it.

    Each problem is printed with its CODE. A CODE may be a pattern, too; without any, all are listed.

    \b
    skosmith explain text-double-space
    skosmith explain 'level-*' --messages pt
    skosmith explain
    """
    rules = checks.rules()
    if not codes:
        width = max(map(len, rules))
        lines = (f"{code:<{width}}  {rules[code].severity:<9}  {rules[code].names[messages]}" for code in sorted(rules))
        click.echo("\n".join(lines))
    for pattern in codes:
        named = [pattern] if pattern in rules else [code for code in sorted(rules) if checks.matches(code, pattern)]
        click.echo("\n".join(explanation(rules[code], messages) for code in named), nl=False)
