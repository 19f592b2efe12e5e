"""The language server: the requests of an editor, and the functions that answer them."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from skosmith import __version__
from skosmith.authoring.lsp.code_actions import actions
from skosmith.authoring.lsp.completion import completions
from skosmith.authoring.lsp.documents import path_of
from skosmith.authoring.lsp.places import Content, content_at, counterparts, hover, references
from skosmith.authoring.lsp.projects import Check, Projects
from skosmith.authoring.lsp.publishing import Publisher
from skosmith.authoring.lsp.session import Session, State
from skosmith.authoring.lsp.symbols import document_symbols, flat_symbols
from skosmith.pages import SUFFIXES
from skosmith.project import FILE

_ACTIONS = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll])
_PULLS = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier="skosmith")
_Places = list[lsp.Location] | list[lsp.LocationLink] | None
_DefinitionParams = lsp.DefinitionParams | lsp.DeclarationParams


class _Protocol(LanguageServerProtocol):
    """pygls's, except that the session keeps the documents; its lines end as the protocol says."""

    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]


class Server(LanguageServer):
    """The server of one editor; ``messages`` is the language of its messages, empty for the editor's."""

    def __init__(self, check: Check, messages: str = "") -> None:
        super().__init__("skosmith", __version__, protocol_cls=_Protocol)
        self.messages = messages
        self.publisher = Publisher()
        self.session = Session(Projects(check), self.publish, lambda error: self.report_server_error(error, PyglsError))
        self.was_shut_down = False

    def report_server_error(self, error: Exception, source: type[PyglsError | JsonRpcException]) -> None:  # noqa: ARG002
        """Writes an error into the editor's log; a request is answered with it, too."""
        message = f"{type(error).__name__}: {error}"
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, message))

    def publish(self, state: State) -> None:
        for params in self.publisher.update(state):
            self.text_document_publish_diagnostics(params)
        if self.publisher.is_stale() and self.can("workspace.diagnostics.refresh_support"):
            self.workspace_diagnostic_refresh(None)

    def can(self, capability: str) -> bool:
        return bool(get_capability(self.client_capabilities, capability, default=False))

    async def content_at(self, uri: str, position: lsp.Position) -> tuple[State, Content | None]:
        """What holds a position of a document, and the state in which it does."""
        state = await self.session.settled()
        path = path_of(uri) or ""
        if path not in state.documents:
            return state, None
        return state, content_at(state, path, *state.lines(path).place(position))


def serve(check: Check, messages: str = "") -> Server:
    """A server that answers every request, to be started on a pair of streams; ``check`` checks a project."""
    server = Server(check, messages)
    for name, handler in _HANDLERS.items():
        server.feature(name, _OPTIONS.get(name))(handler)
    return server


def _initialize(server: Server, params: lsp.InitializeParams) -> None:
    session = server.session
    folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    session.roots = _roots(folders) or ([params.root_path] if params.root_path else [])
    session.encoding = server.workspace.position_encoding or session.encoding
    session.messages = server.messages or ("pt" if (params.locale or "").lower().startswith("pt") else "en")
    server.publisher.pulls = server.can("text_document.diagnostic")


def _roots(uris: Iterable[str]) -> list[str]:
    return [path for uri in uris if uri.startswith("file:") and (path := path_of(uri))]


def _initialized(server: Server, _: lsp.InitializedParams) -> None:
    if server.can("workspace.did_change_watched_files.dynamic_registration"):
        suffixes = ",".join(suffix.removeprefix(".") for suffix in SUFFIXES)
        watchers = [lsp.FileSystemWatcher(pattern) for pattern in (f"**/*.{{{suffixes}}}", f"**/{FILE}")]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        watching = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(lsp.RegistrationParams([watching]))
    server.session.schedule_check()


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    server.session.open(document.uri, document.version, document.text)


