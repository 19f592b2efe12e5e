"""Waiting for an edit of the sources."""

import os
from collections.abc import Iterator
from glob import has_magic
from threading import Event

from watchfiles import Change, watch

from skosmith.model import GRAPH_SUFFIXES, STDIN, is_address, relative_path
from skosmith.pages import SUFFIXES, SUPPLEMENTS
from skosmith.project.project_file import Project

_SETTLED = 50  # milliseconds without a further change: an editor writes a file in several steps


def changes(project: Project, file: str | None = None, stop: Event | None = None) -> Iterator[list[str]]:
    """The files that have been changed, created or deleted, each time that there are any.

    Watches the sources, the contracts, the translations, the project file ``file`` and the tables next to it, not
    addresses and standard input. Ends when ``stop`` is set; Ctrl+C raises KeyboardInterrupt.
    """
    folders, files = _places(project)
    tables = [os.path.join(project.folder, name) for name in SUPPLEMENTS if project.folder is not None]
    files |= {os.path.realpath(one) for one in (file, project.translations, *tables) if one}
    contracts = os.path.realpath(project.contracts) if project.contracts else ""

    def is_ours(_: Change, path: str) -> bool:
        name = os.path.basename(path)
        is_below = any(path.startswith(f"{folder}{os.sep}") for folder in folders)
        return (
            path in files
            or os.path.dirname(path) == contracts
            or (is_below and name.lower().endswith((*SUFFIXES, *GRAPH_SUFFIXES)) and not name.startswith("."))
        )

    watched = {*folders, contracts, *(os.path.dirname(one) for one in files)}
    for events in watch(
        *sorted(one for one in watched if os.path.isdir(one)),
        watch_filter=is_ours,
        debounce=_SETTLED * 4,
        step=_SETTLED,
        stop_event=stop,
        rust_timeout=500,
    ):
        yield sorted({relative_path(path) for _, path in events})


def _places(project: Project) -> tuple[set[str], set[str]]:
    """The folders in which any page counts, and the files that count by name; as real, absolute paths."""
    folders, files = set[str](), set[str]()
    for source in project.sources:
        if source == STDIN or is_address(source):
            continue
        if has_magic(source) and not os.path.exists(source):
            while has_magic(source):
                source = os.path.dirname(source)  # noqa: PLW2901 - the folder above the pattern
            folders.add(os.path.realpath(source or "."))
        elif os.path.isdir(source):
            folders.add(os.path.realpath(source))
        else:
            files.add(os.path.realpath(source))
    return folders, files
