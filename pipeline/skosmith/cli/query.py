"""``skosmith query``."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from skosmith.cli.options import MESSAGES
from skosmith.cli.report import command_words, print_problems
from skosmith.cli.settings import graph_of
from skosmith.cli.values import Choice
from skosmith.model import Files, Problem, Quoted, decode, fails, masked, problem, whole
from skosmith.stores import (
    ROWS,
    TRIPLES,
    NamedQuery,
    ask,
    code_problem,
    described,
    is_of_triples,
    named_queries,
    similar_names,
    values_for,
)

_USAGE_CODES = frozenset({"query-form", "query-name", "query-value", "query-value-missing", "query-variable"})
"""The problems of the command line, not of the data."""


def _bindings(_: click.Context, __: click.Parameter, texts: Iterable[str]) -> dict[str, str]:
    bindings = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(f"{text!r} is no name=value, for example level=4")
        bindings[name] = value
    return bindings


def _complete(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [name for name in named_queries() if name.startswith(begun)]


@click.command()
@click.argument("query", required=False, type=click.Path(readable=False), shell_complete=_complete)
@click.argument("data", nargs=-1, metavar="[DATA]...", type=click.Path(readable=False))
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", callback=_bindings, help="Bind a variable.")
@click.option("--format", "form", type=Choice([*ROWS, *TRIPLES]), help="Form of the answer.  [default: table, ttl]")
@click.option("--list", "is_listing", is_flag=True, help="Print the named queries and their variables.")
@MESSAGES
def query(  # noqa: PLR0913 - click's: a parameter to an option
    query: str | None,
    data: tuple[str, ...],
    values: dict[str, str],
    form: str | None,
    messages: str,
    *,
    is_listing: bool,
) -> None:
    """Ask DATA by SPARQL: files of RDF, a store on disk (store:DIR), or an endpoint (https://...).

    QUERY is the name of a query that ships with skosmith, a file (.rq), - for standard input, or SPARQL itself.
    DATA is the graph in the project's output/ where it is left out. The usual prefixes need not be declared.

    \b
    skosmith query --list
    skosmith query skills-at-level --set level=4 --set language=en
    skosmith query ladder output/graph.ttl --set code=SSUP --format csv
    skosmith query mine.rq store:framework.db --format json
    skosmith query 'SELECT ?name { ?skill a skm:Skill ; skos:prefLabel ?name }'
    skosmith query 'DESCRIBE <https://example.org/skills/SSUP>' http://127.0.0.1:7878/query
    """
    if is_listing:
        click.echo(_table(named_queries().values(), messages), nl=False)
        return
    if query is None:
        raise click.UsageError("Missing argument 'QUERY': name one of those of --list, a file, or write SPARQL.")
    data = graph_of(data, messages)
    files = Files()
    prepared = _prepare(query, values, files)
    with _immediate_signals():
        text, fault = ("", prepared) if isinstance(prepared, Problem) else _answer(prepared, data, form)
        click.echo(text, nl=False)
    if fault is None:
        return
    print_problems([fault], files, messages)
    if fails([fault]):
        sys.exit(2 if fault.code in _USAGE_CODES else 1)


@contextmanager
def _immediate_signals() -> Iterator[None]:
    """Ctrl+C and SIGTERM end the process at once: Python handles neither while Oxigraph evaluates a query."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in handlers.items():
        if callable(handler):  # not so with nohup, for example
            signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


class _Prepared(NamedTuple):
    """A query: its SPARQL, its name in problems, the values of its variables."""

    text: str
    name: str
    values: dict[str, str]


def _prepare(query: str, values: dict[str, str], files: Files) -> _Prepared | Problem:
    """The query in a file, of a name, or as it is."""
    if query == "-" or Path(query).is_file() or query.endswith(".rq"):
        data = files.read(query)
        source = data if isinstance(data, Problem) else decode(query, data)
        if isinstance(source, Problem):
            return source
        return _Prepared(data.decode("utf-8-sig"), query, values) if isinstance(data, bytes) else data
    named = named_queries()
    if query in named:
        bindings = values_for(named[query], values)
        return bindings if isinstance(bindings, Problem) else _Prepared(named[query].text, query, bindings)
    if query.replace("-", "").isalnum():
        return problem("query-name", whole(query), name=query, meant=", ".join(similar_names(query) or named))
    files.overlay["query"] = query.encode("utf-8", "replace")
    return _Prepared(query, "query", values)


class _Rows:
    """The rows of an answer, counted as they are taken."""

    def __init__(self, answer: Any) -> None:  # noqa: ANN401 - pyoxigraph's, which is slow to import
        self.variables = answer.variables
        self.count = 0
        self._answer = answer

    def __iter__(self) -> Iterator[Any]:
        for row in self._answer:
            self.count += 1
            yield row


def _answer(query: _Prepared, data: tuple[str, ...], form: str | None) -> tuple[str, Problem | None]:
    """The text of the answer, by default in the first form of its kind, and what is wrong with it or with the query."""
    answer = ask(query.text, data, query.name, query.values)
    if isinstance(answer, Problem):
        return "", answer
    forms: Mapping[str, Callable[[Any], str]] = TRIPLES if is_of_triples(answer) else ROWS
    form = form or next(iter(forms))
    if form not in forms:
        kind = "triples" if forms is TRIPLES else "rows"
        kinds = {"rows": Quoted(), "triples": Quoted(), kind: Quoted(forms)}
        return "", problem("query-form", whole(query.name), **kinds, form=form, forms=", ".join(forms))
    if "code" not in query.values:
        return masked(forms[form](answer), is_data=True), None
    rows = _Rows(answer)
    text = masked(forms[form](rows), is_data=True)
    return text, None if rows.count else code_problem(query.values["code"], data, query.name)


def _table(queries: Iterable[NamedQuery], messages: str) -> str:
    parts, needed = list[str](), command_words(messages)["needed"]
    for one in (described(query, messages) for query in queries):
        parts.append(f"{one.name}\n    {one.about}\n")
        parts += [
            f"    --set {name}=...  {meaning}{f'; {needed}' if name in one.needed else ''}\n"
            for name, meaning in one.variables.items()
        ]
    return "".join(parts)
