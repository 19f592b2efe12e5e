"""The named queries: files of SPARQL with what they say in their first lines."""

from dataclasses import dataclass
from difflib import get_close_matches

from skosmith import resources


@dataclass(frozen=True, slots=True)
class Named:
    """A query that ships with skosmith.

    ``about`` is a sentence; ``variables`` are those that ``--set`` gives a value, each with what it may be.
    """

    name: str
    about: str
    variables: dict[str, str]
    text: str


def named_queries() -> dict[str, Named]:
    """The named queries, in the order of their names."""
    return {file.stem: _named(file.stem, file.read_text("utf-8")) for file in resources.files("queries", "*.rq")}


def close_to(name: str) -> list[str]:
    """The names that ``name`` may be a slip of."""
    return get_close_matches(name, named_queries(), 1)


def _named(name: str, text: str) -> Named:
    """The first line that is a comment says what the query gives, the others a variable each."""
    comments = [line[1:].strip() for line in text.split("\n") if line.startswith("#")]
    variables = dict(line.split(": ", 1) for line in comments[1:])
    return Named(name, comments[0], variables, text)
