"""The routes: a name is looked up in a table, never in a file system."""

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
from skosmith.web.explorer.rendering import render
from skosmith.web.serve import sparql
from skosmith.web.serve.guard import Guard
from skosmith.web.serve.metrics import Metrics
from skosmith.web.serve.negotiation import accepts_gzip, language, media_type, pack
from skosmith.web.serve.pool import AnswerError, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from skosmith.web.serve.limits import Limits

_CACHED = 2_000  # the most files in the cache
_FORMS = {"search", "compare"}  # the templates of pages with a form
_IN_QUERY = "%!$&'()*+,;=:@/?-._~"  # not escaped in a query. Source: RFC 3986, section 3.4


class PackedFile(NamedTuple):
    """A file, its body packed with gzip, empty if that is not shorter, and its entity tag."""

    file: File
    packed: bytes
    etag: str


def _pack_file(file: File) -> PackedFile:
    return PackedFile(file, pack(file.body), hashlib.sha256(file.body).hexdigest()[:20])


class State:
    """What the routes share: the files and a cache of them, the processes, the figures."""

    def __init__(self, files: Files, limits: Limits) -> None:
        dataset = files.explorer.dataset
        self.files = files
        self.pool = Pool(dataset.folder, limits, is_union=dataset.is_union)
        self.metrics = Metrics()
        self._cache: dict[str, asyncio.Future[PackedFile | None]] = {}

    async def file(self, name: str) -> PackedFile | None:
        """The file of a name; None if there is none. Requests at the same time share the work."""
        task = self._cache.pop(name, None) or asyncio.ensure_future(run_in_threadpool(self._make, name))
        self._cache[name] = task  # at the end: what has not been requested for longest goes first
        if len(self._cache) > _CACHED:
            self._cache.pop(next(iter(self._cache)))
        try:
            return await asyncio.shield(task)
        finally:
            if task.done() and (task.cancelled() or task.exception() or task.result() is None):
                self._cache.pop(name, None)

    def _make(self, name: str) -> PackedFile | None:
        return _pack_file(file) if (file := self.files.file(name)) else None


def app(files: Files, limits: Limits) -> Starlette:
    """The server of ``files``: an ASGI application."""
    state = State(files, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await state.pool.start()
        try:
            yield
        finally:
            await state.pool.stop()

    routes = [
        Route("/sparql", _endpoint, methods=["GET", "POST", "OPTIONS"]),
        Route("/health", _health),
        Route("/metrics", _figures),
        Route("/{name:path}", _resource, methods=["GET", "OPTIONS"]),
    ]
    application = Starlette(routes=routes, lifespan=lifespan)
    application.state.shared = state
    application.add_middleware(Guard, metrics=state.metrics, limits=limits)
    return application


def _state(request: Request) -> State:
    return cast("State", request.app.state.shared)


async def _resource(request: Request) -> Response:
    """A file, a redirect to the best form of a thing, or 404."""
    if request.method == "OPTIONS":
        return _allowed("GET, HEAD, OPTIONS")
    state = _state(request)
    name = _name(request, state.files)
    document, tag = state.files.page_of(name)
    if document and document.template in _FORMS and request.scope["query_string"]:
        return await _form_page(request, state.files, document, tag)
    if file := await state.file(name):
        return _file_response(request, file)
    return _negotiate(request, state.files, name) or await _not_found(request, state.files)


async def _endpoint(request: Request) -> Response:
    """SPARQL; without a query, the description of the endpoint, or for browsers the editor."""
    state = _state(request)
    if request.method == "OPTIONS":
        return _allowed("GET, HEAD, POST, OPTIONS")
    if request.method == "POST" or request.scope["query_string"]:
        return await sparql.answer(request, state.pool)
    if media_type(request.headers.get("accept", ""), ["text/turtle", "text/html"]) == "text/html":
        return _see_other(f"query.{_language(request, state.files)}.html")
    return Response(sparql.DESCRIPTION, media_type="text/turtle", headers={"Vary": "Accept"})


def _allowed(methods: str) -> Response:
    """The methods that scripts of other sites may use. Source: the Fetch standard, section 3.3 (CORS protocol)."""
    preflight = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "*"}
    return Response(status_code=204, headers={"Allow": methods, **preflight, "Access-Control-Max-Age": "86400"})


def _health(request: Request) -> Response:
    pool = _state(request).pool
    body = json.dumps({"status": "ok" if pool.size else "down", "workers": pool.size})
    return Response(body, 200 if pool.size else 503, {"Cache-Control": "no-store"}, "application/json")


