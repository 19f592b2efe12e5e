"""Paths as graphs and reports write them: relative where possible, with ``/``; also on Windows, across its drives."""

from collections.abc import Iterable
from contextlib import suppress
from os import path


def relative_path(name: str, folder: str = "") -> str:
    """The path ``name`` as written from ``folder``, by default the current one.

    A path on another drive or share has no relative form and stays as it is; so does an invalid one.
    """
    with suppress(ValueError):
        name = path.relpath(name, folder or path.curdir)
    return name.replace(path.sep, "/")


def is_below(name: str) -> bool:
    """Whether a path given by ``relative_path`` leads down from its folder."""
    return not (path.isabs(name) or path.splitdrive(name)[0] or name == path.pardir or name.startswith("../"))


def names_below_common_folder(names: Iterable[str]) -> dict[str, str]:
    """Absolute paths, each with its name below the deepest folder that holds all of them.

    If they are on several drives or shares, that of the path comes first: ``C/pages/a.txt``, ``server/share/a.txt``.
    """
    by_drive: dict[str, list[str]] = {}
    for name in names:
        by_drive.setdefault(path.splitdrive(name)[0].lower(), []).append(name)
    below: dict[str, str] = {}
    for drive, on_drive in by_drive.items():
        folder = path.commonpath([path.dirname(name) for name in on_drive])
        first = f"{drive.replace(path.sep, '/').strip('/:')}/" if len(by_drive) > 1 else ""
        below |= {name: first + relative_path(name, folder) for name in on_drive}
    return below
