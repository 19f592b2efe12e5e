"""What an editor has open, checked a moment after each change, away from the thread that talks with the editor."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType

from lsprotocol.types import PositionEncodingKind, TextDocumentContentChangeEvent

from skosmith.authoring.lsp.documents import Document, path_of
from skosmith.authoring.lsp.projects import Projects
from skosmith.authoring.lsp.state import State

DELAY = 0.03
"""The seconds without a further change after which a check begins."""

PATIENCE = 0.5
"""The seconds after which it begins although the changes go on."""


@dataclass
class Session:
    """The folders and the documents of an editor, and the last check of them.

    ``projects`` checks them. ``on_checked`` is called after each check, on the thread of the editor, with what it
    found; ``on_failed`` where a check, or that, broke off. ``roots`` are absolute paths.
    """

    projects: Projects
    on_checked: Callable[[State], None]
    on_failed: Callable[[Exception], None]
    roots: Sequence[str] = ()
    encoding: str = PositionEncodingKind.Utf16
    messages: str = "en"
    documents: dict[str, Document] = field(default_factory=dict)
    state: State = field(default_factory=State)
    _revision: int = 0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "check"))
    _waiting: asyncio.Task[None] | None = None
    _changed_at: float = 0.0  # when the first change came that no check has seen

    def open(self, uri: str, version: int | None, text: str) -> None:
        """A document was opened."""
        path = path_of(uri)
        if path is not None:
            self.documents[path] = Document(uri, path, version, text, self.encoding)
            self.changed()

    def edit(self, uri: str, version: int | None, changes: Sequence[TextDocumentContentChangeEvent]) -> None:
        """A document was changed; one that is not open, or of which another version is known, is left as it is."""
        document = self.document(uri)
        if document is None:
            return
        for change in changes:
            document = document.edited(change)
        self.documents[document.path] = Document(uri, document.path, version, document.text, self.encoding)
        self.changed()

    def close(self, uri: str) -> None:
        """A document was closed: what its file holds counts again."""
        path = path_of(uri)
        if path is not None and path in self.documents:
            del self.documents[path]
            self.changed()

    def document(self, uri: str) -> Document | None:
        """The open document at ``uri``."""
        path = path_of(uri)
        return self.documents.get(path) if path else None

    def look_again(self) -> None:
        """Files on the disk, or the folders, were changed."""
        self.projects.look_again()
        self.changed()

    def changed(self) -> None:
        """Something was changed: a check follows in a moment."""
        self._revision += 1
        now = time.monotonic()
        if self.state.revision == self._revision - 1 or not self._changed_at:
            self._changed_at = now
        if self._waiting is not None:
            self._waiting.cancel()
        delay = min(DELAY, max(self._changed_at + PATIENCE - now, 0))
        self._waiting = asyncio.get_running_loop().create_task(self._check_in(delay))

    async def _check_in(self, delay: float) -> None:
        await asyncio.sleep(delay)
        self._waiting = None  # from here on it is not cancelled
        await self.settled()

    async def settled(self) -> State:
        """What is found of all as it stands now, or later; checks at once where that is not known."""
        wanted = self._revision
        async with self._lock:
            if self.state.revision < wanted:
                await self._check()
        return self.state

    async def _check(self) -> None:
        revision, documents, self._changed_at = self._revision, dict(self.documents), 0.0
        roots = tuple(self.roots)
        try:
            checked = await asyncio.get_running_loop().run_in_executor(
                self._worker, self.projects.check, roots, documents
            )
        except Exception as error:  # noqa: BLE001 - the next check may be shown
            self.on_failed(error)
            checked = list(self.state.checked)
        self.state = State(revision, MappingProxyType(documents), tuple(checked), self.encoding, self.messages)
        try:
            self.on_checked(self.state)
        except Exception as error:  # noqa: BLE001 - the next check may be shown
            self.on_failed(error)

    def end(self) -> None:
        """No further checks."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._worker.submit(self.projects.end)
        self._worker.shutdown(wait=False)
