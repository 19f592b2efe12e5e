"""Several files written together or not at all: in a folder of their own first, moved into place when all are whole."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from skosmith.model import ProblemError, write_problem

_PREFIX = ".skosmith"


class WrittenFile(NamedTuple):
    """A file and its size in bytes."""

    path: Path
    size: int


class WriteError(ProblemError):
    """No file has been written."""


def write_together(folder: str | Path, fill: Callable[[Path], list[str]]) -> list[WrittenFile]:
    """Moves the files that ``fill`` writes into the folder it is called with, and names, into ``folder``.

    Moves all or none; creates ``folder`` if needed. Raises WriteError if a file cannot be written.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _workshop(folder) as workshop:
            names = fill(workshop)
            for name in names:
                with (workshop / name).open("rb+") as file:
                    os.fsync(file.fileno())
            _move(workshop, folder, names)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        named = str(getattr(error, "filename", None) or folder)
        path = str(folder) if _PREFIX in named else named  # not a name that nobody gave
        raise WriteError([write_problem(path, error)]) from error
    return [WrittenFile(folder / name, (folder / name).stat().st_size) for name in names]


def write_files(
    folder: str | Path, files: Mapping[str, bytes], beside: Callable[[], list[WrittenFile]] = list
) -> list[WrittenFile]:
    """Writes ``files``, their bytes by name, into ``folder``, all or none, and what ``beside`` writes elsewhere.

    If that raises, ``files`` are not written either. Raises WriteError.
    """
    others = list[WrittenFile]()

    def fill(workshop: Path) -> list[str]:
        for name, data in files.items():
            (workshop / name).write_bytes(data)
        others.extend(beside())
        return list(files)

    return [*write_together(folder, fill), *others]


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A temporary folder inside ``folder``; removes those that killed runs have left."""
    for left in folder.glob(f"{_PREFIX}-*"):
        name = re.fullmatch(rf"{re.escape(_PREFIX)}-(\d{{1,9}})-\w{{8}}", left.name)
        if name and not _is_alive(int(name[1])):
            shutil.rmtree(left, ignore_errors=True)
    workshop = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}-{os.getpid()}-", dir=folder))
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _move(workshop: Path, folder: Path, names: Iterable[str]) -> None:
    """Moves the files ``names`` into ``folder``; if that is interrupted, restores the old ones."""
    moves: list[tuple[Path, Path]] = []
    try:
        for name in names:
            target, old = folder / name, workshop / f"{name}.old"
            if target.exists() and not (target.is_file() or target.is_dir()):  # a device is not replaced
                target.write_bytes((workshop / name).read_bytes())
                continue
            if target.exists():
                try:
                    os.link(target, old)
                except OSError:  # a file system without links
                    shutil.copy2(target, old)
                shutil.copymode(target, workshop / name)
            moves.append((target, old))
            (workshop / name).replace(target)
    except BaseException:  # a signal, too
        for target, old in moves:
            if old.exists():
                old.replace(target)
            elif not (workshop / target.name).exists():  # a new file that has been moved
                target.unlink()
        raise
