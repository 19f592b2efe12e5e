"""What is wrong with a query, and where: all that the parser would have taken there is too much to read."""

import re
from collections.abc import Container
from typing import NamedTuple

from skosmith.query.keywords import keywords, undeclared

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


# What the parser says beside all that it would have taken. An unbound variable is shown at the end of the query.
_SAID = {
    "a variable that is unbound": "a variable of SELECT is neither bound nor named in GROUP BY",
    "overrides an existing variable": "the variable after AS has a value already",
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


def fault(query: str, message: str, known: Container[str] = ()) -> Fault | None:
    """The fault of ``query`` that the parser's ``message`` tells of; None where it names no place.

    ``known`` are the prefixes that need not be declared. A prefix that is not declared is looked for first: the parser
    can be past it, and say nothing of it.
    """
    found = _AT.match(message)
    if not found:
        return None
    if lacking := undeclared(query, known):
        prefix, at = lacking
        line, column = query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)
        return Fault(line, column, f"the prefix '{prefix}:' is not declared")
    line, column, reason = int(found[1]), int(found[2]), found[3]
    after = query.split("\n", line - 1)[-1][column - 1 :]
    otherwise = "something else was expected here" if after.strip() else "it ends too early"
    said = next((words for key, words in _SAID.items() if key in reason), otherwise)
    return Fault(min(line, query.count("\n") + 1), column, said)
