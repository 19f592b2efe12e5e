"""A process that answers queries and can be killed at any moment: Oxigraph cannot be stopped within a query.

A message is a length in four bytes and a JSON text; an answer is a message, followed by a length and a body.
"""

import contextlib
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import IO, Any

READY = b"+"
_LENGTH = struct.Struct(">I")


class QueryProcess:
    """A process that runs ``python -m module``, which sends ``READY`` and then answers messages.

    Ctrl+C is left to the program that starts it.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-P", "-m", module, *arguments]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.pid = self._process.pid
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    def is_ready(self) -> bool:
        """Waits until the process has started; False if it ended instead."""
        return self._stdout is not None and self._stdout.read(1) == READY

    def ask(self, request: Mapping[str, Any], seconds: float | None = None) -> tuple[dict[str, Any], bytes]:
        """The head and the body of the answer to ``request``.

        Raises TimeoutError if it takes more than ``seconds``, which ends the process; EOFError or OSError if it ends by
        itself, or is killed by another thread.
        """
        if self._stdin is None or self._stdout is None:  # both are pipes
            raise EOFError
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            self._process.kill()

        timer = threading.Timer(seconds or 0, stop)
        try:
            if seconds is not None:
                timer.start()
            write_message(self._stdin, json.dumps(request).encode())
            return json.loads(_read(self._stdout)), _read(self._stdout)
        except (EOFError, OSError) as error:
            if is_late.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()

    def kill(self) -> None:
        """Kills the process, without waiting for its end."""
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):  # for what was not sent
                if pipe:
                    pipe.close()


def read_message(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next message; None at the end of the stream."""
    try:
        return dict(json.loads(_read(stream)))
    except EOFError:
        return None


def write_message(stream: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        stream.write(_LENGTH.pack(len(part)) + part)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH.size)
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    data = stream.read(size)
    if len(head) < _LENGTH.size or len(data) < size:
        raise EOFError
    return data


def limit_memory(limit: int) -> None:
    """Limits this process to ``limit`` bytes of memory, or to its own limit if that is lower, if the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
