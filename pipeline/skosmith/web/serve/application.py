"""The routes: a name is looked up in a table, never in a file system; what is not there is 404."""

from __future__ import annotations

import asyncio
import hashlib
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from skosmith.web.explorer.addresses import relative
from skosmith.web.explorer.catalogue import Document
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.files import HTML, MEDIA_TYPES, WITHOUT_PAGE, File, Files
from skosmith.web.explorer.page import Page
from skosmith.web.explorer.policy import POLICIES
from skosmith.web.explorer.rendering import rendered
from skosmith.web.serve import sparql
from skosmith.web.serve.guard import Guard
from skosmith.web.serve.metrics import Metrics
from skosmith.web.serve.negotiation import language, media_type
from skosmith.web.serve.packing import pack, takes_packed
from skosmith.web.serve.pool import AnswerError, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from skosmith.web.serve.limits import Limits

_KEPT = 2_000  # the pages that are kept once made
_SHORTLY = "public, max-age=300"
_FORMS = {"search", "compare"}  # the pages that a form fills
_OF_QUERY = "%!$&'()*+,;=:@/?-._~"  # as it is in a query, and its percent-encoding. Source: RFC 3986, section 3.4


class Sent(NamedTuple):
    """A file as it is sent: plain, packed with gzip where that is shorter, and its entity tag."""

    file: File
    packed: bytes
    etag: str


def _sent(file: File) -> Sent:
    return Sent(file, pack(file.body), hashlib.sha256(file.body).hexdigest()[:20])


class Served:
    """What the routes share: the files, those that were sent already, the processes, the figures."""

    def __init__(self, files: Files, limits: Limits) -> None:
        dataset = files.explorer.dataset
        self.files = files
        self.pool = Pool(dataset.folder, limits, is_union=dataset.is_union)
        self.metrics = Metrics()
        self._made: dict[str, asyncio.Future[Sent | None]] = {}

    async def made(self, name: str) -> Sent | None:
        """The file of a name; None where there is none. However many ask for it at a time, it is made once."""
        making = self._made.pop(name, None) or asyncio.ensure_future(run_in_threadpool(self._make, name))
        self._made[name] = making  # at the end: what nobody asks for goes first
        if len(self._made) > _KEPT:
            self._made.pop(next(iter(self._made)))
        try:
            return await asyncio.shield(making)
        finally:
            if making.done() and (making.cancelled() or making.exception() or making.result() is None):
                self._made.pop(name, None)

    def _make(self, name: str) -> Sent | None:
        return _sent(file) if (file := self.files.file(name)) else None


def app(files: Files, limits: Limits) -> Starlette:
    """The server of ``files``: an ASGI application."""
    served = Served(files, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await served.pool.start()
        try:
            yield
        finally:
            await served.pool.stop()

    routes = [
        Route("/sparql", _endpoint, methods=["GET", "POST", "OPTIONS"]),
        Route("/health", _health),
        Route("/metrics", _figures),
        Route("/{name:path}", _resource, methods=["GET", "OPTIONS"]),
    ]
    made = Starlette(routes=routes, lifespan=lifespan)
    made.state.served = served
    made.add_middleware(Guard, metrics=served.metrics, limits=limits)
    return made


def _served(request: Request) -> Served:
    return cast("Served", request.app.state.served)


async def _resource(request: Request) -> Response:
    """A file, or where the wanted form of a thing lies, or 404."""
    if request.method == "OPTIONS":
        return _allowed("GET, HEAD, OPTIONS")
    served = _served(request)
    name = _name(request, served.files)
    document, tag = served.files.page_of(name)
    if document and document.template in _FORMS and request.scope["query_string"]:
        return await _filled(request, served.files, document, tag)
    if sent := await served.made(name):
        return _answered(request, sent)
    return _negotiated(request, served.files, name) or await _missing(request, served.files)


async def _endpoint(request: Request) -> Response:
    """SPARQL; without a query, what the endpoint can do, for a person the editor."""
    served = _served(request)
    if request.method == "OPTIONS":
        return _allowed("GET, HEAD, POST, OPTIONS")
    if request.method == "POST" or request.scope["query_string"]:
        return await sparql.answer(request, served.pool)
    if media_type(request.headers.get("accept", ""), ["text/turtle", "text/html"]) == "text/html":
        return _see(f"query.{_language(request, served.files)}.html")
    return Response(sparql.DESCRIPTION, media_type="text/turtle", headers={"Vary": "Accept"})


def _allowed(methods: str) -> Response:
    """What a script of another site may do here. Source: the Fetch standard, section 3.3 (CORS protocol)."""
    preflight = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "*"}
    return Response(status_code=204, headers={"Allow": methods, **preflight, "Access-Control-Max-Age": "86400"})


def _health(request: Request) -> Response:
    pool = _served(request).pool
    body = json.dumps({"status": "ok" if pool.size else "down", "workers": pool.size})
    return Response(body, 200 if pool.size else 503, {"Cache-Control": "no-store"}, "application/json")


