"""The table of formats, and a graph into one of them."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from skosmith.exchange import case, ctdlasn, schema, separated, skos, sssom, xlsx
from skosmith.exchange.ledger import ledger_of
from skosmith.exchange.reading import ExportOptions, Reading, ordered
from skosmith.model import Build, Problem, problem, whole
from skosmith.rdf import WriteError


class Export(NamedTuple):
    """How a format is made: the bytes of its files by name.

    ``problems`` names what the format asks for and nobody says, or cannot hold at all.
    """

    files: Callable[[Reading], dict[str, bytes]]
    problems: Callable[[Reading], Iterator[Problem]] = lambda _: iter(())


EXPORTS: dict[str, Export] = {
    "ctdlasn": Export(ctdlasn.files),
    "case": Export(case.files, case.problems),
    "schema": Export(schema.files),
    "skos": Export(skos.files),
    "sssom": Export(sssom.files),
    "csv": Export(separated.files),
    "xlsx": Export(xlsx.files, xlsx.problems),
}
"""The formats, by the names that ``--to`` takes."""


class ExportResult(NamedTuple):
    """The bytes of each file by its name, the ledger, and the problems; if there are any, there are no files."""

    files: dict[str, bytes]
    ledger: dict[str, Any]
    problems: list[Problem]


def export_graph(
    build: Build, form: str, options: ExportOptions | None = None, languages: Collection[str] = ()
) -> ExportResult:
    """The graph in the format ``form``, a key of ``EXPORTS``; texts in ``languages`` only, in all if that is empty.

    The same graph gives the same bytes, whatever it was read from.
    """
    graph = ordered(build.asserted())
    details = {triple: pairs for table in build.supplements for triple, pairs in table.details.items()}
    reading = Reading(graph, build.names, options or ExportOptions(), frozenset(languages), details)
    problems = list(EXPORTS[form].problems(reading))
    known = sorted(graph.languages)
    unknown = [tag for tag in languages if tag not in known]
    problems += [problem("export-without-texts", tag=tag, known=", ".join(known)) for tag in unknown]
    files = {} if problems else EXPORTS[form].files(reading)
    return ExportResult(files, ledger_of(form, reading), problems)


def place_files(output: str, files: dict[str, bytes]) -> tuple[Path, dict[str, bytes]]:
    """The folder to write into, and the files by their names in it.

    ``output`` is that folder, or the name of the only file: it ends as the files do, and no folder has that name.
    Raises WriteError if it is the name of one and there are several.
    """
    path = Path(output)
    name, *more = files
    if path.suffix.lower() != Path(name).suffix or path.is_dir():
        return path, files
    if more:
        raise WriteError([problem("export-several-files", whole(output), files=", ".join(files))])
    return path.parent, {path.name: files[name]}
