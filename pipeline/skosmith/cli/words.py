"""``skosmith labels`` and ``skosmith explain``: the words of pages, and the meaning of problems."""

import json

import click

from skosmith import checks
from skosmith.cli.options import MESSAGES
from skosmith.cli.settings import project_path
from skosmith.cli.values import Choice, complete_code, complete_tag, no_labels, patterns, tag
from skosmith.model import Files
from skosmith.pages import as_text, using, words
from skosmith.project import Project, read_project
from skosmith.reports import explanation, headline, words_in


@click.command()
@click.argument(
    "language",
    default="",
    callback=tag,
    shell_complete=complete_tag,
)
@click.option(
    "--format",
    "form",
    type=Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the table.",
)
@MESSAGES
def labels(language: str, form: str, messages: str) -> None:
    """Print the words that pages are known by, for each language or one, and those that are not known yet.

    Those that the skosmith.toml of the current folder adds are among them.

    \b
    skosmith labels
    skosmith labels pt
    skosmith labels --format json
    """
    path = project_path(None)
    project = read_project(path, Files())[0] if path else Project()
    with using(project.labels, project.code_pattern) as languages:
        known = languages.lookup(language) if language else None
        if language and known is None:
            raise click.BadParameter(no_labels(language, languages.by_tag))
        table = words(known.language if known else "")
    click.echo(json.dumps(table, ensure_ascii=False, indent=2) if form == "json" else as_text(table, messages))


@click.command()
@click.argument(
    "codes",
    metavar="[CODE]...",
    nargs=-1,
    callback=patterns,
    shell_complete=complete_code,
)
@MESSAGES
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
        words = words_in(messages)
        lines = (
            f"{code:<{width}}  {words[rules[code].severity]:<10}  {headline(rules[code], messages)}"
            for code in sorted(rules)
        )
        click.echo("\n".join(lines))
    for pattern in codes:
        named = [pattern] if pattern in rules else [code for code in sorted(rules) if checks.matches(code, pattern)]
        click.echo("\n".join(explanation(rules[code], messages) for code in named), nl=False)
