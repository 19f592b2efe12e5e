"""A query put to some data, and what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import PREFIXES, Problem, is_address, problem, whole
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
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def ask(
    query: str, data: Sequence[str], path: str = "query", values: Mapping[str, str] | None = None
) -> Answer | Problem:
    """What ``data`` answers to the SPARQL query ``query``.

    ``data`` are files of RDF, one ``store:DIR``, or the address of one SPARQL endpoint. ``path`` is what the query is
    called in a problem. ``values`` holds variables, without their mark, that are bound to a value: a term as SPARQL
    writes it, or a text as it is. A query without a dataset of its own sees all graphs. The prefixes of
    ``vocabulary.PREFIXES`` need not be declared.
    """
    written = _bound(query, values or {})
    of_endpoint = len(data) == 1 and is_address(data[0])
    words = keywords(query)
    has_service = "SERVICE" in words
    if has_service and not of_endpoint:
        return problem("query-service", whole(path))
    if not has_service:  # which an empty store would ask
        try:
            pyoxigraph.Store().query(written, prefixes=PREFIXES)
        except (SyntaxError, ValueError) as error:
            return syntax_problem("query-syntax", path, query, str(error))
    if of_endpoint:
        from skosmith.stores.query.endpoint import ask_endpoint  # noqa: PLC0415 - requests is slow to import

        return ask_endpoint(written, next((word for word in words if word in _FORMS), "SELECT"), data[0])
    store = open_data(data)
    if isinstance(store, Problem):
        return store
    try:
        return store.query(written, prefixes=PREFIXES, use_default_graph_as_union="FROM" not in words)
    except (OSError, ValueError) as error:
        return problem("query-failed", whole(path), reason=str(error))


def _bound(query: str, values: Mapping[str, str]) -> str:
    """``query`` with a clause of values, at the begin of its pattern, so that filters know them.

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
