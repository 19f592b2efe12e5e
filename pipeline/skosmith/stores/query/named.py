"""The named queries: files of SPARQL that are described in their first lines."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from skosmith.model import Problem, data_files, language, problem, read_data, whole

_KINDS: dict[str, Callable[[str], object]] = {
    "level": lambda value: re.fullmatch("[1-7]", value) is not None,
    "language": lambda value: not language(value),
    "code": lambda value: re.fullmatch(r"[\w-]{1,20}", value) is not None,
    "edition": str.strip,
    "newer": str.strip,
    "word": str.strip,
}  # whether a value fits the variable of a name
_NEEDED = ", needed"
_NUMBERS = {"level", "code"}  # digits are a number; for other variables they are a text


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with skosmith.

    ``about`` is a sentence; ``variables`` are those that ``--set`` binds, each with what it may be; ``needed`` are
    those that must be bound.
    """

    name: str
    about: str
    variables: dict[str, str]
    needed: frozenset[str]
    text: str


def described(query: NamedQuery, language: str) -> NamedQuery:
    """``query`` with its sentences in ``language``, ``en`` or ``pt``."""
    if language == "en":
        return query
    words = tomllib.loads(read_data(f"stores/queries/{language}.toml"))
    variables = {name: words["variables"].get(meaning, meaning) for name, meaning in query.variables.items()}
    return replace(query, about=words["about"].get(query.name, query.about), variables=variables)


def named_queries() -> dict[str, NamedQuery]:
    return {file.stem: _named(file.stem, file.read_text("utf-8")) for file in data_files("stores/queries", "*.rq")}


def similar_names(name: str) -> list[str]:
    """At most one name that ``name`` may be a slip of."""
    return get_close_matches(name, named_queries(), 1)


def values_for(query: NamedQuery, settings: Mapping[str, str]) -> dict[str, str] | Problem:
    """The values of the variables of ``query``, as ``ask`` takes them; a problem if one does not fit."""
    values = {}
    for name, value in settings.items():
        if name not in query.variables:
            known = {"en": ", ".join(query.variables) or "none", "pt": ", ".join(query.variables) or "nenhuma"}
            return problem("query-variable", whole(query.name), name=name, known=known)
        if not _KINDS[name](value):
            wanted = _meanings(query, name)
            return problem("query-value", whole(query.name), name=name, value=value, wanted=wanted)
        text = value.lower() if name == "language" else value
        values[name] = value if name in _NUMBERS else quoted(text)
    if missing := sorted(query.needed - settings.keys()):
        wanted = _meanings(query, missing[0])
        return problem("query-value-missing", whole(query.name), name=missing[0], wanted=wanted)
    return values


def _meanings(query: NamedQuery, name: str) -> dict[str, str]:
    """What the variable may be, by language."""
    return {tag: described(query, tag).variables[name] for tag in ("en", "pt")}


def quoted(value: str) -> str:
    """A text as SPARQL writes it. Source: SPARQL 1.1 Query, section 19.7."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _named(name: str, text: str) -> NamedQuery:
    """The first comment describes the query, each further one a variable, ``needed`` or not."""
    comments = [line[1:].strip() for line in text.split("\n") if line.startswith("#")]
    rows = [line.split(": ", 1) for line in comments[1:]]
    variables = {name.removesuffix(_NEEDED): meaning for name, meaning in rows}
    needed = frozenset(name.removesuffix(_NEEDED) for name, _ in rows if name.endswith(_NEEDED))
    return NamedQuery(name, comments[0], variables, needed, text)
