"""Where each key and value of a TOML document stands: tomllib does not say it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from skosmith.model import Span

Path = tuple[str, ...]
"""The keys that lead to a value; of a table in an array, ``[[waivers]]``, also its number from 0."""

_AT = re.compile(r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_LONGEST = 300  # lines of one statement of the file, up to which its place is looked for


class Statement(NamedTuple):
    """Where a key stands, and the lines of the document from it to the end of its statement."""

    key: Span
    lines: list[str]


def statement_spans(path: str, written: str) -> dict[Path, Statement]:
    """The place of each key of the document ``written``, valid as a whole, its lines ending with LF.

    A statement of TOML ends with a line, and is valid by itself: so the lines are taken together until they are.
    """
    statements: dict[Path, Statement] = {}
    lines = written.split("\n")
    above: Path = ()
    begin = 0
    counts: Counter[Path] = Counter()
    for end in range(1, len(lines) + 1):
        try:
            table = tomllib.loads("\n".join(lines[begin:end]))
        except ValueError:
            if end - begin > _LONGEST:
                break
            continue
        first, own, begin = begin, lines[begin:end], end
        paths = list(_paths(table))
        is_header = own[0].lstrip().startswith("[")
        if is_header:
            above, paths = (), paths[-1:]
        named = [(keys, keys[-1]) for keys in paths]
        if own[0].lstrip().startswith("[["):  # the header of one more table of an array
            named.append(((*paths[0], str(counts[paths[0]])), paths[0][-1]))
            counts[paths[0]] += 1
        for keys, name in named:
            key = _key(path, name, first + 1, own)
            statements.setdefault((*above, *keys), Statement(key, lines[key.line - 1 : end]))
        if is_header:
            above = named[-1][0]
    return statements


def nearest(statements: dict[Path, Statement], keys: Path) -> Statement | None:
    """The statement of ``keys``, or of as many of them as have one; None if the first has no statement.

    A table may have no statement of its own, only those of its members: then it is the first of these.
    """
    for end in range(len(keys), 0, -1):
        beginning = keys[:end]
        if statement := statements.get(beginning) or next(
            (statements[path] for path in statements if path[:end] == beginning), None
        ):
            return statement
    return None


def _key(path: str, key: str, number: int, lines: list[str]) -> Span:
    """The place of ``key`` in its statement, which begins on line ``number``."""
    pattern = re.compile(rf"(?<![\w-])[\"']?(?P<key>{re.escape(key)})[\"']?\s*[=.\]]")
    at, column = next(
        ((at, match.start("key")) for at, one in enumerate(lines) if (match := pattern.search(one))), (0, 0)
    )
    return Span(path, number + at, column + 1, number + at, column + 1 + len(key))


def place_of(statement: Statement, value: object) -> Span:
    """The place of the text ``value``, between its quotes, in a statement; where it is not to be seen, of the key."""
    key, lines = statement
    quoted = re.compile(rf"([\"'])(?P<value>{re.escape(str(value))})\1")
    start = key.column - 1
    for number, line in enumerate(lines if value else (), key.line):
        if match := quoted.search(line, start):
            return Span(key.path, number, match.start("value") + 1, number, match.end("value") + 1)
        start = 0
    return key


def _paths(table: Any, above: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - TOML's
    """The path of each key of a table, a table's before those of its members."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield (*above, key)
            yield from _paths(value, (*above, key))


def syntax_fault(path: str, written: str, error: Exception) -> tuple[Span, str]:
    """The place and the reason for which tomllib refuses a document: it says the place at the end of its message."""
    match = _AT.fullmatch(str(error))
    reason = match["reason"] if match else str(error)
    lines = written.rstrip("\n").split("\n")
    line, column = (int(match["line"]), int(match["column"])) if match and match["line"] else (len(lines), 1)
    return Span(path, line, column, line, column + 1), reason
