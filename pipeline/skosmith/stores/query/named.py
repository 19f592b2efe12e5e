"""The named queries: files of SPARQL with what they say in their first lines."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from skosmith.model import Problem, data_files, language, problem, whole

_KINDS: dict[str, Callable[[str], object]] = {
    "level": lambda value: re.fullmatch("[1-7]", value) is not None,
    "language": lambda value: not language(value),
    "code": lambda value: re.fullmatch(r"[\w-]{1,20}", value) is not None,
    "edition": str.strip,
    "newer": str.strip,
    "word": str.strip,
}  # whether a value may be given to the variable of a name
_NEEDED = ", needed"
_NUMBERS = {"level", "code"}  # where digits are a number; elsewhere they are a text


@dataclass(frozen=True, slots=True)
class Named:
    """A query that ships with skosmith.

    ``about`` is a sentence; ``variables`` are those that ``--set`` gives a value, each with what it may be; ``needed``
    are those that must have one.
    """

    name: str
    about: str
    variables: dict[str, str]
    needed: frozenset[str]
    text: str


def named_queries() -> dict[str, Named]:
    """The named queries, in the order of their names."""
    return {file.stem: _named(file.stem, file.read_text("utf-8")) for file in data_files("stores/queries", "*.rq")}


def close_to(name: str) -> list[str]:
    """The names that ``name`` may be a slip of."""
    return get_close_matches(name, named_queries(), 1)


def values_for(query: Named, given: Mapping[str, str]) -> dict[str, str] | Problem:
    """What ``given`` binds the variables of ``query`` to, as ``ask`` takes it; a problem where it does not fit."""
    values = {}
    for name, value in given.items():
        if name not in query.variables:
            known = ", ".join(query.variables) or "none"
            return problem("query-variable", whole(query.name), name=name, known=known)
        if not _KINDS[name](value):
            wanted = query.variables[name]
            return problem("query-value", whole(query.name), name=name, value=value, wanted=wanted)
        cased = value.lower() if name == "language" else value
        values[name] = value if name in _NUMBERS else quoted(cased)
    lacking = sorted(query.needed - given.keys())
    if lacking:
        wanted = query.variables[lacking[0]]
        return problem("query-value-missing", whole(query.name), name=lacking[0], wanted=wanted)
    return values


def quoted(value: str) -> str:
    """A text as SPARQL writes it. Source: SPARQL 1.1 Query, section 19.7."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _named(name: str, text: str) -> Named:
    """The first line that is a comment says what the query gives, the others a variable each, ``needed`` or not."""
    comments = [line[1:].strip() for line in text.split("\n") if line.startswith("#")]
    said = [line.split(": ", 1) for line in comments[1:]]
    variables = {before.removesuffix(_NEEDED): meaning for before, meaning in said}
    needed = frozenset(before.removesuffix(_NEEDED) for before, _ in said if before.endswith(_NEEDED))
    return Named(name, comments[0], variables, needed, text)
