"""A query put to a SPARQL endpoint. Source: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skosmith.problems import problem
from skosmith.source import whole
from skosmith.stores.refused import Refused
from skosmith.vocabulary import PREFIXES

if TYPE_CHECKING:
    from skosmith.model import Problem

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"


def ask_endpoint(query: str, url: str) -> Any | Problem:  # noqa: ANN401 - pyoxigraph's
    """What the endpoint at ``url`` answers, as pyoxigraph has it; a problem where it does not."""
    import pyoxigraph  # noqa: PLC0415 - slow to import

    from skosmith.stores import session  # noqa: PLC0415 - slow to import

    prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    try:
        answer, media_type = _asked(prologue + query, session.address(url))
    except Refused as refused:
        return refused.problem
    try:
        if form := pyoxigraph.QueryResultsFormat.from_media_type(media_type):
            return pyoxigraph.parse_query_results(answer, form)
        if graph := pyoxigraph.RdfFormat.from_media_type(media_type):
            store = pyoxigraph.Store()
            store.bulk_load(answer, graph)
            return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    except (SyntaxError, ValueError) as error:
        return problem("answer-broken", whole(url), reason=str(error).partition("\n")[0])
    return problem("answer-broken", whole(url), reason=f"it is of type {media_type or 'unknown'}")


def _asked(query: str, url: str) -> tuple[bytes, str]:
    """An answer and its media type; raises Refused where there is none."""
    from skosmith.stores import session  # noqa: PLC0415 - slow to import

    with session.open_session(url) as opened:
        for _ in range(2):
            with session.told(url):
                response = opened.post(
                    url,
                    data={"query": query, "union-default-graph": "true"},  # Oxigraph's; others ignore it
                    headers={"Accept": _ACCEPT},
                    timeout=(session.CONNECT, session.READ),
                    allow_redirects=False,
                )
            if not session.show_credentials(opened, response):
                break
    session.check_status(url, response)
    return response.content, response.headers.get("Content-Type", "").partition(";")[0].strip()
