"""Files into a folder, all of them or none: written beside the old ones, moved into place when all are whole."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from skosmith.model import ProblemError, Span, problem

_SHOP = ".skosmith"


class WrittenFile(NamedTuple):
    """A file written and its size in bytes."""

    path: Path
    size: int


class WriteError(ProblemError):
    """Nothing was written."""


def fill(folder: str | Path, work: Callable[[Path], list[str]]) -> list[WrittenFile]:
    """Moves into ``folder`` the files that ``work`` writes into the folder it is given, and names.

    They are whole and all there, or those that stood there before are untouched; ``folder`` is made where it is not
    there. Raises WriteError where they cannot be written.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _workshop(folder) as shop:
            names = work(shop)
            for name in names:
                _settle(shop / name)
            _move(shop, folder, names)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        named = str(getattr(error, "filename", None) or folder)
        place = Span(str(folder) if _SHOP in named else named, 0, 0, 0, 0)  # not a name that nobody gave
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError([problem("output-not-written", place, reason=reason)]) from error
    return [WrittenFile(folder / name, (folder / name).stat().st_size) for name in names]


def write_files(
    folder: str | Path, files: Mapping[str, bytes], beside: Callable[[], list[WrittenFile]] = list
) -> list[WrittenFile]:
    """As ``fill``, with the bytes of ``files`` by name.

    ``beside`` writes what lies in another folder; where it cannot, neither is ``files``.
    """
    also = list[WrittenFile]()

    def work(shop: Path) -> list[str]:
        for name, data in files.items():
            (shop / name).write_bytes(data)
        also.extend(beside())
        return list(files)

    return [*fill(folder, work), *also]


def _settle(file: Path) -> None:
    """Sees to it that the bytes of ``file`` are on the disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder inside ``folder`` to write in, gone afterwards; those of runs that were killed are cleared away."""
    for left in folder.glob(f"{_SHOP}-*"):
        name = re.fullmatch(rf"{re.escape(_SHOP)}-(\d{{1,9}})-\w{{8}}", left.name)
        if name and not _is_alive(int(name[1])):
            shutil.rmtree(left, ignore_errors=True)
    shop = Path(tempfile.mkdtemp(prefix=f"{_SHOP}-{os.getpid()}-", dir=folder))
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _move(shop: Path, folder: Path, names: Iterable[str]) -> None:
    """Moves the files ``names`` into place; should that be cut short, those already moved give way to the old ones."""
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name in names:
            target, kept = folder / name, shop / f"{name}.old"
            if target.exists():
                _keep(target, kept)
                shutil.copymode(target, shop / name)
            moved.append((target, kept if kept.exists() else None))
            (shop / name).replace(target)
    except BaseException:  # a signal, too
        for target, old in moved:
            if old is not None:
                old.replace(target)
            elif not (shop / target.name).exists():  # moved, and nothing stood there before
                target.unlink()
        raise


def _keep(file: Path, kept: Path) -> None:
    """A second name for ``file``; a copy on a file system that has none."""
    try:
        os.link(file, kept)
    except OSError:
        shutil.copy2(file, kept)
