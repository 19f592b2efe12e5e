"""A query to a SPARQL endpoint. Source: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph

from skosmith.model import MAX_GRAPH_BYTES, PREFIXES, problem, whole
from skosmith.pages import Body
from skosmith.rdf import fault_of
from skosmith.stores import sessions
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from skosmith.model import Problem

Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.8"
_ACCEPT = {"SELECT": _ROWS, "ASK": _ROWS, "CONSTRUCT": _TRIPLES, "DESCRIBE": _TRIPLES}


def ask_endpoint(query: str, form: str, url: str) -> Answer | Problem:
    """The answer of the endpoint at ``url``, as pyoxigraph has it; a problem if there is none.

    ``form`` is that of the query, ``SELECT`` and so on: Virtuoso sends a graph as rows to clients that take both, and a
    row if ASK is true.
    """
    prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    try:
        answer, media_type = _answer(prologue + query, _ACCEPT[form], sessions.address(url))
    except StoreError as refused:
        return refused.problem
    try:
        if kind := pyoxigraph.QueryResultsFormat.from_media_type(media_type):
            rows = pyoxigraph.parse_query_results(answer, kind)
            return _truth(rows) if form == "ASK" and isinstance(rows, pyoxigraph.QuerySolutions) else rows
        if graph := pyoxigraph.RdfFormat.from_media_type(media_type):
            if graph == pyoxigraph.RdfFormat.RDF_XML and (fault := fault_of(whole(url).path, answer)):
                return fault
            store = pyoxigraph.Store()
            store.bulk_load(answer, graph)
            return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    except (SyntaxError, ValueError) as error:
        return problem("answer-broken", whole(url), reason=str(error).partition("\n")[0])
    return problem("answer-broken", whole(url), reason=f"it is of type {media_type or 'unknown'}")


def _answer(query: str, accept: str, url: str) -> tuple[bytes, str]:
    """An answer and its media type; raises StoreError if there is none."""
    with sessions.open_session(url) as session:
        for _ in range(2):
            with sessions.store_errors(url):
                response = session.post(
                    url,
                    data={"query": query, "union-default-graph": "true"},  # Oxigraph's; others ignore it
                    headers={"Accept": accept},
                    timeout=(sessions.CONNECT, sessions.READ),
                    allow_redirects=False,
                    stream=True,
                )
            if not sessions.authenticate(session, response):
                break
            response.close()
        with sessions.store_errors(url), response:
            sessions.check_status(url, response)
            body = Body(response, MAX_GRAPH_BYTES, sessions.WHOLE)
            data = body.whole()
        if body.fault:
            raise StoreError(problem("answer-broken", whole(url), reason=body.fault))
        return data, response.headers.get("Content-Type", "").partition(";")[0].strip()


def _truth(rows: pyoxigraph.QuerySolutions) -> Answer:
    value = "true" if next(rows, None) else "false"
    return pyoxigraph.parse_query_results(f'{{"head":{{}},"boolean":{value}}}', pyoxigraph.QueryResultsFormat.JSON)