def _figures(request: Request) -> Response:
    state = _state(request)
    pool = state.pool
    gauges = {"queries_running": pool.running, "queries_stopped_total": pool.stopped, "workers": pool.size}
    return Response(state.metrics.text(gauges), 200, {"Cache-Control": "no-store"}, "text/plain; version=0.0.4")


def _name(request: Request, files: Files) -> str:
    """The name of the document or file at the path of a request; one that no file has if it is not UTF-8."""
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


def _file_response(request: Request, packed: PackedFile) -> Response:
    """A file, or 304 if it has not changed."""
    file, document = packed.file, packed.file.document
    is_packed = bool(packed.packed) and accepts_gzip(request.headers.get("accept-encoding", ""))
    etag = f'"{packed.etag}{"-gzip" if is_packed else ""}"'
    caching = f"public, max-age={file.max_age}" if file.max_age else "no-cache"
    headers = {"ETag": etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if file.language:
        headers["Content-Language"] = file.language
    if document and document.iri:
        headers["Link"] = ", ".join(_links(document))
    if document and document.template in POLICIES:
        headers["Content-Security-Policy"] = POLICIES[document.template]
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in tags or tags == ["*"]:
        return Response(status_code=304, headers=headers)
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed.packed if is_packed else file.body, headers=headers, media_type=file.media_type)


def _links(document: Document) -> list[str]:
    """The document's forms, and the thing it describes. Source: RFC 8288; POWDER-S, section 4.1 (describedby)."""
    stem = quote(document.name.rpartition("/")[2])
    forms = [f'<{stem}.{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in DATA_FORMS.items()]
    return [*forms, f'<{quote(document.iri, safe="/:?#[]@!$&()*+,;=%~-._")}>; rel="describes"']


def _see_other(location: str) -> Response:
    headers = {"Location": location, "Vary": "Accept, Accept-Language", "Cache-Control": "public, max-age=300"}
    return Response(status_code=303, headers=headers)


def _negotiate(request: Request, files: Files, name: str) -> Response | None:
    """A redirect to the form of a document that the client wants; None if there is no such document."""
    explorer = files.explorer
    is_page = name.endswith(".html")
    stem = name.removesuffix(".html") if is_page else name
    document, tag = explorer.documents.get(stem), _language(request, files)
    forms = {"text/html": f"{stem}.{tag}.html"} if document else {}
    if document and document.iri and not is_page:
        forms |= {kind: f"{stem}.{suffix}" for suffix, kind in DATA_FORMS.items()}
    elif f"{explorer.base}{name}" in explorer.dataset.named_graphs:
        forms |= {"text/html": f"data.{tag}.html"} | {
            MEDIA_TYPES[suffix]: f"data/graph.{suffix}" for suffix in ("trig", "nq")
        }
    elif name in WITHOUT_PAGE:
        forms = {MEDIA_TYPES[suffix]: f"{name}.{suffix}" for suffix in WITHOUT_PAGE[name]}
    if not forms:
        return None
    wanted = media_type(request.headers.get("accept", ""), [*forms])
    if wanted is None and not is_page:
        return Response(f"There is this as {', '.join(forms)}.\n", 406, {"Vary": "Accept"}, "text/plain")
    # Relative to the path of the request, so that a proxy may serve everything below any path.
    path = request.scope["path"].removeprefix("/")
    fields = request.scope["query_string"] if document and document.template in _FORMS else b""
    query = f"?{quote(fields, safe=_IN_QUERY)}" if fields else ""
    return _see_other(relative(path or "index", forms[wanted or "text/html"]) + query)


async def _form_page(request: Request, files: Files, document: Document, tag: str) -> Response:
    """A page with a form that was sent, and its results."""
    try:
        fields = dict(sparql.fields(request.scope["query_string"]))
    except AnswerError as refused:
        return Response(f"{refused}\n", refused.status, media_type="text/plain")

    def make() -> PackedFile:
        return _pack_file(File(files.page(document, tag, fields), HTML, document, tag, max_age=0))

    return _file_response(request, await run_in_threadpool(make))


async def _not_found(request: Request, files: Files) -> Response:
    """404, as a page or in a sentence."""
    if media_type(request.headers.get("accept", ""), ["text/plain", "text/html"]) != "text/html":
        return Response("There is no such thing here.\n", 404, media_type="text/plain")
    name = request.url.path.removeprefix("/")
    page = Page(files.explorer, Document(name or "index", "missing"), _language(request, files))
    body = await run_in_threadpool(render, page, {})
    return Response(body, 404, media_type=HTML)
