"""``skosmith serve`` and ``skosmith site``."""

import sys
from dataclasses import fields

import click

from skosmith import web
from skosmith.checks import rights_problems
from skosmith.cli.options import MESSAGES, QUIET
from skosmith.cli.report import command_words, print_problems
from skosmith.cli.settings import graph_of, in_project
from skosmith.model import Counted, Files, Problem, is_iri
from skosmith.web import Limits

_FILE = click.Path(readable=False)
_DEFAULTS = {field.name: field.default for field in fields(Limits)}


def _refuse(problems: list[Problem], messages: str) -> None:
    print_problems(problems, Files(), messages)
    sys.exit(1)


def _remind(dataset: "web.Dataset", messages: str) -> None:
    """Prints a reminder if the framework that is published does not say whose texts it has."""
    triples = (statement.triple for statement in dataset.graph.statements)
    print_problems(in_project(rights_problems(triples)), Files(), messages)


def _address(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and not (is_iri(value) and value.startswith(("http://", "https://")) and value.endswith("/")):
        raise click.BadParameter("an address begins with https:// or http:// and ends with /")
    return value


@click.command()
@click.argument("data", nargs=-1, metavar="[DATA]...", type=_FILE)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 is any free one.")
@click.option("--address", default="", callback=_address, help="Where it is published; else where its IRIs begin.")
@click.option(
    "--workers",
    default=_DEFAULTS["workers"],
    show_default=True,
    type=click.IntRange(1, 64),
    help="Queries answered at a time.",
)
@click.option(
    "--seconds",
    default=_DEFAULTS["seconds"],
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Longest time of a query.",
)
@click.option(
    "--rows",
    default=_DEFAULTS["rows"],
    show_default=True,
    type=click.IntRange(1),
    help="Most rows, or triples, of an answer.",
)
@MESSAGES
@QUIET
def serve(  # noqa: PLR0913 - click's: a parameter to an option
    data: tuple[str, ...],
    *,
    host: str,
    port: int,
    address: str,
    workers: int,
    seconds: float,
    rows: int,
    messages: str,
    quiet: bool,
) -> None:
    """Serve DATA on the web: pages, linked data and SPARQL.

    DATA is files of RDF, such as output/graph.nq, or a store on disk, store:DIR; where it is left out, the graph in
    the project's output/. It is served as it is now. Nothing
    can change it: the endpoint, /sparql, is for reading.

    \b
    skosmith serve                            (the graph in output/)
    skosmith serve output/graph.nq
    skosmith serve store:framework.db --port 8080 --seconds 30
    """
    data, words = graph_of(data, messages), command_words(messages)
    if not quiet and sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"{words['reading']}  {' '.join(data)}", err=True)
    with web.open_dataset(data) as (dataset, problems):
        if dataset is None:
            _refuse(problems, messages)
            return
        _remind(dataset, messages)
        listening = web.listen(host, port)
        if isinstance(listening, Problem):
            _refuse([listening], messages)
            return
        limits = Limits(workers=workers, seconds=seconds, rows=rows)
        web.run(
            web.Files(web.Explorer(dataset), address),
            listening,
            limits,
            lambda url: None if quiet else click.echo(f"{words['serving']}  {url}  {words['ends']}", err=True),
        )


@click.command()
@click.argument("data", nargs=-1, metavar="[DATA]...", type=_FILE)
@click.option("-o", "--output", default="site", show_default=True, type=_FILE, help="Folder to write the site into.")
@click.option("--address", default="", callback=_address, help="Where it will be published; else where its IRIs begin.")
@MESSAGES
@QUIET
def site(data: tuple[str, ...], output: str, address: str, messages: str, *, quiet: bool) -> None:
    """Write DATA as a site of static files, which any web server can serve.

    DATA is as for skosmith serve, and so are the pages. Beside each page is its data, as .ttl, .jsonld, .nt and .rdf.

    \b
    skosmith site                             (the graph in output/)
    skosmith site output/graph.nq -o site
    skosmith site store:framework.db -o site --address https://example.org/skills/
    """
    with web.open_dataset(graph_of(data, messages)) as (dataset, problems):
        if dataset is None:
            _refuse(problems, messages)
            return
        _remind(dataset, messages)
        count, faults = web.write_site(web.Files(web.Explorer(dataset, is_site=True), address), output)
    if faults:
        _refuse(faults, messages)
    if not quiet:
        words = command_words(messages)
        click.echo(f"{words['written']}  {words['files'].format(count=Counted(count))}  {output}")
