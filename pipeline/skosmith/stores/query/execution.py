"""A query to some data, and its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import PREFIXES, Problem, Quoted, is_address, problem, whole
from skosmith.stores.query.data import open_data
from skosmith.stores.query.named import quoted
from skosmith.stores.query.syntax import syntax_problem
from skosmith.stores.query.tokenizer import keywords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skosmith.stores.query.endpoint import Answer

_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_TERM = re.compile(
    rf"""[+-]?\d+(?:\.\d+)?|true|false|<[^<>"{{}}|^`\\\s]+>|{_QUOTED}(?:@[A-Za-z0-9-]+|\^\^<[^<>\s]+>)?"""
)
_PATTERN = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_NOTATIONS = """SELECT DISTINCT ?notation WHERE {
    ?thing skos:notation ?notation FILTER (ucase(str(?notation)) = ucase(?code))
}"""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def ask(
    query: str, data: Sequence[str], path: str = "query", values: Mapping[str, str] | None = None
) -> Answer | Problem:
    """The answer of ``data`` to the SPARQL query ``query``.

    ``data`` are files of RDF, one ``store:DIR``, or the address of one SPARQL endpoint. ``path`` names the query in a
    problem. ``values`` has variables, without their mark, and what they are bound to: a term of SPARQL, or a text as it
    is. A query without a dataset of its own sees all graphs. The prefixes of ``PREFIXES`` need not be declared.
    """
    bound_query = _bind(query, values or {})
    of_endpoint = len(data) == 1 and is_address(data[0])
    words = keywords(query)
    has_service = "SERVICE" in words
    if has_service and not of_endpoint:
        return problem("query-service", whole(path))
    if not has_service:  # an empty store would ask the service
        try:
            pyoxigraph.Store().query(bound_query, prefixes=PREFIXES)
        except (SyntaxError, ValueError) as error:
            return syntax_problem("query-syntax", path, query, str(error))
    if of_endpoint:
        from skosmith.stores.query.endpoint import ask_endpoint  # noqa: PLC0415 - requests is slow to import

        return ask_endpoint(bound_query, next((word for word in words if word in _FORMS), "SELECT"), data[0])
    store = open_data(data)
    if isinstance(store, Problem):
        return store
    try:
        return store.query(bound_query, prefixes=PREFIXES, use_default_graph_as_union="FROM" not in words)
    except (OSError, ValueError) as error:
        return problem("query-failed", whole(path), reason=str(error))


def code_problem(code: str, data: Sequence[str], path: str) -> Problem | None:
    """What reports that nothing in ``data`` has the notation ``code``, as it is written; ``path`` names the query."""
    answer = ask(_NOTATIONS, data, path, {"code": quoted(code)})
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        return None
    notations = sorted(row["notation"].value for row in answer)
    return None if code in notations else problem("query-code", whole(path), notation=code, meant=Quoted(notations))


def _bind(query: str, values: Mapping[str, str]) -> str:
    """``query`` with a clause of values at the beginning of its pattern, so that filters know them.

    Source: SPARQL 1.1 Query, section 10.
    """
    if not values:
        return query
    names = " ".join(f"?{name}" for name in values)
    clause = f"VALUES ({names}) {{ ({' '.join(map(_term, values.values()))}) }}"
    pattern = _PATTERN.search(query)
    return f"{query[: pattern.end()]} {clause} {query[pattern.end() :]}" if pattern else f"{query}\n{clause}\n"


def _term(value: str) -> str:
    return value if _TERM.fullmatch(value) else quoted(value)
