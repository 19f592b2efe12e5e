"""The table of formats, and a graph into one of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from skosmith.export import case, ctdlasn, schema, skos
from skosmith.export.ledger import ledger_of
from skosmith.export.reading import Given, Reading
from skosmith.graph import Build
from skosmith.model import Problem
from skosmith.vocabulary import Names


class Export(NamedTuple):
    """How a format is made: the bytes of its files by name.

    ``refused`` names what the format asks for and nobody says, or cannot hold at all.
    """

    files: Callable[[Reading, Names, Given], dict[str, bytes]]
    refused: Callable[[Reading, Names, Given], Iterator[Problem]] | None = None


EXPORTS: dict[str, Export] = {
    "ctdlasn": Export(ctdlasn.files),
    "case": Export(case.files, case.refused),
    "schema": Export(schema.files),
    "skos": Export(skos.files),
}
"""The formats, by the names that ``--to`` takes."""


class Exported(NamedTuple):
    """The bytes of each file by its name, the ledger, and what is wrong; where something is, there are no files."""

    files: dict[str, bytes]
    ledger: dict[str, Any]
    problems: list[Problem]


def export(build: Build, form: str, given: Given | None = None, languages: Iterable[str] = ()) -> Exported:
    """The graph in the format ``form``, a key of ``EXPORTS``; texts in ``languages`` only, in all where that is empty.

    The same graph gives the same bytes, whatever it was read from.
    """
    given = given or Given()
    reading = Reading(build.statements(), languages)
    kind = EXPORTS[form]
    problems = list(kind.refused(reading, build.names, given)) if kind.refused else []
    files = {} if problems else kind.files(reading, build.names, given)
    return Exported(files, ledger_of(form, reading), problems)
