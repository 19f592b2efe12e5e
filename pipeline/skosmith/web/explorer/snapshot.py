"""The folder of a snapshot: gone at the end, and where the program was killed, at the next start.

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
    """A new folder among the temporary ones, after those that nobody uses any more are cleared away."""
    with contextlib.ExitStack() as at_end:
        if sys.platform == "win32":  # it cannot lock a folder
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        else:
            for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
                with contextlib.suppress(OSError), _locked(old):  # BlockingIOError where it is used
                    shutil.rmtree(old)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            at_end.enter_context(_locked(folder))
        at_end.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


if sys.platform != "win32":
    import fcntl

    @contextlib.contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        """Holds the folder; raises OSError where it is not ours, or held by another program."""
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(opened)
