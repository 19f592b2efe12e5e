"""The documents that an editor has open, saved or not, by the paths of their files."""

import os
import re
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from lsprotocol.types import PositionEncodingKind, TextDocumentContentChangeEvent, TextDocumentContentChangePartial

from skosmith.authoring.lsp.positions import LineIndex

_SCHEMES = ("file", "untitled")
_DRIVE = re.compile(r"/[A-Za-z]:")


@dataclass(frozen=True)
class Document:
    """An open document; ``uri`` is as the editor writes it, ``path`` is the source of its page."""

    uri: str
    path: str
    version: int | None
    text: str
    encoding: str = PositionEncodingKind.Utf16

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text, self.encoding)

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    def edited(self, change: TextDocumentContentChangeEvent) -> "Document":
        """The document after a change; a range outside of the text is moved to the nearest inside."""
        if not isinstance(change, TextDocumentContentChangePartial):
            return replace(self, text=change.text)
        ends = sorted((self.lines.offset(change.range.start), self.lines.offset(change.range.end)))
        return replace(self, text=self.text[: ends[0]] + change.text + self.text[ends[1] :])


def path_of(uri: str) -> str | None:
    """The path of a document: absolute for a file, a name for one without; None for a document of another scheme.

    Source: RFC 8089 for files; the protocol's ``untitled:`` for a document that was never saved.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES:
        return None
    if parts.scheme != "file":
        return re.sub(r"[^\w.:-]+", "-", uri)  # neither a path nor a pattern nor an address
    path = os.fsdecode(unquote_to_bytes(parts.path))
    if parts.netloc and parts.netloc != "localhost":
        path = f"//{parts.netloc}{path}"
    elif _DRIVE.match(path):
        path = path[1:]
    return os.path.normpath(path).replace(os.sep, "/") if path and "\0" not in path else None


def uri_of(path: str) -> str:
    written = quote_from_bytes(os.fsencode(path), safe="/:@!$&'()*+,;=-._~" if path[1:2] == ":" else "/-._~")
    return f"file://{'' if written.startswith('/') else '/'}{written}"
