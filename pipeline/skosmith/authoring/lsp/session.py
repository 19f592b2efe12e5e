"""What an editor has open, checked a moment after each change, outside the thread that talks with the editor."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from lsprotocol.types import PositionEncodingKind, TextDocumentContentChangeEvent

from skosmith.authoring.lsp.documents import Document, path_of, uri_of
from skosmith.authoring.lsp.positions import LineIndex
from skosmith.authoring.lsp.projects import Checked, Projects
from skosmith.model import Files, LevelPage, Page, is_address
from skosmith.reports import words_in

DELAY = 0.03
"""The seconds without a further change after which a check begins."""

PATIENCE = 0.5
"""The seconds after which it begins although the changes go on."""


@dataclass(frozen=True)
class State:
    """The documents of one moment, by path, and the results of the checks of their projects.

    ``revision`` counts the changes up to that moment. ``messages`` is the language of messages, ``en`` or ``pt``.
    """

    revision: int = -1
    documents: Mapping[str, Document] = field(default_factory=dict)
    checked: tuple[Checked, ...] = ()
    encoding: str = PositionEncodingKind.Utf16
    messages: str = "en"

    @property
    def words(self) -> dict[str, str]:
        return words_in(self.messages, "authoring/lsp/words.toml")

    def lines(self, path: str) -> LineIndex:
        """The lines of a page in the editor, else in the file; no lines if it cannot be read."""
        if path in self.documents:
            return self.documents[path].lines
        if path not in self._lines:
            data = Files().read(path)
            text = data.decode("utf-8-sig", "replace") if isinstance(data, bytes) else ""
            self._lines[path] = LineIndex(text, self.encoding)
        return self._lines[path]

    @cached_property
    def _lines(self) -> dict[str, LineIndex]:
        return {}

    def uri(self, path: str) -> str:
        """The URI of a page, as the editor writes it if it is open there."""
        if path in self.documents:
            return self.documents[path].uri
        return path if is_address(path) else uri_of(path)

    def check_of(self, path: str) -> Checked | None:
        return next((one for one in self.checked if any(page.path == path for page in one.read.pages)), None)

    def page(self, path: str) -> Page | LevelPage | None:
        """The page at ``path``; None if there is no page, or a table with several."""
        pages = [page for checked in self.checked for page in checked.read.pages if page.path == path]
        return pages[0] if len(pages) == 1 else None


@dataclass
class Session:
    """The folders and the documents of an editor, and the last check of them.

    ``projects`` checks them. ``on_checked`` is called after each check, on the thread of the editor, with its results;
    ``on_failed`` if either raises. ``roots`` are absolute paths.
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
        path = path_of(uri)
        if path is not None:
            self.documents[path] = Document(uri, path, version, text, self.encoding)
            self.schedule_check()

    def edit(self, uri: str, version: int | None, changes: Sequence[TextDocumentContentChangeEvent]) -> None:
        document = self.document(uri)
        if document is None:
            return
        for change in changes:
            document = document.edited(change)
        self.documents[document.path] = Document(uri, document.path, version, document.text, self.encoding)
        self.schedule_check()

    def close(self, uri: str) -> None:
        """Closes a document: the content of its file counts again."""
        path = path_of(uri)
        if path is not None and path in self.documents:
            del self.documents[path]
            self.schedule_check()

    def document(self, uri: str) -> Document | None:
        path = path_of(uri)
        return self.documents.get(path) if path else None

    def look_again(self) -> None:
        """To be called when files on the disk, or the folders, have changed."""
        self.projects.look_again()
        self.schedule_check()

    def schedule_check(self) -> None:
        """Checks in a moment, since something has changed."""
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
        """The state after a check of the present revision, or a later one; checks at once if there was none."""
        revision = self._revision
        async with self._lock:
            if self.state.revision < revision:
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
        if self._waiting is not None:
            self._waiting.cancel()
        self._worker.shutdown(wait=False)
