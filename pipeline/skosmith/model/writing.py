"""One file written whole or not at all: a report, a baseline, a page."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from skosmith.model.problems import problem
from skosmith.model.records import Problem
from skosmith.model.source import whole
from skosmith.model.wording import Quoted

_NO_REASON: dict[str, object] = {"reason": "", "file": Quoted(), "source": Quoted()}


def write_file(path: str | Path, data: str | bytes, sources: Iterable[str] = ()) -> Problem | None:
    """Writes ``data``, a text as UTF-8, to ``path``; a problem if that fails, and the old file is untouched.

    Nothing is written over one of ``sources``. A missing folder is created, rights stay as they are. A
    link is followed; into a device or a pipe, which cannot be replaced, the data is sent.
    """
    written = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(written)
            return None
        here = {str(target), os.path.abspath(path)}
        if target.exists() and any(os.path.abspath(source) in here for source in sources):
            return problem("output-not-written", whole(str(path)), **_NO_REASON | {"source": Quoted([str(path)])})
        replace_file(target, written, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        return write_problem(str(path), error)
    return None


def write_problem(path: str, error: OSError | ValueError) -> Problem:
    """What reports that ``error`` kept ``path`` from being written."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return problem("output-not-written", whole(path), **_NO_REASON | {"file": Quoted([path])})
    return problem("output-not-written", whole(path), **_NO_REASON | {"reason": error})


def replace_file(target: Path, data: bytes, mode: int) -> None:
    """Puts ``data`` in place of the file ``target``, if any: whoever reads meanwhile finds the old file or the new one.

    A missing folder is created. Raises OSError, and then the old file is untouched.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".skosmith-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
