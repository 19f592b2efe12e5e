"""The table of formats, and a graph into one of them."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from skosmith.exchange import case, ctdlasn, schema, separated, skos, xlsx
from skosmith.exchange.ledger import ledger_of
from skosmith.exchange.reading import Given, Reading, ordered
from skosmith.model import Build, Names, Problem, problem, whole
from skosmith.rdf import WriteError


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
    "csv": Export(separated.files),
    "xlsx": Export(xlsx.files, xlsx.refused),
}
"""The formats, by the names that ``--to`` takes."""


class Exported(NamedTuple):
    """The bytes of each file by its name, the ledger, and what is wrong; where something is, there are no files."""

    files: dict[str, bytes]
    ledger: dict[str, Any]
    problems: list[Problem]


def export_graph(build: Build, form: str, given: Given | None = None, languages: Collection[str] = ()) -> Exported:
    """The graph in the format ``form``, a key of ``EXPORTS``; texts in ``languages`` only, in all where that is empty.

    The same graph gives the same bytes, whatever it was read from.
    """
    given = given or Given()
    graph = ordered(build.statements())
    reading = Reading(graph, frozenset(languages))
    kind = EXPORTS[form]
    problems = list(kind.refused(reading, build.names, given)) if kind.refused else []
    known = sorted(graph.languages)
    problems += [
        problem("export-without-texts", tag=tag, known=", ".join(known)) for tag in languages if tag not in known
    ]
    files = {} if problems else kind.files(reading, build.names, given)
    return Exported(files, ledger_of(form, reading, build.names.root), problems)


def placed(output: str, files: dict[str, bytes]) -> tuple[Path, dict[str, bytes]]:
    """The folder, and the files by the names that they get in it.

    ``output`` is that folder; or, where it ends as the files do and is no folder, the name of the one file.
    Raises WriteError where it is the name of one and there are several.
    """
    path = Path(output)
    name, *more = files
    if path.suffix.lower() != Path(name).suffix or path.is_dir():
        return path, files
    if more:
        raise WriteError([problem("export-several-files", whole(output), files=", ".join(files))])
    return path.parent, {path.name: files[name]}
