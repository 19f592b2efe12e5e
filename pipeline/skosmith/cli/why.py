"""``skosmith why``."""

import sys

import click

from skosmith.cli.options import MESSAGES, of_sources
from skosmith.cli.progress import is_on_a_terminal
from skosmith.cli.report import print_problems
from skosmith.cli.settings import SourceOptions, nodes_of, open_project
from skosmith.cli.values import Choice
from skosmith.compare import (
    NodeEvidence,
    blame_lines,
    blank_nodes,
    evidence_of,
    statements_of_sources,
    why_json,
    why_text,
)
from skosmith.model import violations


@click.command()
@click.argument("node")
@of_sources
@click.option("--incoming", is_flag=True, help="Also the statements that lead to the node.")
@click.option("--blame", "is_blamed", is_flag=True, help="Also the commit that last touched each line.")
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", show_default=True, help="Form.")
@MESSAGES
def why(  # noqa: PLR0913 - click's: a parameter to an option
    source: SourceOptions, node: str, form: str, messages: str, *, incoming: bool, is_blamed: bool
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
    framework = open_project(source)
    reading, graph = framework.reading, framework.build
    refusals = violations(reading.problems)
    print_problems(refusals, graph.files, messages)
    if refusals and not (len(graph) if reading.is_graph else reading.pages):
        sys.exit(1)
    sources = statements_of_sources(reading, framework.project)
    terms = nodes_of(graph, [node])
    of_terms = [one for term in terms for one in evidence_of(graph, sources, term)]
    nodes = [
        NodeEvidence(
            one,
            evidence_of(graph, sources, one),
            evidence_of(graph, sources, one, incoming=True) if incoming else (),
        )
        for one in dict.fromkeys([*terms, *blank_nodes(of_terms, sources)])
    ]
    places = [span for one in nodes for evidence in (*one.about, *one.incoming) for span in evidence.places]
    blame = blame_lines(places) if is_blamed else None
    if form == "json":
        click.echo(why_json(nodes, graph, blame), nl=False)
    else:
        click.echo(why_text(nodes, graph, blame, messages, colour=is_on_a_terminal()), nl=False)
    if refusals:
        sys.exit(1)