def _figures(request: Request) -> Response:
    served = _served(request)
    pool = served.pool
    gauges = {"queries_running": pool.running, "queries_stopped_total": pool.stopped, "workers": pool.size}
    return Response(served.metrics.text(gauges), 200, {"Cache-Control": "no-store"}, "text/plain; version=0.0.4")


def _name(request: Request, files: Files) -> str:
    """The name that a path asks for, that of the document of an IRI, or of a file; one that is not UTF-8 is no name."""
    raw = (request.scope.get("raw_path") or quote(request.scope["path"]).encode()).decode("ascii", "replace")
    known = files.explorer.names.get(files.explorer.base + raw[1:])
    try:
        name = known or unquote(raw[1:], errors="strict")
    except UnicodeDecodeError:
        return "\0"
    return name + "index" if not name or name.endswith("/") else name


def _language(request: Request, files: Files) -> str:
    header, explorer = request.headers.get("accept-language", ""), files.explorer
    return language(header, explorer.languages, explorer.default_language)


def _answered(request: Request, sent: Sent) -> Response:
    """A file, or that it has not changed."""
    file, document = sent.file, sent.file.document
    is_packed = bool(sent.packed) and takes_packed(request.headers.get("accept-encoding", ""))
    etag = f'"{sent.etag}{"-gzip" if is_packed else ""}"'
    caching = f"public, max-age={file.kept}" if file.kept else "no-cache"
    headers = {"ETag": etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if file.language:
        headers["Content-Language"] = file.language
    if document and document.iri:
        headers["Link"] = ", ".join(_links(document))
    if document and document.template in POLICIES:
        headers["Content-Security-Policy"] = POLICIES[document.template]
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if etag in known or known == ["*"]:
        return Response(status_code=304, headers=headers)
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(sent.packed if is_packed else file.body, headers=headers, media_type=file.media_type)


def _links(document: Document) -> list[str]:
    """The document's forms, and the thing it describes. Source: RFC 8288; POWDER-S, section 4.1 (describedby)."""
    stem = quote(document.name.rpartition("/")[2])
    forms = [f'<{stem}.{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in DATA_FORMS.items()]
    return [*forms, f'<{quote(document.iri, safe="/:?#[]@!$&()*+,;=%~-._")}>; rel="describes"']


def _see(location: str) -> Response:
    found = {"Location": location, "Vary": "Accept, Accept-Language", "Cache-Control": _SHORTLY}
    return Response(status_code=303, headers=found)


def _negotiated(request: Request, files: Files, name: str) -> Response | None:
    """Where the form of a document lies that the client wants; None where there is no such document."""
    explorer = files.explorer
    is_page = name.endswith(".html")
    stem = name.removesuffix(".html") if is_page else name
    document, tag = explorer.documents.get(stem), _language(request, files)
    found: dict[str, str] = {}
    if document:
        found = {"text/html": f"{stem}.{tag}.html"}
    if document and document.iri and not is_page:
        found |= {kind: f"{stem}.{suffix}" for suffix, kind in DATA_FORMS.items()}
    elif f"{explorer.base}{name}" in explorer.dataset.named_graphs:
        found |= {"text/html": f"data.{tag}.html"} | {MEDIA_TYPES[one]: f"data/graph.{one}" for one in ("trig", "nq")}
    elif name in WITHOUT_PAGE:
        found = {MEDIA_TYPES[suffix]: f"{name}.{suffix}" for suffix in WITHOUT_PAGE[name]}
    if not found:
        return None
    wanted = media_type(request.headers.get("accept", ""), [*found])
    if wanted is None and not is_page:
        return Response(f"There is this as {', '.join(found)}.\n", 406, {"Vary": "Accept"}, "text/plain")
    # Relative to the path that was asked for, so that a proxy may serve everything below any path.
    asked = request.scope["path"].removeprefix("/")
    sent = request.scope["query_string"] if document and document.template in _FORMS else b""
    filled = f"?{quote(sent, safe=_OF_QUERY)}" if sent else ""
    return _see(relative(asked or "index", found[wanted or "text/html"]) + filled)


async def _filled(request: Request, files: Files, document: Document, tag: str) -> Response:
    """A page with a form, filled with what the form sent."""
    try:
        fields = dict(sparql.fields(request.scope["query_string"]))
    except AnswerError as refused:
        return Response(f"{refused}\n", refused.status, media_type="text/plain")
    sent = await run_in_threadpool(lambda: _sent(File(files.page(document, tag, fields), HTML, document, tag, kept=0)))
    return _answered(request, sent)


async def _missing(request: Request, files: Files) -> Response:
    """404, as a page or in a word."""
    if media_type(request.headers.get("accept", ""), ["text/plain", "text/html"]) != "text/html":
        return Response("There is no such thing here.\n", 404, media_type="text/plain")
    name = request.url.path.removeprefix("/")
    page = Page(files.explorer, Document(name or "index", "missing"), _language(request, files))
    body = await run_in_threadpool(rendered, page)
    return Response(body, 404, media_type=HTML)