def _edited(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    server.session.edit(document.uri, document.version, params.content_changes)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    server.session.close(params.text_document.uri)


def _files_changed(server: Server, _: Any) -> None:  # noqa: ANN401 - of several kinds
    server.session.look_again()


def _folders_changed(server: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
    removed = _roots(folder.uri for folder in params.event.removed)
    added = _roots(folder.uri for folder in params.event.added)
    server.session.roots = list(dict.fromkeys([*(one for one in server.session.roots if one not in removed), *added]))
    server.session.look_again()


def _shut_down(server: Server, _: None) -> None:
    server.was_shut_down = True
    server.session.end()


async def _diagnostic(server: Server, params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
    await server.session.settled()
    items, result = server.publisher.answer(path_of(params.text_document.uri) or "")
    if params.previous_result_id == result:
        return lsp.RelatedUnchangedDocumentDiagnosticReport(result)
    return lsp.RelatedFullDocumentDiagnosticReport(items, result_id=result)


async def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    state, content = await server.content_at(params.text_document.uri, params.position)
    kinds: Sequence[str] = get_capability(server.client_capabilities, "text_document.hover.content_format", ()) or ()
    return hover(content, state, is_markdown=lsp.MarkupKind.Markdown in kinds) if content else None


def _counterparts(
    capability: str,
) -> Callable[[Server, _DefinitionParams], Awaitable[_Places]]:
    """The handler of a request for definitions; ``capability`` tells whether the editor takes links."""

    async def handler(server: Server, params: _DefinitionParams) -> _Places:
        state, content = await server.content_at(params.text_document.uri, params.position)
        if content is None:
            return None
        places = [(state.uri(span.path), state.lines(span.path).range(span)) for span in counterparts(content)]
        if not server.can(capability):
            return [lsp.Location(uri, place) for uri, place in places]
        origin = state.lines(content.page.path).range(content.span)
        return [lsp.LocationLink(uri, place, place, origin) for uri, place in places]

    return handler


async def _references(server: Server, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
    state, content = await server.content_at(params.text_document.uri, params.position)
    if content is None:
        return None
    own = content.span.path, content.span.line
    spans = [span for span in references(content) if params.context.include_declaration or span[:2] != own]
    return [lsp.Location(state.uri(span.path), state.lines(span.path).range(span)) for span in spans]


async def _symbols(
    server: Server, params: lsp.DocumentSymbolParams
) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation] | None:
    state = await server.session.settled()
    page = state.page(path_of(params.text_document.uri) or "")
    if page is None:
        return None
    symbols = document_symbols(page, state)
    is_nested = server.can("text_document.document_symbol.hierarchical_document_symbol_support")
    return symbols if is_nested else list(flat_symbols(symbols, params.text_document.uri))


def _completion(server: Server, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    document = server.session.document(params.text_document.uri)
    has_snippets = server.can("text_document.completion.completion_item.snippet_support")
    if document is None:
        return []
    return completions(document, params.position, server.session.state, has_snippets=has_snippets)


async def _actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    state = await server.session.settled()
    path = path_of(params.text_document.uri) or ""
    return actions(params, path, server.publisher.problems.get(path, ()), state)


_HANDLERS: dict[str, Any] = {
    lsp.INITIALIZE: _initialize,
    lsp.INITIALIZED: _initialized,
    lsp.SHUTDOWN: _shut_down,
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _edited,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _files_changed,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    lsp.TEXT_DOCUMENT_DIAGNOSTIC: _diagnostic,
    lsp.TEXT_DOCUMENT_HOVER: _hover,
    lsp.TEXT_DOCUMENT_DEFINITION: _counterparts("text_document.definition.link_support"),
    lsp.TEXT_DOCUMENT_DECLARATION: _counterparts("text_document.declaration.link_support"),
    lsp.TEXT_DOCUMENT_REFERENCES: _references,
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
    lsp.TEXT_DOCUMENT_COMPLETION: _completion,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _actions,
}
"""The function that answers each message of the protocol."""

_OPTIONS: dict[str, Any] = {
    lsp.TEXT_DOCUMENT_DIAGNOSTIC: _PULLS,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _ACTIONS,
}
