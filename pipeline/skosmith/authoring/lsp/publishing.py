"""Diagnostics on their way to the editor: pushed, or kept for it to ask for, as it prefers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lsprotocol.types import Diagnostic, PublishDiagnosticsParams

from skosmith.authoring.lsp.diagnostics import Found, diagnostic, found_by_path
from skosmith.authoring.lsp.state import State


@dataclass
class _Asked:
    """What the editor was last answered about a document: its version, the diagnostics, and what they are known by."""

    version: int | None
    diagnostics: list[Diagnostic]
    result: int


@dataclass
class Publisher:
    """The diagnostics of every file, and which of them the editor has.

    An editor that ``pulls`` asks for those of its open documents; those of all other files are pushed to it, since it
    has no other way to them until they are opened.
    """

    pulls: bool = False
    found: dict[str, list[Found]] = field(default_factory=dict)
    _state: State = field(default_factory=State)
    _pushed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    _asked: dict[str, _Asked] = field(default_factory=dict)
    _results: int = 0

    def update(self, state: State) -> Iterator[PublishDiagnosticsParams]:
        """What is to be pushed now that ``state`` is known: the files whose diagnostics are others than before."""
        self._state, self.found = state, found_by_path(state)
        shown: dict[str, tuple[list[Diagnostic], int | None]] = {}
        for path in (*self.found, *state.documents):
            document = state.documents.get(path)
            if document is None:
                shown[state.uri(path)] = self.diagnostics(path), None
            elif not self.pulls:
                shown[document.uri] = self.diagnostics(path), document.version
        for uri in dict.fromkeys((*self._pushed, *shown)):
            now, version = shown.get(uri, ([], None))
            if now != self._pushed.get(uri, []):
                yield PublishDiagnosticsParams(uri, now, version)
        self._pushed = {uri: now for uri, (now, _) in shown.items() if now}
        self._asked = {path: asked for path, asked in self._asked.items() if path in state.documents}

    def diagnostics(self, path: str) -> list[Diagnostic]:
        """Those of one file."""
        return [diagnostic(one, self._state) for one in self.found.get(path, ())]

    def answer(self, path: str) -> tuple[list[Diagnostic], str]:
        """The diagnostics that the editor asks for, and what they are known by: the same as before if they are."""
        document, now = self._state.documents.get(path), self.diagnostics(path)
        asked = self._asked.get(path)
        if asked is None or asked.diagnostics != now:
            self._results += 1
        result = asked.result if asked and asked.diagnostics == now else self._results
        self._asked[path] = _Asked(document.version if document else None, now, result)
        return now, str(result)

    def is_stale(self) -> bool:
        """Whether the editor should ask again: what it was answered changed by an edit of another document."""
        return any(
            asked.version == self._state.documents[path].version and asked.diagnostics != self.diagnostics(path)
            for path, asked in self._asked.items()
        )
