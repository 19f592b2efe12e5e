"""The bytes that a run reads: of files, of standard input, of what is kept under a name; and its memory of them."""

import os
import stat
import sys
from dataclasses import dataclass, field

from skosmith.model.formats import GRAPH_SUFFIXES
from skosmith.model.memo import Memo
from skosmith.model.problems import problem
from skosmith.model.records import Problem
from skosmith.model.source import MAX_BYTES, MAX_GRAPH_BYTES, STDIN, raw_path, whole


@dataclass(eq=False)
class Files:
    """What a run reads.

    ``overlay`` has bytes in place of those of a file, or of no file at all, by their path or address: the text in an
    editor, an answer of the web, a file at a git revision, standard input once it is read. ``memo`` recalls what
    follows from them.
    """

    overlay: dict[str, bytes] = field(default_factory=dict)
    memo: Memo = field(default_factory=Memo)

    def read(self, path: str) -> bytes | Problem:
        """The bytes kept under ``path``, else of the file, or of standard input for ``-``; a problem if there are none.

        Standard input is kept, since it is asked for again to show a line next to a problem.
        """
        limit = MAX_GRAPH_BYTES if path.lower().endswith(GRAPH_SUFFIXES) else MAX_BYTES
        try:
            if path == STDIN and path not in self.overlay:
                self.overlay[path] = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
            data = self.overlay[path] if path in self.overlay else _read_file(path, limit)
        except (FileNotFoundError, NotADirectoryError):
            return problem("no-such-file", whole(path))
        except (OSError, ValueError) as error:
            return problem("unreadable-file", whole(path), reason=error)
        if data is None:
            return problem("not-a-file", whole(path))
        return data if len(data) <= limit else problem("file-too-large", whole(path), limit=limit)


def _read_file(path: str, limit: int) -> bytes | None:
    """The bytes of a file, no more than one too many; None for a folder, a pipe or a device."""
    with open(raw_path(path), "rb", opener=_open_at_once) as file:
        known = os.fstat(file.fileno())
        is_regular = stat.S_ISREG(known.st_mode)
        return file.read(min(limit, known.st_size) + 1) if is_regular else None  # takes that much memory at once


def _open_at_once(path: str, flags: int) -> int:
    """Opens without waiting for a writer, should ``path`` be a named pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
