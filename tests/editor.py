"""An editor, as far as a language server sees one: starts ``skosmith lsp`` and talks with it over its streams."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Json = Any

PATIENCE = 20.0
"""Seconds to wait for an answer: the machine may be busy."""

CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True},
    },
}


class Editor:
    """A running server; ``diagnostics`` holds what it pushed last, by URI, ``log`` what else it said."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "skosmith", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.diagnostics: dict[str, list[Json]] = {}
        self.log: list[Json] = []
        self.pushes = 0
        self._answers: queue.Queue[Json] = queue.Queue()
        self._news = threading.Condition()
        self._next = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._errors: list[bytes] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if self.process.poll() is None:
            if kind is None:
                assert self.end() == 0
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        self._reader.join()
        self._listener.join()
        if kind is None:
            assert self.errors == ""

    @property
    def errors(self) -> str:
        """What the server wrote to its standard error stream."""
        return b"".join(self._errors).decode()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        try:
            for line in self.process.stderr:
                self._errors.append(line)
        except ValueError:  # closed
            pass

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while header := stream.readline():
                name, _, length = header.partition(b":")
                assert name == b"Content-Length", header  # nothing but the protocol
                while stream.readline().strip():
                    pass
                self._handle(json.loads(stream.read(int(length))))
        except ValueError:  # closed
            pass

    def _handle(self, message: Json) -> None:
        with self._news:
            if message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
                self.pushes += 1
            elif "method" in message:
                self.log.append(message)
                if "id" in message:
                    self.send({"id": message["id"], "result": None})
            else:
                self._answers.put(message)
            self._news.notify_all()

    def send(self, message: Json) -> None:
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def write(self, body: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: Json = None) -> None:
        self.send({"method": method, "params": {} if params is None else params})

    def answer(self, method: str, params: Json = None) -> Json:
        """The whole answer to a request, with its result or its error."""
        self._next += 1
        self.send({"id": self._next, "method": method, "params": params})
        while True:
            answer = self._answers.get(timeout=PATIENCE)
            if answer["id"] == self._next:
                return answer

    def request(self, method: str, params: Json = None) -> Json:
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def begin(self, *roots: Path, capabilities: Json = None, **more: Json) -> Json:
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        params = {
            "processId": None,
            "rootUri": folders[0]["uri"] if folders else None,
            "workspaceFolders": folders or None,
            "capabilities": CAPABILITIES if capabilities is None else capabilities,
            **more,
        }
        answer = self.request("initialize", params)
        self.notify("initialized")
        return answer

    def open(self, path: Path | str, text: str | None = None) -> str:
        uri = path.as_uri() if isinstance(path, Path) else path
        if text is None:
            assert isinstance(path, Path)
            text = path.read_text("utf-8")
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, *changes: Json, version: int = 2) -> None:
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def replace(self, uri: str, text: str, version: int = 2) -> None:
        self.change(uri, {"text": text}, version=version)

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, method: str, uri: str, line: int, character: int, **more: Json) -> Json:
        """What the server answers about a position, from 0."""
        position = {"line": line, "character": character}
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position, **more})

    def shown(self, uri: str, wanted: Callable[[list[Json]], bool] = bool) -> list[Json]:
        """The diagnostics of a file, once they are as wanted: some."""
        self.wait(lambda: wanted(self.diagnostics.get(uri, [])))
        return self.diagnostics.get(uri, [])

    def wait(self, is_there: Callable[[], bool]) -> None:
        with self._news:
            if not self._news.wait_for(is_there, PATIENCE):
                message = f"not seen: {self.diagnostics} {self.log} {self.errors}"
                raise AssertionError(message)

    def end(self) -> int:
        """Shuts the server down; its exit status."""
        self.request("shutdown")
        self.notify("exit")
        started = time.monotonic()
        status = self.process.wait(PATIENCE)
        assert time.monotonic() - started < PATIENCE / 2
        return status
