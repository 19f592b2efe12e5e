"""What is wrong with a query, and where, in fewer words than the parser's list of all that it expected there."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph

from skosmith.model import PREFIXES, Problem, Span, problem, whole
from skosmith.stores.query.tokenizer import keywords, undeclared_prefix

_AT = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
_TOKEN = re.compile(r"""\s*(?P<token>"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>|[?$@]?[\w:.-]+|\S)""")
_TOKENS = 12  # at most this many are tried: no keyword hides more
_SPACE = "\n" + " " * 32  # more than the longest keyword
_NONE: Mapping[str, str] = MappingProxyType({})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


# Messages of the parser that are no list, and our words. An unbound variable is reported at the end of the query.
_REASONS = {
    "a variable that is unbound": "a variable of SELECT is neither bound nor named in GROUP BY",
    "overrides an existing variable": "the variable after AS has a value already",
    "Duplicated variable name": "a variable has two values in SELECT",
    "IRI parsing failed": "an IRI is relative, and there is no BASE, or it is not well-formed",
}
UPDATE = "this is an update, and a query only reads"


class SyntaxFault(NamedTuple):
    """A place in a query, counted from 1, and what is wrong there."""

    line: int
    column: int
    reason: str


def is_update(query: str) -> bool:
    """Whether ``query`` is a SPARQL update. Source: SPARQL 1.1, rules Update1 and Prologue."""
    return next((word for word in keywords(query) if word not in {"PREFIX", "BASE"}), "") in _UPDATES


def syntax_fault(query: str, message: str, known: Mapping[str, str] = _NONE) -> SyntaxFault | None:
    """The fault of ``query`` that the parser's ``message`` reports; None if it names no place.

    ``known`` are the prefixes that need not be declared. A prefix that is not declared is looked for first: the parser
    may be past it and not report it.
    """
    if not _AT.match(message):
        return None
    if token := undeclared_prefix(query, known):
        prefix, offset = token
        return _at(query, offset, f"the prefix '{prefix}:' is not declared")
    if reason := next((words for key, words in _REASONS.items() if key in message), ""):
        return _at(query, _offset(query, message), reason)
    text = query.rstrip()
    asks_others = "SERVICE" in keywords(query)  # a part of it would ask the service
    offset = min(_offset(query, message), len(text)) if asks_others else _place(text, known)
    return _at(text, offset, "something else was expected here" if offset < len(text) else "it ends too early")


def syntax_problem(code: str, path: str, query: str, message: str) -> Problem:
    """The problem ``code`` at the place where ``query`` is not well-formed; ``message`` is the parser's."""
    if is_update(query):
        return problem(code, whole(path), reason=UPDATE)
    fault = syntax_fault(query, message, PREFIXES)
    if not fault:
        return problem(code, whole(path), reason=message.partition("\n")[0].rstrip("."))
    line, column, reason = fault
    return problem(code, Span(path, line, column, line, column + 1), reason=reason)


def _place(text: str, known: Mapping[str, str]) -> int:
    """Where ``text`` is not well-formed.

    The parser reports how far it read: past a word that is none of the keywords it tried, by the length of the longest,
    and no further than to the end. So it gets room at the end, and the length is taken off again.
    """
    message = _parser_message(text, known)
    match = _AT.match(message)
    if not match:
        return len(text)
    offset, expected = _offset(text, message), match[3].split(", ")
    if not all(_KEYWORD.fullmatch(word) or word == "[_]" for word in expected):
        return min(offset, len(text))
    offset -= min((len(word) for word in expected if word != "[_]"), default=0)
    return _onward(text, max(0, min(offset, len(text))), known)


def _onward(text: str, offset: int, known: Mapping[str, str]) -> int:
    """The place of the first token, from ``offset`` on, that no query can have after what is before it.

    A long keyword that was tried before a token hides a shorter one that was tried after it.
    """
    for _ in range(_TOKENS):
        token = _TOKEN.match(text, offset)
        if not token:
            return len(text)
        beginning = text[: token.end()]
        message = _parser_message(beginning, known)
        if message and _offset(beginning, message) < len(beginning + _SPACE):
            return token.start("token")
        offset = token.end()
    return offset


def _parser_message(text: str, known: Mapping[str, str]) -> str:
    """The parser's message on ``text`` with room at the end; "" if it is well-formed."""
    try:
        pyoxigraph.Store().query(text + _SPACE, prefixes=dict(known))
    except (SyntaxError, ValueError) as error:
        return str(error)
    return ""


def _offset(text: str, message: str) -> int:
    match = _AT.match(message)
    if not match:
        return 0
    return sum(len(line) + 1 for line in text.split("\n")[: int(match[1]) - 1]) + int(match[2]) - 1


def _at(text: str, offset: int, reason: str) -> SyntaxFault:
    before = text[:offset]
    return SyntaxFault(before.count("\n") + 1, len(before) - before.rfind("\n"), reason)
