"""``skosmith why``."""

import sys
from typing import Any

import click

from skosmith.cli.options import of_sources
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.settings import nodes_of, opened
from skosmith.compare import NodeEvidence, blame_lines, evidence_of, statements_of_sources, why_json, why_text
from skosmith.model import violations
from skosmith.reports import plain_text


@click.command()
@click.argument("node")
@of_sources
@click.option("--incoming", is_flag=True, help="Also the statements that lead to the node.")
@click.option("--blame", "is_blamed", is_flag=True, help="Also the commit that last touched each line.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def why(
    node: str,
    file: str | None,
    form: str,
    *,
    incoming: bool,
    is_blamed: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Print what the graph says of NODE, and for each statement every line of every page that says it.

    NODE is a code (SSUP), a code and a level (SSUP_4, SSUP:4), a level (4), an essence (4/essence), a name below the
    framework's (skills/SSUP), an IRI, the name of a concept, or framework. The sources are pages or files of RDF.

    \b
    skosmith why SSUP_4                       (as skosmith.toml says)
    skosmith why SSUP_4 pages/ --blame
    skosmith why lor/4 output/graph.ttl
    skosmith why 4/essence pages/ --incoming --format json
    """
    framework = opened(file, options)
    read = framework.reading
    refused = violations(read.problems)
    click.echo(plain_text(refused, read.build.files), nl=False, err=True)
    if refused and not (len(read.build) if read.is_graph else read.pages):
        sys.exit(1)
    sources = statements_of_sources(read, framework.project)
    nodes = [
        NodeEvidence(
            one,
            evidence_of(read.build, sources, one),
            evidence_of(read.build, sources, one, incoming=True) if incoming else (),
        )
        for one in nodes_of(read.build, [node])
    ]
    places = [span for one in nodes for evidence in (*one.about, *one.incoming) for span in evidence.places]
    blame = blame_lines(places) if is_blamed else None
    if form == "json":
        click.echo(why_json(nodes, read.build, blame), nl=False)
    else:
        click.echo(why_text(nodes, read.build, blame, colour=is_on_a_terminal()), nl=False)
    if refused:
        sys.exit(1)
