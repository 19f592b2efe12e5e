"""Where a query is not well-formed, and why."""

from __future__ import annotations

import re
from typing import NamedTuple

from skosmith.query.keywords import keywords

_AT = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
_SENTENCE = re.compile(r"[A-Z]\w*(?: \w+)+")
_PREFIXED = re.compile(r"([\w.-]*):[^\s:]*$")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
_TOKEN = re.compile(r"""\s*(?P<token>"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>|[?$@]?[\w:.-]+|\S)""")
_TOKENS = 12  # at most this many are tried: no keyword hides more
_SPACE = "\n" + " " * 32  # more than the longest keyword


class Fault(NamedTuple):
    """A place in a query, line and column from 1, and what is wrong there; ``line`` is 0 where there is no place."""

    line: int
    column: int
    reason: str


def fault(query: str, prefixes: dict[str, str] | None = None) -> Fault | None:
    """What is wrong with ``query``; None where it is well-formed.

    The parser says how far it read: past a word that is none of the keywords it tried, by the length of the longest,
    and no further than to the end. So it is given room at the end, and the length is taken off again.
    """
    import pyoxigraph  # noqa: PLC0415 - slow to import

    try:
        pyoxigraph.Store().query(query + _SPACE, prefixes=prefixes)
    except (SyntaxError, ValueError) as error:
        message = str(error)
    else:
        return None
    if next((word for word in keywords(query) if word not in {"PREFIX", "BASE"}), "") in _UPDATES:
        return Fault(0, 0, "this is an update, and a query only reads")
    found = _AT.match(message)
    if not found:
        return Fault(0, 0, message.partition("\n")[0].rstrip("."))
    text = query.rstrip()
    offset = sum(len(line) + 1 for line in query.split("\n")[: int(found[1]) - 1]) + int(found[2]) - 1
    expected = found[3].split(", ")
    if "Prefix not found" in found[3] and (prefixed := _PREFIXED.search(query[:offset])):
        return _at(text, prefixed.start(), f"the prefix '{prefixed[1]}:' is not declared")
    if said := next(filter(_SENTENCE.fullmatch, expected), ""):
        return _at(text, offset - 1, said)
    if all(_KEYWORD.fullmatch(one) or one == "[_]" for one in expected):
        offset -= min((len(one) for one in expected if one != "[_]"), default=0)
        offset = _onward(text, max(0, min(offset, len(text))), prefixes)
    return _at(text, offset, "something else was expected here" if offset < len(text) else "it ends too early")


def _onward(text: str, offset: int, prefixes: dict[str, str] | None) -> int:
    """The place of the first token, from ``offset`` on, that no query can have after what is before it.

    A long keyword that was tried before a token hides a shorter one that was tried after it.
    """
    for _ in range(_TOKENS):
        token = _TOKEN.match(text, offset)
        if not token or not _can_go_on(text[: token.end()], prefixes):
            return token.start("token") if token else len(text)
        offset = token.end()
    return offset


def _can_go_on(begun: str, prefixes: dict[str, str] | None) -> bool:
    import pyoxigraph  # noqa: PLC0415 - slow to import

    try:
        pyoxigraph.Store().query(begun + _SPACE, prefixes=prefixes)
    except (SyntaxError, ValueError) as error:
        found = _AT.match(str(error))
        lines = (begun + _SPACE).split("\n")
        return found is not None and (int(found[1]), int(found[2])) == (len(lines), len(lines[-1]) + 1)
    return True


def _at(text: str, offset: int, reason: str) -> Fault:
    offset = max(0, min(offset, len(text)))
    before = text[:offset]
    return Fault(before.count("\n") + 1, offset - before.rfind("\n"), reason)
