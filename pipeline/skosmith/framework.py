"""A framework read from its sources, to be checked, written, queried and compared. The command line is built on it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from os import fspath, path
from time import perf_counter
from typing import TYPE_CHECKING, TypedDict, Unpack

from skosmith import authoring, checks, compare, exchange, model, pages, project, rdf, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

    import rdflib

    from skosmith.authoring import Rendition
    from skosmith.checks import Policy, Report
    from skosmith.compare import Diff
    from skosmith.exchange import ExportResult
    from skosmith.model import Build, Concept, Files, Graph, LevelPage, Page, Problem, Statement
    from skosmith.pages import FetchOptions
    from skosmith.project import Progress, Project, SourceReading
    from skosmith.rdf import WrittenFile


class Settings(TypedDict, total=False):
    """The keys of skosmith.toml, with ``_`` for ``-``; each overrides the file.

    ``title`` and ``description`` are a text, or one for each BCP 47 tag; ``links`` are patterns by their keys;
    ``contracts`` is a folder.
    """

    title: str | Mapping[str, str]
    description: str | Mapping[str, str]
    base_iri: str
    edition: str
    rights: str
    licence: str
    publisher: str
    issued: str
    modified: str
    iri: str
    previous: str
    dates: str
    links: Mapping[str, str]
    profile: str
    languages: Sequence[str]
    source_language: str
    contracts: str


def read(
    *sources: str | PathLike[str],
    file: str | PathLike[str] | None = None,
    language: str = "",
    fetch: FetchOptions | None = None,
    **settings: Unpack[Settings],
) -> Framework:
    """The framework that ``sources`` describe: pages, folders, patterns, workbooks, addresses, or files of RDF.

    Without sources they are those of the project file ``file``, by default ``skosmith.toml`` of the current folder.
    ``language`` is the BCP 47 tag of all pages; by default it is found for each.
    A fault of a source is a problem of the framework, never an exception.
    Raises ProblemError for a wrong setting or project file, and for no sources at all.
    """
    table = {
        key.replace("_", "-"): list(value) if isinstance(value, tuple) else value for key, value in settings.items()
    }
    faults = project.setting_faults(table)
    fields = {} if faults else project.fields_of(table, "")
    if sources:
        fields["sources"] = tuple(map(fspath, sources))
    settings_file = fspath(file) if file else project.FILE if path.exists(project.FILE) else None
    files = model.Files()
    settled, of_file = project.settle(settings_file, fields, files)
    if not (settled.sources or faults or of_file):
        faults = [model.problem("no-sources", model.whole(settings_file or project.FILE))]
    if faults or of_file:
        raise model.ProblemError([*faults, *of_file])
    return open_framework(settled, files, language=language, fetch=fetch)


def open_framework(  # noqa: PLR0913 - how the command line reads a project
    settled: Project,
    files: Files,
    problems: Iterable[Problem] = (),
    *,
    language: str = "",
    fetch: FetchOptions | None = None,
    progress: Progress | None = None,
) -> Framework:
    """The framework of a project in ``files``; an empty one if its file has ``problems``, which it then has, too."""
    problems = list(problems)
    settled = settled._replace(sources=()) if problems else settled
    reading = project.read_sources(settled, files, language, fetch, progress or project.no_progress)
    reading.problems += problems
    return Framework(settled, reading)


def check_project(settled: Project, files: Files) -> tuple[SourceReading, list[Problem]]:
    """The reading of the sources of a project in ``files``, and every problem, in the order of their places."""
    framework = open_framework(settled, files)
    return framework.reading, framework.problems()


class Framework:
    """The content of the sources of a project.

    ``project`` has its settings, ``reading`` the pages, their graph and the problems of reading them.
    """

    def __init__(self, project: Project, reading: SourceReading) -> None:
        self.project = project
        self.reading = reading

    @property
    def pages(self) -> list[Page | LevelPage]:
        """The pages, and the rows of workbooks, in the order in which they were read; none for files of RDF."""
        return self.reading.pages

    @property
    def build(self) -> Build:
        """The graph with what it was built from: its profile, its pages, and the place of each statement."""
        return self.reading.build

    @property
    def graph(self) -> Graph:
        """All statements, each with its place, to be asked by subject, by object, by language."""
        return self.build.full_graph

    @property
    def skills(self) -> dict[str, Concept]:
        """The skills by their codes."""
        return self._by_notation(self.graph.skills)

    @property
    def attributes(self) -> dict[str, Concept]:
        """The attributes of the levels, by their codes."""
        return self._by_notation(self.graph.instances_of(model.SKM.Attribute))

    @property
    def levels(self) -> dict[int, Concept]:
        """The levels of responsibility by their numbers, rising."""
        return {number: model.Concept(self.graph, term) for number, term in self.graph.levels.items()}

    def _by_notation(self, terms: Iterable[str]) -> dict[str, Concept]:
        return {one.notation: one for one in (model.Concept(self.graph, term) for term in terms)}

    def problems(self, engine: str = "shacl", jobs: int = 1, progress: Progress | None = None) -> list[Problem]:
        """Every problem of the sources: of reading them, of the shapes and of lint; in the order of their places.

        ``engine`` is "shacl" or "pyshacl"; ``jobs`` graphs are validated at a time.
        """
        started, validated = perf_counter(), 0.0
        problems = list(self.reading.problems)
        if self.reading.is_graph and not any(map(_is_own, self.build.framework)):
            problems = [one for one in problems if one.code != "graph-without-framework"]
        has_graph = self.build.pages or (self.reading.is_graph and self.build.framework)
        progress = progress or project.no_progress
        with ExitStack() as opened:
            opened.enter_context(pages.using(self.reading.labels, self.reading.code_pattern))
            if has_graph:
                problems += checks.validate(
                    self.build,
                    engine,
                    jobs,
                    lambda of: opened.enter_context(progress(of, "Checking pages")),
                )
        validated = perf_counter()
        problems += checks.lint_graph(self.build) if has_graph else []
        self.reading.seconds |= {"validate": validated - started, "lint": perf_counter() - validated}
        problems = model.in_order(checks.without_consequences(problems))
        return problems if self.project.folder is None else list(checks.with_key(problems))

    def contract_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems of the files next to the pages: stale translations, and contracts with other answers.

        The queries are asked of a graph that could be written: not if one of ``problems`` is a violation.
        """
        has_record = path.lexists(self.project.translations)
        of_record = compare.translation_problems(self.build, self.project) if has_record else []
        if not self.project.contracts or model.fails(problems):
            return of_record
        contracts, broken = compare.read_contracts(self.project.contracts)
        return [*of_record, *broken, *compare.check_contracts(self.build, contracts)]

    def check(self, policy: Policy | None = None, engine: str = "shacl", jobs: int = 1) -> Report:
        """The problems of the sources, and of the translations and contracts of the project.

        ``policy`` selects those to report, by default all that the project file does not waive.
        """
        problems = self.problems(engine, jobs)
        problems += self.contract_problems(problems)
        return checks.judge(problems, policy or checks.Policy(waivers=self.project.waivers))

    def report(self, form: str = "text", messages: str = "en", policy: Policy | None = None) -> str:
        """A report of ``check``: ``form`` is a key of ``reports.REPORTS``, ``messages`` their language, en or pt."""
        started = perf_counter()
        report = self.check(policy)
        summary = reports.summarise(self.build, report, [], started) | report.counts()
        run = reports.run_of(self.build, self.reading.paths, waived=report.waived)
        return reports.write_report(form, report.problems, replace(run, summary=summary, messages=messages))

    def write(self, folder: str | PathLike[str], formats: Iterable[str] = ("ttl", "jsonld")) -> list[WrittenFile]:
        """Writes ``graph.<format>`` and ``metadata.ttl`` into ``folder``, all or none; ``formats`` are suffixes.

        Where the project has shapes of its own, by its code pattern or its languages, they go to ``shapes.ttl``.
        Raises ProblemError if a format cannot hold the graph, or a file cannot be written.
        """
        with pages.using(self.reading.labels, self.reading.code_pattern):
            shapes = checks.own_shapes()
        return rdf.write_graph(self.build, fspath(folder), list(formats), shapes)

    def to_rdflib(self) -> rdflib.Graph:
        """The graph as an ``rdflib.Graph``, without provenance."""
        return checks.rdflib_graph(self.build.statements())

    def render(self, to: str = "text", language: str = "", notation: str = "") -> tuple[list[Rendition], list[Problem]]:
        """The pages as text, "markdown" or "html", and what cannot be rendered.

        ``language`` and ``notation`` (a code, or the number of a level) choose among them; empty for all.
        """
        return authoring.render_pages(self.reading, to, language, notation)

    def export(self, to: str, languages: Sequence[str] = ()) -> ExportResult:
        """The graph in another format (a key of ``exchange.EXPORTS``), and the ledger of what that cannot hold."""
        options = exchange.ExportOptions(self.project.modified, self.project.publisher)
        return exchange.export_graph(self.build, to, options, languages)

    def diff(self, other: Framework, source_language: str = "") -> Diff:
        """What changed from this framework to ``other``, and how grave it is."""
        old, new = (
            project.Side(one.build.names.root, one.reading, tuple(one.reading.problems)) for one in (self, other)
        )
        tag = source_language or self.project.source_language or next(iter(self.project.languages), "en")
        return compare.compare_graphs(old, new, tag)


def _is_own(one: Statement) -> bool:
    """Whether a statement has a term of our ontology, so that a graph with it is to describe a framework."""
    return one.predicate.startswith(model.SKM.NS, 1) or one.object.startswith(model.SKM.NS, 1)
