"""``skosmith query``."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from skosmith.model import Files, Problem, decode, masked, problem, whole
from skosmith.reports import plain_text
from skosmith.stores import ROWS, TRIPLES, Named, ask, close_to, is_of_triples, named_queries, values_for

_OF_OPTIONS = frozenset({"query-form", "query-name", "query-value", "query-value-missing", "query-variable"})
"""What is wrong in these is the command line, not the data."""
_DATA = ("output/graph.nq", "output/graph.ttl")


def _values(_: click.Context, __: click.Parameter, given: Iterable[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(f"{one!r} is no name=value, for example level=4")
        found[name] = value
    return found


def _complete(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [name for name in named_queries() if name.startswith(begun)]


@click.command()
@click.argument("query", required=False, type=click.Path(readable=False), shell_complete=_complete)
@click.argument("data", nargs=-1, metavar="[DATA]...", type=click.Path(readable=False))
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", callback=_values, help="Bind a variable.")
@click.option(
    "--format", "form", type=click.Choice([*ROWS, *TRIPLES]), help="Form of the answer.  [default: table, ttl]"
)
@click.option("--list", "is_listing", is_flag=True, help="Print the named queries and their variables.")
def query(
    query: str | None, data: tuple[str, ...], values: dict[str, str], form: str | None, *, is_listing: bool
) -> None:
    """Ask DATA by SPARQL: files of RDF, a store on disk (store:DIR), or an endpoint (https://...).

    QUERY is the name of a query that ships with skosmith, a file (.rq), - for standard input, or SPARQL itself.
    DATA is output/graph.nq where it is left out. The usual prefixes need not be declared.

    \b
    skosmith query --list
    skosmith query skills-at-level --set level=4 --set language=en
    skosmith query ladder output/graph.ttl --set code=SSUP --format csv
    skosmith query mine.rq store:framework.db --format json
    skosmith query 'SELECT ?name { ?skill a skm:Skill ; skos:prefLabel ?name }'
    skosmith query 'DESCRIBE <https://example.org/skills/SSUP>' http://127.0.0.1:7878/query
    """
    if is_listing:
        click.echo(_table(named_queries().values()), nl=False)
        return
    if query is None:
        raise click.UsageError("Missing argument 'QUERY': name one of those of --list, a file, or write SPARQL.")
    data = data or tuple(path for path in _DATA if os.path.exists(path))[:1]
    if not data:
        raise click.UsageError("Missing argument 'DATA...': name a graph, for example output/graph.nq.")
    files = Files()
    written, path, fitting = _written(query, values, files)
    with _ended_at_once():
        answer = written if isinstance(written, Problem) else ask(written, data, path, fitting)
        if not isinstance(answer, Problem):
            forms: Mapping[str, Callable[[Any], str]] = TRIPLES if is_of_triples(answer) else ROWS
            form = form or next(iter(forms))
            if form in forms:
                click.echo(masked(forms[form](answer), is_data=True), nl=False)
                return
            kind = "a graph" if forms is TRIPLES else "a table"
            answer = problem("query-form", whole(path), kind=kind, form=form, forms=", ".join(forms))
    click.echo(plain_text([answer], files), nl=False, err=True)
    sys.exit(2 if answer.code in _OF_OPTIONS else 1)


@contextmanager
def _ended_at_once() -> Iterator[None]:
    """Ctrl+C and SIGTERM end the process at once: Python hears of neither while Oxigraph looks for an answer."""
    before = {ending: signal.getsignal(ending) for ending in (signal.SIGINT, signal.SIGTERM)}
    for ending, handler in before.items():
        if callable(handler):  # else, say, started to run on without a terminal
            signal.signal(ending, signal.SIG_DFL)
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def _written(query: str, values: dict[str, str], files: Files) -> tuple[str | Problem, str, dict[str, str]]:
    """The text of a query, what it is called in a problem, and the values that are bound."""
    if query == "-" or Path(query).is_file() or query.endswith(".rq"):
        found = files.read(query)
        source = found if isinstance(found, Problem) else decode(query, found)
        if isinstance(source, Problem) or isinstance(found, Problem):
            return source if isinstance(source, Problem) else problem("no-such-file", whole(query)), query, values
        return found.decode("utf-8-sig"), query, values
    known = named_queries()
    if query in known:
        fitting = values_for(known[query], values)
        return (fitting, query, {}) if isinstance(fitting, Problem) else (known[query].text, query, fitting)
    if query.replace("-", "").isalnum():
        meant = ", ".join(close_to(query) or known)
        return problem("query-name", whole(query), name=query, meant=meant), query, values
    files.kept["query"] = query.encode("utf-8", "replace")
    return query, "query", values


def _table(queries: Iterable[Named]) -> str:
    parts = []
    for one in queries:
        parts.append(f"{one.name}\n    {one.about}\n")
        parts += [
            f"    --set {name}=...  {meaning}{'; needed' if name in one.needed else ''}\n"
            for name, meaning in one.variables.items()
        ]
    return "".join(parts)
