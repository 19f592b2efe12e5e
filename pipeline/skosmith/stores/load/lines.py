"""The triples of a graph as sorted lines in a file: any number of them, in little memory."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from skosmith.model import problem, whole
from skosmith.stores.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_MEMORY = 100_000  # lines that are sorted in memory


@dataclass(frozen=True, slots=True)
class Lines:
    """Triples as canonical N-Triples, sorted, each once, in the file at ``path``; the same triples are equal.

    ``count`` are the triples, ``size`` the bytes, ``sha256`` is the canonical hash, in hex.
    Source: RDF Dataset Canonicalization (RDFC-1.0): without blank nodes that of the sorted N-Quads.
    """

    count: int
    sha256: str
    size: int = field(compare=False)
    path: str = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            yield from file


class Sorter:
    """Sorts triples, canonical N-Triples with the end of the line, in files in ``folder``.

    Both methods raise StoreError if the folder has no room.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lines: set[bytes] = set()
        self._runs: list[Lines] = []

    def add(self, line: bytes) -> None:
        self._lines.add(line)
        if len(self._lines) >= _IN_MEMORY:
            self._runs.append(self._write(sorted(self._lines)))
            self._lines.clear()

    def lines(self) -> Lines:
        last = sorted(self._lines)
        if not self._runs:
            return self._write(last)
        return self._write(line for line, _ in groupby(heapq.merge(*self._runs, last)))

    def _write(self, lines: Iterable[bytes]) -> Lines:
        count, size, digest = 0, 0, hashlib.sha256()
        with folder_errors(self._folder), tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                count += 1
                size += len(line)
        return Lines(count, digest.hexdigest(), size, file.name)


@contextmanager
def folder_errors(folder: str) -> Iterator[None]:
    """Raises StoreError if ``folder`` has no room for what is written to it."""
    try:
        yield
    except OSError as error:
        raise StoreError(problem("no-room-to-sort", whole(folder), reason=error)) from error


def differences(old: Lines, new: Lines) -> Iterator[tuple[str, bytes]]:
    """The triples of one side alone, in their order: ``-`` and one of ``old``, ``+`` and one of ``new``."""
    sides = heapq.merge(((line, "-") for line in old), ((line, "+") for line in new))
    for line, group in groupby(sides, itemgetter(0)):
        (_, mark), *both = group
        if not both:
            yield mark, line
