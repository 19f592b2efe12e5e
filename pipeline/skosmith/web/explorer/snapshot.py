"""The folder of a snapshot: deleted at the end, or, if the program was killed, at the next start.

A folder in use is locked, and the system unlocks it however its program ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "skosmith-snapshot-"


@contextlib.contextmanager
def snapshot_folder() -> Iterator[Path]:
    """A new temporary folder, after those that no program uses any more are deleted."""
    with contextlib.ExitStack() as stack:
        if sys.platform == "win32":  # it cannot lock a folder
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        else:
            for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
                with contextlib.suppress(OSError), _locked(old):  # BlockingIOError if it is used
                    shutil.rmtree(old)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            stack.enter_context(_locked(folder))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


if sys.platform != "win32":
    import fcntl

    @contextlib.contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        """Locks the folder; raises OSError if it is not ours, or locked by another program."""
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(opened)
