"""SPARQL 1.1 Protocol, queries: a request -> a message to a worker -> an answer.

Source: https://www.w3.org/TR/sparql11-protocol/, sections 2.1 and 2.2.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from skosmith.model import is_iri
from skosmith.stores import RESULTS, TRIPLE_TYPES, keywords
from skosmith.web.serve.negotiation import accepts_gzip, media_type, pack
from skosmith.web.serve.pool import Answer, AnswerError, Pool

if TYPE_CHECKING:
    from skosmith.web.serve.limits import Limits

_FIELDS = 50  # the most parameters of a request
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_ALIASES = {  # other names of the forms of results that clients use
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}

DESCRIPTION = b"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<sparql> a sd:Service ;
    sd:endpoint <sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:JSON-LD, formats:N-Triples, formats:RDF_XML .
"""


async def body_of(request: Request, limits: Limits) -> bytes:
    """The body of a request; raises AnswerError if it is too long, or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(limits.request):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.query:
                    raise AnswerError(413, f"A query has at most {limits.query:,} bytes.")
    except TimeoutError:
        raise AnswerError(408, "The request did not come to its end in time.") from None
    except ClientDisconnect:
        raise AnswerError(400, "The request broke off.") from None
    return bytes(body)


def fields(text: bytes) -> list[tuple[str, str]]:
    """The parameters of a query string, or of a form; raises AnswerError if they are not UTF-8, or too many."""
    try:
        return parse_qsl(
            text.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS
        )
    except ValueError:
        raise AnswerError(400, "The parameters are not UTF-8 in percent-encoding, or too many.") from None


async def _parameters(request: Request, limits: Limits) -> list[tuple[str, str]]:
    """The parameters of a request, with those in its body; a query that is the body is one of them."""
    parameters = fields(request.scope["query_string"])
    if request.method != "POST":
        return parameters
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise AnswerError(403, "This endpoint is for reading: it takes no updates.")
    if kind not in {_FORM, _DIRECT}:
        raise AnswerError(415, f"Send a query as {_DIRECT} or {_FORM}.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise AnswerError(415, "Send a query as it is, not packed.")
    body = await body_of(request, limits)
    try:
        return parameters + (fields(body) if kind == _FORM else [("query", body.decode())])
    except UnicodeDecodeError:
        raise AnswerError(400, "The query is not UTF-8.") from None


def _query(parameters: list[tuple[str, str]], limits: Limits) -> str:
    """The query among the parameters; raises AnswerError unless there is one, and no update."""
    if any(name == "update" for name, _ in parameters):
        raise AnswerError(403, "This endpoint is for reading: it takes no updates.")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise AnswerError(400, "Send one query, as the parameter 'query'.")
    if len(queries[0].encode("utf-8", "replace")) > limits.query:
        raise AnswerError(413, f"A query has at most {limits.query:,} bytes.")
    return queries[0]


async def worker_message(request: Request, limits: Limits) -> dict[str, Any]:
    """The message for a worker; raises AnswerError for a request without a query, or for one that is not answered."""
    parameters = await _parameters(request, limits)
    query = _query(parameters, limits)
    words = keywords(query)
    if "SERVICE" in words:
        raise AnswerError(403, "This endpoint does not query other endpoints: SERVICE is not allowed.")
    graphs = {name: [value for key, value in parameters if key == f"{name}-graph-uri"] for name in ("default", "named")}
    if not all(is_iri(iri) for iris in graphs.values() for iri in iris):
        raise AnswerError(400, "A graph is named by an absolute IRI.")
    header = request.headers.get("accept", "")
    results = media_type(header, [*RESULTS, *_ALIASES])
    triples = media_type(header, [*TRIPLE_TYPES])
    if results is None and triples is None:
        raise AnswerError(406, f"Answers come as {', '.join((*RESULTS, *TRIPLE_TYPES))}.")
    forms = {"results": _ALIASES.get(results or "", results), "triples": triples}
    return {"query": query, **graphs, "has_from": "FROM" in words, **forms, "rows": limits.rows, "bytes": limits.answer}


async def answer(request: Request, pool: Pool) -> Response:
    """The answer to a request at the endpoint; a query whose client goes away is stopped."""
    try:
        result = await _while_connected(request, pool, await worker_message(request, pool.limits))
    except AnswerError as refused:
        headers = {"Retry-After": "5"} if refused.status == 503 else {}  # noqa: PLR2004 - HTTP's
        return Response(f"{refused}\n", refused.status, headers, "text/plain")
    headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
    is_packed = accepts_gzip(request.headers.get("accept-encoding", ""))
    packed = await run_in_threadpool(pack, result.body) if is_packed else b""
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or result.body, result.status, headers, result.media_type)


async def _while_connected(request: Request, pool: Pool, message: dict[str, Any]) -> Answer:
    query = asyncio.ensure_future(pool.ask(message))
    disconnection = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({query, disconnection}, return_when=asyncio.FIRST_COMPLETED)
        if not query.done():
            raise AnswerError(400, "The client went away.")
        return query.result()
    finally:
        query.cancel()
        disconnection.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
