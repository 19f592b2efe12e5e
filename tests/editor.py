"""An editor, as far as a language server sees one: starts ``skosmith lsp`` and talks with it over its streams."""

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from skosmith.authoring import serve
from skosmith.framework import check_project

Json = Any

PATIENCE = 120.0
"""Seconds to wait for an answer: the machine may be busy."""

EXAMPLES = Path(__file__).parent.parent / "examples"

CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True},
    },
}


class Process:
    """The server as an editor starts it, in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "skosmith", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.writer, self.reader = self.process.stdin, self.process.stdout

    def wait(self) -> int:
        """The exit status, once the server has ended by itself."""
        return self.process.wait(PATIENCE)

    def close(self) -> str:
        """What the server wrote to its standard error stream; ends it if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        assert self.process.stderr is not None
        output = self.process.stderr.read().decode()
        self.process.stderr.close()
        return output


class Thread:
    """The same server over the same kind of streams, in a thread of this process: quicker to start, and measured."""

    def __init__(self, messages: str = "") -> None:
        self.reader, self._stdout = open_ends()
        self._stdin, self.writer = open_ends()
        self.server = serve(check_project, messages)
        self._thread = threading.Thread(target=self.server.start_io, args=(self._stdin, self._stdout), daemon=True)
        self._thread.start()

    def wait(self) -> int:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return 0 if self.server.was_shut_down else 1

    def close(self) -> str:
        self.wait()
        self._stdin.close()
        self._stdout.close()
        return ""


def open_ends() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends of a pipe: what is read, and what is written to."""
    read_end, write_end = os.pipe()
    return os.fdopen(read_end, "rb"), os.fdopen(write_end, "wb")


class Editor:
    """A running server; ``diagnostics`` holds what it pushed last, by URI, ``log`` what else it said."""

    def __init__(self, connection: Process | Thread) -> None:
        self.connection = connection
        self.diagnostics: dict[str, list[Json]] = {}
        self.log: list[Json] = []
        self.pushes = 0
        self.has_ended = False
        self.expected: list[Json] = []
        self._answers: queue.Queue[Json] = queue.Queue()
        self._news = threading.Condition()
        self._next = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if kind is None and not self.has_ended:
            assert self.end() == 0
        if not self.connection.writer.closed:
            self.connection.writer.close()
        output = self.connection.close()
        self._reader.join(PATIENCE)
        self.connection.reader.close()
        if kind is None:
            assert output == ""
            assert [one for one in self.log if one["method"] == "window/logMessage"] == self.expected

    def _read(self) -> None:
        stream = self.connection.reader
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
        self.connection.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.connection.writer.flush()

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
                message = f"not seen: {self.diagnostics} {self.log}"
                raise AssertionError(message)

    def end(self) -> int:
        """Shuts the server down; its exit status."""
        self.request("shutdown")
        return self.leave()

    def leave(self) -> int:
        """Says good-bye without a word before; the exit status."""
        self.has_ended = True
        self.notify("exit")
        return self.connection.wait()


def offset(text: str, position: Json) -> int:
    """The character of ``text`` at a position in UTF-16 units, worked out from the bytes.

    Raises UnicodeDecodeError for one in the middle of a letter.
    """
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
    start = starts[position["line"]]
    units = text[start:].encode("utf-16-le")[: 2 * position["character"]]
    return int(start) + len(units.decode("utf-16-le"))


def applied(text: str, edits: list[Json]) -> str:
    """``text`` after edits, as an editor applies them: all at once, places as before."""
    for edit in sorted(edits, key=lambda one: offset(text, one["range"]["start"]), reverse=True):
        start, end = (offset(text, edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def project_at(tmp_path: Path) -> Path:
    """A project with a page in two languages and another skill."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("mapd.pt.txt", "mapd.en.txt", "ssup.pt.txt"):
        (pages / name).write_bytes((EXAMPLES / name).read_bytes())
    (tmp_path / "skosmith.toml").write_text('title = "Maps"\nrights = "© Nobody"\nsources = ["pages"]\n', "utf-8")
    return tmp_path


def codes(diagnostics: list[Json]) -> list[str]:
    return [one["code"] for one in diagnostics]


def line_of(text: str, begins: str) -> int:
    """The number from 0 of the first line that begins so."""
    return next(number for number, line in enumerate(text.split("\n")) if line.startswith(begins))


def quick_fixes(editor: Editor, uri: str, diagnostic: Json, **context: Json) -> list[Json]:
    params = {"textDocument": {"uri": uri}, "range": diagnostic["range"]}
    values: list[Json] = editor.request(
        "textDocument/codeAction", {**params, "context": {"diagnostics": [], **context}}
    )
    return values
