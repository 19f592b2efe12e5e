"""Bytes -> a file, whole or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

from skosmith.model import Problem
from skosmith.problems import problem
from skosmith.source import whole


def save(path: str | Path, data: bytes) -> Problem | None:
    """Writes ``data`` to ``path``; a problem where that cannot be done, and what stood there before is untouched.

    The folder is made where it is not there; of a link the file it leads to is written; rights stay as they are.
    """
    made: str | None = None
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=".skosmith-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, made)
        else:
            Path(made).chmod(0o666 & ~_mask())
        Path(made).replace(target)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        return problem("page-not-written", whole(str(path)), reason=getattr(error, "strerror", None) or str(error))
    finally:
        if made is not None:
            Path(made).unlink(missing_ok=True)
    return None


def _mask() -> int:
    """The rights that new files of this process are not given."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
