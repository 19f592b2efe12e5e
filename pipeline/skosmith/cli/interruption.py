"""SIGINT and SIGTERM while a library works that does not look at signals, such as the SHACL engine."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SECONDS = 1.5  # that the work has to come to an end by itself


@contextmanager
def ending_in_time() -> Iterator[None]:
    """Within, a signal ends the process in two seconds, also where no handler can run because a library is at work.

    Python runs handlers between its own steps only. Nothing is cleared if it comes to that, so nothing may be half
    written within. On Windows, and in other threads than the main one, signals do what they do.
    """
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    is_main = threading.current_thread() is threading.main_thread()
    if os.name != "posix" or not is_main or not all(map(callable, before.values())):
        yield
        return
    is_seen = threading.Event()

    def see(number: int, frame: FrameType | None) -> None:
        is_seen.set()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    def watch() -> None:
        while byte := os.read(reader, 1):
            if byte[0] in _SIGNALS and not is_seen.wait(_SECONDS):
                if sys.stderr is not None and sys.stderr.isatty():
                    os.write(2, b"\x1b[?25h\n")  # the cursor, which a progress bar hides
                os._exit(128 + byte[0])

    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    for number in _SIGNALS:
        signal.signal(number, see)
    wakeup = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(writer)
        watcher.join()
        os.close(reader)
