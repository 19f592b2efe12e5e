"""Tables next to the pages -> statements: other names of skills and levels, and mappings to other frameworks."""

import hashlib
from collections.abc import Iterable

from skosmith.model import Files, Problem, Supplement, printable_path, whole
from skosmith.pages.supplements.mappings import read_mappings
from skosmith.pages.supplements.names import read_names
from skosmith.pages.workbook.separated import text_of_csv

__all__ = ["read_supplements"]


def read_supplements(paths: Iterable[str], files: Files) -> tuple[list[Supplement], list[Problem]]:
    """The tables at ``paths``, and what is wrong with them; a row with a problem makes no statement."""
    supplements: list[Supplement] = []
    problems: list[Problem] = []
    for item in paths:
        path, data = printable_path(item), files.read(item)
        if isinstance(data, Problem):
            problems.append(data._replace(spans=(whole(path),)))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        supplement, faults = files.memo.recall(lambda: ("supplement", path, sha256), lambda: _read(path, data, sha256))  # noqa: B023 - called at once
        supplements.append(supplement)
        problems += faults
    return supplements, problems


def _read(path: str, data: bytes, sha256: str) -> tuple[Supplement, list[Problem]]:
    text, problems = text_of_csv(path, data)
    if text is None:
        return Supplement(path, sha256), problems
    rows, faults = (read_names if path.lower().endswith(".csv") else read_mappings)(path, text)
    return Supplement(path, sha256, tuple(rows)), [*problems, *faults]
