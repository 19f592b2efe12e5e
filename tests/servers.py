"""Real triple stores on loopback, and a server that misbehaves."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
"""


def free_port() -> int:
    with socket.socket() as socket_:
        socket_.bind(("127.0.0.1", 0))
        port: int = socket_.getsockname()[1]
    return port


def wait_for(port: int, server: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"no server on port {port} after {seconds} seconds")


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server in a process of its own, ended at the end."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        try:
            wait_for(port, server)
        except AssertionError as error:
            error.add_note((folder / "log").read_text("utf-8", "replace"))
            raise
        yield server
    finally:
        server.terminate()
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def oxigraph_process(folder: Path, *arguments: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder / "db"), *arguments]
    with running(command, folder, port) as server:
        yield f"http://127.0.0.1:{port}", server


@contextmanager
def oxigraph(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of a running Oxigraph."""
    with oxigraph_process(folder, *arguments) as (address, _):
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a running Virtuoso 7, user and password ``dba``; where it is not installed, CI fails."""
    with virtuoso_process(folder) as (address, _):
        yield address


@contextmanager
def virtuoso_process(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    program = shutil.which("virtuoso-t")
    if not program:
        assert "CI" not in os.environ, "CI needs virtuoso-t (Debian's virtuoso-opensource-7-bin)"
        pytest.skip("virtuoso-t (Debian's virtuoso-opensource-7-bin) is not installed")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(port=free_port(), http=port))
    with running([program, "+configfile", "virtuoso.ini", "+foreground"], folder, port) as server:
        yield f"http://127.0.0.1:{port}", server


Answer = tuple[int, dict[str, str], bytes]
REASON = "reason"
"""Among the headers of an answer, the reason in its status line."""
PAUSE = "pause"
"""Among them, the seconds before each byte of the body."""


class Site:
    """A server that answers each request as the test says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, dict[str, str], int]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                site.asked.append((self.command, self.path, dict(self.headers), len(body)))
                status, headers, data = site.answers.pop(0) if len(site.answers) > 1 else site.answers[0]
                if status == 0:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                headers = {"Content-Length": str(len(data)), **headers}
                self.send_response_only(status, headers.pop(REASON, None))
                pause = float(headers.pop(PAUSE, 0))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # nobody reads it any longer
                    for byte in data if pause else ():
                        time.sleep(pause)
                        self.wfile.write(bytes([byte]))
                    self.wfile.write(b"" if pause else data)

            do_PUT = do_POST = do_GET  # noqa: N815 - http.server's names

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/store"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@contextmanager
def misbehaving() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()
