"""A real server on this machine that plays what servers do, and what is fetched from it."""

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from skosmith.model import Problem
from skosmith.pages import FetchOptions
from skosmith.pages.fetch.fetcher import Fetched, Fetcher

Answer = Callable[[Any, int], None]
QUICK = FetchOptions(
    allow_private=True, rate=0, connect_timeout=60, read_timeout=60, time_limit=120, retries=2, back_off=0.01,
    longest_wait=0.5, redirects=3, max_bytes=100_000,
)  # fmt: skip


class Site(ThreadingHTTPServer):
    """A server whose answers a test writes: by path, a function of the request and of how often the path was asked."""

    daemon_threads = True
    answers: dict[str, Answer]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = {}
        self.asked: list[tuple[str, float, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        before = self.server.paths().count(self.path)
        self.server.asked.append((self.path, time.monotonic(), dict(self.headers)))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.answer(404, b"none")
        else:
            answer(self, before)

    def answer(self, status: int, data: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/plain; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Connection" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def says(status: int, data: bytes = b"", /, **headers: str) -> Answer:
    return lambda request, _: request.answer(status, data, **headers)


def in_turn(*answers: Answer) -> Answer:
    return lambda request, before: answers[min(before, len(answers) - 1)](request, before)


def fetch(url: str, options: FetchOptions = QUICK) -> Fetched | Problem:
    with Fetcher(options) as fetcher:
        return fetcher.fetch(url)


def code(url: str, options: FetchOptions = QUICK) -> str:
    answer = fetch(url, options)
    assert isinstance(answer, Problem), answer
    assert answer.message
    return answer.code


def data(url: str, options: FetchOptions = QUICK) -> bytes:
    answer = fetch(url, options)
    assert isinstance(answer, Fetched), answer
    return answer.data
