"""Diagnostics on their way to the editor: pushed, or kept until it asks for them, as it prefers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lsprotocol.types import Diagnostic, PublishDiagnosticsParams

from skosmith.authoring.lsp.diagnostics import FileProblem, diagnostic, problems_by_path
from skosmith.authoring.lsp.session import State


@dataclass
class _Answer:
    """The last answer about a document: its version, the diagnostics, and the id of the result."""

    version: int | None
    diagnostics: list[Diagnostic]
    result: int


@dataclass
class Publisher:
    """The diagnostics of every file, and which of them the editor has.

    An editor that ``pulls`` asks for those of its open documents; those of other files are pushed to it, since it has
    no other way to them until they are opened.
    """

    pulls: bool = False
    problems: dict[str, list[FileProblem]] = field(default_factory=dict)
    _state: State = field(default_factory=State)
    _pushed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    _answers: dict[str, _Answer] = field(default_factory=dict)
    _results: int = 0

    def update(self, state: State) -> Iterator[PublishDiagnosticsParams]:
        """What to push for ``state``: the files whose diagnostics have changed."""
        self._state, self.problems = state, problems_by_path(state)
        by_uri: dict[str, tuple[list[Diagnostic], int | None]] = {}
        for path in (*self.problems, *state.documents):
            document = state.documents.get(path)
            if document is None:
                by_uri[state.uri(path)] = self.diagnostics(path), None
            elif not self.pulls:
                by_uri[document.uri] = self.diagnostics(path), document.version
        for uri in dict.fromkeys((*self._pushed, *by_uri)):
            now, version = by_uri.get(uri, ([], None))
            if now != self._pushed.get(uri, []):
                yield PublishDiagnosticsParams(uri, now, version)
        self._pushed = {uri: now for uri, (now, _) in by_uri.items() if now}
        self._answers = {path: answer for path, answer in self._answers.items() if path in state.documents}

    def diagnostics(self, path: str) -> list[Diagnostic]:
        return [diagnostic(entry, self._state) for entry in self.problems.get(path, ())]

    def answer(self, path: str) -> tuple[list[Diagnostic], str]:
        """The diagnostics of a file and the id of the result, which stays the same while they do."""
        document, now = self._state.documents.get(path), self.diagnostics(path)
        last = self._answers.get(path)
        if last is None or last.diagnostics != now:
            self._results += 1
        result = last.result if last and last.diagnostics == now else self._results
        self._answers[path] = _Answer(document.version if document else None, now, result)
        return now, str(result)

    def is_stale(self) -> bool:
        """Whether the editor should ask again: an edit of another document has changed an answer."""
        return any(
            answer.version == self._state.documents[path].version and answer.diagnostics != self.diagnostics(path)
            for path, answer in self._answers.items()
        )
