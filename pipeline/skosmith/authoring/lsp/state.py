"""What the last check saw and found, as the features of the editor ask for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from lsprotocol.types import PositionEncodingKind

from skosmith.authoring.lsp.documents import Document, uri_of
from skosmith.authoring.lsp.positions import Lines
from skosmith.authoring.lsp.projects import Checked
from skosmith.model import LevelPage, Page, Statement, is_address, read


@dataclass(frozen=True)
class State:
    """The documents of one moment, by path, and what the checks of their projects found.

    ``revision`` counts the changes up to that moment. ``messages`` is the language of what is said, ``en`` or ``pt``.
    """

    revision: int = -1
    documents: Mapping[str, Document] = field(default_factory=dict)
    checked: tuple[Checked, ...] = ()
    encoding: str = PositionEncodingKind.Utf16
    messages: str = "en"

    def lines(self, path: str) -> Lines:
        """The lines of a page, as they stand in the editor, else in the file; none where it cannot be read."""
        if path in self.documents:
            return self.documents[path].lines
        if path not in self._lines:
            data = read(path)
            text = data.decode("utf-8-sig", "replace") if isinstance(data, bytes) else ""
            self._lines[path] = Lines(text, self.encoding)
        return self._lines[path]

    @cached_property
    def _lines(self) -> dict[str, Lines]:
        return {}

    def uri(self, path: str) -> str:
        """The URI of a page, as the editor writes it where it is open there."""
        if path in self.documents:
            return self.documents[path].uri
        return path if is_address(path) else uri_of(path)

    def home(self, path: str) -> Checked | None:
        """What was found where the page at ``path`` was read; None where it was not, or is none."""
        return next((one for one in self.checked if any(page.path == path for page in one.read.pages)), None)

    def page(self, path: str) -> Page | LevelPage | None:
        """The page at ``path``; None where it is none, or a table with several."""
        found = [page for one in self.checked for page in one.read.pages if page.path == path]
        return found[0] if len(found) == 1 else None


def statements_of(checked: Checked, path: str) -> Iterator[Statement]:
    """What the page at ``path`` says, each statement with its place on it."""
    pages = [page for page in checked.read.build.pages if page.path == path]
    yield from chain(*(page.of_skill for page in pages))
    yield from chain(*(page.of_framework for page in pages[:1]))  # all that a level page speaks of share it
