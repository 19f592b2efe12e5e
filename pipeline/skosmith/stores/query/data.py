"""The data of a query: files of RDF in memory, or a store on disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph

from skosmith.model import GRAPH_SUFFIXES, is_address, is_rdf, problem, suffix_of, whole
from skosmith.rdf import fault_of_file, syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skosmith.model import Problem

T = TypeVar("T")

STORE = "store:"
"""Begins the name of a store on disk, as in ``store:framework.db``."""

BASE = "file:///"
"""What relative IRIs of a file are resolved against."""


def open_data(data: Sequence[str]) -> pyoxigraph.Store | Problem:
    """The store that ``data`` names: one ``store:DIR``, or files of RDF, which are read into memory.

    Named graphs of the files stay what they are.
    """
    stores = [name for name in data if name.startswith(STORE)]
    if stores:
        return (
            problem("data-mixed", whole(stores[0]))
            if len(data) > 1
            else on_store(stores[0], pyoxigraph.Store.read_only)
        )
    if mixed := next(filter(is_address, data), None):
        return problem("data-mixed", whole(mixed))
    store = pyoxigraph.Store()
    for path in data:
        if fault := load_file(path, store):
            return fault
    return store


def load_file(path: str, store: pyoxigraph.Store) -> Problem | None:
    """Loads the file of RDF at ``path`` into ``store``; a problem if it cannot be read."""
    return fault_of_reading(path, lambda: store.bulk_load(path=path, base_iri=BASE))


def fault_of_reading(path: str, read: Callable[[], object]) -> Problem | None:
    """What is wrong with the file of RDF that ``read`` has pyoxigraph read; None if nothing is.

    pyoxigraph reads piece by piece: a graph may be larger than a page, and than the memory.
    """
    if is_address(path) or not os.path.lexists(path):
        return problem("data-is-address" if is_address(path) else "no-such-file", whole(path))
    if not is_rdf(path):
        return problem("not-a-graph", whole(path), suffixes=" ".join(GRAPH_SUFFIXES))
    try:
        fault = fault_of_file(path) if suffix_of(path) == "rdf" else None
        if not fault:
            read()
    except (FileNotFoundError, NotADirectoryError):
        return problem("no-such-file", whole(path))
    except (SyntaxError, ValueError) as error:
        return syntax_problem(path, Path(path).read_bytes(), error)
    except OSError as error:
        return problem("unreadable-file", whole(path), reason=error)
    return fault


def on_store(name: str, use: Callable[[str], T]) -> T | Problem:
    """The result of ``use`` for the folder of the store ``name``, ``store:DIR``; a problem if it cannot be opened."""
    folder = name.removeprefix(STORE)
    if not is_store(folder):
        return problem("store-not-there", whole(name))
    try:
        return use(folder)
    except OSError as error:
        return problem("store-not-opened", whole(name), reason=str(error))
    except RuntimeError as error:
        return problem("store-damaged", whole(name), reason=str(error).rstrip(" ."))


def is_taken(folder: str) -> bool:
    """Whether a folder has files in it, and no store."""
    return os.path.isdir(folder) and bool(os.listdir(folder)) and not is_store(folder)


def is_store(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "CURRENT"))
