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

_HELD = 100_000  # lines that are sorted in memory


@dataclass(frozen=True, slots=True)
class Lines:
    """Triples as canonical N-Triples, sorted, each once, in the file at ``path``; equal where they say the same.

    ``count`` are the triples, ``size`` the bytes, ``sha256`` is the canonical hash, in hex.
    Source: RDF Dataset Canonicalization (RDFC-1.0): without blank nodes that of the sorted N-Quads.
    """

    count: int
    sha256: str
    size: int = field(compare=False)
    path: str = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Each triple, with the end of its line."""
        with open(self.path, "rb") as file:
            yield from file


class Sorter:
    """Takes triples in any order, as canonical N-Triples with the end of the line, and sorts them on disk.

    The files are made in ``folder``. Both methods raise Refused where it has no room.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._held: set[bytes] = set()
        self._runs: list[Lines] = []

    def add(self, line: bytes) -> None:
        """Takes a triple; one that it has is left out."""
        self._held.add(line)
        if len(self._held) >= _HELD:
            self._runs.append(self._write(sorted(self._held)))
            self._held.clear()

    def lines(self) -> Lines:
        """The triples taken."""
        last = sorted(self._held)
        if not self._runs:
            return self._write(last)
        return self._write(line for line, _ in groupby(heapq.merge(*self._runs, last)))

    def _write(self, lines: Iterable[bytes]) -> Lines:
        count, size, digest = 0, 0, hashlib.sha256()
        with room(self._folder), tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                count += 1
                size += len(line)
        return Lines(count, digest.hexdigest(), size, file.name)


@contextmanager
def room(folder: str) -> Iterator[None]:
    """Writing into ``folder``; raises StoreError where it has no room."""
    try:
        yield
    except OSError as error:
        raise StoreError(problem("no-room-to-sort", whole(folder), reason=error.strerror or str(error))) from error


def differences(old: Lines, new: Lines) -> Iterator[tuple[str, bytes]]:
    """The triples of one side alone, in their order: ``-`` and one of ``old``, ``+`` and one of ``new``."""
    sides = heapq.merge(((line, "-") for line in old), ((line, "+") for line in new))
    for line, of_sides in groupby(sides, itemgetter(0)):
        marks = [mark for _, mark in of_sides]
        if len(marks) == 1:
            yield marks[0], line
