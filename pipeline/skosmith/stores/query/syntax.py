"""What is wrong with a query, and where: all that the parser would have taken there is too much to read."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph

from skosmith.model import PREFIXES, Problem, Span, problem, whole
from skosmith.stores.query.tokenizer import keywords, undeclared

_AT = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
_TOKEN = re.compile(r"""\s*(?P<token>"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>|[?$@]?[\w:.-]+|\S)""")
_TOKENS = 12  # at most this many are tried: no keyword hides more
_SPACE = "\n" + " " * 32  # more than the longest keyword
_NONE: Mapping[str, str] = MappingProxyType({})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


# What the parser says beside all that it would have taken. An unbound variable is shown at the end of the query.
_SAID = {
    "a variable that is unbound": "a variable of SELECT is neither bound nor named in GROUP BY",
    "overrides an existing variable": "the variable after AS has a value already",
    "Duplicated variable name": "a variable has two values in SELECT",
    "IRI parsing failed": "an IRI is relative, and there is no BASE, or it is not well-formed",
}
UPDATE = "this is an update, and a query only reads"


class Fault(NamedTuple):
    """A place in a query, counted from 1, and what is wrong there."""

    line: int
    column: int
    reason: str


def is_update(query: str) -> bool:
    """Whether ``query`` is a SPARQL update. Source: SPARQL 1.1, rules Update1 and Prologue."""
    return next((word for word in keywords(query) if word not in {"PREFIX", "BASE"}), "") in _UPDATES


def fault(query: str, message: str, known: Mapping[str, str] = _NONE) -> Fault | None:
    """The fault of ``query`` that the parser's ``message`` tells of; None where it names no place.

    ``known`` are the prefixes that need not be declared. A prefix that is not declared is looked for first: the parser
    can be past it, and say nothing of it.
    """
    if not _AT.match(message):
        return None
    if lacking := undeclared(query, known):
        prefix, at = lacking
        return _at(query, at, f"the prefix '{prefix}:' is not declared")
    if said := next((words for key, words in _SAID.items() if key in message), ""):
        return _at(query, _offset(query, message), said)
    text = query.rstrip()
    asks_others = "SERVICE" in keywords(query)  # as a part of it would, where the whole is not well-formed
    offset = min(_offset(query, message), len(text)) if asks_others else _place(text, known)
    return _at(text, offset, "something else was expected here" if offset < len(text) else "it ends too early")


def syntax_problem(code: str, path: str, query: str, message: str) -> Problem:
    """The problem ``code`` at the place of ``query`` that is not well-formed, of which ``message`` is the parser's."""
    if is_update(query):
        return problem(code, whole(path), reason=UPDATE)
    found = fault(query, message, PREFIXES)
    if not found:
        return problem(code, whole(path), reason=message.partition("\n")[0].rstrip("."))
    line, column, reason = found
    return problem(code, Span(path, line, column, line, column + 1), reason=reason)


def _place(text: str, known: Mapping[str, str]) -> int:
    """Where ``text`` is not well-formed.

    The parser says how far it read: past a word that is none of the keywords it tried, by the length of the longest,
    and no further than to the end. So it is given room at the end, and the length is taken off again.
    """
    message = _said(text, known)
    found = _AT.match(message)
    if not found:
        return len(text)
    offset, expected = _offset(text, message), found[3].split(", ")
    if not all(_KEYWORD.fullmatch(one) or one == "[_]" for one in expected):
        return min(offset, len(text))
    offset -= min((len(one) for one in expected if one != "[_]"), default=0)
    return _onward(text, max(0, min(offset, len(text))), known)


def _onward(text: str, offset: int, known: Mapping[str, str]) -> int:
    """The place of the first token, from ``offset`` on, that no query can have after what is before it.

    A long keyword that was tried before a token hides a shorter one that was tried after it.
    """
    for _ in range(_TOKENS):
        token = _TOKEN.match(text, offset)
        if not token:
            return len(text)
        begun = text[: token.end()]
        message = _said(begun, known)
        if message and _offset(begun, message) < len(begun + _SPACE):
            return token.start("token")
        offset = token.end()
    return offset


def _said(text: str, known: Mapping[str, str]) -> str:
    """What the parser says of ``text`` with room at the end; "" where it is well-formed."""
    try:
        pyoxigraph.Store().query(text + _SPACE, prefixes=dict(known))
    except (SyntaxError, ValueError) as error:
        return str(error)
    return ""


def _offset(text: str, message: str) -> int:
    found = _AT.match(message)
    if not found:
        return 0
    return sum(len(line) + 1 for line in text.split("\n")[: int(found[1]) - 1]) + int(found[2]) - 1


def _at(text: str, offset: int, reason: str) -> Fault:
    before = text[:offset]
    return Fault(before.count("\n") + 1, len(before) - before.rfind("\n"), reason)
